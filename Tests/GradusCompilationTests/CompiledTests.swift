import GradusCalculus
import GradusExpression
import GradusKernels
import GradusPlan
import Testing
import _HeapCounter

@testable import GradusCompilation

@Suite("Compiled functions")
struct CompiledTests {
  static let w = Formula.symbol("w", ["d"]), X = Formula.symbol("X", ["n", "d"]), y = Formula.symbol("y", ["n"])
  static let loss = squaredNorm(X * w - y)

  static func compiled(_ precision: Precision = .float64) throws -> Compiled {
    try Compiled(
      loss, inputs: w, X, y, computing: .gradient(w), .hessian(w), sizes: ["n": 2, "d": 2], precision: precision)
  }

  @Test("value, gradient and Hessian at once", arguments: Precision.allCases)
  func atOnce(precision: Precision) throws {
    let f = try Self.compiled(precision)
    #expect(try f([1.0, 0], [1.0, 2, 3, 4], [1.0, 1]) == 4)
    #expect(try f.tensor(.gradient(Self.w)) == Tensor(vector: [12, 16]))
    #expect(try f.tensor(.hessian(Self.w)) == Tensor(matrix: [[20, 28], [28, 40]]))
    #expect(try f([0, 0] as [Float], Tensor(matrix: [[1, 2], [3, 4]]), [9.0, 1, 2, 9][1...2]) == 5)
    #expect(try f.tensor() == Tensor(5))
  }

  @Test("calls agree with the evaluator at other numbers, whichever precision the numbers are in")
  func agreement() throws {
    let f = try Self.compiled()
    let all = [Self.loss, try gradient(of: Self.loss, withRespectTo: Self.w)]
    for seed in 0..<5 {
      let inputs = Self.loss.sampledInputs(sizes: ["n": 2, "d": 2], seed: seed)
      let expected = try Evaluator(inputs: inputs, sizes: ["n": 2, "d": 2]).evaluate(all)
      let value = try f(inputs["w"]!, inputs["X"]!.values, inputs["y"]!.values[...])
      #expect(abs(value - expected[0].values[0]) < 1e-12)
      #expect(try f.tensor(.gradient(Self.w)).distance(to: expected[1]) < 1e-12)
    }
  }

  @Test(
    "a call asks the heap for nothing",
    .enabled(if: gradus_heap_counts() != 0, "a sanitizer has an allocator of its own"))
  func heap() throws {
    let f = try Compiled(
      (exp(Self.X * Self.w) .* Self.y).summed, inputs: Self.w, Self.X, Self.y, computing: .gradient(Self.w),
      sizes: ["n": 2, "d": 2])
    let (w, X, y) = ([1.0, 0], [1, 2, 3, 4] as [Float], [1.0, 1])
    var slope = [0.0, 0]
    _ = try f(w, X, y)
    gradus_heap_begin()
    var requests: Int = -1
    do {
      defer { requests = gradus_heap_end() }
      for _ in 0..<10 {
        _ = try f(w, X, y)
        try f.read(.gradient(Self.w), into: &slope)
      }
    }
    #expect(requests == 0)
    #expect(slope[0] > 0)
  }

  @Test("Jacobians, and formulas that are no numbers")
  func tensors() throws {
    let f = try Compiled(
      tanh(Self.X * Self.w), inputs: Self.w, Self.X, computing: .jacobian(Self.w), sizes: ["n": 3, "d": 2])
    try f.run([0.0, 0], [1.0, 2, 3, 4, 5, 6])
    #expect(try f.tensor() == Tensor(vector: [0, 0, 0]))
    #expect(try f.tensor(.jacobian(Self.w)) == Tensor(matrix: [[1, 2], [3, 4], [5, 6]]))
    #expect(throws: CompilationError.notScalar(shape: [3])) { try f([0.0, 0], [1.0, 2, 3, 4, 5, 6]) }
  }

  @Test("what the kernels lack is computed all the same")
  func evaluator() throws {
    let A = Formula.symbol("A", [2, 2])
    let f = try Compiled(.trace(.matrixFunction(.exp, A)), inputs: A)
    #expect(try f([0.0, 0, 0, 0]) == 2)
    #expect(throws: PlanError.self) { try Compiled(.trace(.matrixFunction(.exp, A)), inputs: A, precision: .float32) }
  }

  @Test("a singular matrix is an error where it runs, and the next call is right again")
  func singular() throws {
    let A = Formula.symbol("A", [2, 2])
    let b = Formula.symbol("b", [2])
    let f = try Compiled(.inverse(A) * b, inputs: A, b)
    #expect(throws: ExecutorError.singularMatrix("A")) { try f.run([1.0, 2, 2, 4], [1.0, 1]) }
    #expect(throws: ExecutorError.self) { try f.tensor() }
    try f.run([2.0, 0, 0, 4], [1.0, 1])
    #expect(try f.tensor().distance(to: Tensor(vector: [0.5, 0.25])) < 1e-15)
  }

  @Test("errors name what is wrong")
  func errors() throws {
    let (w, X, y) = (Self.w, Self.X, Self.y)
    #expect(throws: CompilationError.missingInput("y")) { try Compiled(Self.loss, inputs: w, X) }
    #expect(throws: CompilationError.notASymbol(2 * w)) { try Compiled(Self.loss, inputs: 2 * w, X, y) }
    #expect(throws: CompilationError.missingSize("d")) { try Compiled(Self.loss, inputs: w, X, y, sizes: ["n": 3]) }
    #expect(throws: CompilationError.self) {
      try Compiled(X * w, inputs: w, X, computing: .gradient(w), sizes: ["n": 3, "d": 2])
    }
    #expect(throws: CompilationError.self) {
      try Compiled(squaredNorm(w), inputs: w, computing: .gradient(y), sizes: ["n": 3, "d": 2])
    }
    let f = try Self.compiled()
    #expect(throws: CompilationError.wrongCount(name: "X", shape: [2, 2], found: 3)) {
      try f([1.0, 2], [1.0, 2, 3], [1.0, 2])
    }
    #expect(throws: CompilationError.wrongInputs(expected: ["w", "X", "y"], found: 2)) {
      try f([1.0, 2], [1.0, 2, 3, 4])
    }
    #expect(throws: CompilationError.notComputed("the gradient in X")) { try f.tensor(.gradient(X)) }
    var small = [0.0]
    #expect(throws: CompilationError.wrongCount(name: "the gradient in w", shape: [2], found: 1)) {
      try f.read(.gradient(w), into: &small)
    }
  }

  @Test("many tasks at once have the numbers that one has")
  func pool() async throws {
    let x = Formula.symbol("x", [50])
    let pool = try CompiledPool(Compiled((exp(x) .* x).summed, inputs: x))
    func numbers(_ task: Int) -> [Double] { (0..<50).map { Double(($0 * 7 + task) % 11) / 10 } }
    let found = try await withThrowingTaskGroup(of: (Int, Double).self) { group in
      for task in 0..<64 { group.addTask { (task, try pool.borrow { try $0(numbers(task)) }) } }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    let alone = try Compiled((exp(x) .* x).summed, inputs: x)
    for task in 0..<64 { #expect(try found[task] == alone(numbers(task))) }
  }
}

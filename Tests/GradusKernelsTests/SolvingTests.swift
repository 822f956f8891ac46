import GradusExpression
import GradusKernels
import GradusPlan
import Testing
import _GradusTestSupport

@Suite("Products with an inverse are solved, and the inverse is never formed")
struct SolvingTests {
  static let A = Formula.symbol("A", ["n", "n"], facts: [.invertible]),
    B = Formula.symbol("B", ["n", "n"], facts: [.invertible]),
    P = Formula.symbol("P", ["n", "n"], facts: [.positiveDefinite])
  static let C = Formula.symbol("C", ["n", "m"]), D = Formula.symbol("D", ["m", "n"]),
    S = Formula.symbol("S", ["n", "n"])
  static let b = Formula.symbol("b", ["n"]), c = Formula.symbol("c", ["n"]), s = Formula.symbol("s")
  static let ones = Formula.ones(["n"])

  static let formulas: [(String, Formula)] = [
    ("vector on the right", Formula.inverse(A) * b), ("vector on the left", b * Formula.inverse(A)),
    ("transposed", Formula.inverse(A).transposed * b), ("definite", Formula.inverse(P) * b),
    ("matrix on the right", Formula.inverse(A) * C), ("matrix on the left", D * Formula.inverse(A)),
    ("transposed with a matrix", Formula.inverse(A).transposed * C),
    ("matrix on both sides", D * Formula.inverse(P) * C), ("quadratic form", b * Formula.inverse(A) * c),
    ("two inverses", Formula.inverse(A) * Formula.inverse(B) * b),
    ("twice the same", Formula.inverse(A) * Formula.inverse(A) * b),
    ("with a matrix between", Formula.inverse(A) * S * Formula.inverse(B) * C),
    ("two inverses and a wide matrix", Formula.inverse(A) * Formula.inverse(B) * C),
    ("scaled", s * (Formula.inverse(A) * b).scaled(by: 3)), ("trace", Formula.trace(Formula.inverse(A) * S)),
    ("diagonal of a product", Formula.diagonal(of: Formula.inverse(A) * S)),
    ("sums of rows", Formula.inverse(A) * ones), ("sums of columns", ones * Formula.inverse(A)),
    ("sum of all", ones * Formula.inverse(P) * ones),
    ("diagonal between", Formula.inverse(A) * Formula.diagonalMatrix(c) * C),
    ("an outer product", Formula.inverse(A) * Formula.outer(b, c)),
    ("a sum of matrices", Formula.inverse(S.transposed * S + Formula.identity("n")) * (C * (D * b))),
    ("least squares", Formula.inverse(D.transposed * D + Formula.identity("n")) * D.transposed * (D * b)),
    ("log-determinant beside it", Formula.logDeterminant(P) + b * Formula.inverse(P) * b),
    ("determinant beside it", Formula.determinant(A) * (b * Formula.inverse(A) * c)),
    ("entry by entry", Formula.inverse(A) .* S), ("the inverse itself", Formula.inverse(A) + S),
  ]

  /// How many inverses, factorisations and solutions of systems a plan has.
  static func counts(_ outputs: [(String, Formula)], precision: Precision = .float64) throws -> [Int] {
    let plan = try Plan(outputs: outputs, sizes: ["n": 6, "m": 4], precision: precision)
    var counts = [0, 0, 0]
    for instruction in plan.instructions {
      switch instruction {
      case .matrix(let matrix): if matrix.function == .inverse { counts[0] += 1 }
      case .factorization: counts[1] += 1
      case .solve: counts[2] += 1
      case .loop, .product, .rows, .spectral: break
      }
    }
    return counts
  }

  @Test("the kernels and the evaluator agree", arguments: formulas.indices, Precision.allCases)
  func agreement(index: Int, precision: Precision) throws {
    let (name, formula) = Self.formulas[index]
    for (seed, sizes) in [["n": 1, "m": 1], ["n": 2, "m": 3], ["n": 3, "m": 2], ["n": 9, "m": 17]].enumerated() {
      let found = try distance([("f", formula)], sizes: sizes, precision: precision, seed: seed)
      #expect(found < 100 * precision.tolerance, "\(name) at \(sizes): \(found)")
    }
  }

  @Test("both agree with the inverse written out", arguments: formulas.indices)
  func written(index: Int) throws {
    let (name, formula) = Self.formulas[index]
    let sizes = ["n": 4, "m": 3]
    let inputs = formula.sampledInputs(sizes: sizes, seed: index)
    let found = try Evaluator(inputs: inputs, sizes: sizes).evaluate(formula)
    // Every inverse in the place of a symbol, with its entries by Cramer's rule.
    var replacements: [Formula: Formula] = [:]
    var values = inputs
    for node in formula.nodesBottomUp {
      guard case .inverse(let matrix) = node.node else { continue }
      let name = "inverse\(replacements.count)"
      replacements[node] = .symbol(name, node.shape)
      values[name] = Self.inverse(try Evaluator(inputs: inputs, sizes: sizes).evaluate(matrix))
    }
    #expect(!replacements.isEmpty)
    let expected = try Evaluator(inputs: values, sizes: sizes).evaluate(formula.substituting(replacements))
    #expect(found.distance(to: expected) < 1e-10, "\(name)")
  }

  /// The adjugate over the determinant.
  private static func inverse(_ matrix: Tensor) -> Tensor {
    let n = matrix.shape[0]
    func minor(_ matrix: [[Double]], _ row: Int, _ column: Int) -> [[Double]] {
      matrix.indices.filter { $0 != row }.map { i in matrix[i].indices.filter { $0 != column }.map { matrix[i][$0] } }
    }
    func determinant(_ matrix: [[Double]]) -> Double {
      if matrix.isEmpty { return 1 }
      return matrix.indices.reduce(0) {
        $0 + ($1 % 2 == 0 ? 1 : -1) * matrix[0][$1] * determinant(minor(matrix, 0, $1))
      }
    }
    let rows = (0..<n).map { i in (0..<n).map { matrix[i, $0] } }
    let whole = determinant(rows)
    return Tensor(
      matrix: (0..<n).map { i in
        (0..<n).map { j in ((i + j) % 2 == 0 ? 1 : -1) * determinant(minor(rows, j, i)) / whole }
      })
  }

  @Test("an inverse is formed only where it is the answer or read entry by entry", arguments: formulas.indices)
  func noInverse(index: Int) throws {
    let (name, formula) = Self.formulas[index]
    let isExplicit = name == "entry by entry" || name == "the inverse itself"
    let counts = try Self.counts([("f", formula)])
    #expect(counts[0] == (isExplicit ? 1 : 0), "\(name)")
    #expect(isExplicit || counts[2] > 0, "\(name)")
  }

  @Test("a matrix is factorised once for all that is asked of it")
  func sharing() throws {
    let inverse = Formula.inverse(Self.P)
    let outputs = [
      ("mean", inverse * Self.b), ("form", Self.c * inverse * Self.c), ("log", Formula.logDeterminant(Self.P)),
      ("left", Self.D * inverse), ("inverse", inverse),
    ]
    #expect(try Self.counts(outputs) == [1, 1, 3])
    #expect(try distance(outputs, sizes: ["n": 5, "m": 3], precision: .float64, seed: 4) < 1e-11)
  }

  @Test("an update may overwrite what it solves with")
  func inPlace() throws {
    let outputs: [(String, Formula)] = [("norm", squaredNorm(Self.b))]
    let found = try distance(
      outputs, updates: [("b", Formula.inverse(Self.P) * Self.b), ("P", Self.P + Formula.identity("n"))],
      sizes: ["n": 7], precision: .float64, seed: 3, runs: 3)
    #expect(found < 1e-11)
  }

  @Test("a solution is more exact than the inverse times the vector", arguments: [6, 8, 10])
  func hilbert(n: Int) throws {
    // H x = b with the entries 1/(i + j + 1), which are as good as dependent, and x = 1.
    let hilbert = Tensor(matrix: (0..<n).map { i in (0..<n).map { 1 / Double(i + $0 + 1) } })
    let right = Tensor(vector: (0..<n).map { i in (0..<n).reduce(0) { $0 + hilbert[i, $1] } })
    func residual(_ x: [Double]) -> Double {
      (0..<n).reduce(0) { worst, i in
        max(worst, abs((0..<n).reduce(-right.values[i]) { $0 + hilbert[i, $1] * x[$1] }))
      }
    }
    let A = Formula.symbol("A", ["n", "n"])
    let executor = try Executor(
      Plan(
        outputs: [("x", Formula.inverse(A) * Self.b), ("inverse", .inverse(A))], sizes: ["n": n], precision: .float64))
    try executor.write("A", hilbert.values)
    try executor.write("b", right.values)
    executor.run()
    let solved = try executor.readDouble("x")
    let inverse = try executor.readDouble("inverse")
    let multiplied = (0..<n).map { i in (0..<n).reduce(0) { $0 + inverse[i * n + $1] * right.values[$1] } }
    #expect(residual(solved) < 1e-15 * Double(n) * 4)
    #expect(residual(multiplied) > 20 * residual(solved))
    let slow = try Evaluator(inputs: ["A": hilbert, "b": right]).evaluate(Formula.inverse(A) * Self.b)
    #expect(residual(multiplied) > 20 * residual(slow.values))
  }

  @Test("a singular matrix is an error of the evaluator and of the executor, in the same words")
  func singular() throws {
    let singular = Tensor(matrix: [[1, 2], [2, 4]])
    for formula in [Formula.inverse(Self.A) * Self.b, Formula.inverse(Self.A) + Self.S] {
      let executor = try Executor(Plan(outputs: [("x", formula)], sizes: ["n": 2], precision: .float64))
      try executor.write("A", singular.values)
      executor.run()
      #expect(throws: ExecutorError.singularMatrix("A")) { try executor.readDouble("x") }
      let inputs = ["A": singular, "b": Tensor(vector: [1, 2]), "S": singular]
      let error = #expect(throws: EvaluationError.self) { try Evaluator(inputs: inputs).evaluate(formula) }
      #expect(error?.description == ExecutorError.singularMatrix("A").description)
      // Another matrix in its place is no fault.
      try executor.write("A", [1.0, 2, 3, 4] as [Double])
      executor.run()
      #expect(try executor.readDouble("x").count == formula.shape.count * 2)
    }
    let determinant = try Executor(
      Plan(
        outputs: [("d", .determinant(Self.A)), ("l", .logDeterminant(Self.A))], sizes: ["n": 2], precision: .float64))
    try determinant.write("A", singular.values)
    determinant.run()
    #expect(try determinant.readScalar("d") == 0)
    #expect(try determinant.readScalar("l") == -.infinity)
  }
}

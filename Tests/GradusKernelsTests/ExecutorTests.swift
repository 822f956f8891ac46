import CProgram
import Foundation
import GradusExpression
import GradusKernels
import GradusPlan
import Testing
import _GradusTestSupport
import _HeapCounter

@Suite("Executors")
struct ExecutorTests {
  static let X = Formula.symbol("X", ["m", "n"]), W = Formula.symbol("W", ["n", "p"]), b = Formula.symbol("b", ["p"])
  static let hidden = relu(X * W + b.broadcast(to: ["m", "p"], axes: [1]))

  /// A step with products, fused sweeps, folds and softmax.
  static func step(precision: Precision = .float32, m: Int = 64) throws -> Plan {
    let p = softmax(hidden)
    return try Plan(
      outputs: [("p", p), ("loss", squaredNorm(p))],
      updates: [("W", W - Formula.symbol("rate") * (X.transposed * p)), ("b", b - p.summed(along: [0]))],
      sizes: ["m": m, "n": 100, "p": 48], precision: precision)
  }

  static func filled(_ plan: Plan, seed: Int) throws -> Executor {
    let executor = try Executor(plan)
    var generator = SeededGenerator(seed)
    for input in plan.inputs { try executor.write(input.name, (0..<input.count).map { _ in generator.uniform() / 8 }) }
    return executor
  }

  @Test("the same inputs give the same bits", arguments: Precision.allCases)
  func bitIdentical(precision: Precision) throws {
    let (first, second) = (
      try ExecutorTests.filled(ExecutorTests.step(precision: precision), seed: 1),
      try ExecutorTests.filled(ExecutorTests.step(precision: precision), seed: 1)
    )
    for _ in 0..<5 {
      first.run()
      second.run()
    }
    for name in ["W", "b", "p", "loss"] { #expect(try first.readDouble(name) == second.readDouble(name)) }
  }

  @Test("executors share the symbols that agree in name and shape")
  func sharing() throws {
    let main = try ExecutorTests.filled(ExecutorTests.step(), seed: 2)
    let last = try Executor(ExecutorTests.step(m: 3), sharing: main)
    #expect(try last.read("W") == main.read("W"))
    try last.write("b", Array(repeating: Float(2), count: 48))
    #expect(try main.read("b") == Array(repeating: Float(2), count: 48))
    #expect(try last.read("X").count == 300)
    last.run()
    #expect(try last.read("W") == main.read("W"))
  }

  @Test("batches of bytes and labels", arguments: Precision.allCases)
  func batches(precision: Precision) throws {
    let plan = try Plan(outputs: [("f", ExecutorTests.X + 0)], sizes: ["m": 3, "n": 37], precision: precision)
    let executor = try Executor(plan)
    let bytes = (0..<37 * 5).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try executor.gather("X", rows: [4, 0, 4][...], from: bytes, scale: 0.5)
    let expected = [4, 0, 4].flatMap { row in (0..<37).map { Double(bytes[row * 37 + $0]) / 2 } }
    #expect(try executor.readDouble("X") == expected)
    try executor.oneHot("X", labels: [0, 36, 2], rows: [1, 1, 2][...])
    let labels = try executor.read("X")
    #expect(labels.reduce(0, +) == 3 && labels[36] == 1 && labels[37 + 36] == 1 && labels[74 + 2] == 1)
    #expect(throws: ExecutorError.rowOutOfRange(name: "X", row: 5, rows: 5)) {
      try executor.gather("X", rows: [4, 5, 4][...], from: bytes, scale: 1)
    }
    #expect(throws: ExecutorError.labelOutOfRange(name: "X", label: 37, classes: 37)) {
      try executor.oneHot("X", labels: [37], rows: [0, 0, 0][...])
    }
    #expect(throws: ExecutorError.self) { try executor.gather("X", rows: [1][...], from: bytes, scale: 1) }
  }

  @Test("wrong names and counts are errors in words")
  func errors() throws {
    let executor = try ExecutorTests.filled(ExecutorTests.step(), seed: 3)
    #expect(throws: ExecutorError.wrongCount(name: "b", shape: [48], expected: 48, found: 2)) {
      try executor.write("b", [Float(1), 2])
    }
    #expect(throws: ExecutorError.unknownName("q", known: ["W", "X", "b", "rate"])) { try executor.write("q", 1) }
    #expect(throws: ExecutorError.self) { try executor.read("q") }
    #expect(
      "\(ExecutorError.wrongCount(name: "b", shape: [48], expected: 48, found: 2))"
        == "b has the shape [48], which is 48 numbers; 2 were given")
  }

  /// Blocks that this thread asks the heap for in ten runs, after the first.
  static func requests(_ executor: Executor) -> Int {
    executor.run()
    gradus_heap_begin()
    for _ in 0..<10 { executor.run() }
    return gradus_heap_end()
  }

  @Test(
    "a run asks the heap for nothing",
    .enabled(if: gradus_heap_counts() != 0, "a sanitizer has an allocator of its own"))
  func heap() throws {
    gradus_heap_begin()
    let executor = try ExecutorTests.filled(ExecutorTests.step(precision: .float64), seed: 4)
    #expect(gradus_heap_end() > 0, "the counter counts")
    #expect(ExecutorTests.requests(executor) == 0)
    let sweeps = try Plan(
      outputs: [("f", (softmax(ExecutorTests.X) .* exp(ExecutorTests.X)).summed(along: [0]))],
      sizes: ["m": 500, "n": 37])
    #expect(ExecutorTests.requests(try ExecutorTests.filled(sweeps, seed: 5)) == 0)
    let prefix = Array(0..<64)
    let bytes = Array(repeating: UInt8(3), count: 6400)
    gradus_heap_begin()
    let loss: Double
    do {
      defer { #expect(gradus_heap_end() == 0) }
      try executor.gather("X", rows: prefix[...], from: bytes, scale: 1)
      try executor.write("rate", 0.1)
      loss = try executor.readScalar("loss")
    }
    #expect(loss > 0)
  }

  /// oneDNN builds a table of a product's arguments each time; in a program that recycles, its blocks are the ones of the run before.
  @Test("a training step with oneDNN's products asks the heap for nothing")
  func heapOfProducts() throws {
    gradus_recycling_begin()
    let plan = try ExecutorTests.step()
    let products = plan.instructions.count { if case .product = $0 { true } else { false } }
    let executor = try ExecutorTests.filled(plan, seed: 6)
    #expect(products == 2 && ExecutorTests.requests(executor) == 0)
  }

  @Test("the OpenBLAS that shares the one thread pool is taken, where it is installed")
  func threadPool() {
    let folder = "/usr/lib/x86_64-linux-gnu/openblas-openmp"
    guard FileManager.default.fileExists(atPath: folder + "/libopenblas.so.0") else { return }
    #expect(LAPACK.configuration.contains("USE_OPENMP"), "\(LAPACK.configuration)")
  }
}

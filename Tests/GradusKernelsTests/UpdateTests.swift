import GradusCalculus
import GradusExpression
import GradusKernels
import GradusOptimization
import GradusPlan
import Testing
import _GradusTestSupport

@Suite("Updates are written in place after every read of the old values")
struct UpdateTests {
  static let x = Formula.symbol("x", ["n"]), y = Formula.symbol("y", ["n"]), z = Formula.symbol("z", ["n"])
  static let A = Formula.symbol("A", ["n", "n"]), B = Formula.symbol("B", ["n", "n"])
  static let a = Formula.symbol("a")

  static let cases: [(String, outputs: [(String, Formula)], updates: [(String, Formula)])] = [
    ("swap", [], [("x", y), ("y", x)]),
    ("circle of three", [], [("x", y + z), ("y", z - x), ("z", 2 * x .* y)]),
    ("old value as an output", [("old", x), ("double", 2 * x)], [("x", x + y)]),
    ("output and update of one formula", [("new", x + y)], [("x", x + y)]),
    ("one formula for two symbols", [], [("x", z + 1), ("y", z + 1)]),
    ("one formula for four symbols", [], [("x", z + 1), ("y", z + 1), ("u", z + 1), ("z", z + 1)]),
    ("zero for three symbols", [], [("x", .zero(["n"])), ("y", .zero(["n"])), ("z", .zero(["n"]))]),
    ("matrix times itself", [], [("A", A * A)]), ("transpose in place", [], [("A", A.transposed)]),
    ("transpose added", [("sum", A.summed)], [("A", A + A.transposed)]),
    ("row sums of the old matrix", [], [("A", A .* A), ("x", A.summed(along: [1]))]),
    ("momentum", [], [("A", A.scaled(by: Rational(9, 10)) + B * B)]),
    ("momentum with a reader", [("f", A.summed)], [("A", A.scaled(by: Rational(9, 10)) + B * B), ("B", A * B)]),
    ("momentum that multiplies itself", [], [("A", A.scaled(by: Rational(1, 2)) + A * B)]),
    ("descent", [], [("A", A - a * (B * B)), ("B", B - a * (B * A))]),
    ("scaled product", [], [("A", A - 3 * (B * B))]),
    ("a number to every entry", [], [("a", a + 1), ("x", a * x)]),
    ("a constant", [("two", 2)], [("x", Formula.zero(["n"])), ("a", 3)]),
    ("reshaped", [], [("x", A.reshaped(to: ["n" * "n"]).reshaped(to: ["n", "n"]) * x)]),
    (
      "max in place", [("m", .reduction(.maximum, x, axes: [0]))],
      [("x", x - Formula.reduction(.maximum, x, axes: [0]).broadcast(to: ["n"]))]
    ),
    ("softmax in place", [], [("x", softmax(x))]),
  ]

  @Test("case", arguments: cases.indices, Precision.allCases)
  func update(index: Int, precision: Precision) throws {
    let (name, outputs, updates) = UpdateTests.cases[index]
    for n in [1, 2, 17, 40] {
      let found = try distance(
        outputs.map { (name: $0.0, formula: $0.1) }, updates: updates.map { (name: $0.0, formula: $0.1) },
        sizes: ["n": n],
        precision: precision, seed: index, runs: 2)
      #expect(found < 10 * precision.tolerance, "\(name) at \(n): \(found)")
    }
  }

  /// Two hidden layers, an odd batch: gradients, loss and the optimiser's update against the oracle over two steps.
  @Test(
    "training step",
    arguments: [
      Optimizer.gradientDescent, .momentum(Rational(9, 10)), .nesterov(Rational(9, 10)), .adam(),
      .adamW(),
    ], Precision.allCases)
  func trainingStep(optimizer: Optimizer, precision: Precision) throws {
    let widths = [7, 18, 5, 3]
    let batch = Size.number(11)
    var a = Formula.symbol("X", [batch, 7])
    let targets = Formula.symbol("Y", [batch, 3], facts: [.oneHotRows])
    var parameters: [Symbol] = []
    for layer in 0..<3 {
      let w = Symbol("W\(layer)", [.number(widths[layer]), .number(widths[layer + 1])])
      let b = Symbol("b\(layer)", [.number(widths[layer + 1])])
      parameters += [w, b]
      let product = a * .symbol(w)
      let sum = product + Formula.symbol(b).broadcast(to: product.shape, axes: [1])
      a = layer == 0 ? relu(sum) : layer == 1 ? tanh(sum) : sum
    }
    let loss = (logSumExp(a) - (targets .* a).summed(along: [1])).summed / 11
    let gradients = try gradients(of: loss, withRespectTo: parameters.map { .symbol($0) })
    var updates: [(name: String, formula: Formula)] = []
    for (parameter, gradient) in zip(parameters, gradients) {
      updates += optimizer.updates(of: parameter, gradient: gradient, weightDecay: Rational(1, 100)).map {
        ($0.symbol.name, $0.value)
      }
    }
    let outputs =
      [(name: "loss", formula: loss)] + zip(parameters, gradients).map { (name: "d\($0.name)", formula: $1) }
    // Adam divides by roots of small squares, which magnifies rounding.
    let found = try distance(outputs, updates: updates, precision: precision, seed: 3, runs: 2)
    #expect(found < 50 * precision.tolerance, "\(found)")
    let alone = try distance([(name: "loss", formula: loss)], updates: updates, precision: precision, seed: 4, runs: 2)
    #expect(alone < 50 * precision.tolerance, "\(alone)")
  }

  @Test("a parameter of double precision takes steps that single precision would lose")
  func smallSteps() throws {
    let rate = Formula.symbol("rate")
    func ran(_ stored: [String: Precision]) throws -> Double {
      let plan = try Plan(
        outputs: [], updates: [("x", Self.x - rate * (Self.A * Self.y))], sizes: ["n": 3], stored: stored)
      let executor = try Executor(plan)
      try executor.write("x", [1, 1, 1] as [Double])
      try executor.write("y", [1, 1, 1] as [Double])
      try executor.write("A", [1, 0, 0, 0, 1, 0, 0, 0, 1] as [Double])
      try executor.write("rate", 1e-9)
      for _ in 0..<1000 { executor.run() }
      return try executor.readDouble("x")[2]
    }
    #expect(try ran([:]) == 1)
    #expect(abs(try ran(["x": .float64]) - (1 - 1e-6)) < 1e-12)
  }
}

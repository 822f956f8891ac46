import GradusExpression
import GradusPlan
import Testing

@Suite("Plans")
struct PlanTests {
  static let X = Formula.symbol("X", ["m", "n"]), W = Formula.symbol("W", ["n", "p"]), b = Formula.symbol("b", ["p"])
  static let V = Formula.symbol("V", ["n", "p"]), Z = Formula.symbol("Z", ["m", "p"])
  static let sizes = ["m": 32, "n": 20, "p": 12]

  static func plan(
    _ outputs: [(name: String, formula: Formula)], _ updates: [(name: String, formula: Formula)] = [],
    precision: Precision = .float32
  ) throws -> Plan {
    try Plan(outputs: outputs, updates: updates, sizes: sizes, precision: precision)
  }

  @Test("bias and activation go into the product")
  func fusedLayer() throws {
    let layer = relu(PlanTests.X * PlanTests.W + PlanTests.b.broadcast(to: ["m", "p"], axes: [1]))
    let plan = try PlanTests.plan([("a", layer)])
    #expect(plan.instructions.count == 1)
    guard case .product(let product) = plan.instructions[0] else {
      Issue.record("no product: \(plan)")
      return
    }
    #expect(product.bias != nil && product.activation == .relu)
    #expect(try PlanTests.plan([("a", layer)], precision: .float64).instructions.count == 2)
  }

  @Test("a gradient that is only added to a momentum accumulates into it")
  func momentum() throws {
    let velocity = PlanTests.V.scaled(by: Rational(9, 10)) + PlanTests.X.transposed * PlanTests.Z
    let plan = try PlanTests.plan([], [("V", velocity), ("W", PlanTests.W - Formula.symbol("rate") * velocity)])
    #expect(plan.instructions.count == 2)
    #expect(plan.sharedBytes == 0)
    guard case .product(let product) = plan.instructions[0] else {
      Issue.record("no product: \(plan)")
      return
    }
    #expect(product.beta == 0.9 && plan.buffers[product.result].storage == .symbol("V"))
  }

  @Test("what two formulas share is computed once")
  func sharing() throws {
    let product = PlanTests.X * PlanTests.W
    let plan = try PlanTests.plan([("f", exp(product).summed), ("g", (exp(product) + product).summed(along: [0]))])
    #expect(plan.instructions.count == 2)
  }

  @Test("elementwise chains are one sweep, and nothing of them is stored")
  func chains() throws {
    let x = PlanTests.X
    let plan = try PlanTests.plan([("f", (exp(x) .* sin(x) + 3 * x .** 2).summed)])
    #expect(plan.instructions.count == 1 && plan.sharedBytes == 0)
  }

  @Test("a unit matrix inside a product is never written out")
  func deltas() throws {
    let x = Formula.symbol("x", ["n"])
    let f = (Formula.identity("n") + Formula.contraction([.init(x, [0]), .init(x, [1])], output: [0, 1])).summed
    #expect(try PlanTests.plan([("f", f)]).sharedBytes == 0)
  }

  @Test("values that are never needed together share memory")
  func memory() throws {
    let S = Formula.symbol("S", ["n", "n"])
    var power = S
    for _ in 0..<6 { power = tanh(power * S) }
    let plan = try PlanTests.plan([("f", power.summed)])
    #expect(plan.sharedBytes <= 2 * (20 * 20 * 4 + 63) / 64 * 64)
  }

  @Test("chains of products are multiplied in the cheap order")
  func order() throws {
    let x = Formula.symbol("x", ["n"])
    let S = Formula.symbol("S", ["n", "n"])
    // S (S (S x)), never S S.
    let plan = try PlanTests.plan([
      ("f", Formula.contraction([.init(S, [0, 1]), .init(S, [1, 2]), .init(S, [2, 3]), .init(x, [3])], output: [0]))
    ])
    for instruction in plan.instructions {
      if case .product = instruction { Issue.record("a matrix product: \(plan)") }
    }
  }

  @Test("errors name what is wrong")
  func errors() {
    #expect(throws: PlanError.missingSize("n")) { try Plan(outputs: [("f", PlanTests.X)], sizes: ["m": 2]) }
    #expect(throws: PlanError.duplicateName("f")) { try PlanTests.plan([("f", PlanTests.X), ("f", PlanTests.W)]) }
    #expect(throws: PlanError.updateShape(name: "b", symbol: [12], value: [20, 12])) {
      try PlanTests.plan([("f", PlanTests.b)], [("b", PlanTests.W)])
    }
    #expect(throws: PlanError.emptyShape(name: "X", shape: [0, 2])) {
      try Plan(outputs: [("f", PlanTests.X)], sizes: ["m": 0, "n": 2])
    }
    #expect(throws: PlanError.self) {
      try PlanTests.plan(
        [("f", PlanTests.b + Formula.symbol("b", ["p"], facts: []) + Formula.symbol("b", ["p"], facts: [.positive]))],
        [("b", Formula.symbol("b", ["m"]))])
    }
  }

  @Test("a plan prints its instructions with shapes, bytes and operations")
  func description() throws {
    let text = try PlanTests.plan([("f", squaredNorm(PlanTests.X * PlanTests.W))]).description
    #expect(text.contains("X [32, 20] · W [20, 12]") && text.contains("15,360 FLOP") && text.contains("sum("))
  }
}

import GradusExpression
import Testing

@testable import GradusPlan

@Suite("Lowering: formulas become the values that there are kernels for")
struct LoweringStageTests {
  static let X = Formula.symbol("X", ["m", "n"]), w = Formula.symbol("w", ["n"]), S = Formula.symbol("S", ["n", "n"])
  static let sizes = ["m": 5, "n": 3]

  static func isProduct(_ operation: Value.Operation) -> Bool { if case .product = operation { true } else { false } }
  static func isCopy(_ operation: Value.Operation) -> Bool {
    if case .pointwise(let function, _) = operation { function.operation == .copy } else { false }
  }

  @Test("a transpose and a repetition are ways of reading, and no values")
  func views() throws {
    var lowering = try Lowering([Self.X.transposed], sizes: Self.sizes, precision: .float32, stored: [:])
    #expect(lowering.view(Self.X.transposed).axes == [1, 0] && lowering.graph.values.count == 1)
    let repeated = Self.w.broadcast(to: ["m", "n"], axes: [1])
    lowering = try Lowering([repeated], sizes: Self.sizes, precision: .float32, stored: [:])
    #expect(lowering.view(repeated).axes == [1] && lowering.graph.values.count == 1)
    // Written out only where somebody wants it under its own shape.
    _ = lowering.dense(lowering.view(repeated), [5, 3])
    #expect(lowering.graph.values.count == 2 && lowering.graph.values[1].shape == [5, 3])
  }

  @Test("what two formulas share is one value")
  func shared() throws {
    let product = Self.X * Self.S
    let stages = try PlanStages([("f", exp(product)), ("g", sin(product) + product)], sizes: Self.sizes)
    #expect(stages.count(Self.isProduct) == 1)
  }

  @Test("lengths are numbers of the plan, and constants of the formula are computed before")
  func lengths() throws {
    let f = Formula.size(Formula.Size("m") * "n") * Formula.symbol("c")
    let stages = try PlanStages([("f", f)], sizes: Self.sizes)
    guard case .pointwise(let function, _) = stages.graph[stages.outputs[0].value].operation else {
      Issue.record("\(stages.graph.values)")
      return
    }
    let numbers = stages.graph.values.compactMap { if case .number(let value) = $0.operation { value } else { nil } }
    #expect(function.s == 15 || numbers == [15])
  }

  @Test("a symbol of another precision is converted where it is read, and takes its update in its own")
  func precisions() throws {
    let stages = try PlanStages(
      [("f", (Self.w .* Self.w).summed)], [("w", Self.w - 2 * exp(Self.w))], sizes: Self.sizes, stored: ["w": .float64])
    #expect(stages.count(Self.isCopy) == 1)
    let update = stages.graph[stages.updates[0].value]
    #expect(update.precision == .float64)
    // The step is subtracted from the symbol itself, and not from its copy.
    let reads = update.operation.reads.map { stages.graph[$0] }
    #expect(reads.contains { $0.precision == .float64 && $0.operation == .input("w") })
    #expect(stages.graph[stages.outputs[0].value].precision == .float32)
  }

  @Test(
    "what is beyond the kernels or unknown is an error with its name",
    arguments: [
      (Formula.matrixFunction(.exp, S), "exp"), (Formula.symbol("q", ["k"]), "k"), (Formula.basis(4, "n"), "5"),
    ])
  func errors(formula: Formula, part: String) {
    let error = #expect(throws: PlanError.self) {
      try Lowering([formula], sizes: Self.sizes, precision: .float64, stored: [:])
    }
    #expect(error?.description.contains(part) == true, "\(String(describing: error))")
  }

  @Test("every value comes after what it reads", arguments: 0..<40)
  func order(seed: Int) throws {
    guard let stages = StageLawTests.stages(seed) else { return }
    for id in stages.graph.values.places {
      for read in stages.graph[id].operation.reads { #expect(read < id) }
    }
    #expect(Set(stages.graph.values).count == stages.graph.values.count)
  }
}

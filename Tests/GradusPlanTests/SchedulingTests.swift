import GradusExpression
import Testing

@testable import GradusPlan

@Suite("Grouping, schedule and memory, case by case")
struct SchedulingTests {
  static let x = Formula.symbol("x", ["n"]), y = Formula.symbol("y", ["n"]), S = Formula.symbol("S", ["n", "n"])
  static let sizes = ["n": 20]

  static func stages(
    _ outputs: [(name: String, formula: Formula)], _ updates: [(name: String, formula: Formula)] = []
  ) throws -> PlanStages {
    try PlanStages(outputs, updates, sizes: sizes)
  }

  @Test("a fold closes a loop: who needs the sum of all waits for it")
  func folds() throws {
    let mean = (Self.x.summed / .size("n")).broadcast(to: ["n"])
    let stages = try Self.stages([("v", (exp(Self.x) - mean).summed)])
    #expect(stages.grouping.groups.count == 2 || stages.grouping.groups.count == 3)
    let sums = stages.graph.values.places.filter {
      if case .fold = stages.graph[$0].operation { true } else { false }
    }
    #expect(sums.count == 2 && stages.grouping.group[sums[0]] != stages.grouping.group[sums[1]])
  }

  @Test("independent work of one shape is one loop, of another shape another")
  func shapes() throws {
    #expect(try Self.stages([("f", exp(Self.x)), ("g", sin(Self.y))]).grouping.groups.count == 1)
    #expect(try Self.stages([("f", exp(Self.x)), ("g", sin(Self.S))]).grouping.groups.count == 2)
  }

  @Test("a loop that has too many members for the first-level cache is cut")
  func long() throws {
    // Every step has something of its own, so that nothing is computed once for two.
    let parts = (1...90).map { exp(Self.x.scaled(by: Rational($0, 7))) }
    let stages = try Self.stages([("f", Formula.sum(parts, shape: ["n"]).summed)])
    #expect(stages.grouping.groups.count > 1)
    #expect(stages.grouping.groups.allSatisfy { $0.members.count <= 40 })
    #expect(
      stages.memory.faults(
        stages.graph, stages.grouping, stages.schedule, outputs: stages.outputs, updates: stages.updates
      ).isEmpty)
  }

  @Test("a step goes in place, and what reads the old symbol runs before")
  func inPlace() throws {
    let stages = try Self.stages([("f", (Self.S * Self.x).summed)], [("x", Self.x - 2 * (Self.S * Self.x))])
    #expect(stages.schedule.inPlace.values.sorted() == ["x"])
    #expect(stages.memory.buffer[stages.updates[0].value].map { stages.memory.buffers[$0].storage } == .symbol("x"))
    #expect(stages.schedule.order.last == (try stages.group(ofUpdate: "x")))
  }

  @Test("a transpose cannot be written over what it is read from")
  func transpose() throws {
    let stages = try Self.stages([], [("S", Self.S.transposed)])
    #expect(stages.schedule.inPlace.isEmpty && stages.memory.sharedBytes >= 20 * 20 * 4)
  }

  @Test("two symbols that exchange their values do not lose one")
  func exchange() throws {
    let stages = try Self.stages(
      [], [("x", exp(Self.y)), ("S", Self.S + Formula.outer(Self.x, Self.y)), ("y", exp(Self.x))])
    #expect(Set(stages.schedule.inPlace.values).isSubset(of: ["x", "y", "S"]))
    #expect(
      stages.memory.faults(
        stages.graph, stages.grouping, stages.schedule, outputs: stages.outputs, updates: stages.updates
      ).isEmpty)
    // Were both written in place by different loops, one would read the other's new value.
    let together = try stages.group(ofUpdate: "x") == stages.group(ofUpdate: "y")
    if !together { #expect(!Set(stages.schedule.inPlace.values).isSuperset(of: ["x", "y"])) }
  }

  @Test("memory that is free is used again, from its first gap on")
  func gaps() throws {
    var power = Self.S * Self.S
    for _ in 0..<5 { power = tanh(power) * Self.S }
    let one = try PlanStages([("f", power.summed)], sizes: Self.sizes).memory.sharedBytes
    for _ in 0..<20 { power = tanh(power) * Self.S }
    // A chain of any length needs no more.
    #expect(try PlanStages([("f", power.summed)], sizes: Self.sizes).memory.sharedBytes == one)
  }

  @Test("an output has memory of its own, and what is only reshaped has that of its origin")
  func outputs() throws {
    let S = Formula.symbol("S", [20, 20])
    let product = S * S
    let stages = try Self.stages([("f", product), ("g", product.reshaped(to: [400]))])
    let buffers = stages.outputs.map { stages.memory.buffer[$0.value] }
    #expect(buffers[0] != nil && buffers[0] == buffers[1] && stages.memory.sharedBytes == 0)
    #expect(stages.memory.buffers[buffers[0]!].storage == .output("f"))
  }
}

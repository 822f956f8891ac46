import GradusExpression
import Testing

@testable import GradusPlan

/// What a plan is made of on its way, stage by stage.
struct PlanStages {
  let graph: ValueGraph
  let grouping: Grouping
  let schedule: Schedule
  let memory: Memory
  let outputs: [(name: String, value: Value.ID)]
  let updates: [(name: String, value: Value.ID)]

  init(
    _ outputs: [(name: String, formula: Formula)], _ updates: [(name: String, formula: Formula)] = [],
    sizes: [String: Int], precision: Precision = .float32, stored: [String: Precision] = [:]
  ) throws {
    let formulas = outputs.map(\.formula) + updates.map(\.formula)
    var lowering = try Lowering(formulas, sizes: sizes, precision: precision, stored: stored)
    var (results, writes) = ([(name: String, value: Value.ID)](), [(name: String, value: Value.ID)]())
    for output in outputs {
      let shape = try lowering.lengths(output.formula.shape)
      results.append((output.name, lowering.output(output.formula, shape, Set(updates.map(\.name)))))
    }
    for update in updates {
      let taken = Set(writes.map(\.value))
      writes.append((update.name, try lowering.update(update.name, update.formula, taken: taken)))
    }
    var graph = lowering.graph
    graph.roots = (results + writes).map(\.value)
    graph = graph.settled()
    for index in results.indices { results[index].value = graph.roots[index] }
    for index in writes.indices { writes[index].value = graph.roots[results.count + index] }
    (self.graph, self.outputs, self.updates) = (graph, results, writes)
    grouping = Grouping(graph)
    schedule = Schedule(graph, grouping, updates: writes)
    let inputs = try Plan(outputs: outputs, updates: updates, sizes: sizes, precision: precision, stored: stored).inputs
    memory = Memory(graph, grouping, schedule, outputs: results, updates: writes, inputs: inputs)
  }

  /// The group of the value that is written into a symbol's place.
  func group(ofUpdate name: String) throws -> Grouping.Group.ID {
    try #require(updates.first { $0.name == name }.flatMap { grouping.group[$0.value] })
  }

  func count(_ matches: (Value.Operation) -> Bool) -> Int { graph.values.count { matches($0.operation) } }
}

/// Values, each once, in an order in which every value comes after those it reads.
struct ValueGraph {
  private(set) var values: [Value] = []
  private var known: [Value: Value.ID] = [:]
  /// The values that the plan is for.
  var roots: [Value.ID] = []
  /// What is computed in where nothing else is said.
  let precision: Precision

  init(_ precision: Precision) { self.precision = precision }

  subscript(_ index: Value.ID) -> Value { values[index] }

  mutating func add(_ shape: [Int], _ operation: Value.Operation, in precision: Precision? = nil) -> Value.ID {
    let value = Value(shape: shape, precision: precision ?? self.precision, operation: operation)
    if let index = known[value] { return index }
    let index = values.added(value)
    known[value] = index
    return index
  }

  /// Lets a value be computed in another way. The order must be restored by `settled` before it is relied on.
  mutating func replace(_ index: Value.ID, by operation: Value.Operation) { values[index].operation = operation }

  /// How often each value is read by a value or is a root.
  var useCounts: PlaceTable<Value, Int> {
    var counts = PlaceTable<Value, Int>(repeating: 0, count: values.count)
    for index in reachable { for read in values[index].operation.reads { counts[read] += 1 } }
    for root in roots { counts[root] += 1 }
    return counts
  }

  /// The values that the roots need, in order of computation.
  var reachable: [Value.ID] {
    var done = PlaceTable<Value, Bool>(repeating: false, count: values.count)
    var order: [Value.ID] = []
    var stack = roots.reversed().map { (index: $0, expanded: false) }
    while let (index, expanded) = stack.popLast() {
      if done[index] { continue }
      if expanded {
        done[index] = true
        order.append(index)
      } else {
        stack.append((index, true))
        for read in values[index].operation.reads.reversed() where !done[read] { stack.append((read, false)) }
      }
    }
    return order
  }

  /// The same graph without what no root needs, in order.
  func settled() -> ValueGraph {
    var result = ValueGraph(precision)
    var place: [Value.ID: Value.ID] = [:]
    for index in reachable {
      let value = values[index]
      place[index] = result.add(value.shape, value.operation.mapReads { place[$0]! }, in: value.precision)
    }
    result.roots = roots.map { place[$0]! }
    return result
  }
}

/// Values, each once, in an order in which every value comes after those it reads.
struct ValueGraph {
  private(set) var values: [Value] = []
  private var known: [Value: Int] = [:]
  /// The values that the plan is for.
  var roots: [Int] = []

  subscript(_ index: Int) -> Value { values[index] }

  mutating func add(_ shape: [Int], _ operation: Value.Operation) -> Int {
    let value = Value(shape: shape, operation: operation)
    if let index = known[value] { return index }
    values.append(value)
    known[value] = values.count - 1
    return values.count - 1
  }

  /// Lets a value be computed in another way. The order must be restored by `settled` before it is relied on.
  mutating func replace(_ index: Int, by operation: Value.Operation) { values[index].operation = operation }

  /// How often each value is read by a value or is a root.
  var useCounts: [Int] {
    var counts = Array(repeating: 0, count: values.count)
    for index in reachable { for read in values[index].operation.reads { counts[read] += 1 } }
    for root in roots { counts[root] += 1 }
    return counts
  }

  /// The values that the roots need, in order of computation.
  var reachable: [Int] {
    var done = Array(repeating: false, count: values.count)
    var order: [Int] = []
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
    var result = ValueGraph()
    var place: [Int: Int] = [:]
    for index in reachable {
      place[index] = result.add(values[index].shape, values[index].operation.mapReads { place[$0]! })
    }
    result.roots = roots.map { place[$0]! }
    return result
  }
}

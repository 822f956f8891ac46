/// In which order the groups run, and which updates are written in place.
struct Schedule {
  private(set) var order: [Int] = []
  /// The updated symbol by the value that is written in its place.
  private(set) var inPlace: [Int: String] = [:]

  private let graph: ValueGraph
  private let grouping: Grouping
  private var predecessors: [Set<Int>]

  init(_ graph: ValueGraph, _ grouping: Grouping, updates: [(name: String, value: Int)]) {
    self.graph = graph
    self.grouping = grouping
    predecessors = Array(repeating: [], count: grouping.groups.count)
    for (index, group) in grouping.group {
      for read in graph[index].operation.reads {
        if let other = grouping.group[read], other != group { predecessors[group].insert(other) }
      }
    }
    for update in updates { placeUpdate(update.name, update.value) }
    sort()
  }

  /// The value whose memory a value lies in.
  static func origin(_ index: Int, _ graph: ValueGraph) -> Int {
    var index = index
    while case .reshape(let inner) = graph[index].operation { index = inner }
    return index
  }

  /// An update can go in place when everything else that reads the old value can run before, and its own loop reads it only
  /// at the place that it writes.
  private mutating func placeUpdate(_ name: String, _ value: Int) {
    let writer = grouping.group[value]!
    var readers = Set<Int>()
    for (index, group) in grouping.group {
      for (place, read) in graph[index].operation.reads.enumerated() {
        guard case .input(name) = graph[Schedule.origin(read, graph)].operation else { continue }
        // A reshaped symbol is read by whoever reads the new shape.
        if case .reshape = graph[index].operation { continue }
        if group != writer {
          readers.insert(group)
        } else if !readsInPlace(index, place, value) {
          return
        }
      }
    }
    let before = predecessors[writer]
    predecessors[writer].formUnion(readers)
    if readers.contains(where: { reaches($0, writer) }) {
      predecessors[writer] = before
    } else {
      inPlace[value] = name
    }
  }

  private func readsInPlace(_ index: Int, _ place: Int, _ value: Int) -> Bool {
    switch graph[index].operation {
    case .pointwise(_, let uses):
      return uses[place].axes == Array(graph[index].shape.indices)
        && graph[uses[place].value].shape == graph[value].shape
    case .fold(_, let argument, _): return graph[argument].shape == graph[value].shape
    case .product(let product):
      return index == value && product.accumulator == graph[index].operation.reads[place]
        && product.left != product.accumulator && product.right != product.accumulator
    case .input, .number, .table, .counting, .rows, .factors, .matrix, .solve, .reshape: return false
    }
  }

  /// Whether `later` must run before `group`.
  private func reaches(_ group: Int, _ later: Int) -> Bool {
    var seen = Set<Int>()
    var stack = Array(predecessors[group])
    while let next = stack.popLast() {
      if next == later { return true }
      if seen.insert(next).inserted { stack += predecessors[next] }
    }
    return false
  }

  /// What became possible last runs first: so a gradient is used while it is in the cache, and its memory is soon free.
  private mutating func sort() {
    var waiting = predecessors.map(\.count)
    var followers = Array(repeating: [Int](), count: predecessors.count)
    for (group, before) in predecessors.enumerated() { for other in before.sorted() { followers[other].append(group) } }
    var ready = waiting.indices.filter { waiting[$0] == 0 }.reversed().map { $0 }
    while let group = ready.popLast() {
      order.append(group)
      for follower in followers[group].reversed() {
        waiting[follower] -= 1
        if waiting[follower] == 0 { ready.append(follower) }
      }
    }
    precondition(
      order.count == grouping.groups.count, "groups that wait for one another: \(order.count) of \(waiting.count)")
  }
}

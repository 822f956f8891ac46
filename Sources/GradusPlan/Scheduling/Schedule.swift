/// In which order the groups run, and which updates are written in place.
struct Schedule {
  private(set) var order: [Grouping.Group.ID] = []
  /// The updated symbol by the value that is written in its place.
  private(set) var inPlace: [Value.ID: String] = [:]

  private let graph: ValueGraph
  private let grouping: Grouping
  private var predecessors: PlaceTable<Grouping.Group, Set<Grouping.Group.ID>>

  init(_ graph: ValueGraph, _ grouping: Grouping, updates: [(name: String, value: Value.ID)]) {
    self.graph = graph
    self.grouping = grouping
    predecessors = PlaceTable(repeating: [], count: grouping.groups.count)
    for (index, group) in grouping.group {
      for read in graph[index].operation.reads {
        if let other = grouping.group[read], other != group { predecessors[group].insert(other) }
      }
    }
    for update in updates { placeUpdate(update.name, update.value) }
    sort()
  }

  /// The value whose memory a value lies in.
  static func origin(_ index: Value.ID, _ graph: ValueGraph) -> Value.ID {
    var index = index
    while case .reshape(let inner) = graph[index].operation { index = inner }
    return index
  }

  /// An update can go in place when everything else that reads the old value can run before, and its own loop reads it only
  /// at the place that it writes.
  private mutating func placeUpdate(_ name: String, _ value: Value.ID) {
    let writer = grouping.group[value]!
    var readers = Set<Grouping.Group.ID>()
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

  private func readsInPlace(_ index: Value.ID, _ place: Int, _ value: Value.ID) -> Bool {
    switch graph[index].operation {
    case .pointwise(_, let uses):
      return uses[place].axes == Array(graph[index].shape.indices)
        && graph[uses[place].value].shape == graph[value].shape
        && graph[uses[place].value].precision == graph[value].precision
    case .fold(_, let argument, _):
      return graph[argument].shape == graph[value].shape && graph[argument].precision == graph[value].precision
    case .product(let product):
      return index == value && product.accumulator == graph[index].operation.reads[place]
        && product.left != product.accumulator && product.right != product.accumulator
    case .input, .number, .table, .counting, .rows, .factors, .matrix, .spectral, .solve, .reshape: return false
    }
  }

  /// Whether `later` must run before `group`.
  private func reaches(_ group: Grouping.Group.ID, _ later: Grouping.Group.ID) -> Bool {
    var seen = Set<Grouping.Group.ID>()
    var stack = Array(predecessors[group])
    while let next = stack.popLast() {
      if next == later { return true }
      if seen.insert(next).inserted { stack += predecessors[next] }
    }
    return false
  }

  /// What became possible last runs first: so a gradient is used while it is in the cache, and its memory is soon free.
  private mutating func sort() {
    let count = grouping.groups.count
    var waiting = PlaceTable<Grouping.Group, Int>(repeating: 0, count: count)
    var followers = PlaceTable<Grouping.Group, [Grouping.Group.ID]>(repeating: [], count: count)
    for group in grouping.groups.places {
      waiting[group] = predecessors[group].count
      for other in predecessors[group].sorted() { followers[other].append(group) }
    }
    var ready: [Grouping.Group.ID] = grouping.groups.places.filter { waiting[$0] == 0 }.reversed()
    while let group = ready.popLast() {
      order.append(group)
      for follower in followers[group].reversed() {
        waiting[follower] -= 1
        if waiting[follower] == 0 { ready.append(follower) }
      }
    }
    precondition(
      order.count == count, "groups that wait for one another: \(order.count) of \(count)")
  }
}

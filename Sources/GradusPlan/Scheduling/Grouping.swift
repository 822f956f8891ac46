/// Gathers elementwise work over one index space into loops.
///
/// Every value has a stage: later than that of anything it must read from memory, the same as that of what it can take from
/// the same loop. So all values of one stage and one index space can share a loop, whatever else is between them, and what
/// they hand on to one another never leaves the cache.
struct Grouping {
  /// Values that are computed together, in order: a loop or a single other step.
  struct Group {
    typealias ID = Place<Group>
    var members: [Value.ID]
  }

  private(set) var groups: [Group] = []
  /// The group of each value that is computed.
  private(set) var group: [Value.ID: Group.ID] = [:]

  private let graph: ValueGraph
  private var stages: PlaceTable<Value, Int>

  /// So many values share a loop at most: its blocks must fit the first-level cache.
  private static let mostMembers = 40

  init(_ graph: ValueGraph) {
    self.graph = graph
    stages = PlaceTable(repeating: 0, count: graph.values.count)
    findStages()
    delay()
    gather()
  }

  /// Whether the reader can take the value from a loop that both are in.
  static func isLocal(_ use: Use, of reader: Value.ID, _ graph: ValueGraph) -> Bool {
    guard let space = space(reader, graph), case .pointwise = graph[use.value].operation else { return false }
    return graph[use.value].shape == space && use.axes == Array(space.indices)
      && graph[use.value].precision == graph[reader].precision
  }

  /// The index space of a value that a loop can compute.
  static func space(_ index: Value.ID, _ graph: ValueGraph) -> [Int]? {
    switch graph[index].operation {
    case .pointwise: graph[index].shape
    case .fold(_, let argument, _): graph[argument].shape
    case .input, .number, .table, .counting, .product, .rows, .factors, .matrix, .spectral, .solve, .reshape: nil
    }
  }

  /// What a value of a loop reads, as uses in the index space.
  static func uses(_ index: Value.ID, _ graph: ValueGraph) -> [Use] {
    switch graph[index].operation {
    case .pointwise(_, let uses): uses
    case .fold(_, let argument, _): [Use(value: argument, axes: Array(graph[argument].shape.indices))]
    case .input, .number, .table, .counting, .product, .rows, .factors, .matrix, .spectral, .solve, .reshape:
      graph[index].operation.reads.map { Use(value: $0, axes: []) }
    }
  }

  private func isLocal(_ use: Use, _ reader: Value.ID) -> Bool { Grouping.isLocal(use, of: reader, graph) }

  private mutating func findStages() {
    for index in graph.values.places where !graph[index].operation.isLeaf {
      for use in Grouping.uses(index, graph) where !graph[use.value].operation.isLeaf {
        stages[index] = max(stages[index], stages[use.value] + (isLocal(use, index) ? 0 : 1))
      }
    }
  }

  /// Elementwise work waits until it is needed: then it is often needed in one loop only, and never stored.
  private mutating func delay() {
    var latest: [Value.ID: Int] = [:]
    for index in graph.values.places.reversed() {
      if case .pointwise = graph[index].operation, let stage = latest[index] {
        stages[index] = max(stages[index], stage)
      }
      for use in Grouping.uses(index, graph) {
        let stage = stages[index] - (isLocal(use, index) ? 0 : 1)
        latest[use.value] = min(latest[use.value] ?? stage, stage)
      }
    }
  }

  private mutating func gather() {
    struct Key: Hashable {
      var space: [Int]
      var stage: Int
      var precision: Precision
    }
    var open: [Key: Group.ID] = [:]
    // The functions of the rows of one matrix are one step.
    var rows: [Value.ID: Group.ID] = [:]
    var folds: [Group.ID: Int] = [:]
    for index in graph.values.places where !graph[index].operation.isLeaf {
      guard let space = Grouping.space(index, graph) else {
        if case .rows(_, let argument) = graph[index].operation {
          rows[argument] = put(index, in: rows[argument])
        } else {
          put(index, in: nil)
        }
        continue
      }
      let key = Key(space: space, stage: stages[index], precision: graph[index].precision)
      let row = rowLength(index, space)
      var place = open[key]
      if let found = place {
        // One loop has rows of one length, and not too many members.
        let clash = row != nil && folds[found] != nil && folds[found] != row
        if clash || groups[found].members.count >= Grouping.mostMembers { place = nil }
      }
      let isNew = place == nil
      let found = put(index, in: place)
      if let row { folds[found] = row }
      // A fold that clashed stands alone; a full loop gives way to the next.
      if isNew, open[key] == nil || groups[open[key]!].members.count >= Grouping.mostMembers { open[key] = found }
    }
  }

  @discardableResult
  private mutating func put(_ index: Value.ID, in place: Group.ID?) -> Group.ID {
    if let place { groups[place].members.append(index) }
    let found = place ?? groups.added(Group(members: [index]))
    group[index] = found
    return found
  }

  /// The length of the rows that a fold along some axes needs; nil where it needs none.
  private func rowLength(_ index: Value.ID, _ space: [Int]) -> Int? {
    guard case .fold(_, _, let axes) = graph[index].operation, axes.count < space.count else { return nil }
    return Grouping.rowLength(axes, space)
  }

  static func rowLength(_ axes: [Int], _ space: [Int]) -> Int {
    let trailing = axes[0] == 0 ? (axes.count..<space.count) : (axes[0]..<space.count)
    return trailing.reduce(1) { $0 * space[$1] }
  }
}

/// Where every value lies. Values that are never needed at the same time share memory.
struct Memory {
  private(set) var buffers: [Buffer] = []
  /// The buffer of each value that is in memory.
  private(set) var buffer: [Value.ID: Buffer.ID] = [:]
  /// The bytes that intermediate values share.
  private(set) var sharedBytes = 0

  private let graph: ValueGraph
  private let grouping: Grouping
  private let schedule: Schedule

  init(
    _ graph: ValueGraph, _ grouping: Grouping, _ schedule: Schedule, outputs: [(name: String, value: Value.ID)],
    updates: [(name: String, value: Value.ID)], inputs: [Plan.Input]
  ) {
    self.graph = graph
    self.grouping = grouping
    self.schedule = schedule
    var symbols: [String: Buffer.ID] = [:]
    for input in inputs { symbols[input.name] = add(.symbol(input.name), input.shape, input.precision) }
    for index in graph.values.places {
      switch graph[index].operation {
      case .input(let name): buffer[index] = symbols[name]
      case .number(let value): buffer[index] = add(.numbers([value]), graph[index])
      case .table(let values): buffer[index] = add(.numbers(values), graph[index])
      case .counting: buffer[index] = add(.numbers((0..<graph[index].count).map(Double.init)), graph[index])
      case .pointwise, .fold, .product, .rows, .factors, .matrix, .spectral, .solve, .reshape: break
      }
    }
    for (value, name) in schedule.inPlace { buffer[value] = symbols[name] }
    for output in outputs {
      let origin = Schedule.origin(output.value, graph)
      if buffer[origin] == nil { buffer[origin] = add(.output(output.name), graph[output.value]) }
    }
    share(kept: Set(updates.map { Schedule.origin($0.value, graph) }))
    for index in graph.values.places {
      if case .reshape = graph[index].operation { buffer[index] = buffer[Schedule.origin(index, graph)] }
    }
  }

  private mutating func add(_ storage: Buffer.Storage, _ shape: [Int], _ precision: Precision) -> Buffer.ID {
    buffers.added(Buffer(storage: storage, shape: shape, precision: precision))
  }

  private mutating func add(_ storage: Buffer.Storage, _ value: Value) -> Buffer.ID {
    add(storage, value.shape, value.precision)
  }

  /// Whether a value must be in memory: a group other than its own reads it, or its own reads it other than in step.
  private func isStored(_ index: Value.ID, readers: [Value.ID: [Value.ID]]) -> Bool {
    switch graph[index].operation {
    case .input, .number, .table, .counting, .reshape: return false
    case .fold, .product, .rows, .factors, .matrix, .spectral, .solve: return true
    case .pointwise:
      return readers[index, default: []].contains { reader in
        if grouping.group[reader] != grouping.group[index] { return true }
        return !Grouping.uses(reader, graph).allSatisfy {
          $0.value != index || Grouping.isLocal($0, of: reader, graph)
        }
      }
    }
  }

  private mutating func share(kept: Set<Value.ID>) {
    var readers: [Value.ID: [Value.ID]] = [:]
    for index in graph.values.places {
      for read in graph[index].operation.reads { readers[read, default: []].append(index) }
    }
    let time = Dictionary(uniqueKeysWithValues: schedule.order.enumerated().map { ($1, $0) })
    func lastRead(_ index: Value.ID) -> Int {
      readers[index, default: []].reduce(time[grouping.group[index]!]!) { latest, reader in
        if case .reshape = graph[reader].operation { return max(latest, lastRead(reader)) }
        return max(latest, time[grouping.group[reader]!]!)
      }
    }
    var live: [(end: Int, from: Int, to: Int)] = []
    let stored = graph.values.places.filter {
      buffer[$0] == nil && !graph[$0].operation.isLeaf && (kept.contains($0) || isStored($0, readers: readers))
    }
    for index in stored.sorted(by: { (time[grouping.group[$0]!]!, $0) < (time[grouping.group[$1]!]!, $1) }) {
      let start = time[grouping.group[index]!]!
      let end = kept.contains(index) ? Int.max : lastRead(index)
      live.removeAll { $0.end < start }
      let bytes = (graph[index].count * graph[index].precision.bytes + 63) / 64 * 64
      // The first gap that is wide enough.
      var offset = 0
      for other in live.sorted(by: { $0.from < $1.from }) {
        if offset + bytes <= other.from { break }
        offset = max(offset, other.to)
      }
      live.append((end, offset, offset + bytes))
      sharedBytes = max(sharedBytes, offset + bytes)
      buffer[index] = add(.shared(offset: offset), graph[index])
    }
  }
}

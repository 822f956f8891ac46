/// Where every value lies. Values that are never needed at the same time share memory.
struct Memory {
  private(set) var buffers: [Buffer] = []
  /// The buffer of each value that is in memory.
  private(set) var buffer: [Int: Int] = [:]
  /// The bytes that intermediate values share.
  private(set) var sharedBytes = 0

  private let graph: ValueGraph
  private let grouping: Grouping
  private let schedule: Schedule
  private let precision: Precision

  init(
    _ graph: ValueGraph, _ grouping: Grouping, _ schedule: Schedule, outputs: [(name: String, value: Int)],
    updates: [(name: String, value: Int)], inputs: [Plan.Input], precision: Precision
  ) {
    self.graph = graph
    self.grouping = grouping
    self.schedule = schedule
    self.precision = precision
    var symbols: [String: Int] = [:]
    for input in inputs { symbols[input.name] = add(.symbol(input.name), input.shape) }
    for index in graph.values.indices {
      switch graph[index].operation {
      case .input(let name): buffer[index] = symbols[name]
      case .number(let value): buffer[index] = add(.numbers([value]), [])
      case .table(let values): buffer[index] = add(.numbers(values), graph[index].shape)
      case .counting:
        buffer[index] = add(.numbers((0..<graph[index].count).map(Double.init)), graph[index].shape)
      case .pointwise, .fold, .product, .rows, .factors, .matrix, .solve, .reshape: break
      }
    }
    for (value, name) in schedule.inPlace { buffer[value] = symbols[name] }
    for output in outputs {
      let origin = Schedule.origin(output.value, graph)
      if buffer[origin] == nil { buffer[origin] = add(.output(output.name), graph[output.value].shape) }
    }
    share(kept: Set(updates.map { Schedule.origin($0.value, graph) }))
    for index in graph.values.indices {
      if case .reshape = graph[index].operation { buffer[index] = buffer[Schedule.origin(index, graph)] }
    }
  }

  private mutating func add(_ storage: Buffer.Storage, _ shape: [Int], bytesPerEntry: Int? = nil) -> Int {
    buffers.append(Buffer(storage: storage, shape: shape, bytesPerEntry: bytesPerEntry ?? precision.bytes))
    return buffers.count - 1
  }

  /// Whether a value must be in memory: a group other than its own reads it, or its own reads it other than in step.
  private func isStored(_ index: Int, readers: [Int: [Int]]) -> Bool {
    switch graph[index].operation {
    case .input, .number, .table, .counting, .reshape: return false
    case .fold, .product, .rows, .factors, .matrix, .solve: return true
    case .pointwise:
      return readers[index, default: []].contains { reader in
        if grouping.group[reader] != grouping.group[index] { return true }
        return !Grouping.uses(reader, graph).allSatisfy {
          $0.value != index || Grouping.isLocal($0, in: Grouping.space(reader, graph) ?? [], graph)
        }
      }
    }
  }

  private mutating func share(kept: Set<Int>) {
    var readers: [Int: [Int]] = [:]
    for index in graph.values.indices {
      for read in graph[index].operation.reads { readers[read, default: []].append(index) }
    }
    let time = Dictionary(uniqueKeysWithValues: schedule.order.enumerated().map { ($1, $0) })
    func lastRead(_ index: Int) -> Int {
      readers[index, default: []].reduce(time[grouping.group[index]!]!) { latest, reader in
        if case .reshape = graph[reader].operation { return max(latest, lastRead(reader)) }
        return max(latest, time[grouping.group[reader]!]!)
      }
    }
    var live: [(end: Int, from: Int, to: Int)] = []
    let stored = graph.values.indices.filter {
      buffer[$0] == nil && !graph[$0].operation.isLeaf && (kept.contains($0) || isStored($0, readers: readers))
    }
    for index in stored.sorted(by: { (time[grouping.group[$0]!]!, $0) < (time[grouping.group[$1]!]!, $1) }) {
      let start = time[grouping.group[index]!]!
      let end = kept.contains(index) ? Int.max : lastRead(index)
      live.removeAll { $0.end < start }
      // Factors are in double precision whatever the plan's.
      var bytesPerEntry = precision.bytes
      if case .factors = graph[index].operation { bytesPerEntry = Precision.float64.bytes }
      let bytes = (graph[index].count * bytesPerEntry + 63) / 64 * 64
      // The first gap that is wide enough.
      var offset = 0
      for other in live.sorted(by: { $0.from < $1.from }) {
        if offset + bytes <= other.from { break }
        offset = max(offset, other.to)
      }
      live.append((end, offset, offset + bytes))
      sharedBytes = max(sharedBytes, offset + bytes)
      buffer[index] = add(.shared(offset: offset), graph[index].shape, bytesPerEntry: bytesPerEntry)
    }
  }
}

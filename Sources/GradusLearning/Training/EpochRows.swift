/// The rows of an epoch in their order, batch by batch; of data in files no more than a part is in memory.
struct EpochRows {
  private let source: LearningData
  private let batch: Int
  private let isShuffled: Bool
  /// Where the rows of a batch are looked up: all, or the part that is in memory.
  private(set) var data: Dataset
  /// The order of these rows.
  private var order: [Int] = []
  /// How many batches a part has, and which part is in memory.
  private let batchesInPart: Int
  private var part = 0
  private var blocks: BlockOrder?

  init(_ source: LearningData, batch: Int, _ settings: TrainingSettings) throws {
    (self.source, self.batch, isShuffled) = (source, batch, settings.isShuffled)
    data = try source.sample(seed: settings.seed)
    guard case .stored(let stored) = source else {
      batchesInPart = .max
      return
    }
    // The batches of an update are in memory together, and a part is made of many blocks.
    var updates = max(stored.partRows / max(batch * settings.accumulation, 1), 1)
    if updates > BlockOrder.blocksInPart { updates -= updates % BlockOrder.blocksInPart }
    batchesInPart = updates * settings.accumulation
  }

  /// The number of rows in all.
  var count: Int { source.count }

  /// All rows in their order, where all are in memory.
  var all: ArraySlice<Int> { order[...] }

  /// Draws the order of an epoch.
  mutating func begin(using generator: inout SeededGenerator) {
    guard case .stored = source else {
      order = isShuffled ? generator.permutation(of: data.count) : Array(0..<data.count)
      return
    }
    blocks = BlockOrder(of: count, part: batchesInPart * batch, shuffled: isShuffled, using: &generator)
    part = -1
  }

  /// Brings the part into memory that a batch is in.
  mutating func go(to place: Int) throws {
    guard case .stored(let stored) = source, let blocks, place / batchesInPart != part else { return }
    part = place / batchesInPart
    data = try stored.rows(blocks.ranges(ofPart: part))
    order = blocks.order(ofPart: part, count: data.count)
  }

  /// The rows of batches that are in memory.
  func rows(ofBatches batches: Range<Int>) -> ArraySlice<Int> {
    let before = batchesInPart == .max ? 0 : part * batchesInPart
    return order[(batches.lowerBound - before) * batch..<min((batches.upperBound - before) * batch, order.count)]
  }

  /// The rows of a batch where they are in memory already; nil where there are none.
  func rows(ofBatch place: Int) -> ArraySlice<Int>? {
    let before = batchesInPart == .max ? 0 : part * batchesInPart
    guard (place - before) * batch < order.count else { return nil }
    return rows(ofBatches: place..<place + 1)
  }
}

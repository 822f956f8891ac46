/// The order of an epoch over rows in files: blocks of rows that lie side by side come in a random order, and those that are in memory together are
/// mixed row by row.
struct BlockOrder {
  /// The blocks in their order. The last one of the file may be short, and then comes last of all, so that all parts but the last have one size.
  private let blocks: [Int]
  private let block: Int
  private let count: Int
  /// How many rows are in memory together.
  let part: Int
  private let seed: UInt64?

  /// A part is made of about so many blocks: fewer mix less, more are read more slowly.
  static let blocksInPart = 256

  /// - Parameters:
  ///   - part: how many rows are in memory together.
  ///   - isShuffled: whether the order is random; otherwise rows come as they lie.
  init(of count: Int, part: Int, shuffled isShuffled: Bool, using generator: inout SeededGenerator) {
    (self.count, self.part) = (count, part)
    // A part is filled with whole blocks.
    block = (1...part).first { part.isMultiple(of: $0) && part / $0 <= Self.blocksInPart } ?? part
    let number = (count + block - 1) / block
    let order = isShuffled ? generator.permutation(of: number) : Array(0..<number)
    blocks = count.isMultiple(of: block) ? order : order.filter { $0 != number - 1 } + [number - 1]
    seed = isShuffled ? generator.next() : nil
  }

  /// Where the rows of a part lie.
  func ranges(ofPart place: Int) -> [Range<Int>] {
    let perPart = part / block
    return blocks[min(place * perPart, blocks.count)..<min((place + 1) * perPart, blocks.count)].map {
      $0 * block..<min(($0 + 1) * block, count)
    }
  }

  /// The order of the rows of a part that are in memory.
  func order(ofPart place: Int, count: Int) -> [Int] {
    guard let seed else { return Array(0..<count) }
    var generator = SeededGenerator(seed: seed &+ UInt64(place))
    return generator.permutation(of: count)
  }
}

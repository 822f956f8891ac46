/// A table in a file, read block by block: what does not fit into memory. Numbers are kept in double precision, texts as their places among
/// the different ones.
package final class StoredTable {
  /// How many rows a block has.
  package let block: Int
  /// The number of rows.
  package private(set) var count = 0
  let names: [String]
  private(set) var columns: [StoredColumn]
  private let file: ScratchFile
  private var codings: [ColumnCoding]

  /// About as many numbers are in memory at once.
  private static let blockSize = 1 << 20

  /// How many rows a block has of a table with so many columns.
  package static func block(of columns: Int) -> Int { min(max(blockSize / (columns + 1), 64), 1 << 16) }

  /// - Throws: `ScratchError` where no file can be made.
  package init(names: [String]) throws(ScratchError) {
    self.names = names
    block = Self.block(of: names.count)
    file = try ScratchFile()
    columns = names.map { StoredColumn(name: $0) }
    codings = names.map { _ in .numbers }
  }

  /// Adds rows, column by column: a whole block, or the last rows. Traps otherwise.
  package func append(_ values: [[Double]], lines: [Int]) throws(ScratchError) {
    precondition(count.isMultiple(of: block) && lines.count <= block, "\(lines.count) rows behind \(count)")
    if lines.isEmpty { return }
    var all: [Double] = []
    all.reserveCapacity(lines.count * (names.count + 1))
    for place in names.indices {
      precondition(values[place].count == lines.count, "\(values[place].count) values for \(lines.count) rows")
      columns[place].add(values[place])
      all += values[place]
    }
    all += lines.map(Double.init)
    try file.write(all, at: count * (names.count + 1) * MemoryLayout<Double>.stride)
    count += lines.count
  }

  /// Says what the numbers of each column stand for, once all rows are there.
  ///
  /// - Parameters:
  ///   - lines: where each text of a column first stands.
  ///   - rich: columns that have more texts than are known.
  package func finish(_ codings: [ColumnCoding], lines: [[Int]], rich: Set<Int> = []) {
    self.codings = codings
    for place in columns.indices {
      columns[place].finish(codings[place], lines: lines[place], isRich: rich.contains(place))
    }
  }

  /// Where it is kept.
  package var folder: String { file.folder }

  /// The number of blocks.
  package var blocks: Int { (count + block - 1) / block }

  /// The rows of a block, from 0 on.
  ///
  /// - Parameter wanted: the columns that are read; nil for all.
  package func table(_ place: Int, only wanted: Set<String>? = nil) throws(ScratchError) -> Table {
    let rows = min(block, count - place * block)
    func numbers(_ column: Int) throws(ScratchError) -> [Double] {
      var numbers = [Double](repeating: 0, count: rows)
      let before = place * block * (names.count + 1) + column * rows
      try file.read(into: &numbers, at: before * MemoryLayout<Double>.stride)
      return numbers
    }
    var columns: [Table.Column] = []
    for (column, name) in names.enumerated() where wanted?.contains(name) ?? true {
      columns.append(Table.Column(name, codings[column].values(try numbers(column))))
    }
    return Table(columns, lines: try numbers(names.count).map { Int($0) })
  }
}

/// What is known of a column of a stored table without a look at its rows.
struct StoredColumn {
  let name: String
  /// A column of this kind, without rows.
  private(set) var kind = Table.Values.numbers([])
  /// Whether it is 0, 1, 2, … or 1, 2, 3, …, over at least ten rows.
  var countsRows: Bool { isCount && count >= 10 }
  /// The different numbers, with how often each stands there; nil where there are too many.
  private(set) var counts: [Double: Int]? = [:]
  /// The different texts, with the lines that they first stand in.
  private(set) var texts: [(text: String, line: Int)] = []
  /// Whether there are more texts.
  private(set) var isRich = false
  private var count = 0
  private var isCount = true
  private var first = 0.0
  /// Small whole numbers are counted here.
  private var small = [Int](repeating: 0, count: 256)

  /// The most different numbers that are counted.
  static let most = 4096

  init(name: String) { self.name = name }

  fileprivate mutating func add(_ values: [Double]) {
    if isCount {
      if count == 0 { first = values[0] }
      isCount =
        (first == 0 || first == 1) && values.indices.allSatisfy { values[$0] == first + Double(count + $0) }
    }
    count += values.count
    guard counts != nil else { return }
    for value in values where !value.isNaN {
      if value >= 0, value < 256, value == value.rounded() {
        small[Int(value)] += 1
      } else {
        counts?[value, default: 0] += 1
        if (counts?.count ?? 0) > Self.most {
          counts = nil
          return
        }
      }
    }
  }

  fileprivate mutating func finish(_ coding: ColumnCoding, lines: [Int], isRich: Bool) {
    kind = coding.values([])
    self.isRich = isRich
    for (value, count) in small.enumerated() where count > 0 { counts?[Double(value)] = count }
    switch coding {
    case .numbers: break
    case .numbersOfTexts(let numbers), .daysOfTexts(let numbers):
      isCount = false
      counts = counts.map { counts in
        Dictionary(counts.map { (numbers[Int($0)], $1) }) { $0 + $1 }
      }
    case .texts(let known):
      isCount = false
      texts = Array(zip(known, lines))
    }
  }
}

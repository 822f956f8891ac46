internal import GradusLearning

/// A sparse table as libsvm and svmlight have it: a line an example, first what it is, then `index:value` for each number that is not 0.
///
/// The columns are called by their indices, so that nobody has to guess whether these begin with 0 or 1; what is told is called `label`,
/// and of several labels between commas `label.3` is 1 where 3 is among them. A `qid:7` is a column of its own.
///
/// Source: C.-C. Chang and C.-J. Lin, "LIBSVM: a library for support vector machines"; scikit-learn's `dump_svmlight_file`.
struct SparseText {
  /// The most numbers that are read, the zeros with them.
  static let greatestCount = 1 << 27
  /// The most columns: each has more about it than its numbers.
  private static let greatestWidth = 1 << 20

  private struct Row {
    let line: Int
    let labels: [Double]
    let query: Double?
    let indices: [Int]
    let values: [Double]
  }

  private let rows: [Row]
  private let file: String

  /// What stands in a line before a comment.
  private static func words(_ line: ArraySlice<UInt8>) -> [Substring] {
    String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
      .split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" })
  }

  /// Whether the first line that is not empty is one of such a table.
  static func isSparse(_ start: [UInt8]) -> Bool {
    for line in start.split(separator: UInt8(ascii: "\n")) {
      let words = Self.words(line)
      guard let first = words.first else { continue }
      let pairs = first.contains(":") ? words[...] : words.dropFirst()
      guard let pair = pairs.first(where: { !$0.hasPrefix("qid:") })?.split(separator: ":"), pair.count == 2 else {
        return false
      }
      let labels = first.contains(":") ? [] : first.split(separator: ",")
      return Int(pair[0]) != nil && Double(pair[1]) != nil && labels.allSatisfy { Double($0) != nil }
    }
    return false
  }

  /// - Throws: `ExchangeError` at the first line that is none.
  init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
    self.file = file
    var rows: [Row] = []
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      let words = Self.words(line)
      if !words.isEmpty { rows.append(try Self.row(words, line: number, file: file)) }
    }
    guard !rows.isEmpty else { throw ExchangeError(.malformed, file: file, "holds no rows") }
    self.rows = rows
  }

  private static func row(_ words: [Substring], line: Int, file: String) throws(ExchangeError) -> Row {
    func malformed(_ word: Substring, _ reason: String) -> ExchangeError {
      ExchangeError(.malformed, file: file, "line \(line): '\(word.prefix(40))' \(reason)")
    }
    var rest = words[...]
    var labels: [Double] = []
    if let first = rest.first, !first.contains(":") {
      for label in first.split(separator: ",") {
        guard let value = Double(label), value.isFinite else {
          throw malformed(first, "is no label, which are numbers")
        }
        labels.append(value)
      }
      rest = rest.dropFirst()
    }
    var query: Double?
    var (indices, values): ([Int], [Double]) = ([], [])
    var last = -1
    for word in rest {
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite else {
        throw malformed(word, "is no index:value")
      }
      if parts[0] == "qid" {
        query = value
        continue
      }
      guard let index = Int(parts[0]), index >= 0, index < greatestCount else {
        throw malformed(word, "has no index from 0 to \(greatestCount - 1)")
      }
      guard index > last else { throw malformed(word, "has an index that is not above the one before it") }
      last = index
      indices.append(index)
      values.append(value)
    }
    return Row(line: line, labels: labels, query: query, indices: indices, values: values)
  }

  /// The table with all its zeros.
  ///
  /// - Parameter columns: columns that have to be there, if only with zeros.
  /// - Throws: `ExchangeError` where that are too many numbers.
  func content(columns known: [String]) throws(ExchangeError) -> DataContent {
    let indices = rows.flatMap(\.indices)
    let first = min(indices.min() ?? 1, 1)
    if first == 0, !known.isEmpty, !known.contains("0"), known.contains(where: { Int($0) != nil }) {
      throw ExchangeError(
        .malformed, file: file, "its indices begin with 0, and those that are known with 1: nothing would fit")
    }
    let last = max(indices.max() ?? 1, known.compactMap { Int($0) }.filter { $0 < Self.greatestCount }.max() ?? 1)
    let width = last - first + 1
    guard width <= Self.greatestWidth, width <= Self.greatestCount / rows.count else {
      throw ExchangeError(
        .unsupported, file: file,
        "would be a table of \(rows.count) x \(width) numbers, nearly all 0; at most \(Self.greatestCount) are read, in at most \(Self.greatestWidth) columns"
      )
    }
    var numbers = Array(repeating: [Double](repeating: 0, count: rows.count), count: width)
    for (place, row) in rows.enumerated() {
      for (index, value) in zip(row.indices, row.values) { numbers[index - first][place] = value }
    }
    var columns = numbers.indices.map { Table.Column("\($0 + first)", .numbers(numbers[$0])) }
    if rows.contains(where: { $0.query != nil }) {
      columns.append(Table.Column("qid", .numbers(rows.map { $0.query ?? .nan })))
    }
    let told = try self.told()
    return DataContent(
      .table(Table(columns + told, lines: rows.map(\.line))), target: told.map(\.name).joined(separator: ","),
      notes: ["reads     a sparse table whose indices begin with \(first)"])
  }

  private func told() throws(ExchangeError) -> [Table.Column] {
    if rows.allSatisfy({ $0.labels.count <= 1 }) {
      return [Table.Column("label", .numbers(rows.map { $0.labels.first ?? .nan }))]
    }
    let labels = Set(rows.flatMap(\.labels)).sorted()
    guard labels.count <= Self.greatestWidth, labels.count <= Self.greatestCount / rows.count else {
      throw ExchangeError(.unsupported, file: file, "has \(labels.count) labels, more than are told from one another")
    }
    return labels.map { label in
      Table.Column("label.\(Table.Values.text(label))", .numbers(rows.map { $0.labels.contains(label) ? 1 : 0 }))
    }
  }
}

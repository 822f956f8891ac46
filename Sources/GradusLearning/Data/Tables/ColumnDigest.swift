/// What the part of a column in learning goes by: of a table in memory, or of a stored one.
enum ColumnDigest {
  case memory(Table.Column, of: Table)
  case stored(StoredColumn)

  var name: String {
    switch self {
    case .memory(let column, _): column.name
    case .stored(let column): column.name
    }
  }

  private var values: Table.Values {
    switch self {
    case .memory(let column, _): column.values
    case .stored(let column): column.kind
    }
  }

  var isOfTexts: Bool { if case .texts = values { true } else { false } }
  var isOfDates: Bool { if case .dates = values { true } else { false } }

  /// 0, 1, 2, … or 1, 2, 3, …, over at least ten rows.
  var countsRows: Bool {
    switch self {
    case .memory(let column, _): column.countsRows
    case .stored(let column): column.countsRows && !isOfTexts && !isOfDates
    }
  }

  /// Whether there are no numbers but 0 and 1, and no gaps.
  var isOfMarks: Bool {
    switch self {
    case .memory(let column, _): column.values.numbers?.allSatisfy { $0 == 0 || $0 == 1 } ?? false
    case .stored(let column): !isOfTexts && (column.counts.map { Set($0.keys).isSubset(of: [0, 1]) } ?? false)
    }
  }

  /// Whether whole numbers are at most so many different ones, each more than once.
  func isOfFewNumbers(atMost most: Int) -> Bool {
    var counts: [Double: Int] = [:]
    switch self {
    case .memory(let column, _):
      for number in column.values.numbers ?? [] where !number.isNaN {
        guard number == number.rounded() else { return false }
        counts[number, default: 0] += 1
        if counts.count > most { return false }
      }
    case .stored(let column):
      guard let known = column.counts, known.count <= most, known.keys.allSatisfy({ $0 == $0.rounded() }) else {
        return false
      }
      counts = known
    }
    return counts.values.allSatisfy { $0 > 1 }
  }

  /// - Throws: `TableError` where texts are no names, as far as they can be looked at.
  func checkAreNames() throws(TableError) {
    switch self {
    case .memory(let column, let table): try column.checkAreNames(in: table)
    case .stored(let column): try TextDoubts(column.name, column.texts.map { ($0.text, "line \($0.line)") }).check()
    }
  }
}

extension Table {
  var digests: [ColumnDigest] { columns.map { .memory($0, of: self) } }
}

extension StoredTable {
  var digests: [ColumnDigest] { columns.map(ColumnDigest.stored) }
}

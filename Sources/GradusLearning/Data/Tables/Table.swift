/// A table as people have it: named columns of one length, of numbers, days or texts, with gaps.
public struct Table: Hashable, Sendable {
  /// A column.
  public struct Column: Hashable, Sendable {
    /// What it is called.
    public let name: String
    /// What stands in it.
    public let values: Values

    /// A column.
    public init(_ name: String, _ values: Values) { (self.name, self.values) = (name, values) }
  }

  /// What stands in a column.
  public enum Values: Hashable, Sendable {
    /// Numbers; nan where one is missing.
    case numbers([Double])
    /// Days since 1970-01-01, with parts of days; nan where one is missing.
    case dates([Double])
    /// Texts; nil where one is missing.
    case texts([String?])
  }

  /// The columns, from the left.
  public let columns: [Column]
  /// The number of rows.
  public let count: Int
  /// The line of the file that each row stands in; empty where there is none.
  public let lines: [Int]

  /// Traps unless all columns have one length, and there is no line or one for every row.
  public init(_ columns: [Column], lines: [Int] = []) {
    count = columns.first?.values.count ?? 0
    precondition(columns.allSatisfy { $0.values.count == columns[0].values.count }, "columns of several lengths")
    precondition(lines.isEmpty || lines.count == count, "\(lines.count) lines for \(count) rows")
    (self.columns, self.lines) = (columns, lines)
  }

  /// The column of this name; nil where there is none.
  public subscript(name: String) -> Column? { columns.first { $0.name == name } }

  /// The column of this name.
  ///
  /// - Throws: `TableError.missingColumn` where there is none.
  func column(_ name: String) throws(TableError) -> Column {
    guard let column = self[name] else { throw .missingColumn(name, known: columns.map(\.name)) }
    return column
  }

  /// The rows at `indices`, in that order. Traps out of range.
  public func subset(_ indices: some Collection<Int>) -> Table {
    Table(
      columns.map { Column($0.name, $0.values.subset(indices)) },
      lines: lines.isEmpty ? [] : indices.map { lines[$0] })
  }

  /// The rows of which all these columns are known; a column that is not there is passed over.
  public func told(_ names: [String]) -> Table {
    let gaps = columns.filter { names.contains($0.name) }.map(\.values.gaps)
    let rows = (0..<count).filter { row in gaps.allSatisfy { !$0[row] } }
    return rows.count == count ? self : subset(rows)
  }

  /// Where a row stands, in words: `line 17`, or `row 16` where it stands in no file.
  func place(_ row: Int) -> String { lines.isEmpty ? "row \(row + 1)" : "line \(lines[row])" }
}

extension Table.Values {
  /// The number of rows.
  public var count: Int {
    switch self {
    case .numbers(let numbers), .dates(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// The numbers of a column of numbers or days; nil of a column of texts.
  public var numbers: [Double]? {
    switch self {
    case .numbers(let numbers), .dates(let numbers): numbers
    case .texts: nil
    }
  }

  /// Every value as a text, numbers as short as they can be: 1 and 1.0 are the same; nil where one is missing.
  public var texts: [String?] {
    switch self {
    case .texts(let texts): texts
    case .numbers(let numbers): numbers.map { $0.isNaN ? nil : Self.text($0) }
    case .dates(let days): days.map { $0.isNaN ? nil : CalendarDay.text($0) }
    }
  }

  /// Whether each value is missing.
  public var gaps: [Bool] {
    switch self {
    case .numbers(let numbers), .dates(let numbers): numbers.map(\.isNaN)
    case .texts(let texts): texts.map { $0 == nil }
    }
  }

  /// A number for each value, the same for the same text, counted in the order that they first stand in.
  package var codes: [Int32] {
    var known: [String?: Int32] = [:]
    return texts.map { text in
      let code = known[text] ?? Int32(known.count)
      known[text] = code
      return code
    }
  }

  /// A number as short as it can be.
  package static func text(_ number: Double) -> String {
    if let whole = Int(exactly: number), whole.magnitude < 1 << 53 { return "\(whole)" }
    return "\(number)"
  }

  /// The values at `indices`.
  func subset(_ indices: some Collection<Int>) -> Self {
    switch self {
    case .numbers(let numbers): .numbers(indices.map { numbers[$0] })
    case .dates(let days): .dates(indices.map { days[$0] })
    case .texts(let texts): .texts(indices.map { texts[$0] })
    }
  }

  /// What kind of values these are, in a word for messages.
  public var kind: String {
    switch self {
    case .numbers: "numbers"
    case .dates: "dates"
    case .texts: "texts"
    }
  }
}

internal import GradusLearning

/// What the columns of lines are whose cells come one after the other: numbers, dates or texts.
struct TableColumns {
  /// What an earlier look at the same lines has shown.
  struct Hints: Hashable {
    /// Columns of texts.
    var texts: Set<Int> = []
    /// Columns of numbers with marks between thousands, which are looked at as texts.
    var amounts: Set<Int> = []
  }

  private let names: [String]
  private let places: [Int]
  private let separator: TableText.Separator
  private let file: String
  private let decimal: Table.DecimalMark?
  private(set) var builders: [ColumnBuilder]
  /// What has to be known beforehand when the lines are read again.
  private(set) var hints: Hints
  /// Whether a column turned out to be of texts behind numbers.
  private(set) var isMistaken = false
  /// Whether a column has shown that points stand before decimals.
  private var arePointsCertain = false

  /// - Parameters:
  ///   - wanted: the columns that are looked at; nil for all.
  ///   - decimal: what stands before decimals; nil to go by the numbers.
  ///   - most: how many different texts of a column are kept.
  init(
    names: [String], separator: TableText.Separator, file: String, wanted: [String]? = nil,
    decimal: Table.DecimalMark? = nil, hints: Hints = Hints(), most: Int = .max
  ) {
    (self.names, self.separator, self.file, self.decimal, self.hints) = (names, separator, file, decimal, hints)
    places = names.indices.filter { wanted?.contains(names[$0]) ?? true }
    let marks = DecimalMarks(separator: separator, headings: names, file: file)
    builders = places.map {
      ColumnBuilder(isOfTexts: hints.texts.contains($0) || hints.amounts.contains($0), marks: marks, most: most)
    }
  }

  /// What stands for a gap, in small letters, as pandas and the UCI data sets have it.
  private static let gaps: Set<String> = [
    "", "na", "n/a", "nan", "-nan", "null", "none", "?", "<na>", "#n/a", "#n/a n/a", "#na", "-1.#ind", "-1.#qnan",
    "1.#ind",
    "1.#qnan",
  ]

  static func isGap(_ cell: String) -> Bool { cell.utf8.count <= 8 && gaps.contains(cell.lowercased()) }

  /// `01067`: digits that nobody would write before a number are a code.
  static func isCode(_ cell: String) -> Bool {
    cell.utf8.count > 1 && cell.utf8.first == UInt8(ascii: "0") && cell.utf8.allSatisfy { (48...57).contains($0) }
  }

  /// Takes note of the line that a scanner has gone over.
  mutating func add(_ scanner: TableScanner, line: Int) {
    for (own, place) in places.enumerated() {
      scanner.withContent(scanner.cells[place]) { add($0, line, own) }
    }
  }

  private mutating func add(_ cell: Span<UInt8>, _ line: Int, _ own: Int) {
    if !builders[own].add(cell, line: line, column: places[own], allowsPoint: arePointsCertain) {
      hints.texts.insert(places[own])
      isMistaken = true
    }
    if !arePointsCertain, !builders[own].isOfTexts { arePointsCertain = builders[own].marks.arePointsCertain }
  }

  /// Hands over what stands in the rows so far, column by column.
  mutating func take() -> [[Double]] { builders.indices.map { builders[$0].take() } }

  /// What the columns are; nil where the lines have to be read again with the hints.
  ///
  /// - Throws: `ExchangeError` where numbers can be read in two ways.
  mutating func codings() throws(ExchangeError) -> [ColumnCoding]? {
    if isMistaken { return nil }
    var marks = DecimalMarks(separator: separator, headings: names, file: file)
    var codings: [ColumnCoding] = []
    for (own, builder) in builders.enumerated() { codings.append(coding(of: builder, places[own], &marks)) }
    let mark = try marks.settled(decimal)
    guard marks.changes(mark) else { return codings }
    // What was read as it is written has thousands in it.
    for own in codings.indices {
      switch codings[own] {
      case .numbers where builders[own].marks.changes(mark): hints.amounts.insert(places[own])
      case .numbersOfTexts(let known): codings[own] = .numbersOfTexts(builders[own].amounts(mark) ?? known)
      default: break
      }
    }
    return hints.amounts.allSatisfy { place in
      places.firstIndex(of: place).map { builders[$0].isOfTexts } ?? true
    } ? codings : nil
  }

  private func coding(of builder: ColumnBuilder, _ column: Int, _ marks: inout DecimalMarks) -> ColumnCoding {
    guard builder.isOfTexts else {
      marks.merge(builder.marks)
      return .numbers
    }
    if hints.amounts.contains(column) {
      let numbers = builder.texts.map { WrittenNumber($0) }
      for (place, number) in numbers.enumerated() {
        if let number { marks.see(number, builder.texts[place], line: builder.lines[place], column) }
      }
      return .numbersOfTexts(numbers.map { $0?.value ?? .nan })
    }
    if let days = builder.dates { return .daysOfTexts(days) }
    // Amounts, under the mark that all of them have.
    for mark in decimal.map({ [$0] }) ?? [.point, .comma] {
      guard let numbers = builder.amounts(mark) else { continue }
      for (text, line) in zip(builder.texts, builder.lines) {
        if let amount = WrittenAmount(text) { marks.see(amount, text, line: line, column) }
      }
      return .numbersOfTexts(numbers)
    }
    return .texts(builder.texts)
  }

  /// The columns of the rows so far.
  func columns(_ codings: [ColumnCoding]) -> [Table.Column] {
    zip(places, zip(builders, codings)).map { place, own in
      Table.Column(names[place], own.1.values(own.0.values))
    }
  }
}

extension TableColumns {
  /// The columns of lines that are cut already.
  ///
  /// - Throws: `ExchangeError` where numbers can be read in two ways.
  static func columns(
    of lines: ArraySlice<TableText.Line>, names: [String], separator: TableText.Separator, file: String,
    wanted: [String]? = nil, decimal: Table.DecimalMark? = nil
  ) throws(ExchangeError) -> [Table.Column] {
    var hints = Hints()
    while true {
      var columns = TableColumns(
        names: names, separator: separator, file: file, wanted: wanted, decimal: decimal, hints: hints)
      for line in lines {
        for (own, place) in columns.places.enumerated() { columns.add(line.cells[place].utf8.span, line.number, own) }
      }
      if let codings = try columns.codings() { return columns.columns(codings) }
      hints = columns.hints
    }
  }

  /// Whether the first of some lines says the units of the columns: of two columns of numbers or more it has a text in each, or of one a text in
  /// brackets.
  static func isOfUnits(_ lines: ArraySlice<TableText.Line>) -> Bool {
    guard let first = lines.first, lines.count > 2 else { return false }
    let below = lines.dropFirst().prefix(200)
    let columns = first.cells.indices.filter { place in
      let own = below.compactMap { $0.cells.indices.contains(place) ? $0.cells[place] : nil }.filter { !isGap($0) }
      return !own.isEmpty && own.allSatisfy { WrittenNumber($0) != nil || WrittenAmount($0) != nil }
    }
    let units = columns.map { first.cells[$0] }.filter { !$0.isEmpty }
    guard units.allSatisfy({ !isGap($0) && WrittenNumber($0) == nil && WrittenAmount($0) == nil }) else { return false }
    func isBracketed(_ text: String) -> Bool { "([".contains(text.prefix(1)) && ")]".contains(text.suffix(1)) }
    return units.count > 1 && units.count == columns.count || !units.isEmpty && units.allSatisfy(isBracketed)
  }
}

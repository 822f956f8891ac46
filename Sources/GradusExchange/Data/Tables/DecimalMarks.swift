internal import GradusLearning

/// What stands before the decimals of a table's numbers: one mark in all of them, and none that could be another.
struct DecimalMarks {
  let separator: TableText.Separator
  let headings: [String]?
  let file: String

  /// A cell that speaks for a mark, and where it stands.
  private struct Witness {
    let place: String
    let cell: String
    var isCertain: Bool
  }

  private var witnesses: [WrittenNumber.Mark: Witness] = [:]

  init(separator: TableText.Separator, headings: [String]?, file: String) {
    (self.separator, self.headings, self.file) = (separator, headings, file)
  }

  /// Whether it is settled that points stand before decimals.
  var arePointsCertain: Bool { witnesses[.point]?.isCertain == true }

  /// Takes note of a number.
  mutating func see(_ number: WrittenNumber, _ cell: String, line: Int, _ column: Int) {
    guard let mark = number.mark, witnesses[mark]?.isCertain != true else { return }
    if witnesses[mark] == nil {
      witnesses[mark] = Witness(
        place: TableText.place(line, column, headings), cell: cell, isCertain: !number.mayBeThousands)
    } else if !number.mayBeThousands {
      witnesses[mark]?.isCertain = true
    }
  }

  /// Takes note of an amount, which has marks between thousands, or is one only under one of the marks.
  mutating func see(_ amount: WrittenAmount, _ cell: String, line: Int, _ column: Int) {
    guard amount.point != amount.comma else { return }
    let mark: WrittenNumber.Mark = amount.point == nil ? .comma : .point
    let isCertain = amount.point == nil || amount.comma == nil
    // 1,234 speaks for the comma as it is written, as any number does.
    let written = isCertain ? mark : cell.contains(",") ? .comma : .point
    guard witnesses[written]?.isCertain != true, witnesses[written] == nil || isCertain else { return }
    witnesses[written] = Witness(place: TableText.place(line, column, headings), cell: cell, isCertain: isCertain)
  }

  /// Takes note of what another column says.
  mutating func merge(_ other: DecimalMarks) {
    for (mark, witness) in other.witnesses {
      if witnesses[mark] == nil { witnesses[mark] = witness }
      if witness.isCertain { witnesses[mark]?.isCertain = true }
    }
  }

  /// The mark before decimals, where the other one may stand between thousands.
  ///
  /// - Parameter given: what is said of it; nil for nothing.
  /// - Throws: `ExchangeError` that shows the cells where they leave none or both.
  func settled(_ given: WrittenNumber.Mark?) throws(ExchangeError) -> WrittenNumber.Mark {
    let certain = witnesses.filter(\.value.isCertain)
    if certain.count == 2 { try decide() }
    if let given {
      if let (_, witness) = certain.first(where: { $0.key != given }) {
        throw malformed("\(witness.place): '\(witness.cell)' is no number with a decimal \(given.rawValue)")
      }
      return given
    }
    if let (mark, _) = certain.first { return mark }
    // Semicolons are there because commas are before decimals; points may then separate thousands.
    guard let witness = witnesses[.comma] ?? (separator == .semicolon ? witnesses[.point] : nil) else { return .point }
    throw malformed(
      "\(witness.place): '\(witness.cell)' is two numbers, one with decimals and one with thousands, and no other number tells which: say --decimal comma or --decimal point"
    )
  }

  /// Whether numbers were seen that mean something else than is written where this mark stands before decimals.
  func changes(_ mark: WrittenNumber.Mark) -> Bool { witnesses.contains { $0.key != mark } }

  /// Refuses marks of two meanings.
  ///
  /// - Throws: `ExchangeError` that shows the cells.
  func decide() throws(ExchangeError) {
    if let comma = witnesses[.comma], let point = witnesses[.point] {
      throw malformed(
        "\(comma.place): '\(comma.cell)' has a comma, and \(point.place): '\(point.cell)' a point: write all numbers with one of them, and none between thousands"
      )
    }
    if let comma = witnesses[.comma], !comma.isCertain {
      throw malformed(
        "\(comma.place): '\(comma.cell)' is two numbers, one with decimals and one with thousands, and no other number tells which: write a point before decimals and nothing between thousands"
      )
    }
    // Semicolons are there because commas are before decimals; points may then separate thousands.
    if separator == .semicolon, let point = witnesses[.point], !point.isCertain {
      throw malformed(
        "\(point.place): '\(point.cell)' is two numbers, one with decimals and one with thousands, and no other number tells which: between numbers with decimal points write commas, not semicolons"
      )
    }
  }

  private func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: file, reason) }
}

extension TableText {
  /// Where a cell stands: `line 3, column 2 (age)`.
  static func place(_ line: Int, _ column: Int, _ headings: [String]?) -> String {
    let name = headings?[column] ?? ""
    return "line \(line), column \(column + 1)" + (name.isEmpty ? "" : " (\(name.prefix(40)))")
  }
}

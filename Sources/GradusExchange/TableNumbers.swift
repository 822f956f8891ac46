/// The numbers of a table whose cells are cut: all with one mark before their decimals, and none that could be two numbers.
struct TableNumbers {
  let separator: TableText.Separator
  let headings: [String]?
  let file: String

  /// A cell that speaks for a mark, and where it stands.
  private struct Witness {
    let place: String
    let cell: String
    var isCertain: Bool
  }

  /// - Throws: `ExchangeError` at the first cell that is no number, and where the marks can be read in two ways.
  func read(_ lines: [TableText.Line]) throws(ExchangeError) -> [[Double]] {
    var witnesses: [WrittenNumber.Mark: Witness] = [:]
    var rows: [[Double]] = []
    for line in lines {
      var row: [Double] = []
      row.reserveCapacity(line.cells.count)
      for (column, cell) in line.cells.enumerated() {
        guard let number = WrittenNumber(cell) else { throw fault(cell, line, column) }
        if let mark = number.mark, witnesses[mark]?.isCertain != true {
          if witnesses[mark] == nil {
            witnesses[mark] = Witness(place: place(line, column), cell: cell, isCertain: !number.mayBeThousands)
          } else if !number.mayBeThousands {
            witnesses[mark]?.isCertain = true
          }
        }
        row.append(number.value)
      }
      rows.append(row)
    }
    try decide(witnesses)
    return rows
  }

  /// Refuses marks of two meanings.
  private func decide(_ witnesses: [WrittenNumber.Mark: Witness]) throws(ExchangeError) {
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

  private func fault(_ cell: String, _ line: TableText.Line, _ column: Int) -> ExchangeError {
    let place = place(line, column)
    if cell.isEmpty { return malformed("\(place) is empty; every cell holds a number") }
    let isGrouped =
      cell.contains(where: \.isWholeNumber)
      && cell.allSatisfy { $0.isWholeNumber || ".,'’ \u{a0}\u{202f}-+−".contains($0) }
    let advice =
      isGrouped
      ? ": write it without marks between thousands"
      : headings == nil && line.cells.contains { WrittenNumber($0) != nil }
        ? "; a line of names holds no number, and one that begins with # is passed over" : ""
    return malformed("\(place): '\(cell.prefix(40))' is no number\(advice)")
  }

  private func place(_ line: TableText.Line, _ column: Int) -> String {
    let name = headings?[column] ?? ""
    return "line \(line.number), column \(column + 1)" + (name.isEmpty ? "" : " (\(name.prefix(40)))")
  }

  private func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: file, reason) }
}

import GradusExpression

extension Mathematics {
  /// A vector as `(1, 2)` in a line of text, and as a column elsewhere.
  static func entries(_ formulas: [Formula], _ shape: [Int], _ notation: Notation) -> String {
    let entries = formulas.map { $0.written(as: notation).insideMathElement }
    if shape.isEmpty { return entries[0] }
    let width = shape.count == 2 ? shape[1] : 1
    let rows = stride(from: 0, to: width == 0 ? 0 : entries.count, by: width).map { Array(entries[$0..<$0 + width]) }
    switch notation {
    case .latex:
      let lines = rows.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
      return "\\begin{pmatrix} \(lines) \\end{pmatrix}"
    case .mathml: return inBrackets(rows.map { row in row.map { "<mtd>\($0)</mtd>" } })
    case .unicode, .ascii, .python, .swift:
      if shape.count == 1, notation == .unicode { return "(" + entries.joined(separator: ", ") + ")" }
      let cells = rows.map { $0.map { $0.contains(" ") ? "(\($0))" : $0 }.joined(separator: " ") }
      return "[" + cells.joined(separator: "; ") + "]"
    }
  }

  /// A matrix with a bar before the columns of the right side.
  static func augmented(_ rows: [[Rational]], _ bar: Int, _ notation: Notation) -> String {
    let numbers = rows.map { $0.map { Formula.constant($0).written(as: notation).insideMathElement } }
    let count = numbers.first?.count ?? 0
    switch notation {
    case .latex:
      let columns = String(repeating: "r", count: bar) + "|" + String(repeating: "r", count: count - bar)
      let lines = numbers.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
      return "\\left(\\begin{array}{\(columns)} \(lines) \\end{array}\\right)"
    case .mathml:
      return inBrackets(
        numbers.map { row in
          row.enumerated().map { place, number in
            let style = place == bar ? " style=\"border-left:1px solid;padding-left:0.6em\"" : ""
            return "<mtd\(style)>\(number)</mtd>"
          }
        })
    case .unicode, .ascii, .python, .swift:
      let widths = (0..<count).map { column in numbers.map { $0[column].count }.max() ?? 0 }
      return numbers.map { row in
        let cells = row.indices.map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }
        return "[ " + cells[..<bar].joined(separator: "  ") + " | " + cells[bar...].joined(separator: "  ") + " ]"
      }.joined(separator: "\n")
    }
  }

  /// Cells of MathML as a table in brackets.
  private static func inBrackets(_ cells: [[String]]) -> String {
    let rows = cells.map { "<mtr>\($0.joined())</mtr>" }.joined()
    return "<mrow><mo>(</mo><mtable>\(rows)</mtable><mo>)</mo></mrow>"
  }
}

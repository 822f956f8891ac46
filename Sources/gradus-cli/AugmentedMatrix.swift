import Gradus

/// The matrix of a linear system with a bar before the right-hand sides.
struct AugmentedMatrix {
  private let matrix: ExactMatrix
  private let bar: Int

  init(_ matrix: ExactMatrix, _ bar: Int) {
    self.matrix = matrix
    self.bar = bar
  }

  func written(as notation: Format) -> String {
    switch notation {
    case .latex:
      let columns = String(repeating: "r", count: bar) + "|" + String(repeating: "r", count: matrix.columnCount - bar)
      let rows = matrix.rows.map { $0.map { EntryTable.number($0, .latex) }.joined(separator: " & ") }
      return "\\left(\\begin{array}{\(columns)} \(rows.joined(separator: " \\\\ ")) \\end{array}\\right)"
    case .mathml: return "<math display=\"block\">\(EntryTable(matrix).written(as: .mathml))</math>"
    case .unicode, .ascii, .python, .swift:
      let cells = matrix.rows.map { $0.map { EntryTable.number($0, notation) } }
      let widths = (0..<matrix.columnCount).map { column in cells.map { $0[column].count }.max() ?? 0 }
      return cells.map { row in
        let padded = row.indices.map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }
        return "    [ " + padded[..<bar].joined(separator: "  ") + " | " + padded[bar...].joined(separator: "  ") + " ]"
      }.joined(separator: "\n")
    }
  }
}

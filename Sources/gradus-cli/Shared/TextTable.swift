/// Cells in columns of one width each.
struct TextTable {
  /// The first is the head.
  var rows: [[String]]
  /// Columns that begin at their left; the others, of numbers, end at their right.
  var left: Set<Int>

  /// Lines without spaces at their ends.
  var text: String {
    let widths = (rows.first ?? []).indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return left.contains(column) ? text + space : space + text
      }.joined(separator: "  ").trimmingSpacesAtEnd
    }.joined(separator: "\n")
  }
}

extension String {
  fileprivate var trimmingSpacesAtEnd: String {
    guard let last = lastIndex(where: { $0 != " " }) else { return "" }
    return String(self[...last])
  }
}

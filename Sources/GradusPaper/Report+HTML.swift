import GradusNotation

extension Report {
  /// The answer as a part of a page: its working as a list of lines, the answer, and how that was checked.
  package func html(steps: Bool) -> String {
    let lines = steps ? working.map { "<li>\($0.html)</li>" } : []
    let working = lines.isEmpty ? "" : "<ol class=\"working\">\n\(lines.joined(separator: "\n"))\n</ol>\n"
    let answer = "<div class=\"answer\">\(result.map(\.html).joined(separator: "\n"))</div>\n"
    let check = check.map { "<div class=\"check\">\($0.html)</div>\n" } ?? ""
    return "<section class=\"report\">\n" + (answersFirst ? answer + working : working + answer) + check + "</section>"
  }
}

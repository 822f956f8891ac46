extension Parser {
  /// `[1 2; 3 4]`, `[1, 2]`; in LaTeX square brackets round one formula are brackets only.
  mutating func matrix() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    let rows = try enclosed(isLatex ? .environment : .spacedMatrix) { parser throws(ReadingError) in
      var rows: [[Syntax]] = [[]]
      while true {
        parser.skipNewlinesAsRows(&rows)
        if parser.current.kind == .close(.square) { break }
        rows[rows.count - 1].append(try parser.sum())
        switch parser.current.kind {
        case .comma, .ampersand: parser.advance()
        case .semicolon, .rowBreak, .newline:
          parser.advance()
          rows.append([])
        case .close(.square): break
        case _ where parser.startsOperand || parser.separatesElements: break
        default: throw parser.unexpected("an operator, a comma, ; or ]")
        }
      }
      return rows
    }
    advance()
    return try matrix(rows, from: start)
  }

  private mutating func skipNewlinesAsRows(_ rows: inout [[Syntax]]) {
    while current.kind == .newline || current.kind == .semicolon && rows.last?.isEmpty == true {
      advance()
      if rows.last?.isEmpty == false { rows.append([]) }
    }
  }

  /// `\begin{pmatrix} 1 & 2 \\ 3 & 4 \end{pmatrix}`, with bars the determinant or the norm.
  mutating func matrix(environment: String) throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    let rows = try enclosed(.environment) { parser throws(ReadingError) in
      var rows: [[Syntax]] = [[]]
      while true {
        while parser.current.kind == .newline { parser.advance() }
        if case .end = parser.current.kind { break }
        if parser.current.kind == .rowBreak {
          parser.advance()
          rows.append([])
          continue
        }
        rows[rows.count - 1].append(try parser.sum())
        while parser.current.kind == .newline { parser.advance() }
        switch parser.current.kind {
        case .ampersand: parser.advance()
        case .rowBreak, .end: break
        case .number where parser.current.followsSpace && rows[rows.count - 1].allSatisfy({ $0.asNumber != nil }): break
        default: throw parser.unexpected("an operator, &, \\\\ or \\end{\(environment)}")
        }
      }
      return rows
    }
    try expect(.end(environment), "\\end{\(environment)}")
    let value = try matrix(rows, from: start)
    switch environment {
    case "vmatrix": return Syntax(.call(.det, [value]), value.range)
    case "Vmatrix": return Syntax(.norm(value, .unstated), value.range)
    default: return value
    }
  }

  private func matrix(_ rows: [[Syntax]], from start: Int) throws(ReadingError) -> Syntax {
    let rows = rows.filter { !$0.isEmpty }
    let range = start..<previousEnd
    guard let first = rows.first else {
      throw error(.unexpected(found: text(range), expected: "at least one entry"), range)
    }
    if let odd = rows.first(where: { $0.count != first.count }), let begin = odd.first, let end = odd.last {
      throw error(
        .unexpected(
          found: "a row of \(odd.count) \(odd.count == 1 ? "entry" : "entries")",
          expected: "\(first.count), as in the first row"),
        begin.range.lowerBound..<end.range.upperBound)
    }
    // [[1, 2], [3, 4]] of programs.
    let lists: [[Syntax]] = rows.count == 1 ? first.compactMap(\.asRow) : []
    if lists.count == first.count, first.count > 1, !isLatex { return try matrix(lists, from: start) }
    // There is no 1-by-1 matrix.
    if rows.count == 1, first.count == 1 { return Syntax(first[0].kind, range) }
    return Syntax(.matrix(rows), range)
  }
}

extension Syntax {
  /// The entries of a matrix of one row.
  fileprivate var asRow: [Syntax]? {
    if case .matrix(let rows) = kind, rows.count == 1 { rows[0] } else { nil }
  }
}

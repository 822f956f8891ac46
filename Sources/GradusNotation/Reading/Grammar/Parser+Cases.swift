import GradusExpression

/// `\begin{cases} x & x > 0 \\ 0 & \text{otherwise} \end{cases}`
extension Parser {
  private struct Case {
    let value: Syntax
    /// Nil for `otherwise`.
    let condition: Condition?
  }

  /// Of several conditions that hold the first one counts; without `otherwise` they have to leave no gap.
  mutating func cases() throws(ReadingError) -> Syntax {
    let start = current.range.lowerBound
    advance()
    let rows = try enclosed(.environment) { parser throws(ReadingError) in
      var rows: [Case] = []
      while true {
        while parser.current.kind == .newline || parser.current.kind == .rowBreak { parser.advance() }
        if case .end = parser.current.kind { return rows }
        rows.append(try parser.oneCase())
      }
    }
    try expect(.end("cases"), "\\end{cases}")
    let range = start..<previousEnd
    guard rows.count > 1 else {
      throw error(.unexpected(found: "one case", expected: "at least two, with their conditions"), range)
    }
    guard let last = rows.last, last.condition == nil || leavesNoGap(rows.compactMap(\.condition)) else {
      throw error(
        .unsupported(
          "cases whose conditions may leave gaps", advice: "write \\text{otherwise} for the condition of the last one"),
        range)
    }
    var terms: [Syntax.Addend] = []
    for (index, row) in rows.enumerated() {
      // What an earlier case took is not left; the last case has all the rest.
      var weights = rows[..<index].compactMap(\.condition).filter { earlier in
        index == rows.count - 1 || !row.condition.map { excludes($0, earlier) }!
      }.map { complement(of: $0, range) }
      if index < rows.count - 1, let condition = row.condition { weights.append(number(of: condition, range)) }
      terms.append(.init(isNegative: false, value: Syntax.product([row.value] + weights, range)))
    }
    let kept = terms.filter { !$0.value.isZeroCase }
    return kept.count == 1 ? Syntax(kept[0].value.kind, range) : Syntax(.sum(kept.isEmpty ? terms : kept), range)
  }

  /// A value with its condition, up to the end of the row.
  private mutating func oneCase() throws(ReadingError) -> Case {
    let value = try sum()
    if current.kind == .comma { advance() }
    while current.kind == .ampersand || current.kind == .newline { advance() }
    for word in ["if", "for", "when", "where", "else"] where isWord(word) {
      advance()
      if word == "else", !isWord("if") { return Case(value: value, condition: nil) }
      if word == "else" { advance() }
      break
    }
    if isWord("otherwise") || isWord("elsewhere") {
      advance()
      return Case(value: value, condition: nil)
    }
    let condition = try condition()
    if current.kind == .comma || current.kind == .semicolon { advance() }
    while current.kind == .newline { advance() }
    guard current.kind == .rowBreak || current.kind == .end("cases") else {
      throw unexpected("a comparison, \\\\ or \\end{cases}")
    }
    return Case(value: value, condition: condition)
  }

  // MARK: Gaps

  /// A comparison by its text; the other way round it has the same key. At equality, which is a point, either may hold.
  private func key(_ left: String, _ right: String) -> (key: String, holds: Bool) {
    left < right ? ("\(left)>\(right)", true) : ("\(right)>\(left)", false)
  }

  /// What holds where a condition does: keys of comparisons, with |u| ≤ v as −v ≤ u ≤ v; nil for other conditions.
  private func keys(_ condition: Condition) -> [(key: String, holds: Bool)]? {
    guard case .all(let comparisons) = condition else { return nil }
    func written(_ syntax: Syntax) -> String { text(syntax.range).filter { !$0.isWhitespace } }
    return comparisons.flatMap { comparison -> [(key: String, holds: Bool)] in
      if case .bars(let inner) = comparison.right.kind {
        let (u, v) = (written(inner), written(comparison.left))
        return [key(v, u), key(u, "-\(v)")]
      }
      return [key(written(comparison.left), written(comparison.right))]
    }
  }

  /// Whether two conditions never hold both.
  private func excludes(_ a: Condition, _ b: Condition) -> Bool {
    guard let (a, b) = keys(a).flatMap({ a in keys(b).map { (a, $0) } }) else { return false }
    return a.contains { one in b.contains { $0.key == one.key && $0.holds != one.holds } }
  }

  /// Whether one of the conditions holds for all values of their comparisons.
  private func leavesNoGap(_ conditions: [Condition]) -> Bool {
    let all = conditions.map { keys($0) }
    guard !all.contains(where: { $0 == nil }) else { return false }
    var names: [String] = []
    for keys in all { for (key, _) in keys! where !names.contains(key) { names.append(key) } }
    guard names.count <= 10 else { return false }
    // |u| > v is the opposite of what stands for |u| ≤ v.
    if conditions.count == 2, case .all(let a) = conditions[0], case .all(let b) = conditions[1], a.count == 1,
      b.count == 1
    {
      let opposite = b[0].opposite
      if text(a[0].left.range) == text(opposite.left.range), text(a[0].right.range) == text(opposite.right.range) {
        return true
      }
    }
    return (0..<(1 << names.count)).allSatisfy { values in
      all.contains { keys in
        keys!.allSatisfy { key in (values >> names.firstIndex(of: key.key)! & 1 == 1) == key.holds }
      }
    }
  }
}

extension Syntax {
  /// Whether it is 0 times weights.
  fileprivate var isZeroCase: Bool {
    if case .product(let first, _) = kind { first.asNumber?.isZero == true } else { asNumber?.isZero == true }
  }
}

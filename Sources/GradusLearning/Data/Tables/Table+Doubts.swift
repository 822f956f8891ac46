extension Table.Column {
  /// Whether texts are names, as far as they can be looked at: one cell that is no number must not make a thousand numbers names, and
  /// neither must marks between thousands, nor dates of which nobody can say what is the day.
  ///
  /// - Throws: `TableError` at the first cell that speaks against it.
  func checkAreNames(in table: Table) throws(TableError) {
    guard case .texts(let texts) = values else { return }
    var known: Set<String> = []
    var different: [(String, String)] = []
    for (row, text) in texts.enumerated() {
      if let text, known.insert(text).inserted { different.append((text, table.place(row))) }
    }
    try TextDoubts(name, different).check()
  }
}

/// What speaks against the texts of a column being names.
struct TextDoubts {
  private let name: String
  private let different: [(text: String, place: String)]

  /// - Parameter different: the different texts of a column, each with the place that it first stands in, in their order.
  init(_ name: String, _ different: [(String, String)]) { (self.name, self.different) = (name, different) }

  /// - Throws: `TableError` at the first cell that speaks against it.
  func check() throws(TableError) {
    func fault(_ isOdd: (String) -> Bool) -> (text: String, place: String)? { different.first { isOdd($0.text) } }
    func all(_ holds: (String) -> Bool) -> Bool { different.allSatisfy { holds($0.text) } }
    if all({ Self.isNumber($0) || Self.isGrouped($0) }), let odd = fault(Self.isGrouped) {
      throw .grouped(odd.text, place: odd.place, column: name)
    }
    // Amounts of one sign are numbers already.
    if all({ Self.isNumber(Self.bare($0)) || Self.isGrouped(Self.bare($0)) }), let odd = fault({ Self.bare($0) != $0 })
    {
      throw .severalSigns(odd.text, place: odd.place, column: name)
    }
    if !different.isEmpty, all({ CalendarDay.slashed($0) != nil }), let odd = different.first {
      throw .ambiguousDate(odd.text, place: odd.place, column: name)
    }
    if different.count(where: { Double($0.text) != nil }) * 2 > different.count,
      let odd = fault({ Double($0) == nil })
    {
      throw .mixed(odd.text, place: odd.place, column: name)
    }
  }

  /// A text without a sign of a currency or of percent.
  private static func bare(_ text: String) -> String {
    let signs: Set<Character> = ["$", "€", "£", "¥", "₹", "%", " ", "\u{a0}"]
    let inner = text.drop { signs.contains($0) }
    return String(
      inner.prefix(
        inner.lastIndex { !signs.contains($0) }.map { inner.distance(from: inner.startIndex, to: $0) + 1 } ?? 0))
  }

  private static func isNumber(_ text: String) -> Bool { Double(text.replacing(",", with: ".")) != nil }

  /// `1.234,50`, `1,234.50`, `1 234 567`, `1'234`: digits in threes, and perhaps decimals.
  private static func isGrouped(_ text: String) -> Bool {
    let digits = text.first.map { "+-−".contains($0) } == true ? text.dropFirst() : text[...]
    let marks = digits.filter { !$0.isASCII || !$0.isNumber }
    guard let mark = marks.first, ".,'’ \u{a0}\u{202f}".contains(mark) else { return false }
    var groups = digits.split(separator: mark, omittingEmptySubsequences: false)
    guard groups.count > 1, let last = groups.popLast() else { return false }
    let end = last.split(whereSeparator: { $0 == "." || $0 == "," })
    let isDecimal = end.count == 2 && last.count == end[0].count + end[1].count + 1
    func isOfDigits(_ part: Substring) -> Bool { !part.isEmpty && part.allSatisfy { $0.isASCII && $0.isNumber } }
    groups.append(isDecimal ? end[0] : last)
    return groups.allSatisfy(isOfDigits) && (1...3).contains(groups[0].count)
      && groups.dropFirst().allSatisfy { $0.count == 3 } && (!isDecimal || isOfDigits(end[1]))
  }
}

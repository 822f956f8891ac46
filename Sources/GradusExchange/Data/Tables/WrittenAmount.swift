/// A cell that is a number as people write amounts: with marks between thousands, a percent sign, a currency, or in brackets where it is negative.
struct WrittenAmount {
  /// What stands before or behind the number: `%`, `$`, `EUR`; empty for nothing.
  let affix: String
  /// The number where a point stands before decimals, and where a comma does; nil where it is none.
  let point, comma: Double?

  /// Nil where the cell is no such number.
  init?(_ cell: String) {
    var rest = Substring(cell)
    var isNegative = false
    if rest.first == "(", rest.last == ")" {
      rest = rest.dropFirst().dropLast()
      isNegative = true
    }
    var affixes: [Substring] = []
    func take(_ part: Substring?, _ count: (Int) -> Void) {
      if let part {
        affixes.append(part)
        count(part.count)
      }
    }
    var hasSign = false
    func sign() {
      rest = rest.drop { $0.isWhitespace }
      if !hasSign, let first = rest.first, "+-−".contains(first) {
        hasSign = true
        isNegative = isNegative != (first != "+")
        rest.removeFirst()
      }
    }
    sign()
    take(Self.affix(startOf: rest)) { rest.removeFirst($0) }
    sign()
    while rest.last?.isWhitespace == true { rest.removeLast() }
    take(Self.affix(endOf: rest)) { rest.removeLast($0) }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    guard affixes.count <= 1 else { return nil }
    affix = affixes.first.map(String.init) ?? ""
    let size = isNegative ? -1.0 : 1
    point = Self.number(rest, decimal: ".", other: ",").map { size * $0 }
    comma = Self.number(rest, decimal: ",", other: ".").map { size * $0 }
    if point == nil, comma == nil { return nil }
  }

  func value(_ mark: WrittenNumber.Mark) -> Double? { mark == .point ? point : comma }

  private static let symbols: Set<Character> = ["%", "‰", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₪", "₫", "฿"]
  private static let codes: Set<Substring> = [
    "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "INR", "CAD", "AUD", "SEK", "NOK", "DKK", "PLN", "CZK", "BRL", "MXN",
    "ZAR",
    "NZD", "HUF", "RUB", "TRY", "KRW", "SGD", "HKD", "ILS",
  ]

  private static func affix(startOf text: Substring) -> Substring? {
    if let first = text.first, symbols.contains(first), first != "%", first != "‰" { return text.prefix(1) }
    return codes.contains(text.prefix(3)) ? text.prefix(3) : nil
  }

  private static func affix(endOf text: Substring) -> Substring? {
    if let last = text.last, symbols.contains(last) { return text.suffix(1) }
    return codes.contains(text.suffix(3)) ? text.suffix(3) : nil
  }

  /// Marks between thousands besides points and commas: blanks of three kinds and apostrophes.
  private static let separators: Set<Character> = [" ", "\u{a0}", "\u{202f}", "'", "’"]

  /// Digits, perhaps in groups of three, and decimals behind the mark.
  private static func number(_ text: Substring, decimal: Character, other: Character) -> Double? {
    let halves = text.split(separator: decimal, omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let whole = halves.first else { return nil }
    let decimals = halves.count == 2 ? halves[1] : ""
    guard areDigits(decimals), halves.count == 1 || !decimals.isEmpty, !whole.isEmpty || !decimals.isEmpty else {
      return nil
    }
    let mark = whole.first { $0 == other || separators.contains($0) }
    let groups = mark.map { whole.split(separator: $0, omittingEmptySubsequences: false) } ?? [whole]
    // Zeros before a number make it a code.
    guard groups.allSatisfy(areDigits), whole.count < 2 || whole.first != "0" else { return nil }
    if groups.count > 1 {
      guard (1...3).contains(groups[0].count), groups.dropFirst().allSatisfy({ $0.count == 3 })
      else { return nil }
    }
    return Double("\(groups.joined().isEmpty ? "0" : groups.joined()).\(decimals.isEmpty ? "0" : decimals)")
  }

  private static func areDigits(_ text: Substring) -> Bool { text.utf8.allSatisfy { (48...57).contains($0) } }
}

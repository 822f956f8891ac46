import GradusExpression

extension MathCharacters {
  private static let raised: [Character: Character] = inverted(superscripts)
  private static let lowered: [Character: Character] = inverted(subscripts)
  private static let greekLetters: [String: Character] = {
    var table: [String: Character] = [:]
    let letters = "αβγδεζηθικλμνξοπρστυφχψωΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"
    for letter in letters { if let name = greek[letter.unicodeScalars.first!] { table[name] = letter } }
    return table
  }()

  private static func inverted(_ table: [Unicode.Scalar: Character]) -> [Character: Character] {
    Dictionary(table.map { ($1, Character($0)) }) { first, second in min(first, second) }
  }

  /// ½ for 1/2, where there is a character for it.
  static func fraction(_ value: Rational) -> Character? {
    guard !value.isInteger, let top = Int(exactly: value.numerator), let bottom = Int(exactly: value.denominator) else {
      return nil
    }
    return fractions.first { $0.value == (top, bottom) }.map { Character($0.key) }
  }

  /// The text in superscript characters: an integer, or a single small letter.
  static func superscript(_ text: String) -> String? {
    let plain = text.hasPrefix("(") && text.hasSuffix(")") ? String(text.dropFirst().dropLast()) : text
    let digits = plain.hasPrefix("−") || plain.hasPrefix("-") ? plain.dropFirst() : plain[...]
    guard !digits.isEmpty,
      digits.allSatisfy({ $0.isASCII && $0.isNumber }) || (plain.count == 1 && plain != "T" && plain != "t")
    else { return nil }
    return mapped(plain.map { $0 == "−" ? "-" : $0 }, raised)
  }

  /// The text in subscript characters, where all of it has some.
  static func `subscript`(_ text: String) -> String? { mapped(Array(text), lowered) }

  static func isSuperscript(_ character: Character) -> Bool {
    character.unicodeScalars.first.map { superscripts[$0] != nil } ?? false
  }

  private static func mapped(_ text: [Character], _ table: [Character: Character]) -> String? {
    let result = text.compactMap { table[$0] }
    return result.count == text.count && !text.isEmpty ? String(result) : nil
  }

  /// θ for `theta`.
  static func greekLetter(_ name: String) -> Character? { greekLetters[name] }
}

/// A symbol's name taken apart for print: `W_1`, `theta`, `y_hat`, `x12`.
struct SymbolName {
  let base: String
  /// `hat`, `bar`, `tilde` or `dot` over the base.
  let mark: String?
  let subscripted: String?
  /// Whether it is a derivative's name, u′.
  let isPrimed: Bool
  private let name: String

  init(_ name: String) {
    isPrimed = name.hasSuffix("′")
    let name = isPrimed ? String(name.dropLast()) : name
    self.name = name
    var parts = name.split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    var base = parts.removeFirst()
    var mark: String?
    if let first = parts.first, ["hat", "bar", "tilde", "dot"].contains(first),
      base.count == 1 || SymbolName.isGreek(base)
    {
      mark = first
      parts.removeFirst()
    }
    if parts.isEmpty {
      // x1 is x with the subscript 1.
      let digits = base.reversed().prefix { $0.isASCII && $0.isNumber }.count
      if digits > 0, digits < base.count {
        parts = [String(base.suffix(digits))]
        base.removeLast(digits)
      }
    }
    self.base = base
    self.mark = mark
    subscripted = parts.isEmpty ? nil : parts.joined(separator: "_")
  }

  private static func isGreek(_ text: String) -> Bool { MathCharacters.greekLetter(text) != nil }

  /// θ₁, ŷ
  var unicode: String { plain + (isPrimed ? "′" : "") }

  private var plain: String {
    var text = MathCharacters.greekLetter(base).map(String.init) ?? base
    if let mark {
      let marks = ["hat": "\u{0302}", "bar": "\u{0304}", "tilde": "\u{0303}", "dot": "\u{0307}"]
      text += marks[mark]!
    }
    guard let subscripted else { return text }
    // Without characters for the subscript the name stays as it is spelt.
    guard let lowered = MathCharacters.subscript(subscripted) else {
      return mark == nil && text == base || subscripted.contains("_") ? name : text + "_" + subscripted
    }
    return text + lowered
  }

  /// `\theta_{1}`, `\hat{y}`, `\mathrm{loss}`
  var latex: String {
    var text = SymbolName.isGreek(base) ? "\\" + base : base.count == 1 ? base : "\\mathrm{\(base)}"
    // Capitals that look like Latin letters have no command.
    if SymbolName.isGreek(base), let first = base.first, first.isUppercase, !SymbolName.latexCapitals.contains(base) {
      text = "\\mathrm{\(base)}"
    }
    if base == "omicron" { text = "o" }
    if let mark { text = "\\\(mark){\(text)}" }
    if let subscripted {
      text +=
        subscripted.allSatisfy { $0.isNumber } || subscripted.count == 1
        ? "_{\(subscripted)}" : "_{\\mathrm{\(subscripted.replacing("_", with: "\\_"))}}"
    }
    return isPrimed ? text + "'" : text
  }

  private static let latexCapitals: Set<String> = [
    "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega",
  ]
}

/// Reads one formula that is typed as people type it without LaTeX, `f(x) = x^2 + 3x`, `||A*x - b||^2`, `[[1, 2], [3, 4]]`, and writes it in
/// LaTeX.
struct TypedFormula {
  let source: [Character]
  let lexemes: [TypedLexeme]
  var place: Int
  /// Whether more than letters beside each other was seen: a sign, a script, a call.
  var isStrong = false
  /// Whether letters after a space are a factor; not so between the entries of `[1 x; 2 y]`.
  var joinsOverSpaces = true

  /// The formula that begins at a lexeme, with the place behind it; nil where none does.
  static func read(
    _ source: [Character], _ lexemes: [TypedLexeme], at start: Int
  ) -> (latex: String, end: Int, isStrong: Bool)? {
    var reader = TypedFormula(source: source, lexemes: lexemes, place: start)
    if let size = reader.size() { return (size, reader.place, true) }
    guard let latex = reader.relation() else { return nil }
    return (latex, reader.place, reader.isStrong)
  }

  // MARK: Lexemes

  func peek(_ offset: Int = 0) -> TypedLexeme? {
    place + offset < lexemes.count && place + offset >= 0 ? lexemes[place + offset] : nil
  }
  func text(_ lexeme: TypedLexeme) -> String { String(source[lexeme.range]) }

  /// Whether the next lexeme is the sign; with `attached`, right behind the one before it.
  func isNext(_ sign: String, attached: Bool = false) -> Bool {
    guard let next = peek(), next.sign == sign else { return false }
    return !attached || !next.followsSpace
  }

  mutating func take(_ sign: String) -> Bool {
    guard isNext(sign) else { return false }
    place += 1
    return true
  }

  /// Tries to read; nothing is taken where that fails.
  mutating func attempt<Value>(_ read: (inout TypedFormula) -> Value?) -> Value? {
    let before = self
    if let value = read(&self) { return value }
    self = before
    return nil
  }

  // MARK: Relations

  private static let relations = [
    "=": "=", "==": "=", "<": "<", ">": ">", "<=": "\\le ", ">=": "\\ge ", "≤": "\\le ", "≥": "\\ge ", "≠": "\\ne ",
    "!=": "\\ne ", "≈": "\\approx ", ":=": "=", "≡": "\\equiv ", "∈": "\\in ", "~": "\\sim ", "∼": "\\sim ",
    "⪰": "\\succeq ",
    "≽": "\\succeq ", "≻": "\\succ ", "⪯": "\\preceq ", "≺": "\\prec ",
  ]
  private static let commandRelations: Set<String> = [
    "\\le", "\\leq", "\\ge", "\\geq", "\\in", "\\ne", "\\neq", "\\approx", "\\sim", "\\succeq", "\\succ", "\\to",
    "\\rightarrow", "\\equiv", "\\lt", "\\gt",
  ]

  mutating func relation() -> String? {
    guard var latex = list() else { return nil }
    while true {
      if let set = attempt({ $0.membership() }) {
        latex += set
        isStrong = true
      } else if let mapped = attempt({ $0.mapping() }) {
        latex += mapped
        isStrong = true
      } else if let more = attempt({ reader -> String? in
        guard let sign = reader.relationSign(), let right = reader.list() else { return nil }
        return sign + right
      }) {
        latex += more
        isStrong = true
      } else {
        return latex
      }
    }
  }

  private mutating func relationSign() -> String? {
    guard let next = peek() else { return nil }
    if let sign = next.sign, let latex = Self.relations[sign] {
      place += 1
      return " " + latex
    }
    if next.kind == .command, Self.commandRelations.contains(text(next)) {
      place += 1
      return " " + text(next) + " "
    }
    return nil
  }

  /// `x_1, …, x_n`, and the names before a set, `x, y ∈ R^n`; else one expression.
  private mutating func list() -> String? {
    guard var latex = expression() else { return nil }
    if let more = attempt({ reader -> String? in
      guard reader.take(","), reader.dots(), reader.take(","), let last = reader.expression() else { return nil }
      return ", \\dots, " + last
    }) {
      isStrong = true
      latex += more
    }
    if let more = attempt({ reader -> String? in
      var names = ""
      repeat {
        if reader.peek()?.letters == "and" { reader.place += 1 } else if !reader.take(",") { return nil }
        if reader.peek()?.letters == "and" { reader.place += 1 }
        guard let name = reader.nameWithScripts() else { return nil }
        names += ", " + name
      } while reader.isNext(",") || reader.peek()?.letters == "and"
      let behind = reader
      guard reader.membership() != nil else { return nil }
      reader = behind
      return names
    }), latex.count < 12 {
      latex += more
    }
    return latex
  }

  mutating func dots() -> Bool {
    if take("...") || take("…") || take("⋯") { return true }
    guard let next = peek(), next.kind == .command, ["\\dots", "\\ldots", "\\cdots"].contains(text(next)) else {
      return false
    }
    place += 1
    return true
  }

  // MARK: Sets

  /// `∈ R^n` and `in [0, 1]` behind a name.
  private mutating func membership() -> String? {
    let isElement = take("∈")
    guard isElement || peek()?.letters == "in" || peek().map({ $0.kind == .command && text($0) == "\\in" }) == true
    else {
      return nil
    }
    if !isElement { place += 1 }
    guard let set = set() else { return nil }
    return " \\in " + set
  }

  /// `: R^n -> R` behind the name of a function.
  private mutating func mapping() -> String? {
    guard take(":"), let from = set() else { return nil }
    guard take("->") || take("→") || peek().map({ $0.kind == .command && text($0) == "\\to" }) == true else {
      return nil
    }
    if peek(-1)?.sign == nil { place += 1 }
    guard let to = set() else { return nil }
    return ": \(from) \\to \(to)"
  }

  private mutating func set() -> String? {
    guard let next = peek() else { return nil }
    if next.sign == "ℝ" || next.letters == "R" || next.letters == "RR" { return reals() }
    if next.kind == .command, text(next).hasPrefix("\\mathbb") || text(next) == "\\R" { return reals() }
    if next.letters == "N" || next.letters == "Z" || next.sign == "ℕ" || next.sign == "ℤ" {
      place += 1
      let letter = next.letters ?? (next.sign == "ℕ" ? "N" : "Z")
      return "\\mathbb{\(letter)}"
    }
    if next.letters == "S" {
      place += 1
      guard let script = powerScript() else { return nil }
      return "\\mathbb{S}" + script
    }
    return interval() ?? braces()
  }

  private mutating func reals() -> String? {
    place += 1
    guard isNext("^", attached: true) || peek().map({ if case .raised = $0.kind { true } else { false } }) == true
    else {
      return "\\mathbb{R}"
    }
    return attempt { reader in reader.sizeScript() ?? reader.powerScript() }.map { "\\mathbb{R}" + $0 }
  }

  /// `^{n x m}`, `^(n×m)`, `^n×m`.
  private mutating func sizeScript() -> String? {
    guard take("^") else { return nil }
    let close = take("{") ? "}" : take("(") ? ")" : nil
    guard let first = sizeFactor(), takeTimes(), let second = sizeFactor() else { return nil }
    if let close, !take(close) { return nil }
    return "^{\(first) \\times \(second)}"
  }

  private mutating func sizeFactor() -> String? {
    guard let next = peek() else { return nil }
    switch next.kind {
    case .number: break
    case .name(let letters, _) where letters.count == 1: break
    default: return nil
    }
    place += 1
    return text(next)
  }

  private mutating func takeTimes() -> Bool {
    if take("×") || take("*") { return true }
    guard let next = peek(), next.letters == "x" || next.kind == .command && text(next) == "\\times" else {
      return false
    }
    place += 1
    return true
  }

  /// `n x d` before `matrix`.
  mutating func size() -> String? {
    attempt { reader in
      guard let first = reader.sizeFactor(), reader.takeTimes(), let second = reader.sizeFactor(),
        let noun = reader.peek()?.letters, TypedWords.sized.contains(noun.lowercased())
      else { return nil }
      return "\(first) \\times \(second)"
    }
  }

  /// `[0, 1)`, with any brackets.
  private mutating func interval() -> String? {
    guard let open = peek()?.sign, "([".contains(open) else { return nil }
    return attempt { reader in
      reader.place += 1
      guard let low = reader.bound(), reader.take(","), let high = reader.bound(), let close = reader.peek()?.sign,
        ")]".contains(close)
      else { return nil }
      reader.place += 1
      return "\(open)\(low), \(high)\(close)"
    }
  }

  private mutating func bound() -> String? {
    attempt { reader in
      let sign = reader.take("-") || reader.take("−") ? "-" : reader.take("+") ? "+" : ""
      if reader.take("∞") { return sign + "\\infty" }
      if let word = reader.peek()?.letters, ["inf", "infty", "infinity", "oo"].contains(word) {
        reader.place += 1
        return sign + "\\infty"
      }
      return reader.expression().map { sign + $0 }
    }
  }

  /// `{0, 1}`
  private mutating func braces() -> String? {
    attempt { reader in
      guard reader.take("{"), let items = reader.items(until: "}") else { return nil }
      return "\\{\(items.joined(separator: ", "))\\}"
    }
  }

  /// Expressions between commas down to the sign that closes, which is taken.
  mutating func items(until close: String) -> [String]? {
    var items: [String] = []
    repeat {
      if dots() {
        items.append("\\dots")
      } else if let item = relation() {
        items.append(item)
      } else {
        return nil
      }
    } while take(",")
    return take(close) ? items : nil
  }

  // MARK: Sums and products

  mutating func expression() -> String? {
    var latex = ""
    if let sign = leadingSign() { latex = sign }
    guard let first = term() else { return nil }
    latex += first
    while let more = attempt({ reader -> String? in
      guard let sign = reader.sumSign(), let next = reader.term() else { return nil }
      return sign + next
    }) {
      isStrong = true
      latex += more
    }
    return latex
  }

  private mutating func leadingSign() -> String? {
    guard let next = peek(), let sign = next.sign, "+-−±".contains(sign), let behind = peek(1), !behind.followsSpace
    else { return nil }
    place += 1
    isStrong = true
    return sign == "−" ? "-" : sign == "±" ? "\\pm " : sign
  }

  private mutating func sumSign() -> String? {
    guard let next = peek(), let sign = next.sign, "+-−–±".contains(sign) else { return nil }
    // A dash between spaces stands between sentences.
    if sign == "–", next.followsSpace { return nil }
    // In `[1 -1; 2 3]` it begins the next entry.
    if !joinsOverSpaces, next.followsSpace, let behind = peek(1), !behind.followsSpace { return nil }
    place += 1
    // `1 / −2` and `x + -1`
    return sign == "−" || sign == "–" ? "-" : sign == "±" ? "\\pm " : sign
  }

  private static let products = [
    "*": "\\cdot ", "·": "\\cdot ", "⋅": "\\cdot ", "×": "\\times ", "∘": "\\circ ", "⊙": "\\odot ", ".*": "\\odot ",
    "/": "/", "@": "\\cdot ", "÷": "/", "⊗": "\\otimes ",
  ]

  mutating func term() -> String? {
    guard var latex = factor() else { return nil }
    while true {
      if let more = attempt({ reader -> String? in
        guard let sign = reader.productSign() else { return nil }
        let minus = reader.isNext("-") && reader.peek(1)?.followsSpace == false && reader.take("-") ? "-" : ""
        guard let next = reader.factor() else { return nil }
        return sign + minus + next
      }) {
        isStrong = true
        latex += more
      } else if let next = attempt({ $0.adjacentFactor() }) {
        latex += LatexTokens.needsSpace(latex, next) ? " " + next : next
      } else {
        return latex
      }
    }
  }

  private mutating func productSign() -> String? {
    guard let next = peek() else { return nil }
    if let sign = next.sign, let latex = Self.products[sign] {
      // `A * x` and `A*x`, but no star that stands alone behind a word.
      place += 1
      return " " + latex
    }
    if next.kind == .command, ["\\cdot", "\\times", "\\odot", "\\circ", "\\otimes"].contains(text(next)) {
      place += 1
      return " " + text(next) + " "
    }
    return nil
  }

  /// A factor without a sign before it: `2x`, `x y`, `(a + b) c`.
  private mutating func adjacentFactor() -> String? {
    guard let next = peek() else { return nil }
    if next.followsSpace {
      guard joinsOverSpaces else { return nil }
      switch next.kind {
      case .name(let letters, _):
        if letters == "a" || letters == "I" && !isStrong { return nil }
        if letters.count > 1, TypedWords.greek(letters) == nil, !TypedWords.isFunction(letters), !isStrong {
          return nil
        }
        if letters == "in" || letters == "x" && isSizeAhead { return nil }
      case .command: if Self.commandRelations.contains(text(next)) { return nil }
      case .sign(let sign):
        guard ["(", "∂", "∇", "√", "∑", "Σ", "||", "‖", "[", "{"].contains(sign) else { return nil }
        if sign == "(" { return bracketedSum() }
        if sign == "[" || sign == "{" { return nil }
        if sign == "||" || sign == "‖" { return peek(1)?.followsSpace == false ? factor() : nil }
      case .number, .prose, .raised, .lowered: return nil
      }
      return factor()
    }
    switch next.kind {
    case .name, .command: return factor()
    case .sign(let sign) where ["(", "√", "∑", "∇", "‖", "||"].contains(sign):
      return sign == "(" ? factor() : peek(1)?.followsSpace == false ? factor() : nil
    default: return nil
    }
  }

  /// Whether `x` is a sign of a size: `n x 3 matrix`.
  private var isSizeAhead: Bool {
    guard let noun = peek(2)?.letters else { return false }
    return TypedWords.sized.contains(noun.lowercased())
  }

  /// `(a + b)` after a space: no list and no remark.
  private mutating func bracketedSum() -> String? {
    attempt { reader in
      guard reader.take("(") else { return nil }
      let wasStrong = reader.isStrong
      reader.isStrong = false
      guard let inside = reader.expression(), reader.isStrong, reader.take(")") else { return nil }
      reader.isStrong = reader.isStrong || wasStrong
      return reader.withScripts("(\(inside))")
    }
  }
}

extension LatexTokens {
  /// Whether two pieces of LaTeX would run together: `\sigma` and `x`.
  static func needsSpace(_ left: String, _ right: String) -> Bool {
    guard let last = left.last, let first = right.first else { return false }
    return last.isLetter && first.isLetter || last.isNumber && first.isNumber
  }
}

/// Reads one formula that is typed as people type it without LaTeX, `f(x) = x^2 + 3x`, `||A*x - b||^2`, `[[1, 2], [3, 4]]`, and writes it in
/// LaTeX.
struct TypedFormula {
  let source: [Character]
  let lexemes: [TypedLexeme]
  var place: Int
  /// Whether more than letters beside each other was seen: a sign, a script, a call.
  var isStrong = false
  /// How often something was tried, and how deep in brackets: texts made to take for ever are given up.
  var work = 0
  var depth = 0
  private static let mostWork = 4000
  private static let mostDepth = 24
  /// Whether letters after a space are a factor; not so between the entries of `[1 x; 2 y]`.
  var joinsOverSpaces = true

  /// The formula that begins at a lexeme, with the place behind it; nil where none does.
  static func read(
    _ source: [Character], _ lexemes: [TypedLexeme], at start: Int
  ) -> (latex: String, end: Int, isStrong: Bool)? {
    var work = 0
    return read(source, lexemes, at: start, work: &work)
  }

  /// - Parameter work: is added how often something was tried.
  static func read(
    _ source: [Character], _ lexemes: [TypedLexeme], at start: Int, work: inout Int
  ) -> (latex: String, end: Int, isStrong: Bool)? {
    var reader = TypedFormula(source: source, lexemes: lexemes, place: start)
    defer { work += 1 + reader.work }
    if let size = reader.size() { return (size, reader.place, true) }
    // `a vector in R^2`
    if start > 0, lexemes[start - 1].letters == "in", ["R", "RR"].contains(lexemes[start].letters ?? ""),
      let set = reader.set()
    {
      return (set, reader.place, true)
    }
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
    guard work < Self.mostWork, depth < Self.mostDepth else { return nil }
    let before = self
    work += 1
    depth += 1
    if let value = read(&self) {
      depth = before.depth
      return value
    }
    let used = work
    self = before
    work = used
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
      guard let sign = reader.sumSign() else { return nil }
      reader.isStrong = true
      return reader.term().map { sign + $0 }
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
      if let fraction = attempt({ $0.tightFraction(over: latex) }) {
        isStrong = true
        latex = fraction
      } else if let more = attempt({ reader -> String? in
        guard let sign = reader.productSign() else { return nil }
        reader.isStrong = true
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

  /// `1/2 x`, where the bar stands close and a factor behind a space: half of x, and no half over x.
  private mutating func tightFraction(over numerator: String) -> String? {
    guard isNext("/", attached: true), peek(1)?.followsSpace == false else { return nil }
    place += 1
    isStrong = true
    guard let denominator = factor(), peek()?.followsSpace == true, adjacentFactorIsAhead else { return nil }
    return "\\frac{\(TypedFormula.withoutBrackets(numerator))}{\(TypedFormula.withoutBrackets(denominator))}"
  }

  private var adjacentFactorIsAhead: Bool {
    var reader = self
    reader.isStrong = true
    return reader.adjacentFactor() != nil
  }

  /// `2n` of `(2n)`.
  static func withoutBrackets(_ latex: String) -> String {
    guard latex.hasPrefix("("), latex.hasSuffix(")") else { return latex }
    var depth = 0
    for (index, character) in latex.enumerated() {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if depth == 0, index < latex.count - 1 { return latex }
    }
    return String(latex.dropFirst().dropLast())
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
      case .number, .size, .prose, .raised, .lowered: return nil
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

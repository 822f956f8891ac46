import GradusNotation

// Brackets, bars and matrices; what stands above and below.
extension TypedFormula {
  mutating func bracketed(_ sign: String) -> String? {
    switch sign {
    case "(": return roundBracket()
    case "[": return squareBracket()
    case "|", "∣":
      place += 1
      guard peek()?.followsSpace == false, let inside = expression(), take(sign) else { return nil }
      isStrong = true
      return withScripts("|\(inside)|")
    case "||", "‖", "∥":
      place += 1
      guard let inside = expression(), take(sign) else { return nil }
      isStrong = true
      return withScripts("\\|\(inside)\\|")
    case "∇": return gradient()
    case "∂": return differentialQuotient("∂")
    case "√":
      place += 1
      isStrong = true
      // `√(3)^2` is the square of a root.
      if isNext("(", attached: true) {
        place += 1
        guard let inside = expression(), take(")") else { return nil }
        return withScripts("\\sqrt{\(inside)}")
      }
      return factor().map { "\\sqrt{\($0)}" }
    case "∑", "∏":
      place += 1
      let name = withScripts(sign == "∑" ? "\\sum" : "\\prod")
      guard let body = term() else { return nil }
      isStrong = true
      return "\(name) \(body)"
    case "∞":
      place += 1
      isStrong = true
      return "\\infty"
    default: return nil
    }
  }

  /// `(x + 1)`, `(1, 2)`; a number or a letter alone is a label.
  private mutating func roundBracket() -> String? {
    let (wasStrong, joined) = (isStrong, joinsOverSpaces)
    let isBehindFactor = peek().map { !$0.followsSpace } ?? false && place > 0 && wasStrong
    place += 1
    isStrong = false
    joinsOverSpaces = true
    guard let items = rows(until: ")") else { return nil }
    joinsOverSpaces = joined
    let isList = items.count > 1 || items[0].count > 1
    guard isList || isStrong || isBehindFactor || isFactor else { return nil }
    isStrong = true
    let text = items.map { $0.joined(separator: ", ") }.joined(separator: "; ")
    return withScripts("(\(text))")
  }

  /// Whether something stands right behind the bracket, as in `(x)^2`.
  private var isFactor: Bool {
    guard let next = peek(), !next.followsSpace else { return false }
    return next.sign == "^" || next.sign == "'" || next.sign == "/" || next.sign == "*"
  }

  /// The items between commas, and semicolons between rows.
  private mutating func rows(until close: String) -> [[String]]? {
    var rows: [[String]] = [[]]
    while true {
      if dots() {
        rows[rows.count - 1].append("\\dots")
      } else if let item = relation() {
        rows[rows.count - 1].append(item)
      } else {
        return nil
      }
      if take(close) { return rows }
      if take(";") { rows.append([]) } else if !take(",") { return nil }
    }
  }

  /// `[[1, 2], [3, 4]]`, `[1 2; 3 4]`, `[1, 2, 3]`, `[x + 1]`
  private mutating func squareBracket() -> String? {
    if let matrix = attempt({ $0.nestedMatrix() }) ?? attempt({ $0.spacedMatrix() }) {
      isStrong = true
      return withScripts(matrix)
    }
    return attempt { reader in
      reader.place += 1
      reader.isStrong = false
      guard let items = reader.items(until: "]") else { return nil }
      // `[4]` is what a question is worth, or a reference.
      guard items.count > 1 || reader.isStrong else { return nil }
      reader.isStrong = true
      return reader.withScripts("[\(items.joined(separator: ", "))]")
    }
  }

  private mutating func nestedMatrix() -> String? {
    guard take("["), isNext("[") else { return nil }
    var rows: [[String]] = []
    repeat {
      guard take("["), let items = items(until: "]") else { return nil }
      rows.append(items)
    } while take(",")
    guard take("]"), rows.allSatisfy({ $0.count == rows[0].count }) else { return nil }
    return TypedFormula.matrix(rows)
  }

  /// Entries between spaces or commas, rows between semicolons.
  mutating func spacedMatrix() -> String? {
    guard take("[") else { return nil }
    let joined = joinsOverSpaces
    joinsOverSpaces = false
    var rows: [[String]] = [[]]
    var commas = 0
    while !take("]") {
      if take(";") {
        rows.append([])
      } else if take(",") {
        commas += 1
      } else if let item = expression() {
        rows[rows.count - 1].append(item)
      } else {
        return nil
      }
    }
    joinsOverSpaces = joined
    let count = rows.reduce(0) { $0 + $1.count }
    guard count > 1, rows.allSatisfy({ $0.count == rows[0].count && !$0.isEmpty }) else { return nil }
    // A list with commas stays one.
    guard rows.count > 1 || commas == 0 else { return nil }
    return TypedFormula.matrix(rows)
  }

  /// LaTeX in which matrices are typed as `[1 2; 3 4]` or `[1 2]`, with those in LaTeX.
  static func withMatrices(_ latex: String) -> String {
    guard latex.contains("[") else { return latex }
    let source = Array(latex)
    var result = ""
    var place = 0
    while place < source.count {
      if source[place] == "[", place == 0 || source[place - 1] != "\\",
        let end = source[(place + 1)...].firstIndex(where: { $0 == "]" || $0 == "[" }), source[end] == "]",
        end > place + 2
      {
        let inside = Array(source[place...end])
        if !inside.contains("\\"), !inside.contains("&") {
          var reader = TypedFormula(source: inside, lexemes: TypedLexer(inside).lexemes, place: 0)
          if let matrix = reader.spacedMatrix(), reader.place == reader.lexemes.count {
            result += matrix
            place = end + 1
            continue
          }
        }
      }
      result.append(source[place])
      place += 1
    }
    return result
  }

  private static func matrix(_ rows: [[String]]) -> String {
    "\\begin{pmatrix}" + rows.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ") + "\\end{pmatrix}"
  }

  /// `∇f(x)`, `∇_x f`, `∇²f`
  private mutating func gradient() -> String? {
    place += 1
    let nabla = withScripts("\\nabla")
    guard let next = peek(), case .name = next.kind, let body = factor() else { return nil }
    isStrong = true
    return "\(nabla) \(body)"
  }

  // MARK: Scripts

  /// A call or an argument in brackets right behind a name, and its scripts.
  mutating func withCallAndScripts(_ name: String) -> String? {
    let latex = withScripts(name)
    if isNext("(", attached: true),
      let arguments = attempt({ reader -> [String]? in
        reader.place += 1
        return reader.rows(until: ")")?.map { $0.joined(separator: ", ") }
      })
    {
      isStrong = true
      return withScripts("\(latex)(\(arguments.joined(separator: "; ")))")
    }
    // An index in square brackets is not read here.
    if isNext("[", attached: true) { return nil }
    return latex
  }

  mutating func withScripts(_ base: String) -> String { base + (scripts() ?? "") }

  /// `^2`, `_1`, `'`, `²`, `!` one behind the other; nil where there is none.
  mutating func scripts() -> String? {
    var latex = ""
    while let script = attempt({ $0.script() }) { latex += script }
    if latex.isEmpty { return nil }
    isStrong = true
    return latex
  }

  private mutating func script() -> String? {
    guard let next = peek(), !next.followsSpace else { return nil }
    switch next.kind {
    case .raised(let letters):
      place += 1
      return "^{\(letters)}"
    case .lowered(let letters):
      place += 1
      return "_{\(letters)}"
    case .sign(let sign):
      switch sign {
      case "^", "**": return powerScript()
      case "_": return lowerScript()
      case "'", "’", "′":
        place += 1
        return "'"
      case "*":
        // `the minimiser w*`, with nothing behind it that it could multiply.
        guard peek(1).map({ $0.followsSpace || $0.sign.map { ".,;:?)".contains($0) } ?? false }) ?? true else {
          return nil
        }
        if let behind = peek(1), behind.followsSpace, isOperand(behind) { return nil }
        place += 1
        return "^{*}"
      case "!":
        place += 1
        return peek()?.sign == "=" && peek()?.followsSpace == false ? nil : "!"
      case ".":
        guard let letter = peek(1), !letter.followsSpace, letter.letters == "T" else { return nil }
        place += 2
        return "^{T}"
      default: return nil
      }
    default: return nil
    }
  }

  /// Whether a lexeme may be a factor.
  private func isOperand(_ lexeme: TypedLexeme) -> Bool {
    switch lexeme.kind {
    case .number, .command: true
    case .name(let letters, _): TypedWords.isOperand(letters)
    case .sign(let sign): ["(", "[", "|", "||", "‖", "√"].contains(sign)
    case .size, .raised, .lowered, .prose: false
    }
  }

  mutating func powerScript() -> String? {
    if case .raised(let letters)? = peek()?.kind, peek()?.followsSpace == false {
      place += 1
      return "^{\(letters)}"
    }
    guard isNext("^", attached: true) || isNext("**", attached: true) else { return nil }
    place += 1
    guard let next = peek() else { return nil }
    switch next.kind {
    case .number:
      place += 1
      return "^{\(text(next))}"
    case .command:
      place += 1
      return "^{\(text(next))}"
    case .name(let letters, let digits):
      if letters.count == 1 || TypedWords.greek(letters) != nil {
        place += 1
        return "^{\((TypedWords.greek(letters) ?? letters) + (digits.isEmpty ? "" : "_{\(digits)}"))}"
      }
      // `x^TAx` is xᵀ A x.
      guard letters.first == "T",
        TypedWords.isProduct(String(letters.dropFirst()), isAttached: true)
          || letters.count == 2, digits.isEmpty
      else { return nil }
      let rest = letters.dropFirst().map(String.init)
      place += 1
      let last = withCallAndScripts(rest[rest.count - 1]) ?? rest[rest.count - 1]
      return "^{T} " + (rest.dropLast() + [last]).joined(separator: " ")
    case .sign(let sign):
      switch sign {
      case "{": return group().map { "^{\($0)}" }
      case "(": return attempt { $0.roundBracketInScript() }.map { "^{\($0)}" }
      case "-", "−":
        place += 1
        guard let inner = peek(), let exponent = inner.kind == .number ? text(inner) : inner.letters,
          exponent.count == 1 || inner.kind == .number
        else { return nil }
        place += 1
        return "^{-\(exponent)}"
      case "*":
        place += 1
        return "^{*}"
      case "+":
        place += 1
        return "^{+}"
      default: return nil
      }
    default: return nil
    }
  }

  private mutating func roundBracketInScript() -> String? {
    guard take("("), let inside = expression(), take(")") else { return nil }
    return Int(inside) == nil ? inside : "(\(inside))"
  }

  private mutating func lowerScript() -> String? {
    place += 1
    guard let next = peek() else { return nil }
    switch next.kind {
    case .number, .command:
      place += 1
      return "_{\(text(next))}"
    case .name(let letters, let digits):
      place += 1
      if let greek = TypedWords.greek(letters) { return "_{\(greek)}" }
      // `x_ij` has two indices, `w_old` a word.
      return letters.count <= 2 ? "_{\(letters)\(digits)}" : "_{\\text{\(letters)}\(digits)}"
    case .sign("{"): return group().map { "_{\($0)}" }
    default: return nil
    }
  }

  /// What stands between braces, each formula in it as one is typed.
  private mutating func group() -> String? {
    let start = place
    var depth = 0
    while let next = peek() {
      if next.sign == "{" { depth += 1 }
      if next.sign == "}" { depth -= 1 }
      place += 1
      if depth == 0 {
        let inside = Array(source[lexemes[start].range.upperBound..<next.range.lowerBound])
        let inner = TypedLexer(inside).lexemes
        if let (latex, end, _) = TypedFormula.read(inside, inner, at: 0), end == inner.count { return latex }
        return String(inside)
      }
    }
    return nil
  }
}

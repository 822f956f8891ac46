import GradusNotation

// Names, calls, brackets, and what stands above and below them.
extension TypedFormula {
  mutating func factor() -> String? {
    attempt { $0.primary() }
  }

  private mutating func primary() -> String? {
    guard let next = peek() else { return nil }
    switch next.kind {
    case .number:
      if let indicator = attempt({ $0.indicator() }) { return indicator }
      place += 1
      return withScripts(numberText(text(next)))
    case .name: return name()
    case .command:
      if ["\\le", "\\ge", "\\in", "\\to", "\\cdot", "\\times", "\\quad", "\\text"].contains(text(next)) { return nil }
      place += 1
      isStrong = true
      return withScripts(text(next))
    case .sign(let sign): return bracketed(sign)
    case .size, .raised, .lowered, .prose: return nil
    }
  }

  private func numberText(_ text: String) -> String {
    if let scalar = text.unicodeScalars.first, let (top, bottom) = MathCharacters.fractions[scalar] {
      return "\\frac{\(top)}{\(bottom)}"
    }
    if let e = text.firstIndex(where: { "eE".contains($0) }) {
      return "\(text[..<e]) \\cdot 10^{\(text[text.index(after: e)...].filter { $0 != "+" })}"
    }
    return text
  }

  /// `1[x > 0]` and `1{x > 0}`
  private mutating func indicator() -> String? {
    guard let one = peek(), text(one) == "1" else { return nil }
    place += 1
    guard let open = peek(), !open.followsSpace, let sign = open.sign, sign == "[" || sign == "{" else { return nil }
    place += 1
    guard let inside = relation(), take(sign == "[" ? "]" : "}") else { return nil }
    isStrong = true
    return "\\mathbb{1}[\(inside)]"
  }

  // MARK: Names

  private mutating func name() -> String? {
    guard let next = peek(), case .name(let letters, let digits) = next.kind else { return nil }
    if let slope = attempt({ $0.differentialQuotient("d") }) { return slope }
    if let big = attempt({ $0.bigOperator(letters) }) { return big }
    if digits.isEmpty, let moment = attempt({ $0.moment(letters) }) { return moment }
    let isFollowedByBracket = peek(1).map { !$0.followsSpace && $0.sign == "(" } ?? false
    if digits.isEmpty || isFollowedByBracket, TypedWords.isFunction(letters + digits) || TypedWords.isFunction(letters),
      TypedWords.greek(letters) == nil
    {
      return function(letters + digits)
    }
    if letters.count == 1 || TypedWords.greek(letters) != nil {
      place += 1
      let base = TypedWords.greek(letters) ?? letters
      return withCallAndScripts(digits.isEmpty ? base : "\(base)_{\(digits)}")
    }
    guard digits.isEmpty else { return nil }
    // `L1 norm` and such are words.
    let before = peek(-1)
    let isAttached =
      !next.followsSpace && before != nil
      || peek(1).map { !$0.followsSpace && ($0.sign.map { !".,;:?!".contains($0) } ?? true) } ?? false
    if TypedWords.isProduct(letters, isAttached: isAttached) {
      if isFollowedByBracket, letters.count == 3 { return namedCall(letters) }
      return product(letters)
    }
    return isFollowedByBracket ? namedCall(letters) : definedWord(letters)
  }

  /// `Ax` as A x; what stands behind it belongs to the last letter.
  private mutating func product(_ letters: String) -> String? {
    place += 1
    let all = letters.map(String.init)
    return all.dropLast().joined(separator: " ") + " " + (withCallAndScripts(all[all.count - 1]) ?? "")
  }

  /// `loss(w)` and `KL(p, q)`: a word with letters in its brackets.
  private mutating func namedCall(_ letters: String) -> String? {
    attempt { reader in
      reader.place += 1
      guard reader.take("("), let arguments = reader.items(until: ")") else { return nil }
      guard !["s", "es", "ies"].contains(arguments.joined()) else { return nil }
      reader.isStrong = true
      return reader.withScripts("\\operatorname{\(letters)}(\(arguments.joined(separator: ", ")))")
    }
  }

  /// `loss = …` at the beginning: a word that gets a value.
  private mutating func definedWord(_ letters: String) -> String? {
    guard letters.count > 3, let before = place > 0 ? lexemes[place - 1] : nil,
      before.letters.map({ ["let", "Let", "define", "Define"].contains($0) }) ?? false,
      peek(1)?.sign == "="
    else { return nil }
    place += 1
    return "\\mathrm{\(letters)}"
  }

  /// `exp(-x)`, `log p`, `log_2 8`, `tanh'(x)`
  private mutating func function(_ word: String) -> String? {
    place += 1
    var latex = TypedWords.commands.contains(word) ? "\\" + word : "\\operatorname{\(word)}"
    if word == "sqrt" { latex = "\\sqrt" }
    latex = withScripts(latex)
    if isNext("(", attached: true) {
      place += 1
      guard let arguments = items(until: ")") else { return nil }
      isStrong = true
      let list = arguments.joined(separator: ", ")
      return withScripts(word == "sqrt" ? "\\sqrt{\(list)}" : "\(latex)(\(list))")
    }
    if isNext("[", attached: true) { return nil }
    guard TypedWords.prefixFunctions.contains(word), let next = peek() else { return nil }
    // `the log of x`: a word follows.
    switch next.kind {
    case .number, .command: break
    case .name(let letters, _) where TypedWords.isOperand(letters) && letters != "a": break
    case .sign(let sign) where ["(", "||", "|", "[", "‖"].contains(sign): break
    default: return nil
    }
    guard let argument = functionArgument() else { return nil }
    isStrong = true
    return word == "sqrt" ? "\\sqrt{\(argument)}" : "\(latex) \(argument)"
  }

  /// `2x` of `sin 2x`: factors that stand right beside each other.
  private mutating func functionArgument() -> String? {
    guard var latex = factor() else { return nil }
    while let next = peek(), !next.followsSpace,
      let more = attempt({ reader -> String? in
        if case .name = next.kind { reader.factor() } else { nil }
      })
    {
      latex += LatexTokens.needsSpace(latex, more) ? " " + more : more
    }
    return latex
  }

  /// `sum_{i=1}^n x_i`, `Σ_i …`, `max_x f(x)`, `min ||Ax - b||`
  private mutating func bigOperator(_ letters: String) -> String? {
    let isSigma = letters == "Σ" || letters == "∑"
    guard isSigma || TypedWords.bigOperators.contains(letters) else { return nil }
    place += 1
    let name =
      isSigma || letters == "sum"
      ? "\\sum"
      : letters == "prod"
        ? "\\prod"
        : TypedWords.commands.contains(letters)
          ? "\\" + letters : "\\operatorname{\(letters)}"
    if isNext("_", attached: true) || peek().map({ if case .lowered = $0.kind { true } else { false } }) == true {
      guard let script = scripts(), let body = term() else { return nil }
      isStrong = true
      return "\(name)\(script) \(body)"
    }
    guard let next = peek(), next.followsSpace else { return nil }
    switch next.kind {
    case .name(let word, _) where isSigma && TypedWords.isOperand(word) && word != "a": break
    case .sign(let sign) where ["min", "max", "argmin", "argmax"].contains(letters) && ["||", "‖"].contains(sign): break
    default: return nil
    }
    guard let body = term() else { return nil }
    isStrong = true
    return "\(name) \(body)"
  }

  /// `E[X]`, `Var(X)`, `P(X > 1)`
  private mutating func moment(_ letters: String) -> String? {
    guard ["E", "Var", "Cov", "P", "Pr", "Corr", "Std", "SD"].contains(letters), let open = peek(1), !open.followsSpace,
      open.sign == "[" || open.sign == "(" && letters.count > 1
    else { return nil }
    place += 2
    let close = open.sign == "[" ? "]" : ")"
    guard let items = items(until: close) else { return nil }
    isStrong = true
    let name = letters == "E" ? "\\mathbb{E}" : "\\operatorname{\(letters)}"
    return "\(name)\(open.sign!)\(items.joined(separator: ", "))\(close)"
  }

  // MARK: Differential quotients

  /// `dL/dw`, `∂f/∂x_1`, `d^2f/dx^2`, `d/dx f(x)`
  mutating func differentialQuotient(_ letter: String) -> String? {
    let sign = letter == "d" ? "d" : "\\partial "
    guard let top = differential(letter, needsName: false), take("/"),
      let bottom = differential(letter, needsName: true), !bottom.name.isEmpty
    else { return nil }
    var names = "\(sign)\(bottom.name)"
    while letter == "∂", isNext("∂", attached: true), let more = differential(letter, needsName: true) {
      names += " \(sign)\(more.name)"
    }
    isStrong = true
    return "\\frac{\(sign)\(top.power)\(top.name)}{\(names)}"
  }

  private mutating func differential(_ letter: String, needsName: Bool) -> (power: String, name: String)? {
    guard let next = peek() else { return nil }
    if letter == "∂" {
      guard take("∂") else { return nil }
      let power = powerScript() ?? ""
      if let more = peek(), case .name = more.kind, !more.followsSpace, let name = nameWithScripts() {
        return (power, name)
      }
      return needsName ? nil : (power, "")
    }
    guard case .name(let letters, let digits) = next.kind, letters.first == "d" else { return nil }
    if letters == "d" {
      guard digits.isEmpty, !needsName else { return nil }
      place += 1
      let power = powerScript() ?? ""
      if let more = peek(), case .name = more.kind, !more.followsSpace, let name = nameWithScripts() {
        return (power, name)
      }
      return (power, "")
    }
    let rest = String(letters.dropFirst())
    guard rest.count == 1 || TypedWords.greek(rest) != nil else { return nil }
    place += 1
    var name = TypedWords.greek(rest) ?? rest
    if !digits.isEmpty { name += "_{\(digits)}" }
    return ("", name + (scripts() ?? ""))
  }

  /// A letter, or the name of a Greek one, with what stands below and above it.
  mutating func nameWithScripts() -> String? {
    attempt { reader in
      guard let next = reader.peek(), case .name(let letters, let digits) = next.kind,
        letters.count == 1 || TypedWords.greek(letters) != nil
      else { return nil }
      reader.place += 1
      let base = TypedWords.greek(letters) ?? letters
      return (digits.isEmpty ? base : "\(base)_{\(digits)}") + (reader.scripts() ?? "")
    }
  }
}

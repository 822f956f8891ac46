import GradusExpression

/// Nothing is multiplied that may be a function.
///
/// A name right before a bracket is a factor where it is declared or defined, or stands without a bracket elsewhere in the
/// formula. Of the others
///
/// - words, f, g, h and the letters that functions have (Γ, Φ, φ, Ψ, ψ, σ₁, E, λ_max) are functions;
/// - every other letter is a factor where the bracket is needed for one, as in a(b + c), and a function where it is not, as
///   in U(x), p(x, y) or p(x | y).
///
/// A function that is not known is an error that says how to define it, or to declare the factor.
extension Parser {
  /// Refuses the name, whose token has been read, where a bracket makes it a function that nobody knows.
  func refuseFunction(_ name: String, _ range: Range<Int>) throws(ReadingError) {
    if names.isKnown(name) || names.isEntry(name) { return }
    let stem = String(name.prefix { $0 != "_" })
    let isWord = stem.filter(\.isLetter).count > 1 && !MathCharacters.greekNames.contains(stem)
    let isOperator =
      text(range).hasPrefix("\\mathbb") && ["E", "P", "V"].contains(stem)
      || stem == "E" && ["\\mathrm", "\\operatorname", "\\text"].contains(where: text(range).hasPrefix)
    if isOperator || Parser.operatorWords.contains(stem) { throw unknownFunction(name, range) }
    let isLetterOfFunction = Parser.functionLetters.contains(stem)
    guard let opening = openingBracket(isWord: isWord, mayBeRaised: isWord || isLetterOfFunction) else { return }
    if isWord { throw unknownFunction(name, range) }
    if standsAlone(name) { return }
    let isFunction =
      isLetterOfFunction || name.hasSuffix("_max") || name.hasSuffix("_min") || stem == "sigma"
    if isFunction || !needsBracket(opening, isPowered: opening > 0) { throw unknownFunction(name, range) }
  }

  /// `f_i(x)` under a sum over i: a function for each index, where the bracket is not needed for a factor.
  func refuseFunctionOfIndex(_ base: String, _ name: String, _ token: Token) throws(ReadingError) {
    guard current.kind == .open(.round), isLatex || !current.followsSpace, !names.isKnown(base), !names.isKnown(name)
    else { return }
    let isLetterOfFunction = Parser.functionLetters.contains(base)
    guard isLetterOfFunction || !needsBracket(0, isPowered: false) else { return }
    throw error(
      .unsupported(
        "\(text(token.range)) before a bracket: a function for each index",
        advice: "define one function, as in f(x) = …, or put a sign of multiplication before the bracket"),
      token.range)
  }

  /// Letters and words that are functions, or operators, before anything.
  private static let functionLetters: Set = ["f", "g", "h", "E", "Gamma", "Phi", "phi", "Psi", "psi"]
  private static let operatorWords: Set = ["argmin", "argmax", "lim", "sup", "Var", "Cov", "KL", "Pr"]

  /// How many tokens from here a bracket opens that could hold the argument: at once, or past primes or a power.
  private func openingBracket(isWord: Bool, mayBeRaised: Bool) -> Int? {
    var ahead = 0
    while token(ahead).kind == .prime { ahead += 1 }
    if ahead == 0, mayBeRaised, case .superscript(let power) = current.kind, !power.contains("T") { ahead = 1 }
    if ahead == 0, mayBeRaised, current.kind == .caret, !isTransposing(next), !isTransposing(token(2)) {
      ahead = 1
      if token(ahead).kind == .open(.brace) { ahead = end(of: ahead) }
      ahead += 1
    }
    if isWord, ahead > 0 || isLatex, startsArgument(ahead) { return ahead }
    let bracket = token(ahead)
    guard isLatex || !bracket.followsSpace else { return nil }
    if bracket.kind == .open(.square), ahead == 0 { return isLatex || mayBeRaised && !holdsIndices ? ahead : nil }
    return bracket.kind == .open(.round) ? ahead : nil
  }

  private func isTransposing(_ token: Token) -> Bool {
    if case .superscript = token.kind { return true }
    return token.kind == .name("T")
  }

  /// Whether an argument without brackets may start there: `\mathrm{sech} x`.
  private func startsArgument(_ ahead: Int) -> Bool {
    switch token(ahead).kind {
    case .name, .number, .open(.round), .open(.square), .fraction, .binomial: true
    default: false
    }
  }

  /// Whether the name stands somewhere in the formula without a bracket behind it, as a quantity does.
  private func standsAlone(_ name: String) -> Bool {
    tokens.indices.contains { index in
      guard tokens[index].kind == .name(name) else { return false }
      var ahead = index - place + 1
      if case .superscript = token(ahead).kind { ahead += 1 }
      if token(ahead).kind == .caret {
        ahead = token(ahead + 1).kind == .open(.brace) ? end(of: ahead + 1) + 1 : ahead + 2
      }
      while token(ahead).kind == .prime { ahead += 1 }
      return token(ahead).kind != .open(.round) && token(ahead).kind != .open(.square)
    }
  }

  /// The place of the bracket that closes the one so far ahead.
  private func end(of opening: Int) -> Int {
    var (ahead, depth) = (opening, 0)
    repeat {
      switch token(ahead).kind {
      case .open, .begin: depth += 1
      case .close, .end: depth -= 1
      case .endOfText: return ahead
      default: break
      }
      ahead += 1
    } while depth > 0
    return ahead - 1
  }

  /// Whether what the bracket holds needs it to be a factor: a sum does, and a product before a power.
  private func needsBracket(_ opening: Int, isPowered: Bool) -> Bool {
    let end = end(of: opening)
    var (depth, operands, bars, isSum, isList, isNumbers) = (0, 0, 0, false, false, true)
    for ahead in opening + 1..<max(opening + 1, end) {
      let kind = token(ahead).kind
      if case .close = kind { depth -= 1 }
      if case .number = kind {} else if kind != .comma { isNumbers = false }
      if depth == 0 {
        switch kind {
        case .comma, .semicolon: isList = true
        case .plus, .minus: if token(ahead - 1).kind != .caret { isSum = true }
        case .bar, .doubleBar: bars += 1
        case .name, .number, .open, .fraction, .binomial, .squareRoot, .bigOperator, .filled:
          if token(ahead - 1).kind != .caret { operands += 1 }
        default: break
        }
      }
      if case .open = kind { depth += 1 }
    }
    // x(1) may be an entry, which the product asks.
    if isNumbers { return true }
    // One bar alone is a condition.
    if isList || bars % 2 == 1 { return false }
    return isSum || operands + bars > 1
  }

  private func unknownFunction(_ name: String, _ range: Range<Int>) -> ReadingError {
    let stem = String(name.prefix { $0 != "_" })
    let written = text(range)
    let known = Function.allCases.map(\.rawValue)
    if stem.count > 1, !MathCharacters.greekNames.contains(stem), !Parser.operatorWords.contains(stem) {
      return error(.unknownFunction(name, suggestion: Suggestion.nearest(to: name, among: known)), range)
    }
    let advice =
      switch stem {
      case "E": "an expectation is not read; write mean(…) of a vector, or \\frac{1}{n} \\sum_{i=1}^{n} …"
      case "argmin", "argmax": "write the objective alone"
      case "lim", "sup", "Var", "Cov", "KL", "Pr": "it is not read; write what it stands for"
      default:
        "a function that is not known: define it before, as in \(written)(x) = …, declare it, as in \(written): function, or declare \(written) where it is a factor, as in \(written): scalar"
      }
    return error(
      .unsupported(advice.hasPrefix("a ") ? "\(written) before a bracket" : written, advice: advice),
      range)
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation

/// Takes a line apart by the words of mathematics in it.
struct StatementParser {
  private let line: Phrase

  init(_ text: String) { line = Phrase(text).trimmed }

  func statement() throws(StatementProblem) -> SheetStatement {
    SheetStatement(kind: try kind(StatementParser.label(of: line).1.withoutFullStop))
  }

  /// `a)`, `1a)`, `12)` before a statement.
  static func label(of phrase: Phrase) -> (String?, Phrase) {
    guard let word = phrase.words.first, word.range.lowerBound == phrase.range.lowerBound, word.next == ")" else {
      return (nil, phrase)
    }
    let text = word.text
    let digits = text.prefix(while: \.isNumber)
    let letters = text.dropFirst(digits.count)
    guard letters.count <= 1, letters.allSatisfy(\.isLetter) else { return (nil, phrase) }
    return (text, phrase.dropFirst(text.unicodeScalars.count + 1).trimmed)
  }

  private func kind(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Kind {
    if phrase.isEmpty { throw StatementProblem("a statement is missing after the label", at: phrase) }
    for words in ["options", "with options", "multiple choice"] {
      guard let rest = phrase.after(words), rest.first != "=" else { continue }
      if rest.isEmpty { return .options(seed: nil) }
      if let seed = rest.after("with seed") ?? rest.after("seed") { return .options(seed: seed) }
    }
    if let rest = phrase.after("let") {
      if let told = Phrase.declaration(rest) { return .declaration(told) }
      if StatementParser.isCondition(rest) { return .declaration(rest) }
      if let (left, right) = rest.sidesOfEquation, let layers = right.after("network"), layers.insideParentheses != nil
      {
        return .network(name: left, layers: layers)
      }
      return try definition(rest, isTold: true)
    }
    if let (whole, places) = StatementParser.places(phrase) {
      guard let question = try question(whole) ?? Optional(.compute(whole.asked ?? whole)) else {
        preconditionFailure()
      }
      return .question(.special(.rounded(question, places: places)), name: nil)
    }
    if let question = try question(phrase) { return .question(question, name: nil) }
    if StatementParser.isCondition(phrase) { return .declaration(phrase) }
    if let (left, right) = phrase.sidesOfEquation, !left.isEmpty {
      if let layers = right.after("network"), layers.insideParentheses != nil {
        return .network(name: left, layers: layers)
      }
      if let question = try question(right) { return .question(question, name: left) }
      return try definition(phrase, isTold: false)
    }
    if phrase.split(at: ":") != nil || phrase.split(at: "∈") != nil || phrase.split(at: "in R") != nil {
      return .declaration(phrase)
    }
    if let near = StatementParser.misspelt(phrase) { throw near }
    return .question(.compute(phrase), name: nil)
  }

  /// Whether a line says that λ > 0, or that p ∈ (0, 1).
  private static func isCondition(_ phrase: Phrase) -> Bool {
    let signs = ["<", ">", "≤", "≥", "≻", "⪰", "∈", "\\in", "\\g", "\\l", "\\succ", "\\prec", "≠", "\\ne"]
    return signs.contains(where: phrase.text.contains) && isDeclaration(phrase.text)
  }

  /// Whether the reader takes a text for declarations and nothing else.
  static func isDeclaration(_ text: String) -> Bool {
    guard let statements = try? Reader().statements(text) else { return false }
    return statements.allSatisfy { if case .declaration = $0 { true } else { false } }
  }

  private func definition(_ phrase: Phrase, isTold: Bool) throws(StatementProblem) -> SheetStatement.Kind {
    guard let (left, right) = phrase.sidesOfEquation else {
      if phrase.split(at: ":") != nil || phrase.split(at: "∈") != nil || phrase.split(at: "in R") != nil {
        return .declaration(phrase)
      }
      throw StatementProblem("found no =, expected a definition such as P = [3 6; 2 4]", at: phrase)
    }
    if right.isEmpty { throw StatementProblem("nothing stands right of the =", at: phrase) }
    if left.words.count > 1, !left.text.contains("("), let near = StatementParser.misspelt(left) { throw near }
    return .definition(whole: phrase, body: right, isTold: isTold)
  }

  /// The definitions of `let A = [1 2; 3 4] and b = (1, 2)`, each as a line in the place where it stands.
  static func definitions(of line: SourceLine) -> [SourceLine] {
    guard let told = Phrase(line.text).trimmed.after("let"), Phrase.declaration(told) == nil else { return [line] }
    let parts = listed(told.withoutFullStop)
    guard parts.count > 1, parts.allSatisfy({ $0.sidesOfEquation != nil }) else { return [line] }
    return parts.map { part in
      let indent = String(repeating: " ", count: max(0, part.range.lowerBound - 4))
      return SourceLine(text: indent + "let " + part.text, number: line.number)
    }
  }

  /// The sentences of `a) Let p = 3/4. Find log(p).`, each as a line in its place; the label is that of the last.
  static func sentences(of line: SourceLine) -> [SourceLine] {
    let whole = Phrase(line.text)
    let (_, told) = label(of: whole.trimmed)
    guard told.after("let") != nil else { return [line] }
    let scalars = whole.line
    for place in told.range where scalars[place] == "." && place + 2 < scalars.count && scalars[place + 1] == " " {
      guard scalars[place + 2].properties.isUppercase, place > 0 else { continue }
      let first = SourceLine(
        text: String(repeating: " ", count: told.range.lowerBound) + told.dropLast(told.range.upperBound - place).text,
        number: line.number)
      var rest = String.UnicodeScalarView()
      rest.append(contentsOf: scalars[..<told.range.lowerBound])
      rest.append(contentsOf: Array(repeating: " ", count: place + 2 - told.range.lowerBound))
      rest.append(contentsOf: scalars[(place + 2)...])
      return [first] + sentences(of: SourceLine(text: String(rest), number: line.number))
    }
    return [line]
  }

  private static let verbs = [
    "solve", "gradient", "hessian", "jacobian", "derivative", "derive", "differentiate", "show", "compute", "forward",
    "backward", "step", "steps", "minimise", "minimize", "optimal", "convexity", "let", "plot", "sketch", "draw",
  ]

  /// A first word that is nearly one of the words that begin a question.
  private static func misspelt(_ phrase: Phrase) -> StatementProblem? {
    guard let word = phrase.words.first, word.text.count > 3, word.next == " " else { return nil }
    guard let verb = Suggestion.nearest(to: word.text, among: verbs) else { return nil }
    if verb == word.text.lowercased() {
      return StatementProblem("a statement with \(verb) is \(usage[verb] ?? "\(verb) …")", at: word)
    }
    return StatementProblem("unknown word \(word.text); did you mean \(verb)?", at: word)
  }

  /// A word that is no formula, with the statements whose words are nearest.
  static func unknownWord(_ word: Phrase) -> StatementProblem {
    let text = word.text.lowercased()
    let line = word.wholeLine
    if let refused = line.words.first(where: { refused.contains($0.text.lowercased()) }) {
      return StatementProblem("\(refused.text.lowercased())s are not computed here", at: word)
    }
    if let known = usage[text] {
      return StatementProblem(
        "the word \(word.text) stands where a formula is expected; a statement with it is \(known)", at: word)
    }
    let known = verbs + NamedOperation.names
    let near = Suggestion.nearest(to: text, among: known).flatMap { $0 == text ? nil : $0 }
    let hint =
      near.map { "did you mean \($0)?" }
      ?? "statements are such as determinant of A, gradient of f, solve A*x = b, minimise f, show A = B"
    return StatementProblem("the word \(word.text) is not known here; \(hint)", at: word)
  }

  /// What courses ask and no statement answers.
  private static let refused: Set<String> = ["integral", "limit", "antiderivative"]

  private static let usage = [
    "gradient": "gradient of f with respect to x", "hessian": "hessian of f with respect to x",
    "jacobian": "jacobian of g with respect to x", "derivative": "derivative of f with respect to x",
    "steps": "3 steps of gradient descent on L from (1, 3) with length 2",
    "step": "step of gradient descent on L from (1, 3) with length 2",
    "optimal": "optimal step of gradient descent on L over θ", "convexity": "convexity of L over θ",
  ]
}

extension StatementParser {
  /// The question that begins with a word of mathematics; nil where the phrase begins with none.
  func question(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    if let question = StatementParser.ofFunction(phrase) { return .special(.function(question)) }
    if let question = StatementParser.ofCourse(phrase) { return .special(.course(question)) }
    if let question = StatementParser.verbs(phrase) { return question }
    if let question = StatementParser.bending(phrase) { return question }
    for words in [
      "for which values of", "for what values of", "for which value of", "for what value of", "for which", "for what",
    ] {
      guard let rest = phrase.after(words), let (unknown, equation) = rest.split(atAnyOf: ["is", "does", "do", "are"])
      else { continue }
      let plain = equation.withoutFullStop
      for property in SpecialQuestion.MatrixProperty.allCases {
        guard let (matrix, after) = plain.split(at: property.rawValue), after.isEmpty, !matrix.isEmpty else { continue }
        let named = matrix.withoutArticle
        return .special(.values(of: unknown, making: property, named.after("matrix") ?? named))
      }
      if plain.sidesOfEquation != nil { return .solve(plain, unknown: unknown) }
    }
    if let (unknown, equation) = phrase.asked?.split(at: "such that"), equation.sidesOfEquation != nil {
      return .solve(equation, unknown: unknown)
    }
    if let rest = (phrase.after(anyOf: ["solve", "where is", "when is"]) ?? phrase.asked?.after("solve"))?
      .withoutEquationWords
    {
      let (equation, unknown) = rest.split(at: "for").map { ($0.before, $0.after) } ?? (rest, nil)
      let equations = StatementParser.listed(equation).filter { $0.sidesOfEquation != nil }
      if equations.count > 1 {
        return .system(equations, unknowns: unknown.map(StatementParser.names) ?? [])
      }
      guard equation.sidesOfEquation != nil else {
        throw StatementProblem("found no =, expected an equation, as in solve P*x = a", at: rest)
      }
      return .solve(equation, unknown: unknown)
    }
    if let rest = phrase.after(anyOf: ["show that", "show", "prove that", "prove", "verify that", "check that", "is"]) {
      guard let (left, right) = rest.sidesOfEquation ?? rest.split(at: "is equal to") ?? rest.split(at: "is") else {
        throw StatementProblem("found no =, expected two formulas, as in show (A*B)' = B'*A'", at: rest)
      }
      return .show(left: left.withoutArticle, right: right.withoutArticle)
    }
    if let rest = phrase.asked {
      if let question = try StatementParser.named(rest) { return question }
      if let (formula, point) = rest.split(at: "at"), !formula.isEmpty { return .value(of: formula, at: point) }
      return .compute(rest)
    }
    return try StatementParser.named(phrase.withoutArticle)
  }

  /// `is f convex`, `show that f is strongly convex in x`, `for which values of a is f convex`
  private static func bending(_ phrase: Phrase) -> SheetStatement.Question? {
    for words in ["for which values of", "for what values of", "for which", "for what"] {
      guard let (_, asked) = phrase.after(words)?.split(at: "is"),
        let (claim, formula, names) = BendingClaim.stated(asked)
      else { continue }
      return .bending(claim, of: formula, over: names)
    }
    let asking = [
      "is", "show that", "show", "prove that", "prove", "verify that", "verify", "check that", "check whether",
      "check if",
      "determine whether", "determine if", "decide whether", "decide if", "are", "explain why", "argue that", "whether",
    ]
    for words in asking {
      guard let rest = phrase.after(words) else { continue }
      return BendingClaim.stated(rest).map { .bending($0.claim, of: $0.of, over: $0.over) }
    }
    return nil
  }

  /// The question that a phrase names, such as `gradient of f` or `inverse of A`.
  static func named(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    for kind in SheetStatement.MatrixQuestion.allCases {
      if let rest = phrase.after(anyOf: kind.names.map { "\($0) of" }) { return .matrix(kind, rest.withoutArticle) }
    }
    if let (quantity, arguments) = Quantity.asked(phrase) { return .quantity(quantity, arguments) }
    if let special = try StatementParser.special(phrase) { return special }
    if let operation = NamedOperation(phrase) { return .operation(phrase, formula: operation.formula) }
    if let drawing = try StatementParser.drawing(phrase) { return .plot(drawing) }
    if let question = try derivative(phrase) { return question }
    if let question = try propagation(phrase) { return question }
    return try optimisation(phrase)
  }

  private static func derivative(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    guard var (request, rest) = StatementParser.derivativeBeginning(phrase) else { return nil }
    for (words, meant) in [("by the chain rule", WorkingStyle.chain), ("by differentials", .differential)] {
      for words in [words, words.replacing("by", with: "using")] {
        guard let (before, after) = rest.split(at: words) else { continue }
        guard after.isEmpty else {
          throw StatementProblem("found \(after.text) after \(words), expected nothing", at: after)
        }
        (rest, request.style) = (before, meant)
      }
    }
    for (words, meant) in [("in numerator layout", Layout.numerator), ("in denominator layout", .denominator)] {
      if let (before, after) = rest.split(at: words), after.isEmpty { (rest, request.layout) = (before, meant) }
    }
    if let (before, after) = rest.split(atAnyOf: ["at the point", "at"]), !after.isEmpty {
      (rest, request.point) = (before, after)
    }
    let parts = rest.split(atAnyOf: ["with respect to", "in terms of", "w.r.t.", "wrt"])
    request.formula = (parts?.before ?? rest).withoutArticle
    if request.formula.isEmpty { throw StatementProblem("the formula is missing", at: phrase) }
    request.variables = parts.map { StatementParser.names($0.after) } ?? []
    if request.variables.isEmpty, let call = functionAlone(request.formula) {
      (request.formula, request.variables) = (call, [Phrase("x")])
    }
    return .derivative(request)
  }

  /// `tanh(x)` of `tanh`, `the tanh function` and `the sigmoid activation function`; nil of anything else.
  private static func functionAlone(_ phrase: Phrase) -> Phrase? {
    var words = phrase.words.map { $0.text.lowercased() }
    guard phrase.text.allSatisfy({ $0.isLetter || $0 == " " || $0 == "\\" || $0 == "{" || $0 == "}" || $0 == "-" })
    else { return nil }
    words.removeAll { ["operatorname", "the", "mathrm", "text"].contains($0) }
    while let last = words.last, ["function", "activation", "nonlinearity"].contains(last) { words.removeLast() }
    let synonyms = [
      "logistic": "sigmoid", "logistic sigmoid": "sigmoid", "sigmoid logistic": "sigmoid", "hyperbolic tangent": "tanh",
      "natural logarithm": "log", "exponential": "exp", "rectified linear unit": "relu", "sine": "sin", "cosine": "cos",
    ]
    let name = synonyms[words.joined(separator: " ")] ?? (words.count == 1 ? words[0] : "")
    let isOfNumbers =
      ElementaryFunction.allCases.contains { $0.rawValue == name || $0.definition.spellings.contains(name) }
      || DefinedFunction.allCases.contains {
        $0.rawValue.lowercased() == name || $0.definition.spellings.contains(name)
      }
    return isOfNumbers ? Phrase("\(name)(x)") : nil
  }

  /// `second derivative of`, `Hessian matrix of`, `differentiate`, with what follows.
  private static func derivativeBeginning(
    _ phrase: Phrase
  ) -> (SheetStatement.DerivativeRequestPhrase, Phrase)? {
    func found(
      _ kind: SheetStatement.DerivativeKind, _ rest: Phrase, order: Int? = nil
    ) -> (SheetStatement.DerivativeRequestPhrase, Phrase) {
      (SheetStatement.DerivativeRequestPhrase(kind: kind, formula: rest, order: order), rest)
    }
    if let rest = phrase.after(anyOf: ["derive", "differentiate"]) { return found(.derivative, rest) }
    for kind in SheetStatement.DerivativeKind.allCases {
      if let rest = phrase.after(anyOf: ["\(kind.rawValue) of", "\(kind.rawValue) matrix of"]) {
        return found(kind, rest)
      }
    }
    if let rest = phrase.after("partial derivatives of") {
      var (request, rest) = found(.derivative, rest)
      request.takesEveryVariable = true
      return (request, rest)
    }
    if let rest = phrase.after(anyOf: ["partial derivative of", "first derivative of"]) {
      return found(.derivative, rest)
    }
    if let rest = phrase.after("second derivative of") { return found(.derivative, rest, order: 2) }
    if let rest = phrase.after("third derivative of") { return found(.derivative, rest, order: 3) }
    return nil
  }

  /// `x`, `x, y`, `x and y`, `(x, y)`.
  static func names(_ phrase: Phrase) -> [Phrase] {
    let list = phrase.insideParentheses ?? phrase
    return list.parts(between: ",").flatMap { part -> [Phrase] in
      guard let (before, after) = part.split(at: "and") else { return [part] }
      return before.isEmpty ? [after] : [before, after]
    }.filter { !$0.isEmpty }
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation

/// Takes a line apart by the words of mathematics in it.
struct StatementParser {
  private let line: Phrase

  init(_ text: String) { line = Phrase(text).trimmed }

  func statement() throws(StatementProblem) -> SheetStatement {
    SheetStatement(kind: try kind(StatementParser.label(of: line).1))
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
    if let question = try question(phrase) { return .question(question, name: nil) }
    if let rest = phrase.after("let") { return try definition(rest, isTold: true) }
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

  private func definition(_ phrase: Phrase, isTold: Bool) throws(StatementProblem) -> SheetStatement.Kind {
    guard let (left, right) = phrase.sidesOfEquation else {
      if phrase.split(at: ":") != nil { return .declaration(phrase) }
      throw StatementProblem("found no =, expected a definition such as P = [3 6; 2 4]", at: phrase)
    }
    if right.isEmpty { throw StatementProblem("nothing stands right of the =", at: phrase) }
    if left.words.count > 1, !left.text.contains("("), let near = StatementParser.misspelt(left) { throw near }
    return .definition(whole: phrase, body: right, isTold: isTold)
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

  private static let usage = [
    "gradient": "gradient of f with respect to x", "hessian": "hessian of f with respect to x",
    "jacobian": "jacobian of g with respect to x", "derivative": "derivative of f with respect to x",
    "step": "step of gradient descent on L from (1, 3) with length 2",
    "optimal": "optimal step of gradient descent on L over θ", "convexity": "convexity of L over θ",
  ]
}

extension StatementParser {
  /// The question that begins with a word of mathematics; nil where the phrase begins with none.
  private func question(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    if let rest = phrase.after("solve") {
      let (equation, unknown) = rest.split(at: "for").map { ($0.before, $0.after) } ?? (rest, nil)
      guard equation.sidesOfEquation != nil else {
        throw StatementProblem("found no =, expected an equation, as in solve P*x = a", at: rest)
      }
      return .solve(equation, unknown: unknown)
    }
    if let rest = phrase.after("show that") ?? phrase.after("show") {
      guard let (left, right) = rest.sidesOfEquation else {
        throw StatementProblem("found no =, expected two formulas, as in show (A*B)' = B'*A'", at: rest)
      }
      return .show(left: left, right: right)
    }
    if let rest = phrase.after("compute") ?? phrase.after("find") ?? phrase.after("simplify") { return .compute(rest) }
    if let drawing = try StatementParser.drawing(phrase) { return .plot(drawing) }
    if let question = try derivative(phrase) { return question }
    if let question = try propagation(phrase) { return question }
    return try optimisation(phrase)
  }

  private func derivative(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    var found: (SheetStatement.DerivativeKind, Phrase)?
    if let rest = phrase.after("derive") ?? phrase.after("differentiate") { found = (.derivative, rest) }
    for kind in SheetStatement.DerivativeKind.allCases {
      if let rest = phrase.after("\(kind.rawValue) of") { found = (kind, rest) }
    }
    if let rest = phrase.after("partial derivatives of") { found = (.derivative, rest) }
    guard case (let kind, var rest)? = found else { return nil }
    var style: WorkingStyle?
    for (words, meant) in [("by the chain rule", WorkingStyle.chain), ("by differentials", .differential)] {
      guard let (before, after) = rest.split(at: words) else { continue }
      guard after.isEmpty else {
        throw StatementProblem("found \(after.text) after \(words), expected nothing", at: after)
      }
      (rest, style) = (before, meant)
    }
    var layout = Layout.denominator
    for (words, meant) in [("in numerator layout", Layout.numerator), ("in denominator layout", .denominator)] {
      if let (before, after) = rest.split(at: words), after.isEmpty { (rest, layout) = (before, meant) }
    }
    let parts = rest.split(at: "with respect to") ?? rest.split(at: "in terms of")
    let formula = parts?.before ?? rest
    if formula.isEmpty { throw StatementProblem("the formula is missing", at: phrase) }
    return .derivative(
      kind, of: formula, variables: parts.map { StatementParser.names($0.after) } ?? [], style: style, layout: layout)
  }

  private func propagation(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    if let rest = phrase.after("forward") {
      guard let (network, point) = rest.split(at: "at") else {
        throw StatementProblem("the input is missing: write forward N at (1, 3)", at: rest)
      }
      return .forward(network: network, point: point)
    }
    guard let rest = phrase.after("backward") else { return nil }
    guard let (network, after) = rest.split(at: "at"), let (point, last) = after.split(at: "with target") else {
      throw StatementProblem(
        "the input or the target is missing: write backward N at (1, 3) with target 30", at: rest)
    }
    let parts = last.split(at: "and step length") ?? last.split(at: "and length")
    return .backward(network: network, point: point, target: parts?.before ?? last, length: parts?.after)
  }

  private func optimisation(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    func overs(_ phrase: Phrase) -> (Phrase, [Phrase]) {
      phrase.split(at: "over").map { ($0.before, StatementParser.names($0.after)) } ?? (phrase, [])
    }
    if let rest = phrase.after("minimise") ?? phrase.after("minimize") ?? phrase.after("minimiser of") {
      let (formula, names) = overs(rest)
      return .minimise(formula, over: names.first)
    }
    if let rest = phrase.after("optimal step of gradient descent on") ?? phrase.after("optimal step length of")
      ?? phrase.after("optimal step of") ?? phrase.after("optimal step on")
    {
      let (formula, names) = overs(rest)
      return .optimalStep(of: formula, over: names.first)
    }
    if let rest = phrase.after("convexity of") {
      let (formula, names) = overs(rest)
      return .convexity(of: formula, over: names)
    }
    var (count, rest): (Phrase?, Phrase?) = (nil, phrase.after("step of gradient descent on"))
    if rest == nil, let (before, after) = phrase.split(at: "steps of gradient descent on") {
      (count, rest) = (before, after)
    }
    guard let rest else { return nil }
    guard let (front, end) = rest.split(at: "from"),
      let (point, length) = end.split(at: "with length") ?? end.split(at: "with step length")
    else {
      throw StatementProblem(
        "the start or the length is missing: write step of gradient descent on L from (1, 3) with length 2", at: rest)
    }
    let (formula, names) = overs(front)
    return .descent(of: formula, from: point, length: length, count: count, variables: names)
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

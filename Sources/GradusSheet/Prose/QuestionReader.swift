/// Reads what a sentence asks for as a statement, or says why it does not.
struct QuestionReader {
  var scope: ProseScope
  /// Whether what the sentence gives holds for its own question alone: `For λ = 0, what is …`
  private(set) var supposes = false

  /// What the sentence gives holds for its own question alone.
  mutating func suppose() { supposes = true }

  /// The functions that were defined before the sentence.
  private let before: [String]

  init(scope: ProseScope) {
    self.scope = scope
    before = scope.functions.map(\.name)
  }

  enum Reading {
    /// In the grammar of statements, with what the sentence itself gives.
    case statement(String, givens: [SourceLine], claim: LatexTokens?)
    /// It asks the same of each case that follows.
    case cases(CaseQuestion)
    case unread(String)
  }

  /// The questions of a sentence; nil where it asks for nothing.
  ///
  /// - Parameter opensCases: whether parts follow that may be what is asked about.
  mutating func read(_ sentence: ProseText, opensCases: Bool = false) -> [Reading]? {
    guard var instruction = Instruction(sentence) else { return nil }
    if instruction.isManner { return nil }
    instruction.openBrackets()
    for means in ["it", "this", "them", "that", "this result", "the result", "your answer", "your result"] {
      instruction.replace("and use \(means) to", with: "and")
    }
    if let cases = CaseQuestion(each: instruction) { return [.cases(cases)] }
    let opensCases = opensCases || sentence.pieces.last?.piece == .mark(":")
    noteLead(instruction)
    var readings: [Reading] = []
    for part in instruction.byVerbs {
      // What the sentence gives, it gives to all of its questions; `Compute … and explain your answer`: the second is none.
      var part = part
      part.lead = instruction.lead
      if part.isManner { continue }
      // Stationary points of cases are told with their kinds.
      if case .cases? = readings.last, part.words.count <= 3, part.words.first?.lowercased() == "classify" { continue }
      if let refusal = nameReferents(&part, opensCases: opensCases) {
        readings.append(refusal)
        continue
      }
      part.referBack(to: readings)
      part.translateCourse()
      readings += taylor(part) ?? measures(part) ?? propagation(part) ?? ofAll(part) ?? part.parts.map { read($0) }
    }
    return readings.isEmpty ? nil : readings
  }

  /// `the Taylor polynomials $T_n$, $n = 0, \dots, 5$ of f at $x_0 = 0$`: one after the other.
  private mutating func taylor(_ instruction: Instruction) -> [Reading]? {
    guard let place = instruction.place(of: "taylor polynomials")?.upperBound else { return nil }
    var single = instruction
    var degrees: ClosedRange<Int>?
    for word in instruction.words[place...] {
      guard let formula = instruction.formula(word) else { continue }
      let sides = formula.split(at: ["=", "\\in"])
      let numbers = (sides.last?.tokens ?? []).compactMap(Int.init)
      let isRange = sides.count == 2 && sides[1].tokens.contains { ["\\dots", "\\ldots", "\\cdots", "…"].contains($0) }
      guard isRange, let low = numbers.first, let high = numbers.last, low <= high, high < 32 else { continue }
      degrees = low...high
      single.words.removeAll { $0 == word }
    }
    guard let degrees else { return nil }
    // T_n only names them.
    single.words.removeAll { word in
      instruction.formula(word).map {
        SymbolNames.parts($0.tokens)?.below == ["n"] || SymbolNames.parts($0.tokens)?.below == ["k"]
      } ?? false
    }
    single.words.removeAll { $0 == "," }
    return degrees.map { degree in
      var one = single
      one.replace("taylor polynomials", with: "taylor polynomial of degree \(degree)")
      return read(one)
    }
  }

  /// `Compute the Jacobians`: that of each of the functions of this part, where nothing says of which.
  private mutating func ofAll(_ instruction: Instruction) -> [Reading]? {
    let kinds: Set<String> = ["gradients", "hessians", "jacobians", "derivatives"]
    guard let place = instruction.words.firstIndex(where: { kinds.contains($0.lowercased()) }) else { return nil }
    let behind = instruction.words[(place + 1)...].map { $0.lowercased() }
    let pointers = [
      [], ["of", "these", "functions"], ["of", "the", "functions"], ["of", "all", "functions"],
      ["of", "the", "above", "functions"],
    ]
    guard pointers.contains(behind) else { return nil }
    let own = scope.functions.map(\.name).filter(scope.recent.contains)
    guard own.count > 1 else { return nil }
    return own.map { name in
      var single = instruction
      single.words.removeSubrange((place + 1)...)
      single.words[place] = String(single.words[place].lowercased().dropLast())
      single.words += ["of", single.append(LatexTokens([name]))]
      return read(single)
    }
  }

  /// `For the function f(x) = …, find its gradient`: what the sentence defines is what it speaks of.
  private mutating func noteLead(_ instruction: Instruction) {
    guard !instruction.lead.isEmpty else { return }
    var reader = GivenReader(scope: scope)
    let found = reader.read(instruction.text(of: instruction.lead), isOfQuestion: true)
    if found.statements.contains(where: { $0.text.hasPrefix("let ") }) { scope = reader.scope }
  }

  private mutating func read(_ whole: Instruction) -> Reading {
    var instruction = whole
    instruction.singular()
    instruction.withoutDescription()
    if let reading = words(instruction) ?? layerCount(instruction) { return reading }
    if let text = network(instruction) { return text }
    if let reading = likelihood(instruction) { return reading }
    if let reading = claimedMinimiser(instruction) { return reading }
    if let reading = descent(instruction) { return reading }
    if let reading = optimalStep(instruction) { return reading }
    if let reading = relation(instruction) { return reading }
    if let cases = CaseQuestion(instruction) { return .cases(cases) }
    var givens: [SourceLine] = []
    givens += given(in: &instruction)
    if let name = QuestionReader.nameWithTwoValues(givens) {
      return .unread("\(name) is given two values in one sentence: ask about each of them in a sentence of its own")
    }
    instruction.partials(in: scope)
    instruction.withoutAppositions { name in
      let text = scope.names.text(LatexTokens(name))
      return scope.functions.contains { $0.name == text } || scope.matrices.contains(text)
    }
    instruction.simplifyWording(isOwn: scope.hasArguments)
    instruction.listEquations()
    withoutCases(&instruction)
    nameDerivatives(&instruction)
    withoutIndexRelations(&instruction)
    takeAtOwnValue(&instruction, givens)
    if let named = namedValue(instruction) { return .statement(named, givens: givens, claim: nil) }
    let text = finished(instruction)
    do throws(StatementProblem) {
      try QuestionReader.check(text)
      return .statement(text, givens: givens, claim: nil)
    } catch {
      return .unread(error.message)
    }
  }

  /// A name that is defined twice, and differently.
  private static func nameWithTwoValues(_ givens: [SourceLine]) -> String? {
    var values: [String: String] = [:]
    for line in givens {
      guard let (left, right) = Phrase(line.text).after("let")?.sidesOfEquation else { continue }
      if let before = values[left.text], before != right.text { return left.text }
      values[left.text] = right.text
    }
    return nil
  }

  /// Throws where a text asks for nothing, or has words where a formula is expected.
  private static func check(_ text: String) throws(StatementProblem) {
    guard case .question(let question, _) = try StatementParser(text).statement().kind else {
      throw StatementProblem("it is read as a definition, \(text), and asks for nothing", at: Phrase(text))
    }
    if case .compute(let phrase) = question, let word = phrase.prose ?? strayWord(phrase) {
      throw StatementParser.unknownWord(word)
    }
  }

  /// The statement of a case, or why it is none.
  static func checked(_ text: String, _ source: SourceLine) -> Result<String, StatementProblem> {
    do throws(StatementProblem) {
      // `h = …` asks for the value of h.
      if Phrase(text).trimmed.sidesOfEquation == nil { try check(text) }
      return .success(text)
    } catch {
      return .failure(StatementProblem("\(error.message), in what is read as: \(text)", at: Phrase(source.text)))
    }
  }

  /// `… for $j = k$ and for $j \ne k$`: which entries are meant, where all of them are the answer.
  private func withoutIndexRelations(_ instruction: inout Instruction) {
    guard instruction.contains("with respect to *") else { return }
    while let clause = instruction.place(of: "and for *") ?? instruction.place(of: "for *") ?? instruction.place(of: "and *"),
      instruction.formula(instruction.words[clause.upperBound - 1])?.relatesIndices == true
    {
      instruction.words.removeSubrange(clause)
    }
    while let last = instruction.words.last, ["and", ",", "for"].contains(last.lowercased()) { instruction.words.removeLast() }
  }

  /// `For $z = (1, 2)$, compute $\partial L/\partial z$`: the derivative is wanted there.
  private func takeAtOwnValue(_ instruction: inout Instruction, _ givens: [SourceLine]) {
    guard !instruction.contains("at"), !instruction.contains("at *"),
      let place = instruction.place(of: "with respect to *"), place.upperBound == instruction.words.count
    else { return }
    let variable = instruction.words[place.upperBound - 1]
    guard let name = instruction.formula(variable).map({ scope.names.text($0) }),
      givens.contains(where: { line in
        guard let (left, right) = Phrase(line.text).after("let")?.sidesOfEquation else { return false }
        return left.text == name && LatexTokens(right.text).isNumeric
      })
    else { return }
    instruction.words += ["at", variable]
  }

  /// `h = …` of `Compute h = …`, which names what it asks for.
  private func namedValue(_ instruction: Instruction) -> String? {
    guard instruction.words.count == 2,
      ["compute", "calculate", "evaluate", "find", "determine"].contains(instruction.words[0].lowercased()),
      let formula = instruction.formula(instruction.words[1])
    else { return nil }
    let sides = formula.split(at: ["="])
    guard sides.count == 2, SymbolNames.parts(sides[0].tokens) != nil else { return nil }
    return "\(scope.names.text(sides[0])) = \(scope.names.text(sides[1]))"
  }

  /// A word of several letters where a formula is expected, which no reader takes for a product.
  private static func strayWord(_ phrase: Phrase) -> Phrase? {
    phrase.cut.words.first { word in
      word.text.count > 3 && word.text.allSatisfy { $0.isLetter && $0.isASCII } && word.next != "("
        && !phrase.isCommand(word)
        && !"{_^".unicodeScalars.contains(word.range.lowerBound > 0 ? phrase.line[word.range.lowerBound - 1] : " ")
    }
  }

  /// What is to be explained in words, and by nobody else.
  private func words(_ instruction: Instruction) -> Reading? {
    guard let first = instruction.words.first?.lowercased(),
      ["explain", "discuss", "why", "describe", "argue", "justify", "implement", "train"].contains(first)
    else { return nil }
    return .unread("\(first) asks for words or a program, which take a reader")
  }

  // MARK: What the sentence itself gives

  /// Definitions within the question: `for $A = …$`, `when $f = …$`, `the gradient of $f(x) = …$`.
  private mutating func given(in instruction: inout Instruction) -> [SourceLine] {
    var reader = GivenReader(scope: scope)
    var givens: [SourceLine] = []
    let verb = instruction.words.first?.lowercased() ?? ""
    moveLead(in: &instruction)
    if !instruction.lead.isEmpty {
      let found = reader.read(instruction.text(of: instruction.lead), isOfQuestion: true)
      givens += found.statements
      // A function that is new on the page is no supposition.
      let isNew = reader.scope.functions.contains { !before.contains($0.name) }
      supposes = Self.suppositions.contains(instruction.lead[0].lowercased()) && !isNew
    }
    givens += givenByClauses(&instruction, &reader)
    instruction.withoutMarksAtEnd()
    // Equations that are to be shown or solved are none.
    let asksKind = instruction.words.contains { Self.kinds.contains($0.lowercased()) }
    if asksKind || !["show", "prove", "verify", "solve", "is", "check", "plot", "sketch"].contains(verb) {
      for word in instruction.words {
        guard let formula = instruction.formula(word) else { continue }
        let sides = formula.split(at: ["="])
        guard sides.count == 2, sides[0].tokens.contains("(") || sides[1].cells != nil && sides[1].isNumeric else {
          continue
        }
        let found = reader.read(
          ProseText([
            .init(piece: .word("let"), line: instruction.line, followsSpace: false),
            .init(piece: .formula(formula, isDisplayed: false), line: instruction.line, followsSpace: true),
          ]))
        guard !found.statements.isEmpty else { continue }
        givens += found.statements
        let name = LatexTokens(LatexTokens.nameBeforeArguments(sides[0].tokens) ?? sides[0].tokens)
        instruction.set(word, to: name)
      }
    }
    scope = reader.scope
    return givens
  }

  /// What clauses of a question give: `for all A ∈ ℝⁿˣⁿ`, `when f = …`, `where A is symmetric`.
  private mutating func givenByClauses(_ instruction: inout Instruction, _ reader: inout GivenReader) -> [SourceLine] {
    var givens: [SourceLine] = []
    // `… for all A, B ∈ ℝⁿˣⁿ`, `… for any λ > 0`
    for words in ["for all *", "for every *", "for any *", "for *"] {
      guard let place = instruction.place(of: words)?.lowerBound else { continue }
      let end = instruction.endOfClause(place)
      guard
        instruction.words[place..<end].contains(where: {
          instruction.formula($0).map { $0.tokens.contains("\\in") || GivenReader.isInequality($0) } == true
        })
      else { continue }
      let clause = Array(instruction.words[place..<end])
      givens += reader.read(instruction.text(of: ["let"] + clause), isOfQuestion: true).statements
      // What is said of all A is said of no A that the page defines.
      if words != "for *" { supposes = true }
      instruction.words.removeSubrange(place..<end)
    }
    // `… when f = …, g = …`, `… where A is symmetric`: all of it is given.
    for words in ["when", "where", "if", "for", "with", "assuming", "provided", "given"] {
      guard let place = instruction.place(of: words)?.lowerBound, place > 0, !instruction.asks(at: place) else {
        continue
      }
      let end = instruction.endOfClause(place)
      let clause = Array(instruction.words[place..<end])
      guard clause.contains(where: Instruction.isFormula) else { continue }
      let found = reader.read(instruction.text(of: clause), isOfQuestion: true)
      guard !found.statements.isEmpty else { continue }
      givens += found.statements
      instruction.words.removeSubrange(place..<end)
    }
    return givens
  }

  /// What a function is asked to be: `Is $q(x) = a x^4$ convex?`
  private static let kinds: Set<String> = [
    "convex", "concave", "smooth", "lipschitz", "continuous", "bounded", "linear", "affine", "symmetric",
  ]

  /// The words before what is supposed for one question only.
  private static let suppositions: Set<String> = ["for", "when", "if", "under", "assuming", "at", "in", "with"]

  /// `At x = 0, what is …`, `For x = 0, …` of the argument of a function: the place where it is asked for.
  private func moveLead(in instruction: inout Instruction) {
    guard instruction.lead.count >= 2, ["at", "for", "when", "if"].contains(instruction.lead[0].lowercased()),
      !instruction.contains("at"), let last = instruction.lead.last, let formula = instruction.formula(last)
    else { return }
    let isPlace = instruction.lead[0].lowercased() == "at"
    let sides = formula.split(at: ["="])
    let name = scope.names.text(sides[0])
    let isArgument = scope.functions.contains { function in
      function.arguments.contains(name) && instruction.mentions(scope.names, function.name)
    }
    guard isPlace || sides.count == 2 && isArgument else { return }
    instruction.words += ["at", last]
    instruction.lead = []
  }

  /// Words that only point at what stands elsewhere.
  private func withoutCases(_ instruction: inout Instruction) {
    instruction.remove(["from above", "above", "of the sheet", "from the lecture", "given above", "in general"])
  }

  /// `the jacobian of the gradient of f`, a derivative of a derivative: the inner one as a call.
  private func nameDerivatives(_ instruction: inout Instruction) {
    // The Lipschitz constant of a gradient is one of the function.
    if instruction.words.contains(where: { $0.lowercased() == "lipschitz" }) { return }
    for kind in ["gradient", "hessian", "jacobian"] {
      guard let range = instruction.place(of: "of the \(kind) of *") ?? instruction.place(of: "of \(kind) of *"),
        let subject = instruction.formula(instruction.words[range.upperBound - 1])
      else { continue }
      let name = scope.names.text(subject)
      let variable =
        instruction.place(of: "with respect to *").map {
          scope.names.text(instruction.formula(instruction.words[$0.upperBound - 1])!)
        }
        ?? scope.functions.last { $0.name == name }?.arguments.first
      guard let variable else { continue }
      let call = instruction.append(LatexTokens(["\(kind)(\(name), \(variable))"]))
      instruction.words.replaceSubrange(range.lowerBound + 1..<range.upperBound, with: [call])
      return
    }
  }

  private func finished(_ instruction: Instruction) -> String {
    var instruction = instruction
    for word in instruction.words {
      if let formula = instruction.formula(word) { instruction.set(word, to: withGradients(formula)) }
    }
    return instruction.statement(scope.names)
  }

  /// `\nabla f(x)` within an equation as a call, where f is a function of one variable of the page.
  private func withGradients(_ formula: LatexTokens) -> LatexTokens {
    var tokens = formula.tokens
    while let place = tokens.firstIndex(of: "\\nabla"), place + 1 < tokens.count {
      let name = scope.names.text(LatexTokens([tokens[place + 1]]))
      guard let function = scope.functions.last(where: { $0.name == name }), function.arguments.count == 1 else {
        return formula
      }
      var end = place + 2
      if end < tokens.count, tokens[end] == "(", let close = LatexTokens.close(tokens, end) {
        guard scope.names.text(LatexTokens(Array(tokens[(end + 1)..<close]))) == function.arguments[0] else {
          return formula
        }
        end = close + 1
      }
      // `|_{x = a}` behind it says where it is taken.
      if end < tokens.count, tokens[end...].prefix(2).contains(where: { $0.contains("|") || $0 == "\\vert" }) {
        return formula
      }
      tokens.replaceSubrange(place..<end, with: [" gradient(\(name), \(function.arguments[0])) "])
    }
    return LatexTokens(tokens)
  }
}

extension Instruction {
  /// Where the clause that begins at a place ends: before the words that say by what, at what point or how.
  func endOfClause(_ place: Int) -> Int {
    let ends = [
      "with respect to", "w.r.t.", "wrt", "over *", "in terms of", "at *", "by", "using", "from *", "starting",
    ]
    return ends.compactMap { self.place(of: $0, from: place + 1)?.lowerBound }.min() ?? words.count
  }

  /// `for which x`, `with respect to`: no clause that gives anything.
  func asks(at place: Int) -> Bool {
    guard place + 1 < words.count else { return true }
    return ["which", "what", "respect", "a", "the"].contains(words[place + 1].lowercased())
      && !words[(place + 1)...].contains { GivenReader.tellsFact($0.lowercased()) }
  }

  mutating func withoutMarksAtEnd() {
    while let last = words.last, [",", ".", "and"].contains(last.lowercased()) { words.removeLast() }
  }

  /// Whether a formula among the words holds the name.
  func mentions(_ names: SymbolNames, _ name: String) -> Bool {
    words.compactMap(formula).contains { Phrase(names.text($0)).words.contains { $0.text == name } }
  }

  /// Some of the words as text again.
  func text(of words: [String]) -> ProseText {
    ProseText(
      words.map { word in
        if let formula = formula(word) {
          return .init(piece: .formula(formula, isDisplayed: false), line: line, followsSpace: true)
        }
        let isWord = word.count > 1 || word.first!.isLetter || word.first!.isNumber
        return .init(piece: isWord ? .word(word) : .mark(word.first!), line: line, followsSpace: true)
      })
  }
}

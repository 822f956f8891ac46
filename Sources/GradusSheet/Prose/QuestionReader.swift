/// Reads what a sentence asks for as a statement, or says why it does not.
struct QuestionReader {
  var scope: ProseScope
  /// Whether what the sentence gives holds for its own question alone: `For λ = 0, what is …`
  var supposes = false

  /// Whether what follows the sentence may be what it asks about.
  private var opensCases = false

  /// The functions that were defined before the sentence.
  let before: [String]

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
    if let place = instruction.place(of: "for which is it")?.lowerBound, let values = scope.valuesAsked {
      // `For which values of k is A invertible? For which is it singular?`
      instruction.words.replaceSubrange(
        place..<place + 2, with: ["for", "which", "values", "of", instruction.append(values)])
    } else if let range = instruction.place(of: "for which values of *")
      ?? instruction.place(of: "for what values of *")
    {
      scope.valuesAsked = instruction.formula(instruction.words[range.upperBound - 1])
    }
    if let cases = CaseQuestion(each: instruction) { return [.cases(cases)] }
    let opensCases = opensCases || sentence.pieces.last?.piece == .mark(":") || sentence.isDangling
    self.opensCases = opensCases
    noteLead(instruction)
    var readings: [Reading] = []
    for part in instruction.byVerbs {
      // What the sentence gives, it gives to all of its questions; `Compute … and explain your answer`: the second is none.
      var part = part
      part.lead = instruction.lead
      if part.isManner { continue }
      // Stationary points of cases are told with their kinds.
      if case .cases? = readings.last, part.words.count <= 3, part.words.first?.lowercased() == "classify" { continue }
      part.courseWords()
      if let refusal = nameReferents(&part, opensCases: opensCases) {
        readings.append(refusal)
        continue
      }
      part.referBack(to: readings)
      part.translateCourse()
      readings +=
        taylor(part) ?? measures(part) ?? expectation(part) ?? norms(part) ?? propagation(part) ?? ofAll(part)
        ?? part.parts.map { read($0) }
    }
    // What the next sentence calls `it`.
    let written = instruction.words.compactMap(instruction.formula).filter { formula in
      formula.cells.map { $0.count > 1 && $0[0].count > 1 } ?? false
    }
    if written.count == 1 { scope.matrixWritten = written[0] }
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
      let isRange = sides.count == 2 && sides[1].tokens.contains(where: LatexTokens.isDots)
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
    instruction.crossProducts()
    instruction.functionsOfFunctions(in: scope)
    if let reading = special(instruction) ?? asStatement(instruction) { return reading }
    if let cases = CaseQuestion(instruction, opensCases: opensCases) { return .cases(cases) }
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
    valueAtMinimiser(&instruction)
    if let named = namedValue(instruction) { return .statement(named, givens: givens, claim: nil) }
    let text = finished(instruction)
    do throws(StatementProblem) {
      try QuestionReader.check(text)
      return .statement(text, givens: givens, claim: nil)
    } catch {
      return .unread(error.message)
    }
  }

  /// What has words of its own, with what the sentence gives: `For $\gamma = 10$, compute the first iterate.`
  private mutating func special(_ instruction: Instruction) -> Reading? {
    // What the sentence defines is what it speaks of, and not what stood before it.
    if instruction.words.compactMap(instruction.formula).contains(where: \.definesFunction),
      !["show", "prove", "verify"].contains(instruction.words[0].lowercased())
    {
      var (told, own) = (instruction, self)
      let givens = own.given(in: &told)
      guard !told.words.compactMap(told.formula).contains(where: \.definesFunction),
        case .statement(let text, let more, let claim)? = own.special(told)
      else { return nil }
      self = own
      return .statement(text, givens: givens + more.filter { !givens.contains($0) }, claim: claim)
    }
    guard
      let reading = words(instruction) ?? layerCount(instruction) ?? toldParameters(instruction) ?? network(instruction)
        ?? likelihood(instruction)
        ?? claimedMinimiser(instruction) ?? descent(instruction) ?? optimalStep(instruction) ?? relation(instruction)
    else { return nil }
    guard case .statement(let text, givens: [], let claim) = reading else { return reading }
    var told = instruction
    return .statement(text, givens: given(in: &told), claim: claim)
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
    let formulas: [Phrase] =
      switch question {
      case .compute(let phrase): [phrase]
      // `Show that I − P is also a projection`
      case .show(let left, let right):
        [left, right].filter { side in
          if case .derivative? = (try? StatementParser.named(side)) ?? nil { false } else { true }
        }
      default: []
      }
    for phrase in formulas {
      if let word = phrase.prose ?? strayWord(phrase) { throw StatementParser.unknownWord(word) }
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

  /// The letter of one with a star, `w^*`, which nothing else has been called; nil of other names.
  private func starred(_ tokens: [String]) -> String? {
    guard let star = SymbolNames.parts(tokens), let above = star.above, above.count == 1,
      ["*", "\\ast", "\\star"].contains(above[0]), scope.isNew(tokens)
    else { return nil }
    return star.base
  }

  /// `Compute $f(w^*)$` where w* is nothing else: the least value of f; and `Compute $w^*$` where it is that.
  private func valueAtMinimiser(_ instruction: inout Instruction) {
    guard instruction.words.count == 2 || instruction.words.count == 3 && instruction.words[0].lowercased() == "what",
      let word = instruction.words.last, let formula = instruction.formula(word)
    else { return }
    if let base = starred(formula.tokens),
      let function = scope.functions.last(where: { $0.arguments == [scope.names.text(LatexTokens([base]))] })
    {
      let isLargest = scope.problem.map { $0.name == function.name && $0.isLargest } ?? false
      instruction.words = [isLargest ? "maximise" : "minimise", instruction.append(LatexTokens([function.name]))]
      return
    }
    guard
      let name = LatexTokens.nameBeforeArguments(formula.tokens), name.count < formula.tokens.count,
      let place = LatexTokens.arguments(of: name, formula.tokens), let base = starred(place),
      let function = scope.functions.last(where: { $0.name == scope.names.text(LatexTokens(name)) }),
      function.arguments == [scope.names.text(LatexTokens([base]))]
    else { return }
    instruction.words = ["find", "the", "minimum", "value", "of", instruction.append(LatexTokens(name))]
  }

  /// `h = …` of `Compute h = …`, which names what it asks for.
  private func namedValue(_ instruction: Instruction) -> String? {
    guard instruction.words.count == 2,
      Instruction.valueVerbs.contains(instruction.words[0].lowercased()),
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

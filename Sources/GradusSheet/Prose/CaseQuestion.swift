/// What is asked of each of the cases that follow: `Compute $x$ in the following cases`, `Differentiate the following functions`.
struct CaseQuestion {
  private let instruction: Instruction
  /// What is looked for, `x`.
  private let target: LatexTokens?
  /// What stands for the case among the words, where the sentence begins with the cases.
  private var hole: String?

  /// `For each of the following functions determine whether it is convex.`
  init?(each instruction: Instruction) {
    guard let (question, hole) = instruction.ofCases else { return nil }
    self.instruction = question
    self.hole = hole
    target = nil
  }

  /// Nil where the sentence speaks of one thing only.
  ///
  /// - Parameter opensCases: whether what follows may be the cases.
  init?(_ instruction: Instruction, opensCases: Bool) {
    let words = instruction.words.map { $0.lowercased() }
    if opensCases, let open = CaseQuestion.open(instruction) {
      (self.instruction, hole, target) = (open.question, open.hole, nil)
      return
    }
    let pointers: Set<String> = ["following", "below"]
    let hasPointer = words.contains(where: pointers.contains)
    let isBare =
      opensCases && !words.contains { Instruction.isFormula($0) } && words.count <= 6
      && (words.last.map {
        [
          "of", "derivative", "gradient", "derivatives", "value", "values", "compute", "calculate", "evaluate",
          "differentiate", "simplify", "solve", "functions", "expressions", "systems", "equations",
        ].contains($0)
      } ?? false)
    guard hasPointer || isBare else { return nil }
    self.instruction = instruction
    var target: LatexTokens?
    if let range = instruction.place(of: "compute *") ?? instruction.place(of: "find *") ?? instruction.place(
      of: "determine *") ?? instruction.place(of: "calculate *")
    {
      let formula = instruction.formula(instruction.words[range.upperBound - 1])
      if let formula, SymbolNames.parts(formula.tokens) != nil { target = formula }
    }
    self.target = target
  }

  /// `Differentiate with respect to $X$:`, `Find the gradient of:`, `Find $\nabla f$ of`: what stands for the case, where nothing is said of it.
  private static func open(_ instruction: Instruction) -> (question: Instruction, hole: String)? {
    var question = instruction
    while let last = question.words.last, [":", ","].contains(last) { question.words.removeLast() }
    let lower = question.words.map { $0.lowercased() }
    guard let first = lower.first, let last = lower.last else { return nil }
    let hole = question.append(LatexTokens([]))
    if let named = question.words.first(where: { question.formula($0).flatMap(question.leibniz) != nil }), last == "of",
      lower.count <= 6
    {
      // ∇f of f, whatever the case calls it.
      guard let (_, variable, kind, _) = question.formula(named).flatMap(question.leibniz) else { return nil }
      question.words = [first, "the", kind, "of", hole]
      if let variable { question.words += ["with", "respect", "to", question.append(LatexTokens(variable))] }
      return (question, hole)
    }
    guard let range = question.place(of: "with respect to *"), range.upperBound == question.words.count,
      !question.words[..<range.lowerBound].contains(where: Instruction.isFormula),
      !lower.contains("following"), !lower.contains("below")
    else { return nil }
    let before = lower[..<range.lowerBound].last ?? ""
    guard ["differentiate", "derive"].contains(before) || Instruction.quantities.contains(before) else { return nil }
    question.words.insert(
      contentsOf: Instruction.quantities.contains(before) ? ["of", hole] : [hole], at: range.lowerBound)
    return (question, hole)
  }

  /// The statement for one case, with what it gives.
  func statement(_ found: ProseCase, scope: inout ProseScope) -> (text: String, givens: [SourceLine]) {
    let domain = found.domain.map { SourceLine(text: $0, number: found.line) }
    if !found.parts.isEmpty, let name = found.formula.definedName {
      // f(z) = … with z = … is a formula in what z is made of.
      let value = LatexTokens(name.tokens + ["="] + (found.formula.split(at: ["="]).last?.tokens ?? []))
      let told = ProseText(
        [.init(piece: .word("let"), line: found.line, followsSpace: false)]
          + (found.parts + [value]).map {
            .init(piece: .formula($0, isDisplayed: true), line: found.line, followsSpace: true)
          })
      var reader = GivenReader(scope: scope)
      let givens = reader.read(told).statements
      scope = reader.scope
      return (statement(name, line: found.line, scope: &scope).text, domain + givens)
    }
    let (text, givens) = statement(found.formula, line: found.line, scope: &scope)
    return (text, domain + givens)
  }

  private func statement(_ formula: LatexTokens, line: Int, scope: inout ProseScope) -> (
    text: String, givens: [SourceLine]
  ) {
    let sides = formula.split(at: ["="])
    if let target {
      if sides.count == 2, sides[0] == target {
        return ("\(scope.names.text(target)) = \(scope.names.text(sides[1]))", [])
      }
      if sides.count == 2 { return ("solve \(scope.names.text(formula)) for \(scope.names.text(target))", []) }
    }
    var changed = instruction
    let hole = hole ?? CaseQuestion.withHole(&changed)
    var givens: [SourceLine] = []
    var subject = formula
    var reader = GivenReader(scope: scope)
    let isSolving = instruction.words.first?.lowercased() == "solve"
    if sides.count >= 2, !isSolving, let name = LatexTokens.nameBeforeArguments(sides[0].tokens) {
      let told = ProseText([
        .init(piece: .word("let"), line: line, followsSpace: false),
        .init(piece: .formula(formula, isDisplayed: true), line: line, followsSpace: true),
      ])
      givens = reader.read(told).statements
      scope = reader.scope
      if !givens.isEmpty { subject = LatexTokens(name) }
    }
    changed.set(hole, to: subject)
    if changed.words.contains(hole) {
      changed.simplifyWording(isOwn: scope.hasArguments)
      return (changed.statement(scope.names), givens)
    }
    changed.simplifyWording(isOwn: scope.hasArguments)
    // The derivative that the instruction names has its variable: `the derivative ∂f/∂x`.
    let statement = changed.statement(scope.names)
    if let range = changed.place(of: "of * with respect to") {
      let named = changed.words[range.lowerBound + 1]
      changed.set(named, to: subject)
      return (changed.statement(scope.names), givens)
    }
    let trimmed = Phrase(statement).trimmed
    let joins = [
      "of", "differentiate", "solve", "compute", "evaluate", "simplify", "calculate", "minimise", "derive", "maximise",
      "minimize", "maximize", "find", "determine", "plot", "sketch", "show", "prove", "verify",
    ]
    let last = trimmed.words.last?.text.lowercased() ?? ""
    let link = joins.contains(last) ? "" : " of"
    return ("\(trimmed.text)\(link) \(scope.names.text(subject))", givens)
  }

  /// Puts one mark where the case stands: `the following functions`, `of the following expressions`; `in the following cases`
  /// stands at the end.
  private static func withHole(_ changed: inout Instruction) -> String {
    let hole = changed.append(LatexTokens([]))
    for (pattern, link) in [
      (["in", "the", "following", "cases"], [String]()), (["in", "each", "of", "the", "following", "cases"], []),
      (["in", "each", "case", "below"], []), (["of", "each", "of", "the", "following"], ["of", hole]),
      (["for", "each", "of", "the", "following"], ["of", hole]), (["each", "of", "the", "following"], [hole]),
      (["for", "the", "following"], ["of", hole]), (["on", "the", "following"], ["of", hole]),
      (["of", "the", "following"], ["of", hole]), (["the", "following"], [hole]), (["below"], []),
    ] {
      guard let range = CaseQuestion.place(of: pattern, in: changed.words) else { continue }
      // The nouns behind: `expressions`, `functions`.
      var end = range.upperBound
      while end < changed.words.count, !Instruction.isFormula(changed.words[end]),
        !["with", "by", "using", "at", "in", "and", "over", "for"].contains(changed.words[end].lowercased())
      {
        end += 1
      }
      changed.words.replaceSubrange(range.lowerBound..<end, with: link)
    }
    return hole
  }

  private static func place(of pattern: [String], in words: [String]) -> Range<Int>? {
    guard words.count >= pattern.count else { return nil }
    for place in 0...words.count - pattern.count
    where zip(words[place...], pattern).allSatisfy({ $0.lowercased() == $1 }) {
      return place..<place + pattern.count
    }
    return nil
  }
}

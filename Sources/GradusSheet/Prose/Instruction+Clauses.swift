// What a sentence says beside its question: clauses in brackets, several quantities in one word, cases that are named first.
extension Instruction {
  /// `(assume $A \succ 0$)` and `(where $\lambda > 0$)` give something as a clause does; `(hint: …)` says nothing of the question.
  mutating func openBrackets() {
    var start = 0
    while let open = words[start...].firstIndex(of: "("), let close = words[open...].firstIndex(of: ")"),
      close > open + 1
    {
      let inside = Array(words[(open + 1)..<close])
      let first = inside[0].lowercased()
      if Self.bracketClauses.contains(first), inside.contains(where: Self.isFormula) {
        words.removeSubrange(open...close)
        let clause = first == "assume" || first == "suppose" ? ["assuming"] + inside.dropFirst() : inside
        words += clause.filter { $0.lowercased() != "that" }
      } else if ["hint", "hints", "note", "recall", "remember", "see"].contains(first) {
        words.removeSubrange(open...close)
      } else {
        start = close
      }
    }
  }

  private static let bracketClauses: Set<String> = [
    "assume", "assuming", "suppose", "where", "with", "for", "if", "when", "given",
  ]

  /// `gradients` is a gradient of several things or in several names, which are told behind it.
  mutating func singular() {
    for (plural, single) in [
      ("gradients", "gradient"), ("hessians", "hessian"), ("jacobians", "jacobian"), ("determinants", "determinant"),
      ("inverses", "inverse"), ("ranks", "rank"), ("traces", "trace"),
    ] { replace(plural, with: single) }
  }

  /// Puts another word in the place of the first one of a pattern.
  mutating func replace(_ pattern: String, withFirst word: String) {
    while let range = place(of: pattern) { words[range.lowerBound] = word }
  }

  /// `For each of the following functions, find the gradient`: what is asked of the cases, as it is asked behind the verb.
  ///
  /// Nil where it does not begin so.
  var ofCases: (question: Instruction, hole: String)? {
    if lead.isEmpty, let moved = withCasesFirst { return moved.ofCases }
    let told = lead.map { $0.lowercased() }
    guard told.first == "for" || told.first == "in", !told.contains(where: Self.isFormula),
      told.contains("following") || told.contains("below") || told.contains("each") || told.contains("these"),
      !told.contains("cases"), !told.contains("case")
    else { return nil }
    var question = self
    question.lead = []
    let hole = question.append(LatexTokens([]))
    var places = 0
    for pronoun in ["it", "they", "the function", "the functions", "this function", "them"] {
      while let range = question.place(of: pronoun) {
        question.words.replaceSubrange(range, with: [hole])
        places += 1
      }
    }
    for pronoun in ["its", "their"] {
      while let range = question.place(of: pronoun) {
        question.words[range.lowerBound] = "the"
        question.insert(hole, behindNounAt: range.upperBound)
        places += 1
      }
    }
    if places == 0 { question.words += ["of", hole] }
    // `whether ⟨f⟩ is convex, concave, or neither`
    if let end = question.words.firstIndex(of: ","),
      question.words[end...].contains(where: { ["neither", "none"].contains($0.lowercased()) })
    {
      question.words.removeSubrange(end...)
    } else if let end = question.place(of: "or neither") {
      question.words.removeSubrange(end)
    }
    return (question, hole)
  }

  /// `Decide for each of the following functions whether it is convex`, its cases as its lead.
  private var withCasesFirst: Instruction? {
    if let moved = withCasesAsSubject { return moved }
    guard
      let start = place(of: "for each of the following")?.lowerBound ?? place(of: "for each of these")?.lowerBound
        ?? place(of: "which of the following")?.lowerBound
    else { return nil }
    var moved = self
    var end = start + 4
    while end < words.count,
      Self.caseNouns.contains(words[end].lowercased())
    { end += 1 }
    guard words[end...].contains(where: { ["it", "its", "they", "their", "is", "are"].contains($0.lowercased()) })
    else { return nil }
    moved.lead = ["for"] + words[start..<end].filter { $0.lowercased() != "for" && $0.lowercased() != "which" }
    moved.words.removeSubrange(start..<end)
    if words[start].lowercased() == "which" {
      // `Which of the following functions are convex?`
      guard start == 0, let verb = moved.words.first, ["is", "are"].contains(verb.lowercased()) else { return nil }
      moved.words = ["is", "it"] + moved.words.dropFirst()
    }
    return moved
  }

  private static let caseNouns: Set<String> = ["functions", "function", "matrices", "expressions", "sets"]

  /// `Determine whether the following functions are convex`, `Are these matrices invertible?`
  private var withCasesAsSubject: Instruction? {
    let lower = words.map { $0.lowercased() }
    let link = lower.firstIndex { ["whether", "if"].contains($0) }
    let isQuestion = lower.first == "are" || lower.first == "is"
    guard isQuestion || link != nil, !lower.contains("which") else { return nil }
    let start = isQuestion ? 1 : link! + 1
    for pattern in ["the following", "each of the following", "each of these", "the functions below"] {
      guard let range = place(of: pattern, from: start), range.lowerBound == start else { continue }
      var end = range.upperBound
      while end < words.count,
        Self.caseNouns.union(["matrix", "scalar", "real"]).contains(lower[end])
      {
        end += 1
      }
      if !isQuestion {
        guard end < words.count, ["is", "are"].contains(lower[end]) else { continue }
        end += 1
      }
      guard end < words.count, !Self.isFormula(words[end]) else { continue }
      var moved = self
      moved.lead = ["for", "each", "of", "the", "following"]
      moved.words = isQuestion ? ["is", "it"] + words[end...] : Array(words[..<start]) + ["it", "is"] + words[end...]
      return moved
    }
    return nil
  }

  /// `Show that the softmax is invariant to a constant: softmax(z + c 𝟏) = softmax(z)` asks for the equation, which the words describe;
  /// `the derivative of \tanh` is that of tanh(x).
  mutating func withoutDescription() {
    let shows = ["show", "prove", "verify"].contains(words.first?.lowercased() ?? "")
    if shows, let colon = words.lastIndex(of: ":"), colon + 2 == words.count, words[1].lowercased() == "that",
      let equation = formula(words[colon + 1]), equation.split(at: ["="]).count > 1
    {
      words.removeSubrange(2...colon)
    }
    for word in words {
      guard let name = formula(word), name.tokens.count == 1, let command = name.tokens.first,
        Self.functionCommands.contains(command)
      else { continue }
      set(word, to: LatexTokens([command, "(", "x", ")"]))
      if words.contains(where: { $0.lowercased() == "derivative" }), !contains("with respect to") {
        words += ["with", "respect", "to", append(LatexTokens(["x"]))]
      }
    }
  }

  private static let functionCommands: Set<String> = [
    "\\sin", "\\cos", "\\tan", "\\exp", "\\log", "\\ln", "\\tanh", "\\sinh", "\\cosh", "\\arctan", "\\arcsin",
    "\\arccos",
    "\\mathrm{ReLU}", "\\operatorname{ReLU}", "\\text{ReLU}",
  ]

  /// What speaks of the question before it: `… and evaluate it at $(1, 2)$`, and `… and classify them` of stationary points.
  mutating func referBack(to readings: [QuestionReader.Reading]) {
    if words.count > 2, ["evaluate", "compute", "calculate"].contains(words[0].lowercased()),
      ["it", "them", "this"].contains(words[1].lowercased()),
      words[2].lowercased() == "at", case .statement(let text, _, _)? = readings.last
    {
      words.replaceSubrange(0...1, with: [append(LatexTokens([text]))])
      return
    }
    guard words.count <= 3, words.first?.lowercased() == "classify", case .statement(let text, _, _)? = readings.last,
      let subject = Phrase(text).split(at: "stationary points of")?.after
    else { return }
    words = ["classify", "the", "stationary", "points", "of", append(LatexTokens([subject.text]))]
  }

  /// `the logistic sigmoid $f$`, `the regularised objective $J(w)$`: what the name is called besides, where the name is known.
  ///
  /// - Parameter isDefined: whether the page defines a name, by its tokens.
  mutating func withoutAppositions(isDefined: (_ name: [String]) -> Bool) {
    var place = words.count - 1
    while place > 0 {
      defer { place -= 1 }
      guard let name = formula(words[place]).flatMap({ LatexTokens.nameBeforeArguments($0.tokens) }), isDefined(name)
      else { continue }
      var start = place
      while start > 0, Self.isDescription(words[start - 1]) { start -= 1 }
      guard start < place, start > 0 else { continue }
      let before = words[start - 1].lowercased()
      if ["the", "a", "an", "this", "our", "following"].contains(before), start > 1 {
        words.removeSubrange((start - 1)..<place)
        place = start - 1
      } else if ["of", "for", "minimise", "minimize", "maximise", "maximize", "on", "differentiate"].contains(before) {
        words.removeSubrange(start..<place)
        place = start
      }
    }
  }

  /// A word that may describe a thing and asks nothing of it.
  private static func isDescription(_ word: String) -> Bool {
    let lower = word.lowercased()
    return lower.count > 2 && lower.allSatisfy { $0.isLetter || $0 == "-" || $0 == "’" || $0 == "'" }
      && !isFormula(word)
      && !verbs.contains(lower) && !quantities.contains(lower) && !ReferentKind.all.contains(lower)
      && !links.contains(lower)
  }

  private static let links: Set<String> = [
    "the", "and", "for", "with", "respect", "over", "from", "that", "whether", "when", "where", "using", "starting",
    "then",
    "into", "under", "both", "each", "all", "its", "this", "our", "logarithm", "log", "square", "cube", "reciprocal",
    "absolute",
    "root", "exponential", "inverse", "conjugate", "half", "twice", "double", "step", "steps", "descent", "rate",
    "direction",
    "minimise", "minimize", "maximise", "maximize", "differentiate", "newton", "method", "point", "points", "if",
  ]

  /// `the gradient of f and g`: of each of them.
  var ofEach: [Instruction]? {
    for kind in ["gradient", "hessian", "jacobian", "derivative", "determinant", "inverse", "trace", "rank"] {
      guard let range = place(of: "\(kind) of * and *") ?? place(of: "\(kind) of * , *"),
        [range.upperBound - 3, range.upperBound - 1].allSatisfy({
          formula(words[$0]).map { SymbolNames.parts($0.tokens) != nil || $0.definedName != nil } ?? false
        })
      else { continue }
      var (first, second) = (self, self)
      first.words.removeSubrange((range.upperBound - 2)..<range.upperBound)
      second.words.removeSubrange((range.upperBound - 3)..<(range.upperBound - 1))
      return [first] + (second.ofEach ?? [second])
    }
    return nil
  }
}

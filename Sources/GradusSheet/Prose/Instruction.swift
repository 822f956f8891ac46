/// A sentence that asks for something: `Compute the Hessian matrix of $f$ w.r.t. $x$.`
///
/// Its words and marks stand one by one, its formulas as one character each, until it is written as a statement.
struct Instruction {
  var words: [String]
  private(set) var formulas: [LatexTokens]
  let line: Int

  /// The verbs that ask.
  static let verbs: Set<String> = [
    "compute", "find", "calculate", "determine", "evaluate", "give", "state", "derive", "differentiate", "show",
    "prove",
    "verify", "solve", "minimise", "minimize", "maximise", "maximize", "simplify", "expand", "write", "perform", "take",
    "carry", "plot", "sketch", "draw", "obtain", "apply", "invert", "normalise", "normalize", "explain", "express",
    "decide",
    "check", "factor", "factorise", "factorize", "integrate", "describe", "do", "work", "propagate", "what", "is",
    "are",
    "does", "how", "which", "why", "for which", "use", "run", "train", "implement", "discuss", "round", "fit",
    "estimate",
    "deduce", "conclude", "execute", "classify", "sum", "multiply", "add", "list", "argue", "justify", "project",
    "diagonalise",
    "diagonalize",
  ]
  /// Words before a verb that change nothing.
  private static let leads: Set<String> = [
    "then", "now", "next", "hence", "also", "finally", "please", "and", "thus", "first", "second", "third", "again",
    "use",
  ]
  private static let clauses: Set<String> = [
    "with", "using", "for", "if", "when", "in", "by", "given", "from", "starting", "at", "let", "assuming", "suppose",
    "on",
    "consider", "where", "as", "under", "after", "having",
  ]

  /// The words of a sentence, whether it asks or tells; nil where it has none.
  init?(telling sentence: ProseText) {
    var words: [String] = []
    var formulas: [LatexTokens] = []
    for placed in sentence.pieces {
      switch placed.piece {
      case .word(let word): words.append(word)
      case .mark(let mark):
        // What is no space before it belongs to the word: `[1`, `2;`, of a formula that was typed as words.
        words.append(String(mark))
      case .formula(let formula, _):
        words.append(Instruction.mark(formulas.count))
        formulas.append(formula)
      }
    }
    self.words = words
    self.formulas = formulas
    line = sentence.pieces.first?.line ?? 1
    guard words.contains(where: { $0.first?.isLetter == true && !Instruction.isFormula($0) }) else { return nil }
  }

  /// Nil where the sentence asks for nothing.
  init?(_ sentence: ProseText) {
    self.init(telling: sentence)
    withoutRemarks()
    isClaimOfTruth()
    guard let first = words.first(where: { $0.first?.isLetter == true && !Instruction.isFormula($0) })?.lowercased()
    else { return nil }
    if sentence.isQuestion {
      // `For which x …` asks itself.
      let asks = self.words.dropFirst().first.map { ["which", "what"].contains($0.lowercased()) } ?? false
      if Instruction.clauses.contains(first), !asks { takeLead(isQuestion: true) }
      return
    }
    withoutMeans()
    withoutTitle()
    var place = 0
    while place < self.words.count,
      Instruction.leads.contains(self.words[place].lowercased()) || self.words[place] == ","
    {
      place += 1
    }
    if place < self.words.count, isVerb(place) {
      self.words.removeFirst(place)
      return
    }
    // `With a step length of 2, find …`, `Let A = … and find …`
    // `Then, for $x \in \mathbb{R}^n$, find …`
    if place > 0, place < words.count { words.removeFirst(place) }
    let opening = words.first?.lowercased() ?? first
    guard Instruction.clauses.contains(opening), takeLead(isQuestion: false) else { return nil }
  }

  /// `True or false: (AB)ᵀ = AᵀBᵀ` asks to show it, or that it does not hold.
  private mutating func isClaimOfTruth() {
    for pattern in ["true or false", "true/false", "t/f", "true or not", "is it true that", "right or wrong"] {
      guard let range = place(of: pattern) else { continue }
      let isFirst = range.lowerBound == 0
      if isFirst, range.upperBound < words.count {
        var rest = Array(words[range.upperBound...])
        while let first = rest.first, [":", "?", "-", "–", "—", ".", ")"].contains(first) { rest.removeFirst() }
        guard rest.count > 1 else { return }
        if rest[0].lowercased() == "if", let then = rest.firstIndex(where: { $0.lowercased() == "then" }), then > 2 {
          lead = Array(rest[..<then].prefix { $0 != "," })
          rest = Array(rest[(then + 1)...])
        }
        words = ["show", "that"] + rest
      } else if !isFirst, range.upperBound == words.count,
        ["(", ",", ":", "-", "–", ".", "?"].contains(words[range.lowerBound - 1])
      {
        words = ["show", "that"] + words[..<(range.lowerBound - 1)]
      }
      return
    }
  }

  /// `Newton's method: for $f(x) = …$, compute …`: what stands before the colon is a title.
  private mutating func withoutTitle() {
    let remarks: Set<String> = [
      "hint", "hints", "note", "remark", "recall", "tip", "reminder", "example", "definition", "answer", "solution",
      "given",
      "warning", "idea", "theorem", "lemma", "where", "here",
    ]
    guard let colon = words.firstIndex(of: ":"), (1...6).contains(colon), colon + 1 < words.count,
      !words[..<colon].contains(where: Instruction.isFormula), let first = words.first?.lowercased(),
      !remarks.contains(first), !Instruction.verbs.contains(first), !Instruction.clauses.contains(first)
    else { return }
    words.removeFirst(colon + 1)
  }

  /// Puts what stands before the verb apart; false where no verb follows.
  @discardableResult private mutating func takeLead(isQuestion: Bool) -> Bool {
    let first = words.first?.lowercased()
    for place in words.indices.dropFirst()
    where isVerb(place) || isQuestion && ["is", "are"].contains(words[place].lowercased()) {
      let before = words[place - 1].lowercased()
      guard
        before == "," || before == "and" || before == "then" || Instruction.isFormula(before) && first != "let"
          || Instruction.endsCases(before) && first != "let"
      else { continue }
      lead = Array(words[..<place])
      while let last = lead.last, [",", "and", "then"].contains(last.lowercased()) { lead.removeLast() }
      words.removeFirst(place)
      return true
    }
    return false
  }

  /// `For each of the following functions determine …` has no comma.
  private static func endsCases(_ word: String) -> Bool {
    ["functions", "expressions", "matrices", "systems", "equations", "following", "below", "problems", "sets"].contains(
      word)
  }

  /// What stood before the verb: `with a step length of 2`.
  var lead: [String] = []

  private func isVerb(_ place: Int) -> Bool {
    let word = words[place].lowercased()
    guard Instruction.verbs.contains(word) else { return false }
    // `is` and `are` ask at the beginning only, and in questions.
    return !["is", "are", "use"].contains(word)
  }

  /// `Show your work`, `Justify your answers`, `Explain.`, `Why or why not?`: how an answer is to look, and no question.
  var isManner: Bool {
    // `If so, prove it. If not, give a counterexample.`
    if lead.count == 2, lead[0].lowercased() == "if", ["so", "not", "yes", "no"].contains(lead[1].lowercased()) {
      return true
    }
    guard !words.contains(where: Instruction.isFormula), words.count <= 8 else { return false }
    let all = Set(words.filter { $0.first?.isLetter == true }.map { $0.lowercased() })
    return all.contains("your") && !all.isDisjoint(with: Instruction.ownWork) || all.isSuperset(of: ["all", "steps"])
      || !all.isEmpty && all.isSubset(of: Instruction.reasons)
  }

  private static let ownWork: Set<String> = [
    "work", "working", "steps", "answer", "answers", "reasoning", "calculations", "name", "claim", "claims", "result",
    "results", "conclusion", "choice", "reasons",
  ]
  /// The words of `Explain briefly.`, `Why or why not?`, `Give reasons.`
  private static let reasons: Set<String> = [
    "explain", "why", "not", "or", "and", "briefly", "shortly", "justify", "how", "so", "argue", "discuss", "prove",
    "this", "it", "that", "is", "motivate", "in", "words", "one", "two", "a", "few", "sentence", "sentences", "give",
    "reason", "reasons", "the", "please", "carefully", "state",
  ]

  // MARK: Formulas among the words

  static func mark(_ index: Int) -> String { String(Character(Unicode.Scalar(UInt32(0xE000 + index))!)) }
  static func isFormula(_ word: String) -> Bool {
    word.unicodeScalars.count == 1 && (0xE000...0xF8FF).contains(word.unicodeScalars.first!.value)
  }
  func formula(_ word: String) -> LatexTokens? {
    guard Instruction.isFormula(word) else { return nil }
    return formulas[Int(word.unicodeScalars.first!.value) - 0xE000]
  }

  /// Puts another formula in the place of one.
  mutating func set(_ word: String, to formula: LatexTokens) {
    formulas[Int(word.unicodeScalars.first!.value) - 0xE000] = formula
  }

  mutating func append(_ formula: LatexTokens) -> String {
    formulas.append(formula)
    return Instruction.mark(formulas.count - 1)
  }

  /// The sentence as a statement, its formulas as the reader reads them.
  func statement(_ names: SymbolNames) -> String { Instruction.text(words, formulas, names) }

  static func text(_ words: [String], _ formulas: [LatexTokens], _ names: SymbolNames) -> String {
    var text = ""
    var open = false
    for word in words {
      let isMark = word.count == 1 && !word.first!.isLetter && !word.first!.isNumber && !isFormula(word)
      let joins = isMark && ",.;:?!)]".contains(word) || open
      let piece = isFormula(word) ? names.text(formulas[Int(word.unicodeScalars.first!.value) - 0xE000]) : word
      text += (text.isEmpty || joins ? "" : " ") + piece
      open = word == "(" || word == "["
    }
    return text
  }
}

extension Instruction {
  /// Where the words stand one after the other; `*` is any formula.
  func place(of pattern: String, from start: Int = 0) -> Range<Int>? {
    let pattern = pattern.split(separator: " ").map(String.init)
    guard words.count >= pattern.count, start <= words.count - pattern.count else { return nil }
    for place in start...words.count - pattern.count
    where zip(words[place...], pattern).allSatisfy({
      $1 == "*" ? Instruction.isFormula($0) : $0.lowercased() == $1
    }) {
      return place..<place + pattern.count
    }
    return nil
  }

  func contains(_ pattern: String) -> Bool { place(of: pattern) != nil }

  /// Without what stands in brackets and holds no formula, and without marks at the end.
  mutating func withoutRemarks() {
    while let open = words.firstIndex(of: "("), let close = words[open...].firstIndex(of: ")"),
      words[open..<close].count > 1, !words[open..<close].contains(where: Instruction.isFormula),
      open == 0 || !["/", "*", "=", "+", "-", "^", "|", "_", "<", ">"].contains(words[open - 1]),
      words[open + 1].count > 1
    {
      words.removeSubrange(open...close)
    }
    while let last = words.last, [".", "?", "!", ":", ","].contains(last) { words.removeLast() }
  }

  mutating func remove(_ patterns: [String]) {
    for pattern in patterns {
      while let range = place(of: pattern) { words.removeSubrange(range) }
    }
  }

  mutating func replace(_ pattern: String, with text: String) {
    var start = 0
    let new = text.split(separator: " ").map(String.init)
    while let range = place(of: pattern, from: start) {
      words.replaceSubrange(range, with: new)
      start = range.lowerBound + new.count
    }
  }
}

// What the sentence of a question gives itself: `for $A = …$`, `when $f = …$`, `the gradient of $f(x) = …$`.
extension QuestionReader {
  /// Definitions within the question: `for $A = …$`, `when $f = …$`, `the gradient of $f(x) = …$`.
  mutating func given(in instruction: inout Instruction) -> [SourceLine] {
    var reader = GivenReader(scope: scope)
    var givens: [SourceLine] = []
    let verb = instruction.words.first?.lowercased() ?? ""
    moveLead(in: &instruction)
    if !instruction.lead.isEmpty {
      let found = reader.read(instruction.text(of: instruction.lead), isOfQuestion: true)
      givens += found.statements
      // A function that is defined here is no supposition.
      let isNew =
        reader.scope.functions.contains { !before.contains($0.name) }
        || found.statements.contains { line in
          Phrase(line.text).after("let")?.sidesOfEquation.map { $0.left.text.contains("(") } ?? false
        }
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
        guard sides.count == 2,
          sides[0].tokens.contains("(") || sides[1].cells != nil && sides[1].isNumeric
            || isNamed(word, sides[0], in: instruction)
        else { continue }
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

  /// Whether `L = …` behind `the gradient of the loss` says what L is.
  private func isNamed(_ word: String, _ left: LatexTokens, in instruction: Instruction) -> Bool {
    guard let parts = SymbolNames.parts(left.tokens), parts.above == nil,
      let place = instruction.words.firstIndex(of: word), place > 0
    else { return false }
    let noun = instruction.words[place - 1].lowercased()
    let isQuantity = instruction.words[..<place].contains {
      ["gradient", "derivative", "hessian", "derivatives"].contains($0.lowercased())
    }
    return isQuantity
      && ["loss", "cost", "objective", "function", "energy", "error", "risk", "likelihood", "cross-entropy", "of"]
        .contains(noun)
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
    moveEnd(in: &instruction)
    guard instruction.lead.count >= 2, ["at", "for", "when", "if"].contains(instruction.lead[0].lowercased()),
      !instruction.contains("at"), let last = instruction.lead.last, let formula = instruction.formula(last)
    else { return }
    let isPlace = instruction.lead[0].lowercased() == "at"
    let formulas = instruction.lead.filter(Instruction.isFormula)
    if formulas.count > 1 { return moveValues(formulas, in: &instruction) }
    guard isPlace || isValueOfArgument(formula, in: instruction) else { return }
    instruction.words += ["at", last]
    instruction.lead = []
  }

  /// `For $x = 1$, $w = 2$ and $b = 0$, compute $\partial J/\partial w$` of J(w, b): the place is w = 2 and b = 0, and x is given.
  private func moveValues(_ formulas: [String], in instruction: inout Instruction) {
    let isValue = formulas.map { word in
      instruction.formula(word).map { $0.split(at: ["="]).count == 2 } ?? false
    }
    guard isValue.allSatisfy({ $0 }) else { return }
    let places = formulas.filter { word in
      instruction.formula(word).map { isValueOfArgument($0, in: instruction) } ?? false
    }
    guard !places.isEmpty else { return }
    for (index, place) in places.enumerated() { instruction.words += [index == 0 ? "at" : "and", place] }
    let others = formulas.filter { !places.contains($0) }
    instruction.lead = others.isEmpty ? [] : [instruction.lead[0]] + others
  }

  /// `x = 1` of an argument of a function that the sentence speaks of.
  private func isValueOfArgument(_ formula: LatexTokens, in instruction: Instruction) -> Bool {
    let sides = formula.split(at: ["="])
    let name = scope.names.text(sides[0])
    return sides.count == 2
      && scope.functions.contains { function in
        function.arguments.contains(name) && instruction.mentions(scope.names, function.name)
      }
  }

  /// `Compute $f'(x)$ for $x = 2$`, likewise.
  private func moveEnd(in instruction: inout Instruction) {
    let words = instruction.words
    guard words.count > 2, !instruction.contains("at"), !instruction.contains("at *"),
      ["for", "when", "if"].contains(words[words.count - 2].lowercased()),
      let sides = instruction.formula(words[words.count - 1])?.split(at: ["="]), sides.count == 2, sides[1].isNumeric
    else { return }
    let name = scope.names.text(sides[0])
    let isArgument = scope.functions.contains { function in
      function.arguments == [name] && instruction.mentions(scope.names, function.name)
    }
    // Of a function alone it is the value that is asked for.
    let isSlope = instruction.words.compactMap(instruction.formula).contains {
      $0.tokens.contains("'") || instruction.leibniz($0) != nil
    }
    guard isArgument,
      isSlope || words.contains(where: { ["derivative", "gradient", "hessian", "slope"].contains($0.lowercased()) })
    else { return }
    instruction.words[words.count - 2] = "at"
  }

  /// Words that only point at what stands elsewhere.
  func withoutCases(_ instruction: inout Instruction) {
    instruction.remove(["from above", "above", "of the sheet", "from the lecture", "given above", "in general"])
  }

  /// `the jacobian of the gradient of f`, a derivative of a derivative: the inner one as a call.
  func nameDerivatives(_ instruction: inout Instruction) {
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

  /// `… for $j = k$ and for $j \ne k$`: which entries are meant, where all of them are the answer.
  func withoutIndexRelations(_ instruction: inout Instruction) {
    guard instruction.contains("with respect to *") else { return }
    while let clause = instruction.place(of: "and for *") ?? instruction.place(of: "for *")
      ?? instruction.place(of: "and *"),
      instruction.formula(instruction.words[clause.upperBound - 1])?.relatesIndices == true
    {
      instruction.words.removeSubrange(clause)
    }
    while let last = instruction.words.last, ["and", ",", "for"].contains(last.lowercased()) {
      instruction.words.removeLast()
    }
  }

  /// `For $z = (1, 2)$, compute $\partial L/\partial z$`: the derivative is wanted there.
  func takeAtOwnValue(_ instruction: inout Instruction, _ givens: [SourceLine]) {
    guard !instruction.contains("at"), !instruction.contains("at *"),
      let place = instruction.place(of: "with respect to *")
    else { return }
    let told = instruction.words[(place.upperBound - 1)...]
    let variables = told.filter(Instruction.isFormula)
    guard told.allSatisfy({ Instruction.isFormula($0) || ["and", ","].contains($0.lowercased()) }) else { return }
    func value(of word: String) -> String? {
      guard let name = instruction.formula(word).map({ scope.names.text($0) }) else { return nil }
      return givens.lazy.compactMap { line in Phrase(line.text).after("let")?.sidesOfEquation }.last {
        $0.left.text == name && LatexTokens($0.right.text).isNumeric
      }?.right.text
    }
    let values = variables.map(value)
    guard values.allSatisfy({ $0 != nil }) else { return }
    if variables.count == 1 {
      instruction.words += ["at", variables[0]]
      return
    }
    for (index, (word, value)) in zip(variables, values).enumerated() {
      let name = instruction.formula(word)!.tokens
      let assignment = instruction.append(LatexTokens(name + ["="] + LatexTokens(value!).tokens))
      instruction.words += [index == 0 ? "at" : "and", assignment]
    }
  }
}

import GradusExpression
import GradusSolving

extension Step {
  /// The line of working that the step is.
  var line: WorkingLine { line(from: nil) }

  /// The line of working that the step is, in a derivation that began with a formula.
  func line(from original: Formula?) -> WorkingLine {
    var passage: Passage = [.words(rule.prefix(1).uppercased() + rule.dropFirst())]
    passage += sentence.isEmpty ? [.words(".")] : [.words(":")] + sentence.passage(naming: symbolNames)
    if !facts.isEmpty {
      passage.append(.words("Uses: \(facts.map(\.description).joined(separator: ", "))."))
    }
    return WorkingLine(passage, .step(self, from: original))
  }
}

extension EquationStep {
  /// The line of working that the step is.
  var line: WorkingLine {
    WorkingLine(sentence, left == right ? .formula(left) : .equation(.formula(left), .formula(right)))
  }
}

extension ProofLine {
  /// The line of working that the claim and its reason are.
  var line: WorkingLine {
    WorkingLine([.formula(formula.computed)] + "\(claim): \(reason).".passage(naming: Formula.names(in: [formula])))
  }
}

extension String {
  /// The sentence with the names of symbols set as mathematics.
  fileprivate func passage(naming symbols: Set<String>) -> Passage {
    var passage: Passage = []
    var words: [Substring] = []
    for word in split(separator: " ") {
      let name = String(word.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      guard symbols.contains(name) else {
        words.append(word)
        continue
      }
      if !words.isEmpty { passage.append(.words(words.joined(separator: " "))) }
      passage.append(.formula(.symbol(name)))
      words = []
      let rest = word.dropFirst(name.count)
      if !rest.isEmpty { words = [rest] }
    }
    if !words.isEmpty { passage.append(.words(words.joined(separator: " "))) }
    return passage
  }
}

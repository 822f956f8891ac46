import GradusExpression
import GradusSolving

extension Step {
  /// The line of working that the step is.
  var line: WorkingLine {
    var passage: Passage = [.words(rule.prefix(1).uppercased() + rule.dropFirst())]
    passage += sentence.isEmpty ? [.words(".")] : [.words(":")] + sentence.passage(of: self)
    if !facts.isEmpty {
      passage.append(.words("Uses: \(facts.map(\.description).joined(separator: ", "))."))
    }
    return WorkingLine(passage, .step(self))
  }
}

extension EquationStep {
  /// The line of working that the step is.
  var line: WorkingLine {
    WorkingLine(sentence, left == right ? .formula(left) : .equation(.formula(left), .formula(right)))
  }
}

extension String {
  /// The sentence with the symbols of a step set as mathematics. The article "a" stays a word.
  fileprivate func passage(of step: Step) -> Passage {
    let symbols = Set((step.before.symbols + step.after.symbols).map(\.name)).subtracting(["a", "in", "it", "of"])
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

package import GradusExpression

/// A line of an answer or of its working: a sentence, and the mathematics that is displayed with it.
///
/// The command, the sheets, the marking and JSON all show this one line; none of them reads its words.
public struct Line: Hashable, Sendable {
  /// The name of the law by which the line holds, where it is worth naming.
  package let law: String?
  /// The words, with formulas in them.
  package let sentence: Passage
  /// The mathematics that stands below or beside them.
  package let display: Mathematics?
  /// The facts that the law needed.
  package let facts: [UsedFact]
  /// Whether the line goes on with the one before it: "if Q is invertible".
  package let isContinuation: Bool

  /// A line of words and mathematics.
  package init(
    law: String? = nil, _ sentence: Passage, _ display: Mathematics? = nil, facts: [UsedFact] = [],
    isContinuation: Bool = false
  ) {
    self.law = law
    self.isContinuation = isContinuation
    self.sentence = sentence
    self.display = display
    self.facts = facts
  }

  /// A line of plain words.
  package init(_ sentence: String, _ display: Mathematics? = nil) {
    self.init(sentence.isEmpty ? [] : [.words(sentence)], display)
  }
}

extension Line {
  /// The line that a step is.
  ///
  /// - Parameters:
  ///   - original: the formula that the derivation began with, whose sums stay together.
  ///   - namesLaw: whether the name of the law says what the sentence does not.
  package init(_ step: Step, from original: Formula? = nil, namesLaw: Bool = true) {
    switch step.relation {
    case .claim(let claim):
      let reason: Words = ": \(step.sentence)."
      self.init([.formula(step.before.computed)] + Passage(claim + reason), facts: step.facts)
    case .statement where step.after.isSymbol:
      self.init(law: namesLaw ? step.rule : nil, Passage(step.sentence), facts: step.facts)
    case .becomes, .definition, .equality, .derivative, .prime, .differential, .chain, .total, .statement, .gradient:
      self.init(
        law: namesLaw ? step.rule : nil, Passage(step.sentence), .step(step, from: original), facts: step.facts)
    }
  }

  /// The line on paper: the law, the sentence and the facts as one passage.
  package var passage: Passage {
    var passage = sentence
    if let law {
      let name = law.prefix(1).uppercased() + law.dropFirst()
      passage = sentence.isEmpty ? [.words(name + ".")] : [.words(name + ":")] + sentence
    }
    if !facts.isEmpty { passage.append(.words("Uses: \(facts.map(\.description).joined(separator: ", ")).")) }
    return passage
  }

  /// The line of a terminal, or a few: `2. chain rule:  ∂f/∂x = …` with the sentence and the facts below it where the law has a
  /// name, and otherwise the sentence with its mathematics below.
  public func text(as notation: Notation, numbered number: Int? = nil) -> String {
    let words = sentence.line(as: notation)
    let formula = display?.written(inElementAs: notation)
    var lines: [String] = []
    if let law {
      lines.append((number.map { "\($0). " } ?? "") + law + (formula.map { ":  \($0)" } ?? ""))
      if !words.isEmpty { lines.append("   \(words)") }
    } else {
      if !words.isEmpty { lines.append(words) }
      if let formula { lines += formula.split(separator: "\n").map { (words.isEmpty ? "" : "    ") + $0 } }
    }
    if law != nil, !facts.isEmpty {
      lines.append("   uses: \(facts.map(\.description).joined(separator: ", "))")
    }
    return lines.joined(separator: "\n")
  }
}

extension Formula {
  fileprivate var isSymbol: Bool { if case .symbol = node { true } else { false } }
}

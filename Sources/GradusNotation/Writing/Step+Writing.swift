public import GradusExpression

/// One line of working with its formulas as text; in JSON an object with these names, but for the line itself.
public struct WrittenStep: Hashable, Sendable, Codable {
  /// The name of the law.
  public let rule: String
  public let before: String
  public let after: String
  /// What was done, in a sentence.
  public let sentence: String
  /// The facts that the law needed: `Q symmetric`.
  public let facts: [String]
  /// What the line says of its two sides: `becomes`, `definition`, `equality`, `derivative`, `differential` or `chain rule`.
  public let relation: String
  /// Both sides in one line: `∂/∂w (X w − y) = X`.
  public private(set) var line = ""

  private enum CodingKeys: CodingKey { case rule, before, after, sentence, facts, relation }

  init(_ step: Step, _ format: Format, keepingSumsOf original: Formula?) {
    rule = step.rule
    before = step.before.written(as: format, keepingSumsOf: original)
    after = step.after.written(as: format, keepingSumsOf: original)
    sentence = step.sentence.writingNames(step.symbolNames, as: format)
    facts = step.facts.map(\.description)
    relation = step.relation.word
    line = step.line(as: format, keepingSumsOf: original)
  }

  /// The line with its number, the sentence and the facts below it.
  public func text(numbered number: Int) -> String {
    var lines = ["\(number). \(rule):  \(line)"]
    if !sentence.isEmpty { lines.append("   \(sentence)") }
    if !facts.isEmpty { lines.append("   uses: \(facts.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }
}

extension Step {
  /// The line with its formulas in a format, with the sums of a formula kept together.
  public func written(as format: Format = .unicode, keepingSumsOf original: Formula? = nil) -> WrittenStep {
    WrittenStep(self, format, keepingSumsOf: original)
  }
}

extension Derivation {
  /// The lines of the working up to a level of detail.
  public func written(as format: Format = .unicode, level: Step.Level = .normal) -> [WrittenStep] {
    steps.filter { $0.level <= level }.map { $0.written(as: format) }
  }
}

public import GradusExpression

/// One line of working with its formulas as text; in JSON an object with these names.
public struct WrittenStep: Hashable, Sendable, Codable {
  /// The name of the law.
  public let rule: String
  public let before: String
  public let after: String
  /// What was done, in a sentence.
  public let sentence: String
  /// The facts that the law needed: `Q symmetric`.
  public let facts: [String]

  /// The line with its number, the sentence and the facts below it.
  public func text(numbered number: Int) -> String {
    let sign = rule == "name a part" ? "=" : "→"
    var lines = ["\(number). \(rule):  \(before)  \(sign)  \(after)"]
    if !sentence.isEmpty { lines.append("   \(sentence)") }
    if !facts.isEmpty { lines.append("   uses: \(facts.joined(separator: ", "))") }
    return lines.joined(separator: "\n")
  }
}

extension Step {
  /// The line with its formulas in a format.
  public func written(as format: Format = .unicode) -> WrittenStep {
    WrittenStep(
      rule: rule, before: before.written(as: format), after: after.written(as: format), sentence: sentence,
      facts: facts.map(\.description))
  }
}

extension Derivation {
  /// The lines of the working up to a level of detail.
  public func written(as format: Format = .unicode, level: Step.Level = .normal) -> [WrittenStep] {
    steps.filter { $0.level <= level }.map { $0.written(as: format) }
  }
}

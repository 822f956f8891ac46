package import GradusExpression
import GradusNotation

extension Step {
  /// The step for a program: formulas in ASCII that read back. `before` and `after` are the two sides once more, by the names
  /// that fit a derivation.
  ///
  /// - Parameter original: the formula that the derivation began with, whose sums stay together.
  package func json(keepingSumsOf original: Formula? = nil) -> JSONValue {
    func text(_ formula: Formula) -> JSONValue { .string(formula.written(as: .ascii, keepingSumsOf: original)) }
    let words = sentence.text { $0.written(as: .ascii) }
    let list = facts.map { JSONValue.string($0.description) }
    if case .claim(let claim) = relation {
      return [
        "formula": text(before), "claim": .string(claim.text { $0.written(as: .ascii) }), "reason": .string(words),
        "facts": .array(list),
      ]
    }
    return [
      "rule": .string(rule), "sentence": .string(words), "relation": .string(relation.word), "left": text(before),
      "right": text(after), "before": text(before), "after": text(after), "facts": .array(list),
    ]
  }
}

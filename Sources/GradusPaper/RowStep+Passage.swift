import GradusExpression
package import GradusNotation
package import GradusSolving

extension RowStep {
  /// The operation in signs and in words.
  package var passage: Passage { [.mathematics(operation.mathematics)] + Passage(": " + sentence) }
}

extension RowOperation {
  /// `R₁ ↔ R₂`, `R₂ ← R₂ − 2 R₁`
  package var mathematics: Mathematics {
    func row(_ index: Int) -> String { "R_\(index + 1)" }
    switch self {
    case .exchange(let first, let second):
      return .related([.typed(Syntax(row(first))), .typed(Syntax(row(second)))], by: .exchanges)
    case .scale(let index, let factor):
      return .related([.typed(Syntax(row(index))), .typed(Syntax([(factor, row(index))]))], by: .assigns)
    case .add(let factor, let source, let target):
      let sum = Syntax([(1, row(target)), (factor, row(source))])
      return .related([.typed(Syntax(row(target))), .typed(sum)], by: .assigns)
    }
  }
}

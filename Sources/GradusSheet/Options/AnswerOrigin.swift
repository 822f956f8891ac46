import GradusExpression
import GradusSolving

/// What an answer was made from, which is where slips are made.
enum AnswerOrigin: Sendable {
  case system(LinearSystem)
  case descent(DescentOrigin)
  case derivative(of: Formula, in: Formula, order: Int)
  /// A formula of numbers that was computed.
  case value(Formula)
}

/// The question of some steps of gradient descent.
struct DescentOrigin: Sendable {
  let start: Literal
  let length: Rational
  let count: Int
  let variables: [Formula]
  let slopes: [Formula]

  /// Where the steps end, for another length or count or gradient; nil where the gradient has no value on the way.
  func end(length: Rational? = nil, count: Int? = nil, slopes: [Formula]? = nil) -> Formula? {
    let path = try? DescentPath(
      from: start, length: length ?? self.length, steps: count ?? self.count, variables: variables,
      slopes: slopes ?? self.slopes, at: Phrase(""))
    return path?.points.last.map { .literal(shape: $0.shape, $0.values) }
  }
}

import GradusExpression

/// ‖x‖_A = √(xᵀ A x), as in `\|x - \mu\|_{\Sigma^{-1}}^2`.
extension Parser {
  /// Letters of spaces of functions, whose norms have their subscript too: ‖f‖_H.
  private static let spaces: Set<String> = ["H", "X", "V", "U", "L", "E"]

  /// What stands below a norm as its matrix: a capital that is no number, or its inverse; nil where it is an order.
  func weight(_ order: Syntax, of inner: Syntax) throws(ReadingError) -> Syntax? {
    let base: Syntax
    if case .power(let power, let exponent, _) = order.kind, exponent.asNumber == -1 {
      base = power
    } else {
      base = order
    }
    guard let name = base.asName, let letter = name.first, letter.isUppercase, names.rank(name).map({ $0 == 2 }) ?? true
    else { return nil }
    if base.range == order.range, names.rank(name) == nil, Parser.spaces.contains(name) {
      let (x, weight) = (text(inner.range), text(order.range))
      throw error(
        .ambiguous(
          "the norm of \(x) below which \(weight) stands",
          choices: [
            "(\(x))^T*\(weight)*(\(x)) under a root for the matrix \(weight)", "\(weight): [n, n] to declare it",
          ]),
        inner.range.lowerBound..<order.range.upperBound)
    }
    return order
  }

  func weighted(_ inner: Syntax, by weight: Syntax, from start: Int) -> Syntax {
    let range = start..<previousEnd
    let factors = [weight, inner].map { Syntax.Factor(operation: .times, value: $0, signRange: range) }
    let square = Syntax(.product(Syntax(.transpose(inner), range), factors), range)
    return Syntax(.call(.sqrt, [square]), range)
  }
}

import GradusExpression

/// What loses digits, overflows or has no number at 0 when it is computed as it is written, by the functions of NumPy that are made for it.
extension PythonWriter {
  /// log(1 + u) and log cosh u; nil for any other argument of a logarithm.
  mutating func stableLogarithm(of argument: Written) -> Piece? {
    switch argument.form {
    case .sum(let terms):
      guard terms.count > 1, let one = terms.firstIndex(where: { !$0.isNegative && $0.written == .number(1) }) else {
        return nil
      }
      var rest = terms
      rest.remove(at: one)
      return Piece("\(numpy).log1p(\(text(Written(.sum(rest), argument.kind))))")
    case .call(.elementary(.cosh), let inner): return helper(.logcosh, text(inner[0]))
    default: return nil
    }
  }

  /// exp(u) − 1 among the terms of a sum, and the other terms.
  mutating func stableDifference(_ terms: [Written.Summand]) -> (
    piece: Piece, isNegative: Bool, rest: [Written.Summand]
  )? {
    guard let one = terms.firstIndex(where: { $0.written == .number(1) }),
      let power = terms.firstIndex(where: { $0.isNegative != terms[one].isNegative && $0.written.exponent != nil }),
      let exponent = terms[power].written.exponent
    else { return nil }
    let rest = terms.indices.filter { $0 != one && $0 != power }.map { terms[$0] }
    return (Piece("\(numpy).expm1(\(text(exponent)))"), terms[power].isNegative, rest)
  }

  /// x log y of factors that meet entry by entry: 0 log 0 = 0. Nil where there is no logarithm, or nothing but numbers beside it.
  mutating func stableProduct(_ factors: [Written], _ times: ([Written]) -> Written) -> Piece? {
    guard let place = factors.firstIndex(where: { $0.logarithm != nil }), let argument = factors[place].logarithm else {
      return nil
    }
    var rest = factors
    rest.remove(at: place)
    guard rest.contains(where: { if case .number = $0.form { false } else { true } }) else { return nil }
    return helper(.xlogy, "\(text(rest.count == 1 ? rest[0] : times(rest))), \(text(argument))")
  }
}

extension Written {
  /// u of exp(u).
  fileprivate var exponent: Written? {
    if case .call(.elementary(.exp), let arguments) = form { arguments[0] } else { nil }
  }

  /// u of log(u), where that is computed as it is written.
  fileprivate var logarithm: Written? {
    guard case .call(.elementary(.log), let arguments) = form else { return nil }
    switch arguments[0].form {
    case .sum, .call(.elementary(.cosh), _), .number: return nil
    default: return arguments[0]
    }
  }
}

extension Written {
  /// A row as the column that it is transposed: NumPy's vectors have one axis.
  var asColumn: Written {
    if kind == .row, case .transpose(let inner) = form { return inner }
    return self
  }
}

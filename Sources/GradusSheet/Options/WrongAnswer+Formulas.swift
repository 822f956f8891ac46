import GradusCalculus
import GradusExpression
import GradusNotation

extension WrongAnswer {
  /// Slips of any formula: transposes, signs, factors, terms, a forgotten inverse.
  static func ofFormula(_ right: Formula) -> [WrongAnswer] {
    var found: [WrongAnswer] = []
    for part in right.nodesBottomUp {
      guard case .inverse(let matrix) = part.node else { continue }
      found.append(WrongAnswer(value: right.substituting([part: matrix]), slip: "the inverse is forgotten"))
    }
    for (slip, formula) in Slip.variations(of: right) {
      let value = formula.simplified()
      // What is left of a single term is nothing to choose.
      if !value.isZero { found.append(WrongAnswer(value: value, slip: slip.words)) }
    }
    return found
  }

  /// Slips in taking a derivative.
  static func ofDerivative(_ right: Formula, of formula: Formula, in variable: Formula, order: Int) -> [WrongAnswer] {
    var found: [WrongAnswer] = []
    if order == 1, formula.isScalar { found += chainSlips(formula, variable) }
    if order == 2, let first = try? gradient(of: formula, withRespectTo: variable).simplified(),
      first.shape == right.shape
    {
      found.append(WrongAnswer(value: first, slip: "it is differentiated only once"))
    }
    found += ofFormula(right)
    // The derivative has the variable's place in it once less: those who forget this keep it.
    if right.shape == variable.shape {
      found.append(
        WrongAnswer(value: Formula.product([right, variable]).simplified(), slip: "the power is not lowered"))
    }
    if formula.isScalar, right.isScalar || order == 1 {
      found.append(WrongAnswer(value: formula, slip: "it is the function itself"))
    }
    return found
  }

  /// Slips in the chain rule f(g(x))′ = f′(g(x)) · g′(x).
  private static func chainSlips(_ formula: Formula, _ variable: Formula) -> [WrongAnswer] {
    guard let inner = inner(of: formula, variable), inner != variable, inner.isScalar else { return [] }
    let u = Formula.symbol("u")
    let outer = formula.substituting([inner: u])
    guard !outer.contains(variable), let slope = try? gradient(of: outer, withRespectTo: u).simplified(),
      let inside = try? gradient(of: inner, withRespectTo: variable).simplified()
    else { return [] }
    let forgotten = WrongAnswer(
      value: slope.substituting([u: inner]).simplified(), slip: "the derivative of the inner function is missing")
    guard variable.isScalar else { return [forgotten] }
    var found = [
      forgotten,
      WrongAnswer(
        value: slope.substituting([u: inside]), slip: "the outer derivative is taken at the derivative of the inner one"
      ),
      WrongAnswer(value: formula * inside, slip: "the outer function is not differentiated"),
      WrongAnswer(
        value: slope.substituting([u: variable]) * inside,
        slip: "the outer derivative is taken at \(variable.written(as: .unicode)), not at the inner function"),
    ]
    // One level deeper: the innermost derivative forgotten.
    for deeper in chainSlips(inner, variable).prefix(1) {
      found.insert(
        WrongAnswer(
          value: slope.substituting([u: inner]) * deeper.value, slip: "the innermost derivative is missing"),
        at: 1)
    }
    return found.map { WrongAnswer(value: $0.value.simplified(), slip: $0.slip) }
  }

  /// The inner function of a formula that is one function of another; of a sum with one such term that term's.
  private static func inner(of formula: Formula, _ variable: Formula) -> Formula? {
    switch formula.node {
    case .map(_, let argument): argument
    case .power(let base, let exponent): exponent.contains(variable) ? exponent : base
    case .sum(let terms):
      terms.filter { $0.formula.contains(variable) }.count == 1
        ? terms.first { $0.formula.contains(variable) }.flatMap { inner(of: $0.formula, variable) } : nil
    case .symbol, .constant, .namedConstant, .size, .literal, .delta, .basis, .band, .contraction, .extremum,
      .reduction,
      .alongAxes, .inverse, .adjugate, .determinant, .logDeterminant, .matrixFunction, .spectral, .reshape:
      nil
    }
  }
}

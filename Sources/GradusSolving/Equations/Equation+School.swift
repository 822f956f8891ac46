import BigInt
import GradusCalculus
package import GradusExpression

extension Equation {
  /// The lines by which an equation in one number that is linear in it is solved, as at school: what stands with the unknown to the left,
  /// the numbers to the right, and a division; nil for any other equation, and for one without exactly one solution.
  package var schoolLines: [Step]? {
    guard unknown.shape.isEmpty, let (a, b) = Equation.line(left, unknown), let (c, d) = Equation.line(right, unknown),
      a != c
    else { return nil }
    let x = Formula.symbol(unknown)
    func side(_ slope: Rational, _ rest: Rational) -> Formula { x.scaled(by: slope) + .constant(rest) }
    func done(_ number: Rational, _ what: Formula) -> Words {
      number.isNegative ? "Add \(what.scaled(by: -1)) on both sides." : "Subtract \(what) on both sides."
    }
    var lines = [Step("equation", side(a, b), side(c, d), "Multiplied out and collected on each side.")]
    if !c.isZero {
      lines.append(Step("both sides", side(a - c, b), side(0, d), done(c, x.scaled(by: c))))
    }
    if !b.isZero {
      lines.append(Step("both sides", side(a - c, 0), side(0, d - b), done(b, .constant(b))))
    }
    let factor = a - c
    if !factor.isOne {
      lines.append(
        Step(
          "both sides", x, .constant((d - b) / factor),
          factor.isInteger || factor.numerator.magnitude != 1
            ? "Divide by \(factor)." : "Multiply by \(1 / factor)."))
    }
    return lines
  }

  /// a and b, where the formula is a x + b with rational numbers.
  private static func line(_ formula: Formula, _ unknown: Symbol) -> (slope: Rational, rest: Rational)? {
    let x = Formula.symbol(unknown)
    func value(at number: Rational) -> Rational? {
      ExactEvaluator().evaluate(formula.substituting([x: .constant(number)]))?.values.first
    }
    guard formula.symbols.allSatisfy({ $0 == unknown }), let rest = value(at: 0), let one = value(at: 1) else {
      return nil
    }
    let line = x.scaled(by: one - rest) + .constant(rest)
    return formula == line || (formula - line).simplified().isZero ? (one - rest, rest) : nil
  }
}

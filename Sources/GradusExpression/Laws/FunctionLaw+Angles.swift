import BigInt

extension FunctionLaw {
  /// sin(π/6) = ½ and its kin: the functions of the angles of a square and of a regular triangle, cut in halves.
  static let knownAngle = FunctionLaw(
    "sin, cos and tan of known angles", "The triangles of 30° and of 45° give the value.", .cancels
  ) {
    guard case .map(let function, let argument) = $0.node, [.sin, .cos, .tan].contains(function),
      let turns = argument.multipleOfPi
    else { return nil }
    switch function {
    case .sin: return sine(turns)
    case .cos: return sine(turns + Rational(1, 2))
    default:
      guard let top = sine(turns), let bottom = sine(turns + Rational(1, 2)), !bottom.isZero else { return nil }
      return top.isZero ? .zero : tangent(turns)
    }
  }

  /// sin(π q) for the q whose sine has one root; nil for any other.
  private static func sine(_ q: Rational) -> Formula? {
    let (angle, sign) = folded(q)
    let value: Formula
    switch angle {
    case 0: value = 0
    case Rational(1, 6): value = .constant(Rational(1, 2))
    case Rational(1, 4): value = root(2).scaled(by: Rational(1, 2))
    case Rational(1, 3): value = root(3).scaled(by: Rational(1, 2))
    case Rational(1, 2): value = 1
    default: return nil
    }
    return value.scaled(by: sign)
  }

  private static func tangent(_ q: Rational) -> Formula? {
    // The tangent repeats after half a turn and changes its sign with the angle.
    let rest = q - q.floor
    let (angle, sign): (Rational, Rational) = rest <= Rational(1, 2) ? (rest, 1) : (1 - rest, -1)
    switch angle {
    case 0: return 0
    case Rational(1, 6): return root(3).scaled(by: sign / 3)
    case Rational(1, 4): return .constant(sign)
    case Rational(1, 3): return root(3).scaled(by: sign)
    default: return nil
    }
  }

  /// The angle between 0 and ½ with the same sine but for the sign.
  private static func folded(_ q: Rational) -> (angle: Rational, sign: Rational) {
    let rest = q - 2 * (q / 2).floor
    let (half, sign): (Rational, Rational) = rest >= 1 ? (rest - 1, -1) : (rest, 1)
    return (half <= Rational(1, 2) ? half : 1 - half, sign)
  }

  private static func root(_ number: Int) -> Formula {
    .power(.constant(Rational(number)), .constant(Rational(1, 2)))
  }
}

extension Formula {
  /// q of q π; nil of anything else.
  fileprivate var multipleOfPi: Rational? {
    let (coefficient, rest) = coefficientAndRest
    guard case .namedConstant(.pi) = rest.node else { return nil }
    return coefficient
  }
}

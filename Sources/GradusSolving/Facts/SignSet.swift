import GradusExpression

/// The signs that the entries of a formula may have. What is not known is all three.
struct SignSet: OptionSet, Hashable, Sendable {
  let rawValue: UInt8

  static let negative = SignSet(rawValue: 1)
  static let zero = SignSet(rawValue: 2)
  static let positive = SignSet(rawValue: 4)
  static let nonnegative: SignSet = [.zero, .positive]
  static let nonpositive: SignSet = [.zero, .negative]
  static let unknown: SignSet = [.negative, .zero, .positive]

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(of value: Rational) { self = value.isZero ? .zero : value.isNegative ? .negative : .positive }

  var isNonnegative: Bool { !contains(.negative) }
  var isNonpositive: Bool { !contains(.positive) }
  var isPositive: Bool { self == .positive }

  /// The signs of −x.
  var negated: SignSet {
    var result = intersection(.zero)
    if contains(.negative) { result.insert(.positive) }
    if contains(.positive) { result.insert(.negative) }
    return result
  }

  /// The signs of x y.
  func times(_ other: SignSet) -> SignSet {
    var result: SignSet = []
    if contains(.zero) || other.contains(.zero) { result.insert(.zero) }
    if contains(.positive) { result.formUnion(other.subtracting(.zero)) }
    if contains(.negative) { result.formUnion(other.negated.subtracting(.zero)) }
    return result
  }

  /// The signs of x + y.
  func plus(_ other: SignSet) -> SignSet {
    if self == .zero { return other }
    if other == .zero { return self }
    if isNonnegative && other.isNonnegative {
      return isPositive || other.isPositive ? .positive : .nonnegative
    }
    if isNonpositive && other.isNonpositive { return negated.plus(other.negated).negated }
    return .unknown
  }
}

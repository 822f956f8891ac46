/// The signs that the entries of a formula may have. What is not known is all three.
package struct SignSet: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8

  package static let negative = SignSet(rawValue: 1)
  package static let zero = SignSet(rawValue: 2)
  package static let positive = SignSet(rawValue: 4)
  package static let nonnegative: SignSet = [.zero, .positive]
  package static let nonpositive: SignSet = [.zero, .negative]
  package static let unknown: SignSet = [.negative, .zero, .positive]

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package init(of value: Rational) { self = value.isZero ? .zero : value.isNegative ? .negative : .positive }

  package var isNonnegative: Bool { !contains(.negative) }
  package var isNonpositive: Bool { !contains(.positive) }
  package var isPositive: Bool { self == .positive }

  /// The signs of −x.
  package var negated: SignSet {
    var result = intersection(.zero)
    if contains(.negative) { result.insert(.positive) }
    if contains(.positive) { result.insert(.negative) }
    return result
  }

  /// The signs of x y.
  package func times(_ other: SignSet) -> SignSet {
    var result: SignSet = []
    if contains(.zero) || other.contains(.zero) { result.insert(.zero) }
    if contains(.positive) { result.formUnion(other.subtracting(.zero)) }
    if contains(.negative) { result.formUnion(other.negated.subtracting(.zero)) }
    return result
  }

  /// The signs of x + y.
  package func plus(_ other: SignSet) -> SignSet {
    if self == .zero { return other }
    if other == .zero { return self }
    if isNonnegative && other.isNonnegative {
      return isPositive || other.isPositive ? .positive : .nonnegative
    }
    if isNonpositive && other.isNonpositive { return negated.plus(other.negated).negated }
    return .unknown
  }
}

import GradusCalculus
import GradusExpression

/// How a formula bends, entry by entry, in some variables.
package enum Curvature: String, Hashable, Sendable {
  case constant
  case affine
  case convex
  case concave
  case unknown

  var isConvex: Bool { self == .constant || self == .affine || self == .convex }
  var isConcave: Bool { self == .constant || self == .affine || self == .concave }
  var isAffine: Bool { self == .constant || self == .affine }

  var negated: Curvature {
    switch self {
    case .convex: .concave
    case .concave: .convex
    case .constant, .affine, .unknown: self
    }
  }

  /// The curvature of the sum of two.
  func plus(_ other: Curvature) -> Curvature {
    if self == .constant { return other }
    if other == .constant { return self }
    if self == .affine { return other }
    if other == .affine || self == other { return self }
    return .unknown
  }

  /// The curvature of a multiple by something of these signs.
  func times(_ signs: SignSet) -> Curvature {
    if isAffine { return self }
    if signs.isNonnegative { return self }
    if signs.isNonpositive { return negated }
    return .unknown
  }
}

extension FunctionShape {
  var curvature: Curvature {
    switch bend {
    case .convex: .convex
    case .concave: .concave
    }
  }
}

import GradusCalculus
import GradusExpression

/// How a function of one number bends and grows.
struct FunctionShape {
  let curvature: Curvature
  var isIncreasing = false
  var isDecreasing = false
  /// Where this holds, if not everywhere: " on x > 0".
  var domain = ""
}

extension ElementaryFunction {
  /// The shape of the function on arguments of these signs; nil where it bends both ways.
  func shape(on signs: SignSet) -> FunctionShape? {
    switch self {
    case .exp: FunctionShape(curvature: .convex, isIncreasing: true)
    case .softplus, .relu: FunctionShape(curvature: .convex, isIncreasing: true)
    case .log: FunctionShape(curvature: .concave, isIncreasing: true, domain: " on positive numbers")
    case .acosh: FunctionShape(curvature: .concave, isIncreasing: true, domain: " on numbers above 1")
    case .abs:
      FunctionShape(curvature: .convex, isIncreasing: signs.isNonnegative, isDecreasing: signs.isNonpositive)
    case .cosh:
      FunctionShape(curvature: .convex, isIncreasing: signs.isNonnegative, isDecreasing: signs.isNonpositive)
    case .sinh:
      signs.isNonnegative
        ? FunctionShape(curvature: .convex, isIncreasing: true, domain: " on x ≥ 0")
        : signs.isNonpositive ? FunctionShape(curvature: .concave, isIncreasing: true, domain: " on x ≤ 0") : nil
    case .tanh, .sigmoid, .atan, .asinh, .cbrt, .erf:
      signs.isNonnegative
        ? FunctionShape(curvature: .concave, isIncreasing: true, domain: " on x ≥ 0")
        : signs.isNonpositive ? FunctionShape(curvature: .convex, isIncreasing: true, domain: " on x ≤ 0") : nil
    case .sin, .cos, .tan, .asin, .acos, .atanh, .sign, .step, .stepFromZero: nil
    }
  }
}

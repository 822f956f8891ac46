#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// A function of one number, applied to every entry.
public enum ElementaryFunction: String, Hashable, Sendable, CaseIterable {
  case exp, log
  case sin, cos, tan, asin, acos, atan
  case sinh, cosh, tanh, asinh, acosh, atanh
  /// The real cube root, also of negative numbers.
  case cbrt
  case abs
  /// −1, 0 or 1.
  case sign
  /// 1 for x > 0 and 0 otherwise: the derivative of ReLU under the convention ReLU'(0) = 0.
  case step
  /// 1 for x ≥ 0 and 0 otherwise: the derivative of ReLU under the convention ReLU'(0) = 1.
  case stepFromZero
  /// max(x, 0).
  case relu
  /// 1 / (1 + exp(−x)).
  case sigmoid
  /// log(1 + exp(x)).
  case softplus
  /// 2/√π ∫₀ˣ exp(−t²) dt.
  case erf
}

extension ElementaryFunction {
  /// The value at a number; NaN outside the function's domain.
  public func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .exp: Glibc.exp(x)
    case .log: Glibc.log(x)
    case .sin: Glibc.sin(x)
    case .cos: Glibc.cos(x)
    case .tan: Glibc.tan(x)
    case .asin: Glibc.asin(x)
    case .acos: Glibc.acos(x)
    case .atan: Glibc.atan(x)
    case .sinh: Glibc.sinh(x)
    case .cosh: Glibc.cosh(x)
    case .tanh: Glibc.tanh(x)
    case .asinh: Glibc.asinh(x)
    case .acosh: Glibc.acosh(x)
    case .atanh: Glibc.atanh(x)
    case .cbrt: Glibc.cbrt(x)
    case .abs: Swift.abs(x)
    case .sign: x.isNaN ? x : x > 0 ? 1 : x < 0 ? -1 : 0
    case .step: x.isNaN ? x : x > 0 ? 1 : 0
    case .stepFromZero: x.isNaN ? x : x >= 0 ? 1 : 0
    case .relu: x.isNaN ? x : x > 0 ? x : 0
    case .sigmoid: x >= 0 ? 1 / (1 + Glibc.exp(-x)) : { $0 / (1 + $0) }(Glibc.exp(x))
    case .softplus: max(x, 0) + Glibc.log1p(Glibc.exp(-Swift.abs(x)))
    case .erf: Glibc.erf(x)
    }
  }

  /// f(−x) = f(x) or f(−x) = −f(x), where one of them holds.
  public var parity: Parity? {
    switch self {
    case .cos, .cosh, .abs: .even
    case .sin, .tan, .asin, .atan, .sinh, .tanh, .asinh, .atanh, .cbrt, .sign, .erf: .odd
    case .exp, .log, .acos, .acosh, .step, .stepFromZero, .relu, .sigmoid, .softplus: nil
    }
  }

  public enum Parity: Sendable { case even, odd }

  /// The exact value at an exact number, where there is one that is rational and well known.
  func exactValue(at x: Rational) -> Rational? {
    switch self {
    case .exp, .cos, .cosh: x.isZero ? 1 : nil
    case .log: x.isOne ? 0 : nil
    case .sin, .tan, .asin, .atan, .sinh, .tanh, .asinh, .atanh, .erf: x.isZero ? 0 : nil
    case .acos, .acosh: x.isOne ? 0 : nil
    case .cbrt: x.cubeRoot
    case .abs: x.magnitude
    case .sign: x.isZero ? 0 : x.isNegative ? -1 : 1
    case .step: x > 0 ? 1 : 0
    case .stepFromZero: x >= 0 ? 1 : 0
    case .relu: max(x, 0)
    case .sigmoid: x.isZero ? Rational(1, 2) : nil
    case .softplus: nil
    }
  }
}

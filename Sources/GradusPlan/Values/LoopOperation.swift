package import GradusExpression

/// What one instruction of a loop does to every entry; a, b, c are what it reads, s and t its numbers. The numbering is that
/// of `gradus_operation` in CKernels.
package enum LoopOperation: Int, Hashable, Sendable, CaseIterable {
  case copy, fill, add, subtract, multiply, divide, larger, smaller, power, powerNumber, equal
  /// s a + t
  case affine
  /// s a + t b
  case combine
  /// s a b + t c
  case productAdd
  /// s a b + t
  case productShift
  /// s √a b + t
  case rootShift
  /// a / (s √b c + t)
  case overRoot
  /// a where b > 0, 0 elsewhere
  case maskPositive
  /// a log b, and 0 where a is 0
  case timesLog
  case square
  /// s / a
  case reciprocal
  case squareRoot
  case log1p, expm1
  case exp, log, sin, cos, tan, asin, acos, atan, sinh, cosh, tanh, asinh, acosh, atanh
  case cbrt, abs, sign, step, stepFromZero, relu, sigmoid, softplus, erf

  package init(of function: ElementaryFunction) {
    self =
      switch function {
      case .exp: .exp
      case .log: .log
      case .sin: .sin
      case .cos: .cos
      case .tan: .tan
      case .asin: .asin
      case .acos: .acos
      case .atan: .atan
      case .sinh: .sinh
      case .cosh: .cosh
      case .tanh: .tanh
      case .asinh: .asinh
      case .acosh: .acosh
      case .atanh: .atanh
      case .cbrt: .cbrt
      case .abs: .abs
      case .sign: .sign
      case .step: .step
      case .stepFromZero: .stepFromZero
      case .relu: .relu
      case .sigmoid: .sigmoid
      case .softplus: .softplus
      case .erf: .erf
      }
  }

  /// Floating-point operations an entry: one for an addition or product, ten for what takes a series.
  package var flops: Int {
    switch self {
    case .copy, .fill: 0
    case .add, .subtract, .multiply, .divide, .larger, .smaller, .equal, .square, .reciprocal, .squareRoot, .abs, .sign,
      .step, .stepFromZero, .relu, .maskPositive:
      1
    case .affine, .productShift: 2
    case .combine, .productAdd, .rootShift: 3
    case .overRoot: 4
    case .timesLog: 11
    case .power, .powerNumber, .log1p, .expm1, .cbrt, .exp, .log, .sin, .cos, .tan, .asin, .acos, .atan, .sinh, .cosh,
      .tanh, .asinh, .acosh,
      .atanh, .sigmoid, .softplus, .erf:
      10
    }
  }
}

/// An operation with its numbers.
package struct LoopFunction: Hashable, Sendable {
  package var operation: LoopOperation
  package var s: Double
  package var t: Double

  package init(_ operation: LoopOperation, s: Double = 1, t: Double = 0) {
    self.operation = operation
    self.s = s
    self.t = t
  }
}

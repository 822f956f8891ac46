package import GradusExpression

/// What one instruction of a loop does to every entry; a, b, c are what it reads, s and t its numbers. The names and their
/// numbering are those of `gradus_operation` in CKernels.
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
  /// A function of one number that is called for every entry.
  case map
  case exp, log, sin, cos, tanh, abs, sign, step, stepFromZero, relu, sigmoid, softplus, normcdf, erf

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
    case .power, .powerNumber, .log1p, .expm1, .map, .exp, .log, .sin, .cos, .tanh, .sigmoid, .softplus,
      .normcdf, .erf:
      10
    }
  }
}

/// An operation with its numbers.
package struct LoopFunction: Hashable, Sendable {
  package var operation: LoopOperation
  package var s: Double
  package var t: Double
  /// What `map` calls.
  private var mapped: ElementaryFunction?

  package init(_ operation: LoopOperation, s: Double = 1, t: Double = 0) {
    self.operation = operation
    self.s = s
    self.t = t
  }

  package init(of function: ElementaryFunction) {
    switch function.definition.kernel {
    case .exp: self.init(.exp)
    case .log: self.init(.log)
    case .sin: self.init(.sin)
    case .cos: self.init(.cos)
    case .tanh: self.init(.tanh)
    case .abs: self.init(.abs)
    case .sign: self.init(.sign)
    case .step: self.init(.step)
    case .stepFromZero: self.init(.stepFromZero)
    case .relu: self.init(.relu)
    case .sigmoid: self.init(.sigmoid)
    case .softplus: self.init(.softplus)
    case .normcdf: self.init(.normcdf)
    case .erf: self.init(.erf)
    case .oneByOne, .none:
      self.init(.map)
      mapped = function
    }
  }

  /// The function that `map` calls; nil for every other operation.
  package var scalar: ScalarFunction? {
    guard case .oneByOne(let scalar)? = mapped?.definition.kernel else { return nil }
    return scalar
  }

  /// The name to read.
  var name: String { mapped?.rawValue ?? "\(operation)" }
}

/// What ReLU′(0) is taken to be: ReLU has no derivative at 0, and both values are in use.
public enum ReLUConvention: String, Hashable, Sendable, CaseIterable {
  case zeroAtZero = "0"
  case oneAtZero = "1"
}

/// Between what numbers all values lie, and whether the ends are among them.
package struct FunctionRange: Hashable, Sendable {
  package let low: Rational
  package let high: Rational
  package let isOpen: Bool

  package static func open(_ low: Rational, _ high: Rational) -> FunctionRange {
    FunctionRange(low: low, high: high, isOpen: true)
  }
  package static func closed(_ low: Rational, _ high: Rational) -> FunctionRange {
    FunctionRange(low: low, high: high, isOpen: false)
  }
}

/// Where a function has a value, and where it has all derivatives.
package enum Smoothness: Sendable {
  /// All of them at every number.
  case everywhere
  /// All of them at positive numbers, and no value elsewhere.
  case positiveNumbers
  /// All of them inside an interval, and no value outside.
  case openInterval
  /// A value at the edge of an interval too, where the slope is infinite.
  case closedInterval
  /// All of them, but at poles.
  case exceptPoles
  /// A value everywhere, with kinks or jumps or a vertical slope.
  case exceptKinks

  /// Whether there are numbers at which the function has no value.
  package var hasHoles: Bool {
    switch self {
    case .everywhere, .exceptKinks: false
    case .positiveNumbers, .openInterval, .closedInterval, .exceptPoles: true
    }
  }

  /// Whether the function has all derivatives wherever it has a value.
  package var holdsOnDomain: Bool {
    switch self {
    case .everywhere, .positiveNumbers, .openInterval, .exceptPoles: true
    case .closedInterval, .exceptKinks: false
    }
  }
}

/// How a function of one number bends and grows.
package struct FunctionShape: Sendable {
  package enum Bend: Sendable { case convex, concave }

  package let bend: Bend
  package var isIncreasing = false
  package var isDecreasing = false
  /// Where this holds, if not everywhere: " on x > 0".
  package var domain = ""

  /// Increasing, and bent one way on all of the domain.
  static func increasing(_ bend: Bend, _ domain: String = "") -> FunctionShape {
    FunctionShape(bend: bend, isIncreasing: true, domain: domain)
  }

  /// Convex and smallest at 0.
  static func valley(_ signs: SignSet) -> FunctionShape {
    FunctionShape(bend: .convex, isIncreasing: signs.isNonnegative, isDecreasing: signs.isNonpositive)
  }

  /// Increasing, and bent one way on each side of 0.
  static func increasing(_ signs: SignSet, above: Bend, below: Bend) -> FunctionShape? {
    if signs.isNonnegative { return increasing(above, " on x ≥ 0") }
    return signs.isNonpositive ? increasing(below, " on x ≤ 0") : nil
  }
}

/// The arguments at which a function takes a value.
package enum FunctionInverse: Sendable {
  /// One, and what must be positive for it to exist.
  case single(Formula, mustBePositive: Formula?)
  /// Two that differ in sign, for a number that is not negative; the reason is why there is none for a negative one.
  case pair(Formula, mustNotBeNegative: Formula, reason: String)
}

/// What exact algebra makes of a function: polynomials in exponentials, rotations, logarithms and magnitudes.
package enum FunctionAlgebra: Sendable {
  case exponential, logarithm
  case sine, cosine, tangent
  case hyperbolicSine, hyperbolicCosine, hyperbolicTangent
  case sigmoid, softplus, magnitude, rectifier
  /// A number of its own, equal to itself alone.
  case opaque
}

/// How Python writes a function.
package enum PythonSpelling: Sendable {
  /// A function of NumPy, with what follows its argument.
  case numpy(String, rest: String = "")
  /// A function that is defined beside the one that calls it, line by line; NumPy has the name that is given.
  case defined(lines: @Sendable (_ numpy: String) -> [String])
  /// A function of that name that the caller has: its first derivative is `df`, its second one `d2f`.
  case given(String)
}

/// A function that C can call.
package typealias ScalarFunction = @convention(c) (Double) -> Double

/// How plans compute a function.
package enum FunctionKernel: Sendable {
  /// A loop of its own that computes many numbers at a time, written in C.
  case exp, log, sin, cos, tanh, abs, sign, step, stepFromZero, relu, sigmoid, softplus, normcdf, erf
  /// One number after another, in double precision: right for every function, and several times slower than a loop of its own.
  case oneByOne(ScalarFunction)
  /// Plans cannot compute it.
  case none
}

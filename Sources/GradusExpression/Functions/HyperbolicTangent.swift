import Glibc

/// sinh x / cosh x.
enum HyperbolicTangent: FunctionDefinition {
  static func value(_ x: Double) -> Double { tanh(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    // tanh′ = 1/cosh² = q with q′ = −2 tanh q.
    .coupled(tanh(x), pow(cosh(x), -2), -2, order: order)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { 1 - y .** 2 }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.atanh, y), mustBePositive: 1 - y .** 2) }
  static var algebra: FunctionAlgebra { .hyperbolicTangent }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { .open(-1, 1) }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\tanh" }
  static var python: PythonSpelling { .numpy("tanh") }
  static var swift: String? { "tanh" }

  static var kernel: FunctionKernel { .tanh }
}

/// tanh x, entry by entry.
public func tanh(_ x: Formula) -> Formula { .map(.tanh, x) }

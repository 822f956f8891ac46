import Glibc

/// The inverse of the tangent, between −π/2 and π/2.
enum InverseTangent: FunctionDefinition {
  static func value(_ x: Double) -> Double { atan(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: atan(x), TaylorSeries.power(ofQuadratic: [1 + x * x, 2 * x, 1], -1, order: order))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 + x .** 2, -1)
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  /// Only between −π/2 and π/2.
  static func inverse(of y: Formula) -> FunctionInverse? {
    let pi = Formula.pi
    return .single(.map(.tan, y), mustBePositive: (pi .** 2).scaled(by: Rational(1, 4)) - y .** 2)
  }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  static var spellings: [String] { ["arctan"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{atan}" }
  static var python: PythonSpelling { .numpy("arctan") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(atan) }
}

import Glibc

/// The inverse of the sine, between −π/2 and π/2.
enum InverseSine: FunctionDefinition {
  static func value(_ x: Double) -> Double { asin(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: asin(x), TaylorSeries.power(ofQuadratic: [1 - x * x, -2 * x, -1], -0.5, order: order))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 - x .** 2, .constant(Rational(-1, 2)))
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -1...1 }
  static var smoothness: Smoothness { .closedInterval }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { ["arcsin"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{asin}" }
  static var python: PythonSpelling { .numpy("arcsin") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(asin) }
}

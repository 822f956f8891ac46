import Glibc

/// log((1 + x)/(1 − x))/2.
enum InverseHyperbolicTangent: FunctionDefinition {
  static func value(_ x: Double) -> Double { atanh(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: atanh(x), TaylorSeries.power(ofQuadratic: [1 - x * x, -2 * x, -1], -1, order: order))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 - x .** 2, -1)
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.tanh, y), mustBePositive: nil) }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -1...1 }
  static var smoothness: Smoothness { .openInterval }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { ["arctanh", "artanh"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{atanh}" }
  static var python: PythonSpelling { .numpy("arctanh") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(atanh) }
}

import Glibc

/// log(x + √(x² − 1)), the inverse of cosh on positive numbers.
enum InverseHyperbolicCosine: FunctionDefinition {
  static func value(_ x: Double) -> Double { acosh(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isOne ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: acosh(x), TaylorSeries.power(ofQuadratic: [x * x - 1, 2 * x, 1], -0.5, order: order))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(x .** 2 - 1, .constant(Rational(-1, 2)))
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .unknown }
  static var domain: ClosedRange<Double> { 1...Double.infinity }
  static var smoothness: Smoothness { .closedInterval }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(.concave, " on numbers above 1") }

  static var spellings: [String] { ["arccosh", "arcosh"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{acosh}" }
  static var python: PythonSpelling { .numpy("arccosh") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(acosh) }
}

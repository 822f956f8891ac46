import Glibc

/// log(x + √(x² − 1)), the inverse of cosh on positive numbers.
struct InverseHyperbolicCosine: FunctionDefinition {
  func value(_ x: Double) -> Double { acosh(x) }
  func exactValue(at x: Rational) -> Rational? { x.isOne ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: acosh(x), TaylorSeries.power(ofQuadratic: [x * x - 1, 2 * x, 1], -0.5, order: order))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(x .** 2 - 1, .constant(Rational(-1, 2)))
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { 1...Double.infinity }
  var smoothness: Smoothness { .closedInterval }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(.concave, " on numbers above 1") }

  var spellings: [String] { ["arccosh", "arcosh"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{acosh}" }
  var python: PythonSpelling { .numpy("arccosh") }
  var swift: String? { nil }
  var onnx: String? { "Acosh" }
  var source: String? { "acoshf(x)" }

  var kernel: FunctionKernel { .oneByOne(acosh) }
}

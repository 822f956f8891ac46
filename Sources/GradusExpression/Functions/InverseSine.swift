import Glibc

/// The inverse of the sine, between −π/2 and π/2.
struct InverseSine: FunctionDefinition {
  func value(_ x: Double) -> Double { asin(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: asin(x), TaylorSeries.power(ofQuadratic: [1 - x * x, -2 * x, -1], -0.5, order: order))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 - x .** 2, .constant(Rational(-1, 2)))
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -1...1 }
  var smoothness: Smoothness { .closedInterval }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { ["arcsin"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{asin}" }
  var python: PythonSpelling { .numpy("arcsin") }
  var swift: String? { nil }
  var onnx: String? { "Asin" }
  var source: String? { "asinf(x)" }

  var kernel: FunctionKernel { .oneByOne(asin) }
}

import Glibc

/// log((1 + x)/(1 − x))/2.
struct InverseHyperbolicTangent: FunctionDefinition {
  func value(_ x: Double) -> Double { atanh(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: atanh(x), TaylorSeries.power(ofQuadratic: [1 - x * x, -2 * x, -1], -1, order: order))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 - x .** 2, -1)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.tanh, y), mustBePositive: nil) }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -1...1 }
  var smoothness: Smoothness { .openInterval }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { ["arctanh", "artanh"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{atanh}" }
  var python: PythonSpelling { .numpy("arctanh") }
  var swift: String? { nil }
  var onnx: String? { "Atanh" }
  var source: String? { "atanhf(x)" }

  var kernel: FunctionKernel { .oneByOne(atanh) }
}

import Glibc

/// log(x + √(x² + 1)).
struct InverseHyperbolicSine: FunctionDefinition {
  func value(_ x: Double) -> Double { asinh(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: asinh(x), TaylorSeries.power(ofQuadratic: [1 + x * x, 2 * x, 1], -0.5, order: order))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 + x .** 2, .constant(Rational(-1, 2)))
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.sinh, y), mustBePositive: nil) }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { ["arcsinh", "arsinh"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{asinh}" }
  var python: PythonSpelling { .numpy("arcsinh") }
  var swift: String? { nil }
  var onnx: String? { "Asinh" }
  var source: String? { "asinhf(x)" }

  var kernel: FunctionKernel { .oneByOne(asinh) }
}

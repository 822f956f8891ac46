import Glibc

/// (eˣ − e⁻ˣ)/2.
struct HyperbolicSine: FunctionDefinition {
  func value(_ x: Double) -> Double { sinh(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([sinh(x), cosh(x)], order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.cosh, x) }
  func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.cosh, matrix) }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.asinh, y), mustBePositive: nil) }
  var algebra: FunctionAlgebra { .hyperbolicSine }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .convex, below: .concave) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\sinh" }
  var python: PythonSpelling { .numpy("sinh") }
  var swift: String? { nil }
  var onnx: String? { "Sinh" }
  var source: String? { "sinhf(x)" }

  var kernel: FunctionKernel { .oneByOne(sinh) }
}

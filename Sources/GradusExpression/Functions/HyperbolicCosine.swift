import Glibc

/// (eˣ + e⁻ˣ)/2.
struct HyperbolicCosine: FunctionDefinition {
  func value(_ x: Double) -> Double { cosh(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 1 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([cosh(x), sinh(x)], order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.sinh, x) }
  func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.sinh, matrix) }
  func inverse(of y: Formula) -> FunctionInverse? {
    .pair(.map(.acosh, y), mustNotBeNegative: y - 1, reason: "cosh is never below 1")
  }
  var algebra: FunctionAlgebra { .hyperbolicCosine }

  var parity: ElementaryFunction.Parity? { .even }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .positive }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .valley(argument) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\cosh" }
  var python: PythonSpelling { .numpy("cosh") }
  var swift: String? { nil }
  var onnx: String? { "Cosh" }
  var source: String? { "coshf(x)" }

  var kernel: FunctionKernel { .oneByOne(cosh) }
}

import Glibc

/// −1, 0 or 1.
struct SignFunction: FunctionDefinition {
  func value(_ x: Double) -> Double { x.isNaN ? x : x > 0 ? 1 : x < 0 ? -1 : 0 }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : x.isNegative ? -1 : 1 }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .piece(value(x), 0, isKink: x == 0, order: order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .zero(x.shape) }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { .closed(-1, 1) }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .exceptKinks }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { ["sgn", "signum"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{sign}" }
  var python: PythonSpelling { .numpy("sign") }
  var swift: String? { nil }
  var onnx: String? { "Sign" }
  var source: String? { "x > 0 ? 1 : x < 0 ? -1 : 0" }

  var kernel: FunctionKernel { .sign }
}

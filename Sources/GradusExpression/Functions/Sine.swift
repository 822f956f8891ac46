import Glibc

/// The sine.
struct Sine: FunctionDefinition {
  func value(_ x: Double) -> Double { sin(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([sin(x), cos(x), -sin(x), -cos(x)], order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.cos, x) }
  func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.cos, matrix) }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .sine }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { .closed(-1, 1) }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\sin" }
  var python: PythonSpelling { .numpy("sin") }
  var swift: String? { "sin" }
  var onnx: String? { "Sin" }
  var source: String? { "sinf(x)" }

  var kernel: FunctionKernel { .sin }
}

/// sin x, entry by entry.
public func sin(_ x: Formula) -> Formula { .map(.sin, x) }

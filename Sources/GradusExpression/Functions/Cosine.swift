import Glibc

/// The cosine.
struct Cosine: FunctionDefinition {
  func value(_ x: Double) -> Double { cos(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 1 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([cos(x), -sin(x), -cos(x), sin(x)], order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { -.map(.sin, x) }
  func matrixDerivative(at matrix: Formula) -> Formula? { -.matrixFunction(.sin, matrix) }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .cosine }

  var parity: ElementaryFunction.Parity? { .even }
  var range: FunctionRange? { .closed(-1, 1) }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\cos" }
  var python: PythonSpelling { .numpy("cos") }
  var swift: String? { "cos" }
  var onnx: String? { "Cos" }
  var source: String? { "cosf(x)" }

  var kernel: FunctionKernel { .cos }
}

/// cos x, entry by entry.
public func cos(_ x: Formula) -> Formula { .map(.cos, x) }

import Glibc

/// The tangent.
struct Tangent: FunctionDefinition {
  func value(_ x: Double) -> Double { tan(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // tan′ = 1/cos² = q with q′ = 2 tan q.
    .coupled(tan(x), pow(cos(x), -2), 2, order: order)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { 1 + y .** 2 }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .tangent }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .exceptPoles }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { ["tg"] }
  var letters: [String] { [] }
  var latex: String { "\\tan" }
  var python: PythonSpelling { .numpy("tan") }
  var swift: String? { "tan" }
  var onnx: String? { "Tan" }
  var source: String? { "tanf(x)" }

  var kernel: FunctionKernel { .oneByOne(tan) }
}

/// tan x, entry by entry.
public func tan(_ x: Formula) -> Formula { .map(.tan, x) }

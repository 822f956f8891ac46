import Glibc

/// 1 for x ≥ 0 and 0 otherwise: the derivative of ReLU under the convention ReLU'(0) = 1.
struct UnitStepFromZero: FunctionDefinition {
  func value(_ x: Double) -> Double { x.isNaN ? x : x >= 0 ? 1 : 0 }
  func exactValue(at x: Rational) -> Rational? { x >= 0 ? 1 : 0 }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .piece(value(x), 0, isKink: x == 0, order: order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .zero(x.shape) }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { .closed(0, 1) }
  func sign(at argument: SignSet) -> SignSet { .nonnegative }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .exceptKinks }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{stepFromZero}" }
  var python: PythonSpelling { .numpy("heaviside", rest: ", 1.0") }
  var swift: String? { nil }
  var onnx: String? { nil }
  var source: String? { "x >= 0 ? 1 : 0" }

  var kernel: FunctionKernel { .stepFromZero }
}

import Glibc

/// eˣ.
struct Exponential: FunctionDefinition {
  func value(_ x: Double) -> Double { exp(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 1 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([exp(x)], order) }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { y }
  func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.exp, matrix) }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.log, y), mustBePositive: y) }
  var algebra: FunctionAlgebra { .exponential }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .positive }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(.convex) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\exp" }
  var python: PythonSpelling { .numpy("exp") }
  var swift: String? { "exp" }
  var onnx: String? { "Exp" }
  var source: String? { "expf(x)" }

  var kernel: FunctionKernel { .exp }
}

/// eˣ, entry by entry.
public func exp(_ x: Formula) -> Formula { .map(.exp, x) }

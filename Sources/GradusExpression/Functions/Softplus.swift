import Glibc

/// log(1 + exp(x)).
struct Softplus: FunctionDefinition {
  func value(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
  func exactValue(at x: Rational) -> Rational? { nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: value(x), order == 0 ? [] : Sigmoid().taylor(at: x, order: order - 1).coefficients)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.sigmoid, x)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.log, .map(.exp, y) - 1), mustBePositive: y) }
  var algebra: FunctionAlgebra { .softplus }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .positive }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(.convex) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{softplus}" }
  var python: PythonSpelling { .numpy("logaddexp", rest: ", 0.0") }
  var swift: String? { "softplus" }
  var onnx: String? { "Softplus" }
  var source: String? { "fmaxf(x, 0) + log1pf(expf(-fabsf(x)))" }

  var kernel: FunctionKernel { .softplus }
}

/// log(1 + eˣ), entry by entry.
public func softplus(_ x: Formula) -> Formula { .map(.softplus, x) }

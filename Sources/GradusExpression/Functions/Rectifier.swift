import Glibc

/// max(x, 0).
struct Rectifier: FunctionDefinition {
  func value(_ x: Double) -> Double { x.isNaN ? x : x > 0 ? x : 0 }
  func exactValue(at x: Rational) -> Rational? { max(x, 0) }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .piece(value(x), x < 0 ? 0 : 1, isKink: x == 0, order: order)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(convention == .zeroAtZero ? .step : .stepFromZero, x)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .rectifier }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet {
    argument.isPositive ? .positive : argument.isNonpositive ? .zero : .nonnegative
  }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .exceptKinks }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(.convex) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{relu}" }
  var python: PythonSpelling { .numpy("maximum", rest: ", 0.0") }
  var swift: String? { "relu" }
  var onnx: String? { "Relu" }
  var source: String? { "x > 0 ? x : 0" }

  var kernel: FunctionKernel { .relu }
}

/// max(x, 0), entry by entry.
public func relu(_ x: Formula) -> Formula { .map(.relu, x) }

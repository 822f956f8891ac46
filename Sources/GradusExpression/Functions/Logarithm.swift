import Glibc

/// The natural logarithm.
struct Logarithm: FunctionDefinition {
  func value(_ x: Double) -> Double { log(x) }
  func exactValue(at x: Rational) -> Rational? { x.isOne ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: log(x), order == 0 ? [] : TaylorSeries.power(-1, at: x, order: order - 1).coefficients)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .power(x, -1) }
  func matrixDerivative(at matrix: Formula) -> Formula? { .inverse(matrix) }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.exp, y), mustBePositive: nil) }
  var algebra: FunctionAlgebra { .logarithm }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { 0...Double.infinity }
  var smoothness: Smoothness { .positiveNumbers }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(.concave, " on positive numbers") }

  var spellings: [String] { ["ln"] }
  var letters: [String] { [] }
  var latex: String { "\\log" }
  var python: PythonSpelling { .numpy("log") }
  var swift: String? { "log" }
  var onnx: String? { "Log" }
  var source: String? { "logf(x)" }

  var kernel: FunctionKernel { .log }
}

/// log x, entry by entry.
public func log(_ x: Formula) -> Formula { .map(.log, x) }

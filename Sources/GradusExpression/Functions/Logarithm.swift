import Glibc

/// The natural logarithm.
enum Logarithm: FunctionDefinition {
  static func value(_ x: Double) -> Double { log(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isOne ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: log(x), order == 0 ? [] : TaylorSeries.power(-1, at: x, order: order - 1).coefficients)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .power(x, -1) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { .inverse(matrix) }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.exp, y), mustBePositive: nil) }
  static var algebra: FunctionAlgebra { .logarithm }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .unknown }
  static var domain: ClosedRange<Double> { 0...Double.infinity }
  static var smoothness: Smoothness { .positiveNumbers }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(.concave, " on positive numbers") }

  static var spellings: [String] { ["ln"] }
  static var letters: [String] { [] }
  static var latex: String { "\\log" }
  static var python: PythonSpelling { .numpy("log") }
  static var swift: String? { "log" }

  static var kernel: FunctionKernel { .log }
}

/// log x, entry by entry.
public func log(_ x: Formula) -> Formula { .map(.log, x) }

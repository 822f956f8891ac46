import Glibc

/// The tangent.
enum Tangent: FunctionDefinition {
  static func value(_ x: Double) -> Double { tan(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    // tan′ = 1/cos² = q with q′ = 2 tan q.
    .coupled(tan(x), pow(cos(x), -2), 2, order: order)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { 1 + y .** 2 }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .tangent }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .unknown }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .exceptPoles }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { ["tg"] }
  static var letters: [String] { [] }
  static var latex: String { "\\tan" }
  static var python: PythonSpelling { .numpy("tan") }
  static var swift: String? { "tan" }

  static var kernel: FunctionKernel { .oneByOne(tan) }
}

/// tan x, entry by entry.
public func tan(_ x: Formula) -> Formula { .map(.tan, x) }

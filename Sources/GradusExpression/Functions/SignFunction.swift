import Glibc

/// −1, 0 or 1.
enum SignFunction: FunctionDefinition {
  static func value(_ x: Double) -> Double { x.isNaN ? x : x > 0 ? 1 : x < 0 ? -1 : 0 }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : x.isNegative ? -1 : 1 }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .piece(value(x), 0, isKink: x == 0, order: order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .zero(x.shape) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { .closed(-1, 1) }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .exceptKinks }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { ["sgn", "signum"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{sign}" }
  static var python: PythonSpelling { .numpy("sign") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .sign }
}

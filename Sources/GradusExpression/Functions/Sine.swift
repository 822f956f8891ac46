import Glibc

/// The sine.
enum Sine: FunctionDefinition {
  static func value(_ x: Double) -> Double { sin(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([sin(x), cos(x), -sin(x), -cos(x)], order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.cos, x) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.cos, matrix) }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .sine }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { .closed(-1, 1) }
  static func sign(at argument: SignSet) -> SignSet { .unknown }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\sin" }
  static var python: PythonSpelling { .numpy("sin") }
  static var swift: String? { "sin" }

  static var kernel: FunctionKernel { .sin }
}

/// sin x, entry by entry.
public func sin(_ x: Formula) -> Formula { .map(.sin, x) }

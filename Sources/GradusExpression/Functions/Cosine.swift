import Glibc

/// The cosine.
enum Cosine: FunctionDefinition {
  static func value(_ x: Double) -> Double { cos(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 1 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([cos(x), -sin(x), -cos(x), sin(x)], order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { -.map(.sin, x) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { -.matrixFunction(.sin, matrix) }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .cosine }

  static var parity: ElementaryFunction.Parity? { .even }
  static var range: FunctionRange? { .closed(-1, 1) }
  static func sign(at argument: SignSet) -> SignSet { .unknown }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\cos" }
  static var python: PythonSpelling { .numpy("cos") }
  static var swift: String? { "cos" }

  static var kernel: FunctionKernel { .cos }
}

/// cos x, entry by entry.
public func cos(_ x: Formula) -> Formula { .map(.cos, x) }

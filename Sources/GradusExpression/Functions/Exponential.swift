import Glibc

/// eˣ.
enum Exponential: FunctionDefinition {
  static func value(_ x: Double) -> Double { exp(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 1 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([exp(x)], order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { y }
  static func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.exp, matrix) }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.log, y), mustBePositive: y) }
  static var algebra: FunctionAlgebra { .exponential }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .positive }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(.convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\exp" }
  static var python: PythonSpelling { .numpy("exp") }
  static var swift: String? { "exp" }

  static var kernel: FunctionKernel { .exp }
}

/// eˣ, entry by entry.
public func exp(_ x: Formula) -> Formula { .map(.exp, x) }

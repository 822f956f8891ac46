import Glibc

/// (eˣ + e⁻ˣ)/2.
enum HyperbolicCosine: FunctionDefinition {
  static func value(_ x: Double) -> Double { cosh(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 1 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([cosh(x), sinh(x)], order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.sinh, x) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.sinh, matrix) }
  static func inverse(of y: Formula) -> FunctionInverse? {
    .pair(.map(.acosh, y), mustNotBeNegative: y - 1, reason: "cosh is never below 1")
  }
  static var algebra: FunctionAlgebra { .hyperbolicCosine }

  static var parity: ElementaryFunction.Parity? { .even }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .positive }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .valley(argument) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\cosh" }
  static var python: PythonSpelling { .numpy("cosh") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(cosh) }
}

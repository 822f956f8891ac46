import Glibc

/// (eˣ − e⁻ˣ)/2.
enum HyperbolicSine: FunctionDefinition {
  static func value(_ x: Double) -> Double { sinh(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .cycle([sinh(x), cosh(x)], order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.cosh, x) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { .matrixFunction(.cosh, matrix) }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.asinh, y), mustBePositive: nil) }
  static var algebra: FunctionAlgebra { .hyperbolicSine }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .convex, below: .concave) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\sinh" }
  static var python: PythonSpelling { .numpy("sinh") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(sinh) }
}

import Glibc

/// log(x + √(x² + 1)).
enum InverseHyperbolicSine: FunctionDefinition {
  static func value(_ x: Double) -> Double { asinh(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: asinh(x), TaylorSeries.power(ofQuadratic: [1 + x * x, 2 * x, 1], -0.5, order: order))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 + x .** 2, .constant(Rational(-1, 2)))
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.sinh, y), mustBePositive: nil) }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  static var spellings: [String] { ["arcsinh", "arsinh"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{asinh}" }
  static var python: PythonSpelling { .numpy("arcsinh") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(asinh) }
}

import Glibc

/// The inverse of the cosine, between 0 and π.
enum InverseCosine: FunctionDefinition {
  static func value(_ x: Double) -> Double { acos(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isOne ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: acos(x), TaylorSeries.power(ofQuadratic: [1 - x * x, -2 * x, -1], -0.5, order: order).map { -$0 })
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    -.power(1 - x .** 2, .constant(Rational(-1, 2)))
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .nonnegative }
  static var domain: ClosedRange<Double> { -1...1 }
  static var smoothness: Smoothness { .closedInterval }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { ["arccos"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{acos}" }
  static var python: PythonSpelling { .numpy("arccos") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(acos) }
}

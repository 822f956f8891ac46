import Glibc

/// 1 for x > 0 and 0 otherwise: the derivative of ReLU under the convention ReLU'(0) = 0.
enum UnitStep: FunctionDefinition {
  static func value(_ x: Double) -> Double { x.isNaN ? x : x > 0 ? 1 : 0 }
  static func exactValue(at x: Rational) -> Rational? { x > 0 ? 1 : 0 }
  static func taylor(at x: Double, order: Int) -> TaylorSeries { .piece(value(x), 0, isKink: x == 0, order: order) }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .zero(x.shape) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { .closed(0, 1) }
  static func sign(at argument: SignSet) -> SignSet { .nonnegative }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .exceptKinks }
  static func shape(at argument: SignSet) -> FunctionShape? { nil }

  static var spellings: [String] { ["heaviside"] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{step}" }
  static var python: PythonSpelling { .numpy("heaviside", rest: ", 0.0") }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .step }
}

import Glibc

/// log(1 + exp(x)).
enum Softplus: FunctionDefinition {
  static func value(_ x: Double) -> Double { max(x, 0) + log1p(exp(-abs(x))) }
  static func exactValue(at x: Rational) -> Rational? { nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: value(x), order == 0 ? [] : Sigmoid.taylor(at: x, order: order - 1).coefficients)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.sigmoid, x)
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.log, .map(.exp, y) - 1), mustBePositive: y) }
  static var algebra: FunctionAlgebra { .softplus }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { .positive }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(.convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{softplus}" }
  static var python: PythonSpelling { .numpy("logaddexp", rest: ", 0.0") }
  static var swift: String? { "softplus" }

  static var kernel: FunctionKernel { .softplus }
}

/// log(1 + eˣ), entry by entry.
public func softplus(_ x: Formula) -> Formula { .map(.softplus, x) }

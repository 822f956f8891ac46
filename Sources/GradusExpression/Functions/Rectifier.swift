import Glibc

/// max(x, 0).
enum Rectifier: FunctionDefinition {
  static func value(_ x: Double) -> Double { x.isNaN ? x : x > 0 ? x : 0 }
  static func exactValue(at x: Rational) -> Rational? { max(x, 0) }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .piece(value(x), x < 0 ? 0 : 1, isKink: x == 0, order: order)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(convention == .zeroAtZero ? .step : .stepFromZero, x)
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .rectifier }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet {
    argument.isPositive ? .positive : argument.isNonpositive ? .zero : .nonnegative
  }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .exceptKinks }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(.convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{relu}" }
  static var python: PythonSpelling { .numpy("maximum", rest: ", 0.0") }
  static var swift: String? { "relu" }

  static var kernel: FunctionKernel { .relu }
}

/// max(x, 0), entry by entry.
public func relu(_ x: Formula) -> Formula { .map(.relu, x) }

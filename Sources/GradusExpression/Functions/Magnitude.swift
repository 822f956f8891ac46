import Glibc

/// |x|.
enum Magnitude: FunctionDefinition {
  static func value(_ x: Double) -> Double { abs(x) }
  static func exactValue(at x: Rational) -> Rational? { x.magnitude }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    .piece(abs(x), x < 0 ? -1 : 1, isKink: x == 0, order: order)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.sign, x) }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? {
    .pair(y, mustNotBeNegative: y, reason: "a magnitude is never negative")
  }
  static var algebra: FunctionAlgebra { .magnitude }

  static var parity: ElementaryFunction.Parity? { .even }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument.contains(.zero) ? .nonnegative : .positive }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .exceptKinks }
  static func shape(at argument: SignSet) -> FunctionShape? { .valley(argument) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{abs}" }
  static var python: PythonSpelling { .numpy("abs") }
  static var swift: String? { "abs" }

  static var kernel: FunctionKernel { .abs }
}

/// |x|, entry by entry.
public func abs(_ x: Formula) -> Formula { .map(.abs, x) }

import Glibc

/// The real cube root, also of negative numbers.
enum CubeRoot: FunctionDefinition {
  static func value(_ x: Double) -> Double { cbrt(x) }
  static func exactValue(at x: Rational) -> Rational? { x.cubeRoot }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    // Binomial coefficients of 1/3, for negative numbers too.
    var coefficients = [cbrt(x)]
    for k in 0..<order { coefficients.append(coefficients[k] * (1.0 / 3 - Double(k)) / (Double(k + 1) * x)) }
    return TaylorSeries(coefficients)
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(y, -2) / 3
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { .single(.power(y, 3), mustBePositive: nil) }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { nil }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .exceptKinks }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{cbrt}" }
  static var python: PythonSpelling { .numpy("cbrt") }
  static var swift: String? { "cbrt" }

  static var kernel: FunctionKernel { .oneByOne(cbrt) }
}

/// ∛x of any sign: ∛(−8) = −2.
public func cbrt(_ x: Formula) -> Formula { .map(.cbrt, x) }

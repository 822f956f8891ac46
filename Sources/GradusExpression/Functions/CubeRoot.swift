import Glibc

/// The real cube root, also of negative numbers.
struct CubeRoot: FunctionDefinition {
  func value(_ x: Double) -> Double { cbrt(x) }
  func exactValue(at x: Rational) -> Rational? { x.cubeRoot }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // Binomial coefficients of 1/3, for negative numbers too.
    var coefficients = [cbrt(x)]
    for k in 0..<order { coefficients.append(coefficients[k] * (1.0 / 3 - Double(k)) / (Double(k + 1) * x)) }
    return TaylorSeries(coefficients)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(y, -2) / 3
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.power(y, 3), mustBePositive: nil) }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .exceptKinks }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{cbrt}" }
  var python: PythonSpelling { .numpy("cbrt") }
  var swift: String? { "cbrt" }
  var onnx: String? { nil }
  var source: String? { "cbrtf(x)" }

  var kernel: FunctionKernel { .oneByOne(cbrt) }
}

/// ∛x of any sign: ∛(−8) = −2.
public func cbrt(_ x: Formula) -> Formula { .map(.cbrt, x) }

import Glibc

/// 2/√π ∫₀ˣ exp(−t²) dt.
enum ErrorFunction: FunctionDefinition {
  static func value(_ x: Double) -> Double { erf(x) }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    // g = exp(−x²), g′ = −2 x g.
    var g = [2 / Double.pi.squareRoot() * exp(-x * x)]
    for k in 0..<order { g.append(-2 * (x * g[k] + (k > 0 ? g[k - 1] : 0)) / Double(k + 1)) }
    return .integral(from: erf(x), Array(g.prefix(order)))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    2 / sqrt(Formula.pi) * .map(.exp, -(x .** 2))
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { .odd }
  static var range: FunctionRange? { .open(-1, 1) }
  static func sign(at argument: SignSet) -> SignSet { argument }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { [] }
  static var latex: String { "\\operatorname{erf}" }
  static var python: PythonSpelling {
    .defined { np in
      ["from math import erf as _erf", "erf = \(np).vectorize(_erf, otypes=[float])"]
    }
  }
  static var swift: String? { nil }

  static var kernel: FunctionKernel { .oneByOne(erf) }
}

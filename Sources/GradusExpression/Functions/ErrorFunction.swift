import Glibc

/// 2/√π ∫₀ˣ exp(−t²) dt.
struct ErrorFunction: FunctionDefinition {
  func value(_ x: Double) -> Double { erf(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // g = exp(−x²), g′ = −2 x g.
    var g = [2 / Double.pi.squareRoot() * exp(-x * x)]
    for k in 0..<order { g.append(-2 * (x * g[k] + (k > 0 ? g[k - 1] : 0)) / Double(k + 1)) }
    return .integral(from: erf(x), Array(g.prefix(order)))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    2 / sqrt(Formula.pi) * .map(.exp, -(x .** 2))
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { .open(-1, 1) }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{erf}" }
  var python: PythonSpelling {
    .defined { np in
      ["from math import erf as _erf", "erf = \(np).vectorize(_erf, otypes=[float])"]
    }
  }
  var swift: String? { nil }
  var onnx: String? { "Erf" }
  var source: String? { "erff(x)" }

  var kernel: FunctionKernel { .erf }
}

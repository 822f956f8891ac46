import Glibc

/// Φ(x) = (1 + erf(x/√2))/2, the share of the normal distribution below x.
struct NormalDistribution: FunctionDefinition {
  func value(_ x: Double) -> Double {
    // By the complement, which keeps its digits far below, at u = −x/√2. What u loses by rounding, δ, is put right to first order:
    // erfc(u + δ) = erfc(u) − 2/√π exp(−u²) δ, which is erfc(u) (1 − 2 u δ) far below.
    guard x < 0, x > -40 else { return erfc(-x / 2.0.squareRoot()) / 2 }
    let (root, rest) = (0.5.squareRoot(), -4.833646656726457e-17)
    let u = -x * root
    let lost = fma(-x, root, -u) - x * rest
    return (erfc(u) - 2 / Double.pi.squareRoot() * exp(-u * u) * lost) / 2
  }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? Rational(1, 2) : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // g = exp(−x²/2), g′ = −x g.
    var g = [exp(-x * x / 2) / (2 * Double.pi).squareRoot()]
    for k in 0..<order { g.append(-(x * g[k] + (k > 0 ? g[k - 1] : 0)) / Double(k + 1)) }
    return .integral(from: value(x), Array(g.prefix(order)))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.exp, -(x .** 2) / 2) / sqrt(2 * Formula.pi)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { .open(0, 1) }
  func sign(at argument: SignSet) -> SignSet { .positive }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { [] }
  var letters: [String] { ["Phi"] }
  var latex: String { "\\Phi" }
  var python: PythonSpelling {
    .defined { np in
      [
        "from math import erfc as _erfc",
        "normcdf = \(np).vectorize(lambda x: _erfc(-x / 2 ** 0.5) / 2, otypes=[float])",
      ]
    }
  }
  var swift: String? { "normcdf" }
  var onnx: String? { nil }
  // Φ(x) = ½ erfc(−x/√2)
  var source: String? { "erfcf(x / -sqrtf(2)) / 2" }

  var kernel: FunctionKernel { .normcdf }
}

/// Φ(x), entry by entry.
public func normcdf(_ x: Formula) -> Formula { .map(.normcdf, x) }

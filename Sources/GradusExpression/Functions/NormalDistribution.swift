import Glibc

/// Φ(x) = (1 + erf(x/√2))/2, the share of the normal distribution below x.
enum NormalDistribution: FunctionDefinition {
  static func value(_ x: Double) -> Double {
    // By the complement, which keeps its digits far below.
    erfc(-x / 2.0.squareRoot()) / 2
  }
  static func exactValue(at x: Rational) -> Rational? { x.isZero ? Rational(1, 2) : nil }
  static func taylor(at x: Double, order: Int) -> TaylorSeries {
    // g = exp(−x²/2), g′ = −x g.
    var g = [exp(-x * x / 2) / (2 * Double.pi).squareRoot()]
    for k in 0..<order { g.append(-(x * g[k] + (k > 0 ? g[k - 1] : 0)) / Double(k + 1)) }
    return .integral(from: value(x), Array(g.prefix(order)))
  }

  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.exp, -(x .** 2) / 2) / sqrt(2 * Formula.pi)
  }
  static func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  static func inverse(of y: Formula) -> FunctionInverse? { nil }
  static var algebra: FunctionAlgebra { .opaque }

  static var parity: ElementaryFunction.Parity? { nil }
  static var range: FunctionRange? { .open(0, 1) }
  static func sign(at argument: SignSet) -> SignSet { .positive }
  static var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  static var smoothness: Smoothness { .everywhere }
  static func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  static var spellings: [String] { [] }
  static var letters: [String] { ["Phi"] }
  static var latex: String { "\\Phi" }
  static var python: PythonSpelling {
    .defined { np in
      [
        "from math import erfc as _erfc",
        "normcdf = \(np).vectorize(lambda x: _erfc(-x / 2 ** 0.5) / 2, otypes=[float])",
      ]
    }
  }
  static var swift: String? { "normcdf" }

  static var kernel: FunctionKernel { .oneByOne { NormalDistribution.value($0) } }
}

/// Φ(x), entry by entry.
public func normcdf(_ x: Formula) -> Formula { .map(.normcdf, x) }

import Glibc

/// log Γ(x) of positive numbers.
struct LogGamma: FunctionDefinition {
  func value(_ x: Double) -> Double { x > 0 ? lgamma(x) : .nan }
  func exactValue(at x: Rational) -> Rational? { x == 1 || x == 2 ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // log Γ(x + t) = log Γ(x) + ψ(x) t + Σ (−1)ᵏ ζ(k, x)/k tᵏ
    TaylorSeries(
      (0...order).map { k in
        switch k {
        case 0: value(x)
        case 1: Polygamma.digamma(x)
        default: (k % 2 == 0 ? 1 : -1) * Polygamma.zeta(k, x) / Double(k)
        }
      })
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .map(.polygamma(0), x)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .unknown }
  var domain: ClosedRange<Double> { 0...Double.infinity }
  var smoothness: Smoothness { .positiveNumbers }
  func shape(at argument: SignSet) -> FunctionShape? { FunctionShape(bend: .convex, domain: " on positive numbers") }

  var spellings: [String] { ["gammaln", "loggamma", "lngamma"] }
  var letters: [String] { [] }
  var latex: String { "\\log\\Gamma" }
  var python: PythonSpelling {
    .defined { np in
      ["from math import lgamma as _lgamma", "lgamma = \(np).vectorize(_lgamma, otypes=[float])"]
    }
  }
  var swift: String? { "lgamma" }
  var onnx: String? { nil }
  var source: String? { nil }

  var kernel: FunctionKernel { .oneByOne { LogGamma().value($0) } }
}

/// log Γ(x), entry by entry.
public func lgamma(_ x: Formula) -> Formula { .map(.lgamma, x) }

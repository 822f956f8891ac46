import Glibc

/// The inverse of the error function on (−1, 1).
struct InverseErrorFunction: FunctionDefinition {
  func value(_ x: Double) -> Double {
    let y = abs(x)
    guard y < 1 else { return y == 1 ? x * .infinity : .nan }
    // Winitzki's approximation to start from; near 0 it cancels.
    let (w, a) = (log((1 - y) * (1 + y)), 0.147)
    let t = 2 / (.pi * a) + w / 2
    var z = y < 1e-3 ? y * Double.pi.squareRoot() / 2 : ((t * t - w / a).squareRoot() - t).squareRoot()
    // Halley's steps for erf z = y, by the complement where y is nearer to 1: 1 − y is exact there.
    for _ in 0..<3 {
      let error = y < 0.5 ? erf(z) - y : (1 - y) - erfc(z)
      let step = error / (2 / Double.pi.squareRoot() * exp(-z * z))
      z -= step / (1 + z * step)
    }
    return x < 0 ? -z : z
  }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // y′ = c e with e = exp(y²), e′ = 2 c y e² and c = √π/2.
    let (start, c) = (value(x), Double.pi.squareRoot() / 2)
    var (y, e, square) = ([start], [exp(start * start)], [Double]())
    for k in 0..<order {
      square.append(TaylorSeries.product(e, e, k))
      y.append(c * e[k] / Double(k + 1))
      e.append(2 * c * TaylorSeries.product(y, square, k) / Double(k + 1))
    }
    return TaylorSeries(y)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    sqrt(Formula.pi) / 2 * .map(.exp, y .** 2)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.erf, y), mustBePositive: nil) }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -1...1 }
  var smoothness: Smoothness { .openInterval }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .convex, below: .concave) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{erfinv}" }
  var python: PythonSpelling {
    .defined { np in
      [
        "from statistics import NormalDist as _NormalDist",
        "erfinv = \(np).vectorize(lambda y: _NormalDist().inv_cdf((1 + y) / 2) / 2 ** 0.5, otypes=[float])",
      ]
    }
  }
  var swift: String? { "erfinv" }
  var onnx: String? { nil }
  var source: String? { nil }

  var kernel: FunctionKernel { .oneByOne { InverseErrorFunction().value($0) } }
}

/// erf⁻¹(x), entry by entry.
public func erfinv(_ x: Formula) -> Formula { .map(.erfinv, x) }

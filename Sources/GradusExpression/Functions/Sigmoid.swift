import Glibc

/// 1 / (1 + exp(−x)).
struct Sigmoid: FunctionDefinition {
  func value(_ x: Double) -> Double {
    if x >= 0 { return 1 / (1 + exp(-x)) }
    let power = exp(x)
    return power / (1 + power)
  }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? Rational(1, 2) : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // y′ = y r with r = 1 − y, which is known without cancellation.
    var (y, r) = ([value(x)], [value(-x)])
    for k in 0..<order {
      let next = TaylorSeries.product(y, r, k) / Double(k + 1)
      y.append(next)
      r.append(-next)
    }
    return TaylorSeries(y)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { y .* (1 - y) }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? {
    .single(.map(.log, y ./ (1 - y)), mustBePositive: y .* (1 - y))
  }
  var algebra: FunctionAlgebra { .sigmoid }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { .open(0, 1) }
  func sign(at argument: SignSet) -> SignSet { .positive }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { ["logistic"] }
  var letters: [String] { ["sigma"] }
  var latex: String { "\\operatorname{sigmoid}" }
  var python: PythonSpelling {
    .defined { np in
      ["def sigmoid(x):", "    return \(np).exp(-\(np).logaddexp(0.0, -\(np).asarray(x, dtype=float)))"]
    }
  }
  var swift: String? { "sigmoid" }
  var onnx: String? { "Sigmoid" }
  var source: String? { "1 / (1 + expf(-x))" }

  var kernel: FunctionKernel { .sigmoid }
}

/// 1 / (1 + e⁻ˣ), entry by entry.
public func sigmoid(_ x: Formula) -> Formula { .map(.sigmoid, x) }

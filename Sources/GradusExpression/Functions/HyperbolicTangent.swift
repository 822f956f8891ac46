import Glibc

/// sinh x / cosh x.
struct HyperbolicTangent: FunctionDefinition {
  func value(_ x: Double) -> Double { tanh(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    // tanh′ = 1/cosh² = q with q′ = −2 tanh q.
    .coupled(tanh(x), pow(cosh(x), -2), -2, order: order)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { 1 - y .** 2 }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { .single(.map(.atanh, y), mustBePositive: 1 - y .** 2) }
  var algebra: FunctionAlgebra { .hyperbolicTangent }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { .open(-1, 1) }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\tanh" }
  var python: PythonSpelling { .numpy("tanh") }
  var swift: String? { "tanh" }
  var onnx: String? { "Tanh" }
  var source: String? { "tanhf(x)" }

  var kernel: FunctionKernel { .tanh }
}

/// tanh x, entry by entry.
public func tanh(_ x: Formula) -> Formula { .map(.tanh, x) }

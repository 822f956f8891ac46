import Glibc

/// The inverse of the tangent, between −π/2 and π/2.
struct InverseTangent: FunctionDefinition {
  func value(_ x: Double) -> Double { atan(x) }
  func exactValue(at x: Rational) -> Rational? { x.isZero ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: atan(x), TaylorSeries.power(ofQuadratic: [1 + x * x, 2 * x, 1], -1, order: order))
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    .power(1 + x .** 2, -1)
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  /// Only between −π/2 and π/2.
  func inverse(of y: Formula) -> FunctionInverse? {
    let pi = Formula.pi
    return .single(.map(.tan, y), mustBePositive: (pi .** 2).scaled(by: Rational(1, 4)) - y .** 2)
  }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { .odd }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .everywhere }
  func shape(at argument: SignSet) -> FunctionShape? { .increasing(argument, above: .concave, below: .convex) }

  var spellings: [String] { ["arctan"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{atan}" }
  var python: PythonSpelling { .numpy("arctan") }
  var swift: String? { nil }
  var onnx: String? { "Atan" }
  var source: String? { "atanf(x)" }

  var kernel: FunctionKernel { .oneByOne(atan) }
}

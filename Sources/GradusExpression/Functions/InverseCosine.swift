import Glibc

/// The inverse of the cosine, between 0 and π.
struct InverseCosine: FunctionDefinition {
  func value(_ x: Double) -> Double { acos(x) }
  func exactValue(at x: Rational) -> Rational? { x.isOne ? 0 : nil }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .integral(from: acos(x), TaylorSeries.power(ofQuadratic: [1 - x * x, -2 * x, -1], -0.5, order: order).map { -$0 })
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula {
    -.power(1 - x .** 2, .constant(Rational(-1, 2)))
  }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? { nil }
  var algebra: FunctionAlgebra { .opaque }

  var parity: ElementaryFunction.Parity? { nil }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { .nonnegative }
  var domain: ClosedRange<Double> { -1...1 }
  var smoothness: Smoothness { .closedInterval }
  func shape(at argument: SignSet) -> FunctionShape? { nil }

  var spellings: [String] { ["arccos"] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{acos}" }
  var python: PythonSpelling { .numpy("arccos") }
  var swift: String? { nil }
  var onnx: String? { "Acos" }
  var source: String? { "acosf(x)" }

  var kernel: FunctionKernel { .oneByOne(acos) }
}

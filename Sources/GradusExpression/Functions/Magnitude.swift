import Glibc

/// |x|.
struct Magnitude: FunctionDefinition {
  func value(_ x: Double) -> Double { abs(x) }
  func exactValue(at x: Rational) -> Rational? { x.magnitude }
  func taylor(at x: Double, order: Int) -> TaylorSeries {
    .piece(abs(x), x < 0 ? -1 : 1, isKink: x == 0, order: order)
  }

  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula { .map(.sign, x) }
  func matrixDerivative(at matrix: Formula) -> Formula? { nil }
  func inverse(of y: Formula) -> FunctionInverse? {
    .pair(y, mustNotBeNegative: y, reason: "a magnitude is never negative")
  }
  var algebra: FunctionAlgebra { .magnitude }

  var parity: ElementaryFunction.Parity? { .even }
  var range: FunctionRange? { nil }
  func sign(at argument: SignSet) -> SignSet { argument.contains(.zero) ? .nonnegative : .positive }
  var domain: ClosedRange<Double> { -Double.infinity...Double.infinity }
  var smoothness: Smoothness { .exceptKinks }
  func shape(at argument: SignSet) -> FunctionShape? { .valley(argument) }

  var spellings: [String] { [] }
  var letters: [String] { [] }
  var latex: String { "\\operatorname{abs}" }
  var python: PythonSpelling { .numpy("abs") }
  var swift: String? { "abs" }
  var onnx: String? { "Abs" }
  var source: String? { "fabsf(x)" }

  var kernel: FunctionKernel { .abs }
}

/// |x|, entry by entry.
public func abs(_ x: Formula) -> Formula { .map(.abs, x) }

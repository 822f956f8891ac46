/// All that the package knows of one function of one number: the one place that a new function fills.
///
/// No requirement has a default. A property that every function would need and one of them forgot is an error of the compiler,
/// and not an answer that is silently weaker.
package protocol FunctionDefinition {
  // MARK: Numbers

  /// f(x); NaN outside the domain.
  func value(_ x: Double) -> Double
  /// The value at an exact number, where there is one that is rational and well known.
  func exactValue(at x: Rational) -> Rational?
  /// f(x + t) = c₀ + c₁ t + c₂ t² + …, by a recurrence of its own: what a derivative is checked with must not rest on its rule.
  func taylor(at x: Double, order: Int) -> TaylorSeries

  // MARK: Formulas

  /// f′(x), written with the value y = f(x) where that saves work.
  ///
  /// A function that is constant wherever it has a derivative has the derivative 0.
  func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula
  /// f′(A) of a matrix function, so that d tr f(A) = tr(f′(A) dA); nil where none is known.
  func matrixDerivative(at matrix: Formula) -> Formula?
  /// The arguments at which the function is y.
  func inverse(of y: Formula) -> FunctionInverse?
  /// How exact algebra takes the function apart.
  var algebra: FunctionAlgebra { get }

  // MARK: Properties

  /// f(−x) = f(x) or f(−x) = −f(x), where one of them holds.
  var parity: ElementaryFunction.Parity? { get }
  /// The smallest and largest value, where both are rational.
  var range: FunctionRange? { get }
  /// The signs of the values at arguments of these signs.
  func sign(at argument: SignSet) -> SignSet
  /// Numbers at which the function has a value, and where its samples are taken.
  var domain: ClosedRange<Double> { get }
  var smoothness: Smoothness { get }
  /// How the function bends and grows at arguments of these signs; nil where it bends both ways.
  func shape(at argument: SignSet) -> FunctionShape?

  // MARK: Notation

  /// What the reader takes for the name besides the name itself, in lower case.
  var spellings: [String] { get }
  /// What the reader takes for the name right before a bracket only, and for a variable elsewhere: σ(x), Φ(x).
  var letters: [String] { get }
  /// The command of LaTeX.
  var latex: String { get }
  var python: PythonSpelling { get }
  /// The function over formulas that Swift code calls; without one it is written as `Formula.map`.
  var swift: String? { get }
  /// The operator of ONNX that is the function; nil where there is none.
  var onnx: String? { get }
  /// An expression in x that is C and Swift alike, in single precision; nil where no library of C has the function.
  var source: String? { get }

  // MARK: Speed

  /// How plans compute it.
  var kernel: FunctionKernel { get }
}

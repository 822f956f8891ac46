/// All that the package knows of one function of one number: the one place that a new function fills.
///
/// No requirement has a default. A property that every function would need and one of them forgot is an error of the compiler,
/// and not an answer that is silently weaker.
package protocol FunctionDefinition {
  // MARK: Numbers

  /// f(x); NaN outside the domain.
  static func value(_ x: Double) -> Double
  /// The value at an exact number, where there is one that is rational and well known.
  static func exactValue(at x: Rational) -> Rational?
  /// f(x + t) = c₀ + c₁ t + c₂ t² + …, by a recurrence of its own: what a derivative is checked with must not rest on its rule.
  static func taylor(at x: Double, order: Int) -> TaylorSeries

  // MARK: Formulas

  /// f′(x), written with the value y = f(x) where that saves work.
  ///
  /// A function that is constant wherever it has a derivative has the derivative 0.
  static func derivative(at x: Formula, value y: Formula, relu convention: ReLUConvention) -> Formula
  /// f′(A) of a matrix function, so that d tr f(A) = tr(f′(A) dA); nil where none is known.
  static func matrixDerivative(at matrix: Formula) -> Formula?
  /// The arguments at which the function is y.
  static func inverse(of y: Formula) -> FunctionInverse?
  /// How exact algebra takes the function apart.
  static var algebra: FunctionAlgebra { get }

  // MARK: Properties

  /// f(−x) = f(x) or f(−x) = −f(x), where one of them holds.
  static var parity: ElementaryFunction.Parity? { get }
  /// The smallest and largest value, where both are rational.
  static var range: FunctionRange? { get }
  /// The signs of the values at arguments of these signs.
  static func sign(at argument: SignSet) -> SignSet
  /// Numbers at which the function has a value, and where its samples are taken.
  static var domain: ClosedRange<Double> { get }
  static var smoothness: Smoothness { get }
  /// How the function bends and grows at arguments of these signs; nil where it bends both ways.
  static func shape(at argument: SignSet) -> FunctionShape?

  // MARK: Notation

  /// What the reader takes for the name besides the name itself, in lower case.
  static var spellings: [String] { get }
  /// What the reader takes for the name right before a bracket only, and for a variable elsewhere: σ(x), Φ(x).
  static var letters: [String] { get }
  /// The command of LaTeX.
  static var latex: String { get }
  static var python: PythonSpelling { get }
  /// The function over formulas that Swift code calls; without one it is written as `Formula.map`.
  static var swift: String? { get }

  // MARK: Speed

  /// How plans compute it.
  static var kernel: FunctionKernel { get }
}

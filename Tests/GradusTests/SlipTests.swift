import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSheet
import Testing

@Suite("The slip behind a wrong derivative is named")
struct SlipTests {
  struct Example: CustomTestStringConvertible, Sendable {
    let formula: String
    let variable: String
    let answer: String
    /// In words; empty for a right answer.
    let slip: String
    let declarations: [String]

    init(_ formula: String, _ variable: String, _ answer: String, _ slip: String, _ declarations: String...) {
      (self.formula, self.variable, self.answer, self.slip) = (formula, variable, answer, slip)
      self.declarations = declarations
    }

    var testDescription: String { "(\(formula))′ = \(answer)" }
  }

  static let examples = [
    Example("x'*A*x", "x", "2*A*x", "it holds only if A is symmetric"),
    Example("x'*A*x", "x", "A*x", "the term Aᵀ x is missing"),
    Example("x'*A*x", "x", "x'*(A + A')", ""),
    Example("norm2(X*w - y)^2", "w", "X'*(X*w - y)", "it is 1/2 times the answer: a factor 2 is missing"),
    Example("norm2(X*w - y)^2", "w", "2*X'*(y - X*w)", "the sign is wrong"),
    Example("norm2(X*w - y)^2", "w", "2*X'*X*w - X'*y", "the term −Xᵀ y must be taken 2 times"),
    Example("norm2(X*w - y)^2", "w", "2*X'*X*w + 2*X'*y", "the sign of the term 2 Xᵀ y is wrong"),
    Example("norm2(X*w - y)^2", "w", "2*X'*X*w - 2*X'*y", ""),
    Example("logdet(X)", "X", "inv(X)", "it is the transpose of the answer, as in the other layout", "X: [n, n]"),
    Example("tr(A*X*B)", "X", "A*B", "transposes of A and B are missing or too much", "A: [n, n]", "B: [n, n]"),
    Example("A*x", "x", "A", "it is the transpose of the answer, as in the other layout"),
    Example("a'*inv(X)*b", "X", "-inv(X)*a*b'*inv(X)", "a transpose of X is missing or too much", "X: [n, n]"),
    Example("sin(x^2)", "x", "cos(x^2)", "the inner derivative is missing: (x²)′ = 2 x", "x: scalar"),
    Example("exp(2*x)", "x", "exp(2*x)", "the inner derivative is missing: (2 x)′ = 2", "x: scalar"),
    Example(
      "x^2*sin(x)", "x", "2*x*cos(x)",
      "the derivative of a product is not the product of the derivatives: (f g)′ = f′ g + f g′", "x: scalar"),
    Example("x/(1 + x)", "x", "1/(1 + x)", "x + 1 was held constant, but it moves too", "x: scalar"),
    Example("x^3", "x", "3*x^3", "the factor x is too much", "x: scalar"),
    Example("log(x)", "x", "1/x^2", "the factor 1/x is too much", "x: scalar positive"),
    Example("cos(x)", "x", "sin(x)", "the sign is wrong", "x: scalar"),
    Example("norm2(x)", "x", "x", "the factor 1/‖x‖ is missing", "x: [n]"),
    Example("norm2(x)", "x", "2*x", "the factor 1/(2 ‖x‖) is missing", "x: [n]"),
    Example("sum(sin(x))", "x", "cos(x)", "", "x: [n]"),
    Example(
      "-sum(Y.*log(softmax(X*W)))/m", "W", "X'*(softmax(X*W) - Y)", "the factor 1/m is missing",
      "Y: [m, k] one-hot rows"),
    Example("1/(1 + exp(-x))", "x", "sigmoid(x)*sigmoid(-x)", "", "x: scalar"),
    Example("tanh(x)", "x", "1/cosh(x)^2", "", "x: scalar"),
  ]

  @Test("in words that a student understands", arguments: examples)
  func slip(example: Example) throws {
    var reader = Reader()
    for declaration in example.declarations { try reader.declare(declaration) }
    let readings = try reader.read([example.formula, example.answer])
    let variable = Formula.symbol(readings[0].symbol(example.variable)!)
    let expected = try DerivativeRequest(
      readings[0].formula, withRespectTo: [variable], showsWorking: false
    ).answer().result
    let given = readings[1].formula
    #expect(given.isEqual(to: expected).holds == example.slip.isEmpty)
    if example.slip.isEmpty { return }
    let slip = Slip.likely(
      answer: given, expected: expected, of: readings[0].formula, withRespectTo: [variable])
    #expect(slip?.words == example.slip)
  }
}

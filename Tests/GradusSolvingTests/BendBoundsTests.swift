import GradusExpression
import GradusNotation
import GradusSolving
import Testing

/// Strong convexity and smoothness with their constants.
@Suite("Bounds of the bend") struct BendBoundsTests {
  @Test(
    "μ and L of formulas",
    arguments: [
      ("x^2 + 3*x", "x: scalar", "2", "2"), ("x1^2", "x1: scalar", "2", "2"),
      ("norm2(x)^2", "x: [n]", "2", "2"), ("log(1+exp(x))", "x: scalar", "none", "1/4"),
      ("x^4", "x: scalar", "none", "none"), ("exp(x)", "x: scalar", "none", "none"),
      ("3*x - 1", "x: scalar", "none", "0"),
      ("abs(x) + x^2", "x: scalar", "2", "none"), ("sum(log(1+exp(X*x))) + c*norm2(x)^2", "x: [n]", "2*c", "unknown"),
      ("x'*[2 0; 0 3]*x", "x: [2]", "4", "6"), ("x'*A*x", "x: [n]", "eigenvalue", "eigenvalue"),
      ("-x^2", "x: scalar", "none", "2"), ("cos(x) + x^2", "x: scalar", "1", "3"),
      ("tanh(x)", "x: scalar", "none", "4"),
    ])
  func constants(text: String, variable: String, least: String, greatest: String) throws {
    var reader = Reader()
    try reader.declare(variable)
    try reader.declare("c: scalar positive; A: [n, n] positive definite")
    let formula = try reader.read(text).formula
    let name = String(variable.prefix { $0 != ":" })
    let symbol = try #require(formula.symbols.first { $0.name == name })
    let bounds = try bendBounds(of: formula, in: [.symbol(symbol)])
    #expect(words(bounds.least) == least, "μ")
    #expect(words(bounds.greatest) == greatest, "L")
    #expect(bounds.conditions.isEmpty)
  }

  @Test("a coefficient of unknown sign is a condition")
  func condition() throws {
    var reader = Reader()
    let formula = try reader.read("norm2(X*w - y)^2 + a*norm2(w)^2").formula
    let symbol = try #require(formula.symbols.first { $0.name == "w" })
    let bounds = try bendBounds(of: formula, in: [.symbol(symbol)])
    #expect(bounds.conditions.count == 1)
    #expect(words(bounds.least) == "eigenvalue")
  }

  private func words(_ end: BendBounds.End) -> String {
    switch end {
    case .value(let formula, _): formula.written(as: .ascii)
    case .eigenvalue: "eigenvalue"
    case .none: "none"
    case .unknown: "unknown"
    }
  }
}

import GradusExpression
import GradusNotation
import Testing

@Suite("Large graphs stay printable")
struct WritingSharingTests {
  /// xₖ₊₁ = tanh(A xₖ) + xₖ: each step is used by all that follow.
  static func residual(steps: Int) -> Formula {
    let A = Formula.symbol("A", ["n", "n"])
    return (0..<steps).reduce(Formula.symbol("x", ["n"])) { x, _ in tanh(A * x) + x }
  }

  @Test(
    "Repeated parts get names, and the text with its definitions reads back",
    arguments: [Notation.ascii, .unicode, .latex])
  func namedParts(format: Notation) throws {
    let formula = Self.residual(steps: 12)
    let text = formula.written(as: format)
    #expect(text.contains("; "))
    #expect(text.count < 4_000)
    var reader = Reader(symbols: formula.symbols)
    #expect(try reader.read(text).formula == formula)
  }

  @Test("A text says the same each time")
  func stable() {
    let formula = Self.residual(steps: 10)
    for format in Notation.allCases { #expect(formula.written(as: format) == formula.written(as: format)) }
  }

  @Test("A small formula names nothing")
  func small() {
    #expect(Self.residual(steps: 1).written(as: .ascii) == "tanh(A*x) + x")
  }

  @Test("Depth is cut into named parts")
  func deep() {
    let formula = (0..<2_000).reduce(Formula.symbol("x")) { x, _ in sin(x) }
    for format in Notation.allCases where format != .python { #expect(formula.written(as: format).contains("sin")) }
    #expect(formula.pythonFunction(named: "f").contains("t_1 = "))
  }
}

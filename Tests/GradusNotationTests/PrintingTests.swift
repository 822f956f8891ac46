import GradusExpression
import GradusNotation
import Testing

@Suite("A printed formula reads as mathematics")
struct PrintingTests {
  static let x = Formula.symbol("x", ["n"]), A = Formula.symbol("A", ["n", "n"])

  @Test("in one line, as it is written in Unicode")
  func mathematics() {
    #expect("\(2 * (Self.x * Self.A))" == "2 Aᵀ x")
    #expect("\(squaredNorm(Self.A * Self.x))" == squaredNorm(Self.A * Self.x).written())
    #expect(String(describing: Formula.constant(Rational(1, 2))) == "½")
    #expect("\([Self.x, Self.A])" == "[x, A]")
  }

  @Test("a formula whose text would be endless is shown by its structure, at once")
  func endless() {
    var formula = Formula.symbol("t")
    for _ in 0..<200 { formula = sin(formula) + cos(formula) }
    let text = "\(formula)"
    #expect(text == formula.debugDescription && text.count < 10_000)
  }
}

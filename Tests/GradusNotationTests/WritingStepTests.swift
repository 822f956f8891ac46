import GradusExpression
import GradusNotation
import Testing

@Suite("A line of working says how its sides belong together")
struct WritingStepTests {
  static let X = Formula.symbol("X", ["m", "n"]), w = Formula.symbol("w", ["n"]), y = Formula.symbol("y", ["m"])
  static let u = Formula.symbol("u"), f = Formula.symbol("f"), x = Formula.symbol("x1")

  static func line(_ relation: Step.Relation, _ before: Formula, _ after: Formula, _ format: Notation = .unicode)
    -> String
  {
    Step(rule: "", before: before, after: after, relation: relation).line(as: format)
  }

  @Test("in Unicode")
  func unicode() {
    #expect(Self.line(.becomes, Self.u, Self.x) == "u  →  x₁")
    #expect(Self.line(.definition, Self.u, Self.x .** 2) == "u = x₁²")
    #expect(Self.line(.derivative(in: Self.w), Self.X * Self.w - Self.y, Self.X) == "∂/∂w (X w − y) = X")
    #expect(Self.line(.derivative(in: Self.u), sin(Self.u), cos(Self.u)) == "∂/∂u sin(u) = cos(u)")
    #expect(Self.line(.prime, Self.x .** 2, 2 * Self.x) == "(x₁²)′ = 2 x₁")
    #expect(Self.line(.differential, Self.X * Self.w, Self.X * .symbol("dw", ["n"])) == "d(X w) = X dw")
    #expect(
      Self.line(.chain(of: Self.f, through: Self.u, in: Self.x), Self.u, 2 * Self.u) == "∂f/∂u · ∂u/∂x₁ = 2 u")
    #expect(Self.line(.total(of: Self.f, in: Self.x), Self.u, Self.u) == "∂f/∂x₁ = u")
  }

  @Test("in the other notations")
  func others() {
    let derivative = Step.Relation.derivative(in: Self.w)
    #expect(Self.line(derivative, Self.X * Self.w, Self.X, .ascii) == "d/dw (X*w) = X")
    #expect(
      Self.line(derivative, Self.X * Self.w, Self.X, .latex)
        == #"\frac{\partial}{\partial w} \left(X w\right) = X"#)
    let chain = Step.Relation.chain(of: Self.f, through: Self.u, in: Self.x)
    #expect(
      Self.line(chain, Self.u, Self.u, .latex)
        == #"\frac{\partial f}{\partial u} \cdot \frac{\partial u}{\partial x_{1}} = u"#)
    let math = Self.line(chain, Self.u, Self.u, .mathml)
    #expect(math.hasPrefix("<mfrac><mrow><mo>∂</mo>") && !math.contains("<math"))
  }
}

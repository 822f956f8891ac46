import GradusExpression
import GradusRewriting
import Testing

@Suite("The loop that applies laws")
struct RewriterTests {
  static let x = Formula.symbol("x")
  static let y = Formula.symbol("y")

  /// sin² a + cos² a = 1, as far as it stands alone.
  static let pythagoras = RewriteRule("sin² + cos² = 1", "The squares of sine and cosine sum to one.") { formula in
    guard case .sum(let terms) = formula.node, terms.count == 2 else { return nil }
    for (left, right) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      guard case .power(let a, _) = left.formula.node, case .map(.sin, let u) = a.node, left.formula == a .** 2,
        right.formula == cos(u) .** 2, left.coefficient == 1, right.coefficient == 1
      else { continue }
      return Rewrite(1)
    }
    return nil
  }

  @Test("Laws apply to every part, inner parts first, and each step is recorded")
  func steps() {
    let (x, y) = (Self.x, Self.y)
    let one = sin(x) .** 2 + cos(x) .** 2
    let derivation = Rewriter([Self.pythagoras]).rewrite(exp(one) * y)
    #expect(derivation.result == exp(1) * y)
    #expect(derivation.steps.map(\.rule) == ["sin² + cos² = 1"])
    #expect(derivation.steps[0].before == one)
    #expect(derivation.steps[0].after == 1)
    #expect(derivation.start == exp(one) * y)
  }

  @Test("A part that occurs twice is rewritten once")
  func shared() {
    let (x, y) = (Self.x, Self.y)
    let one = sin(x) .** 2 + cos(x) .** 2
    let derivation = Rewriter([Self.pythagoras]).rewrite(tanh(one) + y * sin(one))
    #expect(derivation.steps.count == 1)
  }

  @Test("Where no law applies nothing changes")
  func nothing() {
    let derivation = Rewriter([Self.pythagoras]).rewrite(Self.x + Self.y)
    #expect(derivation.result == Self.x + Self.y)
    #expect(derivation.steps.isEmpty)
  }

  @Test("What a law makes is rewritten in its turn")
  func chain() {
    let (x, y) = (Self.x, Self.y)
    let toY = RewriteRule("x is y", "x and y are one.") {
      $0 == x ? Rewrite(y, facts: [UsedFact("x", .positive)]) : nil
    }
    let toTwo = RewriteRule("y is 2", "y is two.") { $0 == y ? Rewrite(2) : nil }
    let derivation = Rewriter([toY, toTwo]).rewrite(exp(x) + y)
    #expect(derivation.result == exp(2) + 2)
    #expect(derivation.facts == [UsedFact("x", .positive)])
  }

  @Test("Two laws that undo each other come to an end")
  func circle() {
    let (x, y) = (Self.x, Self.y)
    let there = RewriteRule("there", "x becomes y.") { $0 == x ? Rewrite(y) : nil }
    let back = RewriteRule("back", "y becomes x.") { $0 == y ? Rewrite(x) : nil }
    let derivation = Rewriter([there, back]).rewrite(exp(x))
    #expect(derivation.result == exp(x) || derivation.result == exp(y))
  }

  @Test("Without flattening a shared product stays a factor of its own")
  func sharing() {
    let A = Formula.symbol("A", ["n", "n"])
    let z = Formula.symbol("z", ["n"])
    let inner = A * z
    let product = Formula.contraction([.init(A, [0, 1]), .init(inner, [1])], output: [0])
    #expect(Rewriter([], flattening: false).rewrite(product).result == product)
    #expect(Rewriter([], flattening: true).rewrite(product).result == A * A * z)
  }
}

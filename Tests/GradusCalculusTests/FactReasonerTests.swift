import GradusExpression
import Testing

@testable import GradusCalculus

@Suite("What follows from facts")
struct FactReasonerTests {
  static let A = Formula.symbol("A", ["n", "n"])
  static let B = Formula.symbol("B", ["m", "n"])
  static let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
  static let S = Formula.symbol("S", ["n", "n"], facts: [.symmetric])
  static let x = Formula.symbol("x", ["n"])
  static let d = Formula.symbol("d", ["m"], facts: [.positive])
  static let c = Formula.symbol("c", [], facts: [.positive])

  @Test("symmetric formulas")
  func symmetric() {
    let facts = FactReasoner()
    for formula in [
      Self.A + Self.A.transposed, Self.B.transposed * Self.B, .inverse(Self.S), Self.S * Self.Q * Self.S,
      .outer(Self.x, Self.x), Self.B.transposed * .diagonalMatrix(Self.d) * Self.B,
      .inverse(Self.B.transposed * Self.B + Self.c * .identity("n")),
      // A sum inside a product inside a sum.
      Self.A + Self.A.transposed + Self.S * (Self.A + Self.A.transposed) * Self.S,
    ] {
      #expect(facts.isSymmetric(formula), "\(formula)")
    }
    for formula in [Self.A, Self.A * Self.A, Self.S * Self.Q, Self.A - Self.A.transposed, Self.S * Self.A] {
      #expect(!facts.isSymmetric(formula), "\(formula)")
    }
  }

  @Test("definite, semidefinite, and neither")
  func definiteness() {
    let facts = FactReasoner()
    for formula in [
      Self.Q, .inverse(Self.Q), 2 * Self.Q + Self.B.transposed * Self.B, Self.c * .identity("n"),
      Self.B.transposed * Self.B + Self.c * .identity("n"), .matrixFunction(.exp, Self.S),
      .matrix([[2, 1], [1, 2]]),
    ] {
      #expect(facts.definiteness(formula, half: 1) == .definite)
    }
    for formula in [
      Self.B.transposed * Self.B, Self.A * Self.Q * Self.A.transposed, .outer(Self.x, Self.x),
      Self.S * Self.S, Self.B.transposed * .diagonalMatrix(Self.d) * Self.B, .matrix([[1, 1], [1, 1]]),
      Self.Q .* Self.Q .* (Self.B.transposed * Self.B),
    ] {
      #expect(facts.definiteness(formula, half: 1) != nil)
    }
    for formula in [
      Self.A, Self.S, Self.A * Self.A, Self.Q - Self.c * .identity("n"), Self.A + Self.A.transposed,
      Self.A * Self.Q, -Self.Q, Self.Q * Self.S * Self.Q, .matrix([[1, 2], [2, 1]]), .matrix([[0, 1], [1, 0]]),
    ] {
      #expect(facts.definiteness(formula, half: 1) == nil)
    }
  }

  @Test("what is at most 1 bounds what is taken from 1; samples keep it")
  func upperBounds() {
    let facts = FactReasoner()
    let p = Formula.symbol("p", [], facts: [.positive, .belowOne])
    let y = Formula.symbol("y", [], facts: [.nonnegative, .atMostOne])
    let z = Formula.symbol("z", [], facts: [.belowOne])
    #expect(facts.sign(1 - p) == .positive)
    #expect(facts.sign(1 - y) == .nonnegative)
    #expect(facts.sign(1 - z) == .positive && facts.sign(z) == .unknown)
    #expect(facts.sign(p * (1 - p)) == .positive && facts.sign(y * (1 - y)) == .nonnegative)
    #expect(facts.sign(2 - p) == .positive && facts.sign(1 - 2 * p) == .unknown)
    var generator = SplitMix64(3)
    for formula in [p, y, z] {
      guard case .symbol(let symbol) = formula.node else { continue }
      for scale in [0.5, 1, 7, 300] {
        for _ in 0..<200 {
          let value = symbol.sampled(sizes: [:], scale: scale, using: &generator).scalar
          #expect(value < 1 && (value > 0 || formula == z))
        }
      }
    }
  }

  @Test("signs")
  func signs() {
    let facts = FactReasoner()
    let u = Formula.symbol("u", ["m"])
    for formula in [exp(u), Self.d + u .** 2, softplus(u), 1 - sigmoid(u), Self.d ./ (1 + exp(u)), sqrt(Self.d)] {
      #expect(facts.sign(formula) == .positive)
    }
    for formula in [u .** 2, abs(u), relu(u), 1 - tanh(u) .** 2, 1 - softmax(u), u .** 4 ./ Self.d] {
      #expect(facts.sign(formula).isNonnegative)
    }
    for formula in [u, sin(u), Self.d - 1, u .** 3, log(Self.d), u .* Self.d] {
      #expect(facts.sign(formula) == .unknown)
    }
    #expect(facts.sign(Self.x * Self.Q * Self.x).isNonnegative)
    #expect(facts.sign(Self.x * Self.A * Self.x) == .unknown)
  }
}

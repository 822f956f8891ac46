import GradusExpression
import GradusNotation
import Testing

@Suite("One formula in every format")
struct WritingFormatsTests {
  typealias M = WritingMatrixNotationTests

  struct Row: CustomTestStringConvertible, Sendable {
    let formula: Formula
    let unicode: String
    let latex: String
    var testDescription: String { unicode }
    init(_ formula: Formula, _ unicode: String, _ latex: String) {
      (self.formula, self.unicode, self.latex) = (formula, unicode, latex)
    }
  }

  static let theta = Formula.symbol("theta", ["n"])
  static let Q = Formula.symbol("Q", ["n", "n"])
  static let x1 = Formula.symbol("x_1")
  static let x2 = Formula.symbol("x_2")

  static let rows: [Row] = [
    Row(2 * M.X.transposed * (M.X * M.w - M.y), "2 Xᵀ(X w − y)", #"2 X^\top \left(X w - y\right)"#),
    Row(
      M.half * (theta * Q * theta) - M.b * theta, "½ θᵀ Q θ − bᵀ θ",
      #"\frac{1}{2} \theta^\top Q \theta - b^\top \theta"#),
    Row(squaredNorm(M.X * M.w - M.y), "‖X w − y‖²", #"\lVert X w - y \rVert^{2}"#),
    Row(.inverse(M.A) * M.x, "A⁻¹ x", #"A^{-1} x"#),
    Row(.inverse(M.A.transposed) * M.x, "A⁻ᵀ x", #"A^{-\top} x"#),
    Row(M.x .* M.b, "b ⊙ x", #"b \odot x"#),
    Row(M.x ./ M.b, "x ⊘ b", #"x \oslash b"#),
    Row(M.x / M.q, "x/q", #"\frac{x}{q}"#),
    Row(x1 * exp(x2), "x₁ exp(x₂)", #"x_{1} \exp\left(x_{2}\right)"#),
    Row(
      cos(x1 * exp(x2)) * exp(x2), "exp(x₂) cos(x₁ exp(x₂))",
      #"\exp\left(x_{2}\right) \cos\left(x_{1} \exp\left(x_{2}\right)\right)"#),
    Row(M.c .** 2, "c²", #"c^{2}"#),
    Row(M.A * M.A * M.A, "A³", #"A^{3}"#),
    Row(.kronecker(M.A, M.X), "A ⊗ X", #"A \otimes X"#),
    Row(M.A + .identity("n"), "A + I", #"A + I"#),
    Row(.identity("n"), "Iₙ", #"I_{n}"#),
    Row(.vector([1, 2]), "[1; 2]", #"\begin{pmatrix} 1 \\ 2 \end{pmatrix}"#),
    Row(.matrix([[3, 6], [2, 4]]), "[3 6; 2 4]", #"\begin{pmatrix} 3 & 6 \\ 2 & 4 \end{pmatrix}"#),
    Row(M.X + .outer(.ones(["m"]), M.b), "𝟏 bᵀ + X", #"\mathbf{1} b^\top + X"#),
    Row(sqrt(M.c), "√c", #"\sqrt{c}"#),
    Row(sqrt(M.c + 1), "√(c + 1)", #"\sqrt{c + 1}"#),
    Row(.symbol("y_hat", ["n"]) - M.x, "ŷ − x", #"\hat{y} - x"#),
    Row(abs(M.c), "|c|", #"\lvert c \rvert"#),
    Row((M.A * M.B * M.C).transposed, "(A B C)ᵀ", #"\left(A B C\right)^\top"#),
    Row(.power(M.c, M.q - 1), "c^(q − 1)", #"c^{q - 1}"#),
    Row(softmax(M.X), "softmax(X)", #"\operatorname{softmax}\left(X\right)"#),
    Row(M.x .** 3, "x.^3", #"x^{\odot 3}"#),
    Row(M.c * (M.q + 1), "c (q + 1)", #"c \left(q + 1\right)"#),
    Row(Formula.constant(Rational(3, 7)) * M.x, "3/7 x", #"\frac{3}{7} x"#),
  ]

  @Test("Unicode", arguments: rows)
  func unicode(row: Row) { #expect(row.formula.written(as: .unicode) == row.unicode) }

  @Test("LaTeX", arguments: rows)
  func latex(row: Row) { #expect(row.formula.written(as: .latex) == row.latex) }
}

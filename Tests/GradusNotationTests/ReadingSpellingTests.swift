import GradusExpression
import GradusNotation
import Testing

/// Reads a formula under declarations.
func formula(_ text: String, _ declarations: String...) throws -> Formula {
  var reader = Reader()
  for declaration in declarations { try reader.declare(declaration) }
  return try reader.read(text).formula
}

@Suite("Spellings") struct ReadingSpellingTests {
  struct Row: Sendable, CustomStringConvertible {
    let declarations: [String]
    let spellings: [String]
    var description: String { spellings[0] }
  }

  static let rows: [Row] = [
    Row(
      declarations: ["Q: [n, n] symmetric", "theta: [n]", "b: [n]"],
      spellings: [
        "0.5*theta'*Q*theta - b'*theta", "½ θᵀ Q θ − bᵀθ", "½θᵀQθ − bᵀθ",
        "\\frac{1}{2}\\theta^\\top Q\\theta - b^\\top\\theta", "1/2 theta^T Q theta - b^T theta",
        "\\tfrac12\\,\\boldsymbol{\\theta}^{\\mathsf T}\\mathbf{Q}\\boldsymbol\\theta-\\mathbf b^{T}\\boldsymbol\\theta",
        "$\\frac12 \\theta^{\\intercal} Q \\theta - \\langle b, \\theta \\rangle$",
      ]),
    Row(
      declarations: ["X: [m, n]", "w: [n]", "y: [m]"],
      spellings: [
        "norm2(X*w - y)^2", "‖X w − y‖²", "‖Xw − y‖₂²", "||X w - y||^2", "\\lVert X w - y\\rVert^2",
        "\\|Xw-y\\|_2^2", "\\left\\| Xw-y \\right\\|^{2}", "norm(X*w - y)^2", "norm(X*w-y, 2)^2",
      ]),
    Row(
      declarations: ["A: [n, n] invertible", "b: [n]"],
      spellings: [
        "inv(A)*b", "A^-1*b", "A^{-1} b", "A⁻¹b", "A^(-1)*b", "\\mathbf{A}^{-1}\\mathbf{b}", "solve(A, b)",
        "\\operatorname{inv}(A) b",
      ]),
    Row(
      declarations: ["x: [n]", "y: [n]"],
      spellings: ["x.*y", "x ⊙ y", "x ∘ y", "x \\odot y", "x \\circ y", "times(x, y)", "diag(x)*y", "y.*x"]),
    Row(
      declarations: ["x: [n]", "y: [n]"],
      spellings: ["x'*y", "xᵀy", "x·y", "x^\\top y", "x \\cdot y", "⟨x, y⟩", "dot(x, y)", "inner(x, y)", "sum(x.*y)"]),
    Row(
      declarations: ["A: [n, n] positive definite"],
      spellings: [
        "log(det(A))", "logdet(A)", "log|A|", "\\log\\det A", "\\ln |A|", "\\log\\left|A\\right|", "log det A",
      ]),
    Row(
      declarations: ["x1: scalar", "x2: scalar"],
      spellings: [
        "x1*exp(x2)", "x₁e^{x₂}", "x_1 e^{x_2}", "x_{1}\\exp(x_{2})", "x₁·exp x₂", "x1*e^x2", "x_1 \\mathrm{e}^{x_2}",
      ]),
    Row(
      declarations: ["A: [n, m]", "B: [m, n]"],
      spellings: ["tr(A*B)", "trace(A B)", "Tr(AB)", "\\operatorname{tr}(AB)", "\\mathrm{tr}\\,AB", "\\text{Tr}(AB)"]),
    Row(
      declarations: ["x: [n]"],
      spellings: [
        "exp(-x)./(1 + exp(-x))", "e^{-x} ⊘ (1 + e^{-x})", "e^{-x} \\oslash \\left(1 + e^{-x}\\right)",
        "\\exp(-x) \\oslash (1+\\exp(-x))", "divide(exp(-x), 1 + exp(-x))",
      ]),
    Row(
      declarations: ["X: [m, n]", "u: [n]"],
      spellings: [
        "X - vector(1)*u'", "X − 𝟏uᵀ", "X - \\mathbf 1 u^\\top", "X - \\mathbf{1}\\,u^{\\top}", "X - ones(m)*u'",
      ]),
    Row(
      declarations: [],
      spellings: [
        "[3 6; 2 4]*[1; 2]", "[3, 6; 2, 4]*[1; 2]", "\\begin{pmatrix}3&6\\\\2&4\\end{pmatrix}\\binom12",
        "[3 6\n2 4] (1, 2)",
        "\\begin{bmatrix} 3 & 6 \\\\ 2 & 4 \\\\ \\end{bmatrix} \\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}",
      ]
      .filter { !$0.contains("binom") }),
    Row(
      declarations: ["A: [n, n]", "lambda: scalar"],
      spellings: [
        "det(A - lambda*eye(n))", "det(A − λI)", "|A − λ I|", "\\det(A - \\lambda I)", "\\det(A-\\lambda\\mathbf{I})",
      ]),
    Row(
      declarations: ["x: scalar"],
      spellings: ["sqrt(x^2 + 1)/2", "√(x² + 1)/2", "\\frac{\\sqrt{x^2+1}}{2}", "½√(x²+1)", "0.5*(x^2+1)^0.5"]),
  ]

  @Test("one formula, however it is spelled", arguments: rows)
  func same(_ row: Row) throws {
    var formulas: [(String, Formula)] = []
    for spelling in row.spellings {
      var reader = Reader()
      for declaration in row.declarations { try reader.declare(declaration) }
      formulas.append((spelling, try reader.read(spelling).formula))
    }
    for (spelling, formula) in formulas { #expect(formula == formulas[0].1, "\(spelling)") }
  }

  @Test("the names of x₁, x_1 and x1 are one within a reader")
  func names() throws {
    var reader = Reader()
    try reader.declare("x1: [n]")
    #expect(try reader.read("x₁ᵀx_1").formula == reader.read("x1'*x1").formula)
    #expect(try reader.read("θ_1 + \\theta_{1}").symbols.map(\.name) == ["theta_1"])
  }

  @Test(
    "declarations in every spelling",
    arguments: [
      "A: [n, m]; x: [m]; c: scalar", "A ∈ ℝⁿˣᵐ; x ∈ ℝᵐ; c ∈ ℝ",
      "A \\in \\mathbb{R}^{n \\times m}; x \\in \\mathbb{R}^m; c \\in \\mathbb{R}", "A in R^(n x m)\nx in R^m\nc in R",
      "A: [n,m]\nx: [m]\nc: []",
    ])
  func declarations(_ text: String) throws {
    var reader = Reader()
    try reader.declare(text)
    #expect(reader.symbols.map(\.description) == ["A: [n, m]", "c: scalar", "x: [m]"])
  }

  @Test("facts by their names, with spaces, commas and hyphens")
  func facts() throws {
    var reader = Reader()
    try reader.declare("A: [n, n] symmetric, positive definite")
    try reader.declare("B: [n, n] invertible symmetric")
    try reader.declare("Y: [m, p] one-hot rows")
    try reader.declare("P: [m, p] rows sum to one, nonnegative")
    try reader.declare("y: [m] plus-minus-one")
    try reader.declare("z, t: [m] zero-one")
    try reader.declare("q: [m] positive, sums to one")
    try reader.declare("R: [n, n] orthogonal")
    try reader.declare("D: [n, n] diagonal positive semidefinite")
    let facts = Dictionary(uniqueKeysWithValues: reader.symbols.map { ($0.name, $0.facts) })
    #expect(facts["A"] == Set<Fact>([.positiveDefinite]).closure)
    #expect(facts["B"] == [.invertible, .symmetric])
    #expect(facts["Y"] == Set<Fact>([.oneHotRows]).closure)
    #expect(facts["P"] == [.rowsSumToOne, .nonnegative])
    #expect(facts["y"] == Set<Fact>([.plusMinusOne]).closure)
    #expect(facts["t"] == Set<Fact>([.zeroOne]).closure)
    #expect(facts["q"] == Set<Fact>([.positive, .sumsToOne]).closure)
    #expect(facts["R"] == Set<Fact>([.orthogonal]).closure)
    #expect(facts["D"] == Set<Fact>([.diagonal, .positiveSemidefinite]).closure)
  }
}

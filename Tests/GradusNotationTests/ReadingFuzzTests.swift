import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("Any text is read or refused") struct ReadingFuzzTests {
  static let pieces = [
    "x", "y", "A", "X", "θ", "theta", "c", "1", "2", "0.5", "½", "+", "-", "*", "/", ".*", "./", "^", ".^", "'", "''",
    "(", ")",
    "[", "]", "{", "}", ",", ";", " ", "  ", "\n", "|", "||", "‖", "=", ":=", ":", "==", "·", "×", "⊙", "ᵀ", "²", "⁻¹",
    "₁", "_",
    "_1", "_{2}", "\\frac", "\\frac{1}{2}", "\\theta", "^\\top", "\\left(", "\\right)", "\\begin{pmatrix}",
    "\\end{pmatrix}",
    "\\\\", "&", "\\mathbf", "\\mathbf{1}", "\\hat", "\\operatorname{tr}", "\\log", "\\det", "\\|", "\\sqrt", "$",
    "sin", "exp(",
    "log(", "sum(", "norm(", "norm2(", "det(", "inv(", "tr(", "diag(", "vector(1)", "eye(n)", "softmax(", "kron(",
    "max(", "d/dx",
    "∂", "∇", "I", "e", "pi", "T", "n", "∞", "∈", "ℝ", ".", "'*", "[1 2; 3 4]", "(1, 2)", "#", "é", "変", "\u{301}",
    "\0",
    "x[1]", "A[:,1]", "sum[p](", "tensor[i,j](", "[i]", "eye[i,j]", "max(X, [], 1)", "reshape(", "x: [n]", "symmetric",
  ]

  @Test("random strings of tokens", arguments: 1...40)
  func tokens(seed: Int) {
    var generator = SeededGenerator(seed)
    for _ in 0..<150 {
      let count = Int.random(in: 1...14, using: &generator)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &generator)! }.joined()
      attempt(text)
    }
  }

  @Test("formulas with a part lost, doubled or replaced", arguments: 1...20)
  func mutations(seed: Int) {
    var generator = SeededGenerator(seed)
    for example in ReadingFixture.shared.cases {
      var scalars = Array(example.f_math.unicodeScalars)
      for _ in 0..<Int.random(in: 1...3, using: &generator) where !scalars.isEmpty {
        let place = Int.random(in: scalars.indices, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: scalars.remove(at: place)
        case 1: scalars.insert(scalars[place], at: place)
        default: scalars[place] = scalars.randomElement(using: &generator)!
        }
      }
      var text = String.UnicodeScalarView()
      text.append(contentsOf: scalars)
      attempt(String(text))
    }
  }

  @Test(
    "a part of unknown kind within another that has no meaning",
    arguments: [
      #"\operatorname{diag}\left(\operatorname{diag}left(V x \mathbf{1} + \operatorname{abs}\left(P + Q\right)\right)\right)"#,
      #"\operatorname{diag}\left(\operatorname{logsoftmax}\left(2 u\right) \odot \operatorname{diag}left(\operatorname{sum}\left(V Y x\right) \mathbf{1} + \operatorname{abs}\left(P + Q\right)\right)\right)"#,
    ])
  func unknownKind(text: String) { attempt(text) }

  /// Reads, and looks at every part of the error.
  private func attempt(_ text: String) {
    var reader = Reader()
    do throws(ReadingError) {
      _ = try reader.read(text)
    } catch {
      #expect(!error.rendered().isEmpty)
      #expect(error.range.upperBound <= error.source.unicodeScalars.count)
    }
  }
}

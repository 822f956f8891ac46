import GradusCalculus
import GradusExpression
import GradusNotation
import _GradusTestSupport

/// The notation over damaged texts: each is read or refused, and what is read is written so that it reads back.
let notation: [Section] = [Notation.ascii, .unicode, .latex].map { format in
  Section(
    name: "notation.\(format.rawValue)", weight: 1.5,
    run: { generator in
      let text = notationText(format, &generator)
      return readAndWrite(text, format)
    }, describe: { notationText(format, &$0).debugDescription })
}

private func notationText(_ format: Notation, _ generator: inout SplitMix64) -> String {
  switch generator.pick(4) {
  case 0: return (0..<1 + generator.pick(14)).map { _ in generator.pick(pieces) }.joined()
  case 1: return generator.mutated(generator.pick(phrases), pieces: pieces)
  default:
    var random = RandomFormula(seed: Int(truncatingIfNeeded: generator.next()))
    let text = random.formula(depth: 1 + generator.pick(4)).written(as: format)
    return generator.chance(3) ? text : generator.mutated(text, pieces: pieces)
  }
}

private func readAndWrite(_ text: String, _ format: Notation) -> Outcome {
  var reader = Reader(symbols: [Symbol("size", ["m", "n"])])
  let formula: Formula
  do throws(ReadingError) {
    formula = try reader.read(text).formula
  } catch {
    let isSound = !error.rendered().isEmpty && error.range.upperBound <= error.source.unicodeScalars.count
    return isSound ? .refused : .wrong("\(text.debugDescription) is refused without words, or beyond its end")
  }
  if formula.length > 5000 { return .skipped }
  for other in [Notation.ascii, format] {
    let written = formula.written(as: other)
    var again = Reader(symbols: formula.symbols + reader.symbols.filter { !formula.symbols.contains($0) })
    do {
      let back = try again.read(written).formula
      // A number may stand before a sum or within it.
      if back != formula, !back.isEqual(to: formula).isCertain {
        return .wrong(
          "\(text.debugDescription) is \(written.debugDescription) and comes back as \(back.written(as: .ascii)): \(formula), \(back)"
        )
      }
    } catch  where error.problem == .numberTooLarge {
      // A product of long numbers is longer than what is read.
      return .skipped
    } catch { return .wrong("\(text.debugDescription) is \(written.debugDescription), which is refused: \(error)") }
  }
  return .right
}

/// What texts are put together from.
private let pieces = [
  "x", "y", "A", "X", "θ", "theta", "c", "1", "2", "0.5", "½", "+", "-", "*", "/", ".*", "./", "^", ".^", "'", "''",
  "(",
  ")", "[", "]", "{", "}", ",", ";", " ", "\n", "|", "||", "‖", "=", ":=", ":", "==", "·", "×", "⊙", "⊗", "ᵀ", "²",
  "⁻¹",
  "₁", "_", "_1", "_{2}", "\\frac", "\\frac{1}{2}", "\\theta", "^\\top", "\\left(", "\\right)", "\\begin{pmatrix}",
  "\\end{pmatrix}", "\\\\", "&", "\\mathbf{1}", "\\hat", "\\operatorname{tr}", "\\log", "\\det", "\\|", "\\sqrt", "$",
  "sin", "exp(", "log(", "sum(", "norm(", "norm2(", "det(", "inv(", "tr(", "diag(", "vector(1)", "eye(n)", "softmax(",
  "kron(", "max(", "min(", "prod(", "cbrt(", "log1p(", "pinv(", "d/dx", "∂", "∇", "I", "e", "pi", "T", "n", "∞", "∈",
  "ℝ",
  ".", "'*", "[1 2; 3 4]", "(1, 2)", "#", "é", "変", "\u{301}", "\0", "x[1]", "A[:,1]", "sum[p](", "tensor[i,j](", "[i]",
  "eye[i,j]", "max(X, [], 1)", "reshape(", "x: [n]", "symmetric", "10^30", "1e-400", "99999999999999999999", "∑",
  "\\sum_{i}",
  "x_i", "\\prod",
]

/// Whole texts to damage.
private let phrases = [
  "x'*A*x + b'*x + c", "½ θᵀ Q θ − bᵀθ", "\\frac{1}{2}\\lVert X w - y\\rVert^2", "sum(log(exp(-y.*(X*w)) + vector(1)))",
  "A: [n, n] symmetric; x'*A*x", "g1 = x1*exp(x2); g2 = x1 + x2^2; sin(g1) + g2^2", "\\sum_{i=1}^n x_i y_i",
  "norm2(A*x-y)^2 + c*norm1(x)", "tr(A*X'*B*X*C)", "log(det(inv(X)))",
  "\\begin{pmatrix} 1 & 2 \\\\ 3 & x \\end{pmatrix}",
  "max(X, [], 1)", "sum[i](x[i]*y[i])", "tensor[i,j](x[i]*y[j])", "-sum(y.*log(softmax(z)))", "V*tanh(W*x+b)+c",
  "[1 2; 3 4]*[x; y]", "reshape(X, n*m, 1)", "‖A x − b‖₁ + |c|", "prod(x) + max(x) - min(x)", "kron(A,B)*vec(X)",
  "f(t) = t^2; f(x) + f(2)", "x ∈ ℝⁿ; softmax(x)", "A[1,2] + x[3]", "\\hat{y}^\\top \\log \\sigma(z)", "mean(X, 1)'*x",
]

import Testing

@testable import GradusSheet

@Suite("Formulas typed without signs around them") struct TypedTextTests {
  @Test(
    "are found and written in LaTeX",
    arguments: [
      ("Let f(x) = x^2 + 3x.", #"Let \(f(x) =x^{2}+3x\)."#),
      ("the norm ||Ax - b||_2^2 of it", #"the norm \(\|A x-b\|_{2}^{2}\) of it"#),
      (
        "with A = [[1, 2], [3, 4]] and b = (1, 2).",
        #"with \(A =\begin{pmatrix}1 & 2 \\ 3 & 4\end{pmatrix}\) and \(b =(1, 2)\)."#
      ),
      ("Minimise 1/2 x^T Q x - b^T x.", #"Minimise \(\frac{1}{2}x^{T}Q x-b^{T}x\)."#),
      ("for x in R^n and λ > 0", #"for \(x \in \mathbb{R}^{n}\) and \(\lambda >0\)"#),
      ("Compute ∂L/∂w and dL/db.", #"Compute \(\frac{\partial L}{\partial w}\) and \(\frac{dL}{db}\)."#),
      ("σ'(x) = σ(x)(1 - σ(x))", #"\(\sigma'(x) =\sigma(x)(1-\sigma(x))\)"#),
      ("sum_{i=1}^n (y_i - w^T x_i)^2", #"\(\sum_{i =1}^{n} (y_{i}-w^{T}x_{i})^{2}\)"#),
      ("Let X be an n x d matrix.", #"Let \(X\) be an \(n \times d\) matrix."#),
      ("log p and exp(-x)", #"\(\log p\) and \(\exp(-x)\)"#),
      ("√(3)^2 and √x", #"\(\sqrt{3}^{2}\) and \(\sqrt{x}\)"#),
      ("the minimiser w*, and A*x or A * x", #"the minimiser \(w^{*}\), and \(A \cdot x\) or \(A \cdot x\)"#),
      ("x₁² + x₂²", #"\(x_{1}^{2}+x_{2}^{2}\)"#),
      ("f: R^2 -> R", #"\(f: \mathbb{R}^{2} \to \mathbb{R}\)"#),
      ("`x'*A*x`", #"`\(x' \cdot A \cdot x\)`"#),
    ])
  func found(_ text: String, _ wanted: String) {
    #expect(TypedText.marked(text) == wanted)
  }

  @Test(
    "words, sizes, references and remarks are none",
    arguments: [
      "A network has 3 layers, i.e. a 2-layer network w.r.t. its input.",
      "Use Newton's method with 3 iterations (see part b).",
      "Resize the 28x28 images to 14 x 14 pixels, a 50% change.", "The L2 norm and the F1 score (5 points) [4].",
      "Read pages 10-12 of https://example.org/a_b?x=1 and/or the notes.",
      "**Do not** use *any* library, it's a non-trivial task.",
      "Apply k-means to the x-axis and the y-coordinate.",
    ])
  func words(_ text: String) {
    #expect(TypedText.marked(text) == text)
  }

  @Test(
    "texts made to take for ever are given up",
    arguments: [
      String(repeating: "[", count: 4000), String(repeating: "(", count: 50_000), String(repeating: "|x+", count: 3000),
      String(repeating: "[[1, 2], ", count: 2000), String(repeating: "x^", count: 20_000),
      String(repeating: "f(", count: 5000), String(repeating: "∇", count: 5000), String(repeating: "{[(", count: 3000),
      String(repeating: "-", count: 9000), String(repeating: "x + ", count: 20_000),
      String(repeating: "√", count: 9000),
    ])
  func endless(text: String) {
    #expect(TypedText.marked(text).count >= text.count / 2)
  }

  @Test("matrices typed in LaTeX with spaces keep their entries")
  func spacedMatrix() {
    #expect(LatexTokens("W = [1 1]").text == #"W=\begin{pmatrix}1&1\end{pmatrix}"#)
    #expect(LatexTokens("[1 -1; 0 2]").text == #"\begin{pmatrix}1&-1\\0&2\end{pmatrix}"#)
    #expect(LatexTokens("[0, 1]").text == "[0,1]")
    #expect(LatexTokens("relu(x)").text == #"\operatorname{relu}(x)"#)
    #expect(LatexTokens("abc(x)").text == "a b c(x)")
  }
}

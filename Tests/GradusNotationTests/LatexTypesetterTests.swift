import Testing

@testable import GradusNotation

struct LatexTypesetterTests {
  @Test(
    "LaTeX is set as it was typed",
    arguments: [
      ("Px = a", "<mi>P</mi><mi>x</mi><mo>=</mo><mi>a</mi>"),
      ("u = x^2", "<mi>u</mi><mo>=</mo><msup><mrow><mi>x</mi></mrow><mrow><mn>2</mn></mrow></msup>"),
      ("\\mathbb{E}[x]", "<mrow><mi>𝔼</mi></mrow><mo stretchy=\"false\">[</mo><mi>x</mi><mo stretchy=\"false\">]</mo>"),
      (
        "O(n^2)",
        "<mi>O</mi><mo stretchy=\"false\">(</mo><msup><mrow><mi>n</mi></mrow><mrow><mn>2</mn></mrow></msup><mo stretchy=\"false\">)</mo>"
      ),
      (
        "x \\in \\{0,1\\}",
        "<mi>x</mi><mo stretchy=\"false\">∈</mo><mo stretchy=\"false\">{</mo><mn>0</mn><mo>,</mo><mn>1</mn><mo stretchy=\"false\">}</mo>"
      ),
      ("\\frac{dy}{dx}", "<mfrac><mrow><mi>d</mi><mi>y</mi></mrow><mrow><mi>d</mi><mi>x</mi></mrow></mfrac>"),
      ("\\sqrt[3]{x}", "<mroot><mrow><mi>x</mi></mrow><mrow><mn>3</mn></mrow></mroot>"),
      ("\\text{if } x", "<mtext>if\u{a0}</mtext><mi>x</mi>"), ("\\mathrm{tr}A", "<mi>tr</mi><mi>A</mi>"),
      ("\\frobnicate x", "<mtext>\\frobnicate</mtext><mi>x</mi>"),
    ])
  func set(latex: String, expected: String) {
    #expect(LatexTypesetter.mathML(latex) == expected)
  }

  @Test(
    "what a course uses leaves no command behind",
    arguments: [
      "\\begin{cases} f &= \\sin g_1 \\\\ g_1 &= x_1 e^{x_2} \\end{cases}",
      "\\begin{aligned} a &= b \\\\ &= c \\end{aligned}",
      "\\begin{split} a &= b \\\\[2pt] &= c \\end{split}", "\\underbrace{a + b}_{\\text{sum}}", "\\overbrace{x}^{n}",
      "\\left( \\frac{1}{2} \\right]", "\\left. x \\right|_{0}",
      "\\sum_{i=1}^n \\prod\\limits_{j} x_{ij}", "\\operatorname*{arg\\,min}_w L(w)",
      "\\hat{y} = \\bar{x} \\cdot \\vec{v}", "a_1^1 = g'(x)''", "{\\bf x}^\\top {\\rm tr}(A)",
      "\\begin{array}{l|c} 1 & 2 \\\\ \\hline 3 & 4 \\end{array}", "a &= b \\\\ &= c",
      "\\lVert x \\rVert_2^2 \\le \\epsilon", "\\binom{n}{k}", "\\mathcal{N}(\\mu, \\sigma^2)",
      "\\boldsymbol{\\theta}", "\\begin{bmatrix} 1 & \\cdots & n \\\\ \\vdots & \\ddots & \\vdots \\end{bmatrix}",
      "\\overset{!}{=}", "x \\not= y", "\\substack{i \\\\ j}", "\\tag{1}",
    ])
  func course(latex: String) {
    let markup = LatexTypesetter.mathML(latex)
    #expect(markup != nil)
    #expect(markup?.contains("\\") == false, "\(markup ?? "")")
    #expect(LatexTypesetter.isInert(latex))
  }

  @Test(
    "what does not close is not set",
    arguments: ["{x", "x}", "\\frac{1}{2", "\\begin{pmatrix} 1", "\\end{matrix}", "\\left( x", "x \\right)"])
  func broken(latex: String) {
    #expect(LatexTypesetter.mathML(latex) == nil)
  }

  @Test(
    "what does more than to show mathematics is not handed on to LaTeX",
    arguments: [
      "\\input{/etc/passwd}", "\\write18{ls}", "\\immediate\\write18{ls}", "\\end{verbatim}", "\\end{document}",
      "\\def\\x{y}", "\\csname input\\endcsname", "^^5cinput{x}",
      "\\href{javascript:alert(1)}{x}", "\\begin{filecontents}{x}\\end{filecontents}", "\\text{\\input{x}}",
      "x$ \\input{y} $",
    ])
  func unsafe(latex: String) {
    #expect(!LatexTypesetter.isInert(latex))
  }
}

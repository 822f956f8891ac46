import Foundation
import FoundationXML
import GradusExpression
import Testing

@testable import GradusNotation

/// Formulas written as they were typed.
struct WritingAsTypedTests {
  private func syntax(_ text: String) throws -> Syntax {
    try Reader().syntax(of: text, functions: ["f", "gradient", "hessian", "jacobian"])
  }

  @Test(
    "order, brackets and operations stay as they were typed",
    arguments: [
      ("2*(t_1 - 2)^2 + t_2", "2 (t₁ − 2)² + t₂", #"2 \left(t_{1} - 2\right)^{2} + t_{2}"#),
      ("(A*B)' - B'*A'", "(A B)ᵀ − Bᵀ Aᵀ", #"\left(A B\right)^\top - B^\top A^\top"#),
      ("x^2*y + sin(x*y)", "x² y + sin(x y)", #"x^{2} y + \sin\left(x y\right)"#),
      (
        "[3 6; 2 4]*(1, 2)", "[3 6; 2 4] (1, 2)",
        #"\begin{pmatrix} 3 & 6 \\ 2 & 4 \end{pmatrix} \begin{pmatrix} 1 \\ 2 \end{pmatrix}"#
      ),
      ("1/3 + 1/6", "1/3 + 1/6", #"\frac{1}{3} + \frac{1}{6}"#), ("-x^2", "−x²", "-x^{2}"),
      ("-3*x^4 + 5*x", "−3 x⁴ + 5 x", "-3 x^{4} + 5 x"), ("(x^2)^3", "(x²)³", #"\left(x^{2}\right)^{3}"#),
      ("a - (b - c)", "a − (b − c)", #"a - \left(b - c\right)"#), ("a/(b*c)", "a/(b c)", #"\frac{a}{b c}"#),
      ("x .* y ./ z", "x ⊙ y ⊘ z", #"x \odot y \oslash z"#), ("inv(A)*b", "A⁻¹ b", "A^{-1} b"),
      ("sqrt(4 - x^2)", "√(4 − x²)", #"\sqrt{4 - x^{2}}"#),
      ("norm2(X*w - y)^2", "‖X w − y‖²", #"\lVert X w - y \rVert^{2}"#),
      ("gradient(x'*S*x, x)", "∇ₓ(xᵀ S x)", #"\nabla_{x} \left(x^\top S x\right)"#),
      ("hessian(f, x)", "∇²ₓ f", #"\nabla^{2}_{x} f"#),
      ("jacobian(gradient(f, x), x)", "∂(∇ₓ f)/∂x", #"\frac{\partial \left(\nabla_{x} f\right)}{\partial x}"#),
      ("gradient(f, w)'*b", "(∇_w f)ᵀ b", #"\left(\nabla_{w} f\right)^\top b"#),
      ("\\sum_{i=1}^n y_i w^T x_i", "∑ᵢ₌₁ⁿ yᵢ wᵀ xᵢ", #"\sum_{i=1}^{n} y_{i} w^\top x_{i}"#),
      ("\\sum_{i,j} (A_{ij} + 1)", "∑ᵢⱼ (Aᵢⱼ + 1)", #"\sum_{ij} \left(A_{ij} + 1\right)"#),
      ("\\prod_{k=1}^K p_k", "∏_{k=1}^{K} pₖ", #"\prod_{k=1}^{K} p_{k}"#),
      ("∇f(x_0)'*d", "(∇f(x₀))ᵀ d", #"\left(\nabla f\left(x_{0}\right)\right)^\top d"#),
      ("\\frac{d}{dx} x^2 |_{x=3}", "∂x²/∂x at x = 3", #"\left.\frac{\partial x^{2}}{\partial x}\right|_{x = 3}"#),
      ("f(2*x) + kron(A, B)", "f(2 x) + A ⊗ B", #"f\left(2 x\right) + A \otimes B"#),
    ])
  func asTyped(text: String, unicode: String, latex: String) throws {
    let syntax = try syntax(text)
    #expect(syntax.written(as: .unicode) == unicode)
    #expect(syntax.written(as: .latex) == latex)
    let parser = XMLParser(data: Data("<math>\(syntax.written(as: .mathml))</math>".utf8))
    #expect(parser.parse(), "\(syntax.written(as: .mathml))")
  }

  @Test(
    "what is written in characters means what was typed",
    arguments: [
      "a - (b - c)", "-(a + b)^2", "(a*b)^2*c", "a/(b/c)", "2^(-x)", "(x + 1)*(x - 1)", "A*(B + C)'*D'", "-x'*A*x/2",
      "exp(-(x - 1)^2)/2 - log(1 + x^2)", "(2*x)^3 - 2*x^3", "x^(1/2) + 1/x", "((x + 1)^4)^2", "-3*x - (-x)^2",
      "[1 -2; (a - b) 3]*y", "a - -b",
    ])
  func meaning(text: String) throws {
    let written = try syntax(text).written(as: .unicode)
    var (first, second) = (Reader(), Reader())
    #expect(try first.read(text).formula == second.read(written).formula, "\(written)")
  }
}

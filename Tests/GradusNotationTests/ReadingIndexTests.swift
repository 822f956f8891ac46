import GradusExpression
import GradusNotation
import Testing

@Suite("Index notation and parts") struct ReadingIndexTests {
  private static let declarations = ["A: [n, m]", "B: [m, q]", "S: [n, n]", "x: [n]", "y: [m]"]

  private func read(_ text: String) throws -> Formula {
    var reader = Reader()
    for declaration in Self.declarations { try reader.declare(declaration) }
    return try reader.read(text).formula
  }

  @Test(
    "what has a form with matrices is that form",
    arguments: [
      ("sum[k](A[i,k]*B[k,j])", "A*B"), ("sum[p](A[i,p]*y[p])", "A*y"), ("tensor[j,i](A[i,j])", "A'"),
      ("sum[i](S[i,i])", "tr(S)"), ("S[i,i]", "diag(S)"), ("eye[i,j]*x[i]", "diag(x)"), ("x[i]*y[j]", "x*y'"),
      ("exp(A[i,j])", "exp(A)"), ("A[i,j]*A[i,j] + 1", "A.*A + 1"), ("sum[i,j](A[i,j]^2)", "sum(A.^2)"),
      ("logsumexp[p](A[i,p])", "logsumexp(A, 2)"), ("max[p](A[p,j])", "max(A, [], 1)"),
      ("ones[k:m]*x[i]", "x*ones(m)'"),
      ("S*tensor[i](sum[p](A[i,p]*y[p]))", "S*A*y"), ("sum[p](A[i,p])/sum(x)", "sum(A, 2)/sum(x)"),
      ("-x[i] + 2*x[i]", "x"), ("prod[i](x[i])", "prod(x)"), ("max(x[i], 0)", "max(x, 0)"), ("|x[i]|", "abs(x)"),
      ("(A*B)[i,j]", "A*B"), ("sum[k:m](1)", "error"), ("inv(S[i,j])", "error"), ("x[i]*y[i]", "error"),
      ("A[i,1]", "error"), ("x[i,j]", "error"), ("eye[i]", "error"), ("sum[1](x)", "error"),
      ("sum[i,i](x[i])", "error"),
    ] as [(String, String)])
  func matrices(text: String, same: String) throws {
    if same == "error" {
      #expect(throws: ReadingError.self) { try read(text) }
    } else {
      #expect(try read(text) == read(same))
    }
  }

  @Test(
    "subscripts of LaTeX and Unicode are indices where something says so",
    arguments: [
      ("A_{ij}", "A"), ("A_{ij} \\delta_{jk}", "A[i,j]*eye[j,k]"),
      ("\\left(S^{-1}\\right)_{ij}", "inv(S)"), ("(A y)_{i}", "A*y"),
      ("\\sum_{i} x_i x_i", "x'*x"), ("\\sum_{i=1}^{n} x_i^2", "x'*x"), ("∑ᵢ xᵢ²", "x'*x"),
      ("\\sum_{i,j} x_i A_{ij} y_j", "x'*A*y"), ("\\sum_{ij} S_{ij} x_i x_j", "x'*S*x"),
      ("\\sum_k A_{ik} B_{kj}", "A*B"),
      ("\\sum_{i} \\log u_i", "sum(log(u))"), ("\\frac{1}{2} \\sum_{i} (u_i - v_i)^2", "0.5*sum((u - v).^2)"),
      ("\\operatorname{max}_{p} A_{ip}", "max(A, [], 2)"), ("\\prod_{i} x_{i}", "prod(x)"),
      ("\\left[x_{i} y_{j}\\right]_{ji}", "y*x'"), ("\\left[A\\right]_{ij}", "A"), ("[A y]_1", "(A*y)[1]"),
      ("\\sum_{i} x_i + \\sum_{i} x_i^2", "sum(x) + x'*x"), ("x_{t}^2 + u_{i}", "x_t^2 + u_i"),
      ("\\theta_{ij}^2", "theta_ij^2"),
      ("\\sum x", "error"), ("\\sum_{i} z", "error"), ("\\sum_{i<j} x_i", "error"),
      ("\\sum_{i=1}^{m} x_i", "error"),
    ] as [(String, String)])
  func subscripts(text: String, same: String) throws {
    if same == "error" {
      #expect(throws: ReadingError.self) { try read(text) }
    } else {
      #expect(try read(text) == read(same))
    }
  }

  @Test("free indices in alphabetical order are the axes")
  func axes() throws {
    let A = Formula.symbol("A", ["n", "m"])
    let B = Formula.symbol("B", ["m", "q"])
    let x = Formula.symbol("x", ["n"])
    #expect(
      try read("A[i,k]*B[l,j]")
        == .contraction([.init(A, [0, 2]), .init(B, [3, 1])], output: [0, 1, 2, 3], flattening: true))
    #expect(
      try read("sum[p](A[i,p]*B[p,j]*x[k])")
        == .contraction([.init(A, [0, 4]), .init(B, [4, 1]), .init(x, [2])], output: [0, 1, 2], flattening: true))
  }

  @Test("parts by number, counted from 1")
  func parts() throws {
    let A = Formula.symbol("A", ["n", "m"])
    let x = Formula.symbol("x", ["n"])
    #expect(try read("x[2]") == x * .basis(1, "n"))
    #expect(try read("x_2") == x * .basis(1, "n"))
    #expect(try read("A[1,:]") == Formula.basis(0, "n") * A)
    #expect(try read("A[:,2]") == A * .basis(1, "m"))
    #expect(try read("A[1,2]") == Formula.basis(0, "n") * A * .basis(1, "m"))
    #expect(try read("eye(n)[:,3]") == .basis(2, "n"))
    #expect(try read("A[1,:]*y") == Formula.basis(0, "n") * A * .symbol("y", ["m"]))
    #expect(throws: ReadingError.self) { try read("[1; 2][3]") }
  }

  @Test("in round brackets a vector's components are its own")
  func components() throws {
    var reader = Reader()
    try reader.declare("theta: [2]")
    let theta = Formula.symbol("theta", [2])
    let first = theta * .basis(0, 2)
    let second = theta * .basis(1, 2)
    #expect(try reader.read("L(θ) = 2(θ₁ − 2)² + θ₂").formula == 2 * Formula.power(first - 2, 2) + second)
  }
}

import ArgumentParser
import Foundation
import Gradus
import Testing

@testable import gradus_cli

@Suite("gradus solve, minimise, convexity")
struct SolvingCommandTests {
  func run(_ arguments: String...) throws -> String {
    switch try GradusCommand.parseAsRoot(FormulaArguments.prepared(arguments)) {
    case let command as Solve: try command.answer()
    case let command as Minimise: try command.answer()
    case let command as ConvexityCommand: try command.answer()
    case let command as Descend: try command.answer()
    case let other: "\(other)"
    }
  }

  static let p = "P = [3 6; 2 4]"

  @Test("the exercise sheet's questions of linear algebra")
  func sheet() throws {
    let q = "Q = [2 2; 2 4]"
    #expect(try run("solve", "x = a'*b", "--let", "a = [1; 2]", "--let", "b = [4; 2]") == "x = 8")
    #expect(try run("solve", "x = P*a", "--let", Self.p, "--let", "a = [1; 2]") == "x = (15, 10)")
    #expect(try run("solve", "x = P*Q", "--let", Self.p, "--let", q) == "x = [18 30; 12 20]")
    #expect(
      try run("solve", "P*x = a", "--let", Self.p, "--let", "a = [1; 2]")
        == "no solution: −⅔ times equation 1 plus equation 2 reads 0 = 4/3")
    #expect(try run("solve", "Q*x = b", "--let", q, "--let", "b = [4; 2]") == "x = (3, −1)")
    #expect(
      try run("solve", "P*x = a", "--let", Self.p, "--let", "a = [1; 2/3]") == "x = (⅓ − 2 t, t) for every t")
  }

  @Test(
    "solutions in every notation",
    arguments: [
      ("ascii", "x = [(1/3 - 2*t); t] for every t"),
      ("latex", "x = \\begin{pmatrix} \\frac{1}{3} - 2 t \\\\ t \\end{pmatrix} \\quad\\text{for every } t"),
      ("python", "import numpy as np\n\n\ndef solution(t):\n    return np.array([1/3 - 2*t, t])"),
      (
        "json",
        #"{"general":["1/3 - 2*t","t"],"null_space":[["-2","1"]],"parameters":["t"],"read":"read: x [2]","#
          + #""reason":"the equations leave one unknown free","solution":["1/3","0"],"status":"infinite","steps":[]}"#
      ),
    ])
  func notations(format: String, expected: String) throws {
    #expect(try run("solve", "P*x = a", "--let", Self.p, "--let", "a = [1; 2/3]", "--format", format) == expected)
  }

  @Test("JSON says which of the four answers it is")
  func statuses() throws {
    func status(_ right: String) throws -> String {
      try run("solve", "P*x = a", "--let", Self.p, "--let", right, "--format", "json")
    }
    #expect(try status("a = [1; 2]").contains(#""status":"none""#))
    #expect(try status("a = [3; 2]").contains(#""status":"infinite""#))
    let undefined = try status("a = [1; 2; 3]")
    #expect(undefined.contains(#""status":"undefined""#) && undefined.contains("[2]") && undefined.contains("[3]"))
    #expect(try run("solve", "2*x = 6", "--format", "json").contains(#""solution":"3","status":"unique""#))
  }

  @Test("a system of symbols has a formula and a condition")
  func symbolic() throws {
    #expect(try run("solve", "Q*θ = b") == "θ = Q⁻¹ b\nif Q is invertible")
    #expect(try run("solve", "Q*θ = b", "--let", "Q: [n, n] positive definite") == "θ = Q⁻¹ b")
  }

  @Test("least squares, and floating point with its condition")
  func others() throws {
    #expect(
      try run("solve", "A*x = b", "--let", "A = [1 0; 1 1; 1 2]", "--let", "b = [6; 0; 0]", "--least-squares")
        == "x = (5, −3)\nsmallest sum of squares: 6")
    #expect(throws: (any Error).self) {
      try run("solve", "P*x = a", "--let", Self.p, "--let", "a = [1; 2]", "--floating")
    }
  }

  @Test("systems whose numbers stand in files")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("gradus-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let (a, b, c) = ("A = @\(folder)/A.npy", "b = @\(folder)/b.csv", "C = @\(folder)/C.csv")
    try NumPyArray(shape: [2, 2], values: [4, 2, 2, 2]).write(to: "\(folder)/A.npy")
    try FileBytes.write(Array("10\n4\n".utf8), to: "\(folder)/b.csv")
    try FileBytes.write(Array("1,0\n1,1\n1,2\n".utf8), to: "\(folder)/C.csv")
    #expect(
      try run("solve", "A*x = b", "--let", a, "--let", b)
        == "x ≈ (3.0, -1.0)\nby Cholesky; condition number about 9.0")
    #expect(
      try run("solve", "x'*A = b'", "--let", a, "--let", b, "--for", "x", "--format", "json").contains("[3,-1]"))
    #expect(
      try run("solve", "X*A = C", "--let", a, "--let", c, "--output", "\(folder)/X.csv").hasPrefix("by Cholesky"))
    #expect(try NumberTable(contentsOf: "\(folder)/X.csv").rows.count == 3)
    #expect(
      try run("solve", "C*x = d", "--let", c, "--let", "d = [6; 0; 0]", "--least-squares", "--for", "x").contains(
        "by QR"))
    #expect(throws: LinearAlgebraError.self) {
      try run("solve", "C*x = d", "--let", c, "--let", "d = [6; 0; 0]", "--for", "x")
    }
    // What has no use for numbers from files says so.
    #expect(throws: CommandError.self) { try run("minimise", "x'*A*x", "--over", "x", "--let", a) }
  }

  @Test("equations in one number")
  func oneNumber() throws {
    #expect(try run("solve", "x^2 = 4") == "x = −2 or x = 2")
    #expect(try run("solve", "x^2 - 3*x + 1 = 0", "--format", "json").contains(#""status":"several""#))
    #expect(try run("solve", "x^2 + 1 = 0").hasPrefix("no real solution: "))
    #expect(try run("solve", "a*x^2 + b*x + c = 0", "--for", "x").hasSuffix("if a ≠ 0\nif b² − 4 a c ≥ 0"))
    #expect(try run("solve", "x^5 - x - 1 = 0") == "x ≈ 1.1673039782614187")
    #expect(try run("solve", "x^2 - 3*x + 2 = 0", "--steps").contains("the discriminant b² − 4 a c is 1"))
    #expect(throws: CommandError.self) { try run("solve", "x + exp(x) = 3") }
    let minimum = try run("minimise", "x^4 - 2*x^2 + x", "--over", "x")
    #expect(minimum.hasPrefix("x ≈ -1.1071598716887676\nthe unique minimum\nstationary point"))
  }

  @Test("exercise 6: the minimiser and the exact step length")
  func exerciseSix() throws {
    let objective = "1/2*θ'*Q*θ - b'*θ"
    let q = "Q: [n, n] symmetric positive definite"
    let answer = try run("minimise", objective, "--over", "θ", "--let", q)
    #expect(answer.hasPrefix("θ = Q⁻¹ b\nthe unique minimum"))
    #expect(try run("minimise", objective, "--over", "θ", "--let", q, "--line-search").hasPrefix("λ = gᵀ g/(gᵀ Q g)"))
    let json = try run("minimise", objective, "--over", "θ", "--let", q, "--format", "json")
    #expect(json.contains(#""minimiser":"inv(Q)*b""#) && json.contains(#""unique":true"#))
  }

  @Test("convexity, its refutation, and a formula that starts with a minus sign")
  func convexity() throws {
    let logistic = try run(
      "convexity", "sum(log(exp(-y.*(X*w))+1))", "--in", "w", "--let", "y: [q] plus-minus-one", "--format", "json")
    #expect(logistic.contains(#""verdict":"convex""#))
    let product = try run(
      "convexity", "x*y", "--in", "x,y", "--let", "x: scalar", "--let", "y: scalar", "--format", "json")
    #expect(product.contains(#""verdict":"not convex""#) && product.contains(#""direction""#))
    #expect(
      try run("convexity", "-logdet(X)", "--in", "X", "--let", "X: [n, n] positive definite").hasPrefix("convex"))
  }

  @Test("exercise 5: one step of length 2, with the gradient's formula")
  func exerciseFive() throws {
    for formula in ["2*(θ_1-2)^2 + θ_2", "2*(θ1-2)^2 + θ2"] {
      let json = try run(
        "descend", formula, "--over", "θ", "--start", "1,3", "--step", "2", "--iterations", "1", "--method", "gradient",
        "--format", "json")
      #expect(json.contains(#""iterates":[[1,3],[9,1]]"#) && json.contains(#""minimiser":[9,1]"#))
    }
  }

  @Test("descent on several scalars, from a start with a minus sign")
  func rosenbrock() throws {
    let json = try run(
      "descend", "100*(y-x^2)^2 + (1-x)^2", "--over", "x,y", "--start", "-1.2,1", "--method", "bfgs", "--format", "json"
    )
    #expect(json.contains(#""converged":true"#) && json.contains(#""evaluations":39"#))
  }

  @Test("an equation that holds never or always says so")
  func constants() throws {
    #expect(try run("solve", "0*x = 3") == "no solution: it reads 0 = 3")
    #expect(try run("solve", "0*x = 0") == "every value is a solution: 0 = 0")
  }

  @Test("the Python function takes every symbol but the variable")
  func python() throws {
    let text = try run(
      "minimise", "0.5*tr((X-vector(1)*u')*inv(S)*(X-vector(1)*u')')", "--over", "u", "--let",
      "S: [n, n] positive definite", "--format", "python")
    #expect(text.contains("def minimiser(*, S, X):"))
  }

  @Test("a name that does not occur is an error that lists those that do")
  func unknownName() {
    let error = #expect(throws: ValidationError.self) { try run("minimise", "x'*x", "--over", "z") }
    #expect(error?.message.contains("whose symbols are x") == true)
  }

  @Test(
    "Equations of physics, of circles and of absolute values",
    arguments: [
      (["E = m*c^2", "--for", "m"], "m = E/c²"), (["abs(x) + abs(x - 1) = 1"], "every x from 0 to 1"),
      (["x^2 + y^2 = 1; x = y"], "(x, y) = (−½·√2, −½·√2) or (x, y) = (½·√2, ½·√2)"),
      (["2*x + y = 5; x - y = 1"], "(x, y) = (2, 1)"),
    ])
  func several(arguments: [String], expected: String) throws {
    let result = try Program.run(["solve"] + arguments)
    #expect(result.output.hasPrefix(expected), "\(result.output)\(result.errors)")
  }

  @Test("A row of a matrix has its derivative in that matrix")
  func rows() throws {
    let result = try Program.run(["derive", #"\sum_{i,j} (R_{ij} - u_i^T v_j)^2"#, "--wrt", "u_i"])
    #expect(result.output == "2 (U Vᵀ − R) V\n" && result.errors.contains("whose row i is the derivative in uᵢ"))
  }
}

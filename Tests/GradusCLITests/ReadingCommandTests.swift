import Foundation
import Testing

/// How a text was read is told wherever shapes follow from it, and refused where an answer would rest on nothing.
@Suite("Readings on the command line") struct ReadingCommandTests {
  @Test(
    "JSON of every command says how the text was read",
    arguments: [
      ["derive", "norm2(X*w - y)^2", "--wrt", "w"], ["minimise", "norm2(X*w - y)^2", "--over", "w"],
      ["convexity", "norm2(X*w - y)^2", "--in", "w"], ["solve", "A*x = b", "--for", "x"],
      ["descend", "norm2(x)^2", "--over", "x", "--start", "1,2"],
    ])
  func json(arguments: [String]) throws {
    let result = try Program.run(arguments + ["--format", "json"])
    let object = try #require(result.objects.first)
    #expect((object["read"] as? String)?.hasPrefix("read: ") == true, "\(result.output)")
  }

  @Test("NumPy's derivative has the layout that is asked for") func python() throws {
    let usual = try Program.run(["derive", "X*w", "--wrt", "w", "--format", "python"]).output
    let other = try Program.run(["derive", "X*w", "--wrt", "w", "--format", "python", "--layout", "numerator"]).output
    #expect(
      usual.contains("np.asarray(X.T,") && other.contains("np.asarray(X, dtype=float)\n") && !other.contains("X.T"))
  }

  @Test("The first derivative by a matrix is meant where ∂/∂X is written") func signed() throws {
    let text = #"\frac{\partial \|A X - B\|^2}{\partial X}"#
    let result = try Program.run(["derive", text, "--wrt", "X"])
    #expect(result.output == "2 Aᵀ(A X − B)\n")
    #expect(result.errors.contains("that the formula asks for"))
  }

  @Test("A label and an objective are passed over in answers too") func labels() throws {
    let right = try Program.run(["check", "x'*A*x", "--wrt", "x", "--answer", #"\nabla f = (A + A^T) x"#])
    #expect(right.output.hasPrefix("right"))
    let objective = try Program.run(["minimise", #"\argmin_w \|X w - y\|^2"#, "--over", "w"])
    #expect(objective.status == 0 && objective.output.hasPrefix("w = "))
  }

  @Test("A declared function has a derivative and no value") func declared() throws {
    let derived = try Program.run(["derive", "f(w'*x)", "--wrt", "w", "--let", "f: function"])
    #expect(derived.output == "f'(wᵀ x) x\n")
    let computed = try Program.run(["compute", "f(2)", "--let", "f: function"])
    #expect(computed.status == 65 && computed.errors.contains("has no values"))
    let bent = try Program.run(["convexity", "f(x)", "--in", "x", "--let", "f: function"])
    #expect(bent.status == 65)
  }

  @Test("A formula with kinks is descended to its minimum") func kinks() throws {
    let result = try Program.run(["descend", "norm1(x) + norm2(x - [1; 0.2])^2", "--over", "x", "--start", "3,-2"])
    #expect(result.output.contains("x = [0.5") && result.output.contains("0 is a subgradient"))
  }
}

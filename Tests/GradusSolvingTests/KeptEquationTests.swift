import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving
import Testing

@Suite("Minima among the points that keep an equation") struct KeptEquationTests {
  private func minimum(
    _ formula: String, over name: String, keeping equation: String, _ declarations: String = ""
  ) throws -> Minimiser {
    var reader = Reader()
    if !declarations.isEmpty { try reader.declare(declarations) }
    let objective = try reader.read(formula).formula
    let sides = try reader.readEquation(equation)
    let symbol = try #require(reader.symbols.first { $0.name == name })
    return try minimise(objective, over: .symbol(symbol), keeping: sides.left.formula - sides.right.formula)
  }

  @Test(
    "the closed form, checked in numbers on both equations",
    arguments: [
      ("norm2(x)^2", "x", "A*x = b", "A: [m, n]; x: [n]", "A'*inv(A*A')*b"),
      ("norm2(x - y)^2", "x", "a'*x = c", "x: [n]; y: [n]; a: [n]; c: scalar", "y - (a'*y - c)/(a'*a)*a"),
      (
        "1/2*x'*Q*x - b'*x", "x", "A*x = c", "Q: [n, n] symmetric positive definite; A: [m, n]; x: [n]; c: [m]",
        "inv(Q)*(b - A'*inv(A*inv(Q)*A')*(A*inv(Q)*b - c))"
      ),
      (
        "w'*S*w", "w", "sum(w) = 1", "S: [n, n] symmetric positive definite; w: [n]",
        "inv(S)*ones(n)/(ones(n)'*inv(S)*ones(n))"
      ),
    ])
  func closedForms(_ formula: String, _ name: String, _ equation: String, _ told: String, _ wanted: String) throws {
    let found = try minimum(formula, over: name, keeping: equation, told)
    #expect(found.kind == .uniqueMinimum)
    #expect(!found.steps.isEmpty)
    let solution = try #require(found.solution)
    var reader = Reader()
    try reader.declare(told)
    let expected = try reader.read(wanted).formula
    #expect(solution.isEqual(to: expected).holds, "\(solution.written(as: .ascii))")
  }

  @Test("several numbers and several equations")
  func numbers() throws {
    var reader = Reader()
    let objective = try reader.read("x^2 + y^2 + z^2").formula
    let first = try reader.readEquation("x + y + z = 6")
    let second = try reader.readEquation("x - y = 2")
    let joint = try #require(JointVariable(["x", "y", "z"].map { Formula.symbol($0) }))
    let kept = [first.left.formula - first.right.formula, second.left.formula - second.right.formula].map(joint.joining)
    let constraint = Formula.entries(kept, shape: [2])
    let found = try minimise(joint.joining(objective), over: joint.vector, keeping: constraint)
    #expect(try ExactEvaluator().evaluate(#require(found.solution))?.values == [3, 1, 2])
  }

  @Test("what bends down along the constraint is no minimum, and the negative of it is")
  func saddles() throws {
    var reader = Reader()
    let product = try reader.read("x*y").formula
    let sides = try reader.readEquation("x + y = 10")
    let joint = try #require(JointVariable(["x", "y"].map { Formula.symbol($0) }))
    let constraint = joint.joining(sides.left.formula - sides.right.formula)
    let largest = try minimise(-joint.joining(product), over: joint.vector, keeping: constraint)
    #expect(largest.kind == .uniqueMinimum)
    #expect(try ExactEvaluator().evaluate(#require(largest.solution))?.values == [5, 5])
    let smallest = try minimise(joint.joining(product), over: joint.vector, keeping: constraint)
    #expect(smallest.kind == .stationaryPoint)
  }

  @Test(
    "what is not found is said with the reason",
    arguments: [
      ("norm2(x)^2", "norm2(x)^2 = 1", "affine"), ("norm2(x)^2", "c = 1", "does not stand in the constraint"),
    ])
  func reasons(_ formula: String, _ equation: String, _ reason: String) throws {
    let found = try minimum(formula, over: "x", keeping: equation, "x: [n]; c: scalar")
    #expect(found.solution == nil)
    #expect(found.remark.contains(reason))
  }
}

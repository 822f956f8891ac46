import GradusCalculus
public import GradusExpression

/// Two formulas of one shape that are to be equal, and the unknown that makes them so.
public struct Equation: Sendable {
  /// The left side.
  public let left: Formula
  /// The right side.
  public let right: Formula
  /// What is looked for.
  public let unknown: Symbol

  /// Traps where the shapes differ.
  public init(_ left: Formula, equals right: Formula, for unknown: Symbol) {
    precondition(
      left.shape == right.shape,
      "an equation between \(describe(shape: left.shape)) and \(describe(shape: right.shape))")
    (self.left, self.right) = (
      left.withFunctionLaws.expandingDeterminants(), right.withFunctionLaws.expandingDeterminants()
    )
    self.unknown = unknown
  }

  /// The answer to an equation.
  public enum Answer: Sendable {
    /// All numbers are known: the system that the equation is, and its exact solutions.
    case exact(LinearSystem, LinearSolution)
    /// The solution as a formula, with what must hold for it to be the only one.
    case symbolic(Formula, conditions: [Condition], steps: [Derivation.Step])
    /// Every real solution of an equation in one unknown number that is not linear in it.
    case roots(RealRoots)
    /// The equation does not depend on the unknown, or no closed form was found.
    case unsolved(reason: String)
  }

  /// Solves the equation: exactly where everything but the unknown is a rational number, otherwise as a formula.
  public func solve() -> Answer {
    let variable = Formula.symbol(unknown)
    let difference = Formula.sum([Term(1, left), Term(-1, right)], shape: left.shape)
    guard difference.contains(variable) else {
      if let value = difference.constantValue {
        return .roots(
          RealRoots(
            roots: [], isEverywhere: value.isZero, conditions: [], steps: [],
            reason: value.isZero ? "" : "\(unknown.name) cancels, and \(value.printed) = 0 is false"))
      }
      return .unsolved(reason: "\(unknown.name) cancels out of the equation")
    }
    let facts = FactReasoner()
    if let form = AffineForm(difference, in: variable, facts: facts), let system = form.exactSystem(variable) {
      return .exact(system, system.solve())
    }
    if AffineForm(difference, in: variable, facts: facts) == nil, let roots = realRoots(facts) { return .roots(roots) }
    var isolation = Isolation(variable, facts: facts)
    guard let solution = isolation.solve(difference) else {
      return .unsolved(reason: "no closed form was found for \(unknown.name)")
    }
    return .symbolic(solution, conditions: isolation.conditions.map(\.reduced), steps: isolation.steps)
  }

  /// The minimisers of the squared difference of the two sides, exactly; nil unless everything but the unknown is a number and
  /// the equation is affine.
  public func leastSquares() -> (system: LinearSystem, answer: LeastSquaresSolution)? {
    let variable = Formula.symbol(unknown)
    let difference = Formula.sum([Term(1, left), Term(-1, right)], shape: left.shape)
    guard let form = AffineForm(difference, in: variable, facts: FactReasoner()),
      let system = form.exactSystem(variable), let answer = try? system.leastSquares()
    else { return nil }
    return (system, answer)
  }
}

extension AffineForm {
  /// The form as a system of exact numbers; nil where a symbol other than the unknown is left.
  ///
  /// A matrix unknown stays a matrix in A X = B and X A = B; any other equation is one between all entries.
  func exactSystem(_ variable: Formula) -> LinearSystem? {
    guard let right = ExactEvaluator().evaluate(rightSide) else { return nil }
    let parts = linear.compactMap(surroundings)
    guard parts.count == linear.count else { return nil }
    func matrix(_ axes: (Surroundings) -> [Int], _ shape: [Size]) -> Literal? {
      ExactEvaluator().evaluate(.sum(parts.map { $0.product(axes($0)) }, shape: shape))
    }
    if variable.rank == 2, shape.count == 2, !parts.isEmpty {
      if parts.allSatisfy({ $0.labels[1] == 1 && $0.isFree(1) }),
        let left = matrix({ [0, $0.labels[0]] }, [shape[0], variable.shape[0]])
      {
        return LinearSystem(left.exactMatrix, rightSide: right.exactMatrix)
      }
      if parts.allSatisfy({ $0.labels[0] == 0 && $0.isFree(0) }),
        let back = matrix({ [$0.labels[1], 1] }, [variable.shape[1], shape[1]])
      {
        return LinearSystem(back.exactMatrix, rightSide: right.exactMatrix, form: .unknownOnLeft)
      }
    }
    let axes = Array(shape.indices)
    guard let all = matrix({ axes + $0.labels }, shape + variable.shape) else { return nil }
    let equations = all.shape[..<shape.count].reduce(1, *)
    let unknowns = all.shape[shape.count...].reduce(1, *)
    return LinearSystem(
      ExactMatrix(rowCount: equations, columnCount: unknowns, elements: all.values),
      rightSide: ExactMatrix(column: right.values))
  }
}

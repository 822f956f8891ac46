public import GradusExpression

/// The answer to a linear system: exactly one of these four holds.
public enum LinearSolution: Hashable, Sendable {
  case unique(ExactMatrix)
  case infinite(SolutionFamily)
  case none(Contradiction)
  /// The shapes do not fit: those of the matrix and of the right-hand side.
  case undefined(matrix: [Int], rightSide: [Int])
}

/// All solutions of an underdetermined system: X = particular + Σₖ tₖ directionₖ with any numbers tₖ.
///
/// Each tₖ is itself one of the unknowns, the one that `freePositions` names.
public struct SolutionFamily: Hashable, Sendable {
  /// One solution.
  public let particular: ExactMatrix
  /// A basis of the solutions of the equations with zero on the right, in the shape of the unknown.
  public let directions: [ExactMatrix]
  /// Row and column of the unknown that each parameter is.
  public let freePositions: [[Int]]

  /// The solution with these values of the parameters. Traps unless there is one for each direction.
  public func solution(_ parameters: [Rational]) -> ExactMatrix {
    precondition(parameters.count == directions.count, "\(parameters.count) values for \(directions.count) parameters")
    var solution = particular
    for (parameter, direction) in zip(parameters, directions) {
      for index in solution.elements.indices { solution.elements[index] += parameter * direction.elements[index] }
    }
    return solution
  }

  /// The entries as constant + Σₖ coefficientₖ tₖ, row after row.
  public var entries: [AffineEntry] {
    particular.elements.indices.map { index in
      AffineEntry(constant: particular.elements[index], coefficients: directions.map { $0.elements[index] })
    }
  }
}

/// constant + Σₖ coefficientₖ tₖ
public struct AffineEntry: Hashable, Sendable {
  /// The part without a parameter.
  public let constant: Rational
  /// The factors of the parameters, in order.
  public let coefficients: [Rational]

  /// A number that depends on parameters.
  package init(constant: Rational, coefficients: [Rational] = []) {
    self.constant = constant
    self.coefficients = coefficients
  }
}

/// Why a system has no solution: a combination of its equations whose left side vanishes and whose right side does not.
public struct Contradiction: Hashable, Sendable {
  /// How often each equation is taken.
  public let weights: [Rational]
  /// What the right sides add up to; not zero.
  public let value: Rational
  /// The column of the right-hand side where this happens.
  public let column: Int

  /// What is contradicted, in words: `entry 2 reads 0 = −1`.
  var words: String {
    let used = weights.indices.filter { !weights[$0].isZero }
    let what = used.count == 1 && weights[used[0]] == 1 ? "entry \(used[0] + 1)" : "a combination of its entries"
    return "\(what) reads 0 = \(value.printed)"
  }
}

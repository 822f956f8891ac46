public import GradusExpression

/// A X = B or X A = B with exact numbers, for the unknown X. A vector unknown is a matrix with one column or one row.
public struct LinearSystem: Hashable, Sendable {
  /// On which side of the matrix the unknown stands.
  public enum Form: Hashable, Sendable {
    /// A X = B
    case unknownOnRight
    /// X A = B
    case unknownOnLeft
  }

  /// The known matrix.
  public let matrix: ExactMatrix
  /// The right-hand side.
  public let rightSide: ExactMatrix
  /// On which side of the matrix the unknown stands.
  public let form: Form

  /// The system of a matrix and a right-hand side.
  public init(_ matrix: ExactMatrix, rightSide: ExactMatrix, form: Form = .unknownOnRight) {
    self.matrix = matrix
    self.rightSide = rightSide
    self.form = form
  }

  /// A x = b with a vector on the right.
  public init(_ matrix: ExactMatrix, _ rightSide: [Rational]) {
    self.init(matrix, rightSide: ExactMatrix(column: rightSide))
  }

  /// The equations with the unknown on the right: X A = B is Aᵀ Xᵀ = Bᵀ.
  var standard: (matrix: ExactMatrix, rightSide: ExactMatrix) {
    switch form {
    case .unknownOnRight: (matrix, rightSide)
    case .unknownOnLeft: (matrix.transposed, rightSide.transposed)
    }
  }

  /// A solution of the standard equations, turned to the shape of the unknown.
  func oriented(_ solution: ExactMatrix) -> ExactMatrix {
    switch form {
    case .unknownOnRight: solution
    case .unknownOnLeft: solution.transposed
    }
  }

  /// True where the two shapes fit: the equations are as many on both sides.
  package var isDefined: Bool { standard.matrix.rowCount == standard.rightSide.rowCount }
}

extension LinearSystem {
  /// How many unknowns each right-hand side has.
  package var unknownCount: Int { standard.matrix.columnCount }

  /// AᵀA X = AᵀB, whose solutions are the minimisers of ‖A X − B‖; X A = B is turned to have the unknown on the right.
  ///
  /// Traps where the system is not defined.
  public var normalEquations: LinearSystem {
    let (matrix, rightSide) = standard
    let transposed = matrix.transposed
    guard let square = try? transposed * matrix, let right = try? transposed * rightSide else {
      preconditionFailure("normal equations of a system that is not defined: \(matrix.shape), \(rightSide.shape)")
    }
    return LinearSystem(square, rightSide: right)
  }
}

import GradusCalculus
import GradusCompilation
public import GradusExpression
import GradusKernels

/// The solution of an equation in floating point, in the shape of its unknown.
public struct NumericSolution: Sendable {
  /// The solution in the shape of the unknown.
  public let value: Tensor
  /// The system that was solved, with its condition.
  public let system: FloatingSolution
}

/// Why an equation is not solved in floating point.
public enum NumericEquationError: DescribedError, Hashable, Sendable {
  case notASystem(String)

  /// Why there is none, in a sentence.
  public var description: String {
    switch self {
    case .notASystem(let unknown):
      "only A x = b, A X = B and X A = B are solved in floating point, and the equation is none of them in \(unknown)"
    }
  }
}

extension Equation {
  /// The solution of A x = b, A X = B or X A = B for these values of all symbols but the unknown, by a factorisation of A.
  ///
  /// - Parameter leastSquares: whether the sum of the squared differences is minimised instead; then A may have any shape.
  /// - Throws: `NumericEquationError` for other equations; `EvaluationError` for a missing or wrong value; `LinearAlgebraError` for a
  ///   singular system and for one beyond the memory.
  public func solve(at values: [String: Tensor], leastSquares: Bool = false) throws -> NumericSolution {
    let variable = Formula.symbol(unknown)
    let difference = Formula.sum([Term(1, left), Term(-1, right)], shape: left.shape)
    guard let form = AffineForm(difference, in: variable, facts: FactReasoner()),
      let (matrix, isLeft) = form.withoutCommonCoefficient.matrixOfUnknown
    else { throw NumericEquationError.notASystem(unknown.name) }
    let a = try matrix.evaluated(at: values)
    let b = try form.withoutCommonCoefficient.rightSide.evaluated(at: values)
    let columns = b.rank == 2 ? b.shape[1] : 1
    // X A = B is Aᵀ Xᵀ = Bᵀ, and the rows of A are the columns of its transpose.
    let system =
      isLeft
      ? FloatingSystem(
        DenseMatrix(rowCount: a.shape[0], columnCount: a.shape[1], rowMajor: a.values),
        DenseMatrix(rowCount: b.shape[0], columnCount: columns, rowMajor: b.values))
      : FloatingSystem(
        DenseMatrix(rowCount: a.shape[1], columnCount: a.shape[0], columnMajor: a.values),
        DenseMatrix(rowCount: columns, columnCount: b.shape[0], columnMajor: b.values))
    let solved = try leastSquares ? system.leastSquares() : system.solve()
    return NumericSolution(
      value: solved.value(in: unknown, isLeft ? .unknownOnRight : .unknownOnLeft), system: solved)
  }
}

extension AffineForm {
  /// A, where the form is A x, A X or X A, and whether A stands on the left.
  var matrixOfUnknown: (matrix: Formula, isLeft: Bool)? {
    let parts = linear.compactMap(surroundings)
    guard parts.count == linear.count, let first = parts.first else { return nil }
    func total(_ matrix: (Surroundings) -> Formula) -> Formula {
      .sum(parts.map { Term(1, matrix($0)) }, shape: matrix(first).shape)
    }
    if unknown.rank == 1, shape.count == 1 { return (total { $0.product([0] + $0.labels) }, true) }
    guard unknown.rank == 2, shape.count == 2 else { return nil }
    if parts.allSatisfy({ $0.labels[1] == 1 && $0.isFree(1) }) {
      return (total { $0.product([0, $0.labels[0]]) }, true)
    }
    if parts.allSatisfy({ $0.labels[0] == 0 && $0.isFree(0) }) {
      return (total { $0.product([$0.labels[1], 1]) }, false)
    }
    return nil
  }
}

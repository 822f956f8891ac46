import GradusExpression
public import GradusKernels

extension DenseMatrix {
  /// The nearest matrix in floating point.
  public init(_ matrix: ExactMatrix) {
    self.init(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount, rowMajor: matrix.elements.map(\.doubleValue))
  }
}

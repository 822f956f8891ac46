import GradusExpression
package import GradusKernels

extension DenseMatrix {
  /// The nearest matrix in floating point.
  package init(_ matrix: ExactMatrix) {
    self.init(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount, rowMajor: matrix.elements.map(\.doubleValue))
  }
}

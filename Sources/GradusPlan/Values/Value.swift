import GradusExpression

/// A tensor of known shape that the plan computes: the graph of formulas, in the operations that there are kernels for.
struct Value: Hashable {
  typealias ID = Place<Value>

  var shape: [Int]
  /// The numbers it is computed and kept in; what it reads may be kept in others.
  var precision: Precision
  var operation: Operation

  var count: Int { shape.reduce(1, *) }

  enum Operation: Hashable {
    /// A symbol, which the caller writes.
    case input(String)
    case number(Double)
    /// Numbers in row-major order.
    case table([Double])
    /// 0, 1, 2, …
    case counting
    /// A function of the entries at the same place; the index space is the shape.
    case pointwise(LoopFunction, [Use])
    /// Folds the entries of a value along axes, which are dropped: all, the first few, or the last few.
    case fold(Fold, of: Value.ID, axes: [Int])
    case product(ProductValue)
    /// Log-sum-exp or softmax of the rows of a matrix.
    case rows(RowFunction, of: Value.ID)
    /// A square matrix cut into triangles, for whatever is asked of it: the matrix is factorised once.
    case factors(of: Value.ID)
    /// A function of a matrix from its factors.
    case matrix(MatrixFunction, factors: Value.ID)
    case spectral(SpectralFunction, of: Value.ID)
    /// The solution x of A x = b, or of Aᵀ x = b, for every b along the last axis of the right-hand side.
    case solve(factors: Value.ID, rightSide: Value.ID, isTransposed: Bool)
    /// The same entries under another shape.
    case reshape(Value.ID)
  }
}

/// A value read in an index space: axis k of the value runs along axis `axes[k]` of the space, and along the axes of the
/// space that are not named it is repeated.
struct Use: Hashable {
  var value: Value.ID
  var axes: [Int]
}

package enum Fold: Int, Hashable, Sendable { case sum, largest, smallest, product }

package enum RowFunction: Int, Hashable, Sendable { case logSumExp, softmax, logSoftmax }

package enum MatrixFunction: String, Hashable, Sendable {
  case inverse, adjugate, determinant, logDeterminant = "logdet"

  /// Whether the result is a matrix and not a number.
  package var isMatrix: Bool { self == .inverse || self == .adjugate }
}

package enum ProductFunction: Int, Hashable, Sendable { case identity, relu, tanh, sigmoid }

/// f(A B + bias + β C) of matrices, as many as `batch`.
struct ProductValue: Hashable {
  var left, right: Value.ID
  var batch, rows, columns, inner: Int
  /// Whether a matrix lies in memory as its transpose.
  var leftIsTransposed, rightIsTransposed: Bool
  /// A vector with an entry a column.
  var bias: Value.ID?
  var activation = ProductFunction.identity
  /// A value of the shape of the result, and what it is multiplied by before the product is added to it.
  var accumulator: Value.ID?
  var beta = 0.0
}

extension Value.Operation {
  /// Whether the value is there before the plan runs.
  var isLeaf: Bool {
    switch self {
    case .input, .number, .table, .counting: true
    case .pointwise, .fold, .product, .rows, .factors, .matrix, .spectral, .solve, .reshape: false
    }
  }

  /// The values that are read, in order.
  var reads: [Value.ID] {
    switch self {
    case .input, .number, .table, .counting: []
    case .pointwise(_, let uses): uses.map(\.value)
    case .fold(_, let value, _), .rows(_, let value), .factors(let value), .matrix(_, let value),
      .spectral(_, let value), .reshape(let value):
      [value]
    case .solve(let factors, let rightSide, _): [factors, rightSide]
    case .product(let product): [product.left, product.right] + [product.bias, product.accumulator].compactMap { $0 }
    }
  }

  /// The operation with other values in the place of those it reads.
  func mapReads(_ new: (Value.ID) -> Value.ID) -> Value.Operation {
    switch self {
    case .input, .number, .table, .counting: return self
    case .pointwise(let function, let uses):
      return .pointwise(function, uses.map { Use(value: new($0.value), axes: $0.axes) })
    case .fold(let fold, let value, let axes): return .fold(fold, of: new(value), axes: axes)
    case .rows(let function, let value): return .rows(function, of: new(value))
    case .factors(let value): return .factors(of: new(value))
    case .matrix(let function, let value): return .matrix(function, factors: new(value))
    case .solve(let factors, let rightSide, let isTransposed):
      return .solve(factors: new(factors), rightSide: new(rightSide), isTransposed: isTransposed)
    case .spectral(let function, let value): return .spectral(function, of: new(value))
    case .reshape(let value): return .reshape(new(value))
    case .product(var product):
      product.left = new(product.left)
      product.right = new(product.right)
      product.bias = product.bias.map(new)
      product.accumulator = product.accumulator.map(new)
      return .product(product)
    }
  }
}

/// What a formula is made of at its top. Every function over formulas is an exhaustive switch over these cases.
public enum Node: Hashable, Sendable {
  /// A named quantity.
  case symbol(Symbol)
  /// An exact number, a scalar.
  case constant(Rational)
  /// π or e, a scalar.
  case namedConstant(NamedConstant)
  /// The length of an axis used as a number, a scalar.
  case size(Formula.Size)
  /// A tensor of exact numbers.
  case literal(Literal)
  /// The unit matrix δᵢⱼ of shape [n, n].
  case delta(Formula.Size)
  /// The unit vector with a 1 at `index` (counted from 0) and 0 elsewhere.
  case basis(index: Int, Formula.Size)
  /// Ones along a diagonal of a square matrix, and 0 elsewhere.
  case band(Formula.Size, Band)
  /// Σ coefficient · formula, all of one shape; no term at all is zero.
  case sum([Formula.Term])
  /// Σ over the summed labels of the product of the factors.
  case contraction(Contraction)
  /// A function applied to every entry.
  case map(ElementaryFunction, Formula)
  /// Every entry of the first to the power of the same entry of the second, which is a scalar or of the same shape.
  case power(Formula, Formula)
  /// The larger or the smaller of two entries at the same place.
  case extremum(Extremum, Formula, Formula)
  /// A reduction along axes that is no sum; the axes are dropped.
  case reduction(Reduction, Formula, axes: [Int])
  /// A function of all entries along axes that keeps the axes.
  case alongAxes(AxisFunction, Formula, axes: [Int])
  /// A⁻¹.
  case inverse(Formula)
  /// adj A, the transposed matrix of cofactors: A adj A = det A · I. It exists for singular matrices too.
  case adjugate(Formula)
  /// det A.
  case determinant(Formula)
  /// log |det A|.
  case logDeterminant(Formula)
  /// A function of a matrix in the sense of its power series, not entry by entry.
  case matrixFunction(ElementaryFunction, Formula)
  /// An eigenvalue, a singular value, or a vector that belongs to it.
  case spectral(SpectralFunction, Formula)
  /// The same entries in row-major order under another shape.
  case reshape(Formula)
}

/// A number with a name that is no rational.
public enum NamedConstant: String, Hashable, Sendable {
  case pi, e

  /// The number in double precision.
  public var value: Double {
    switch self {
    case .pi: .pi
    case .e: 2.718281828459045
    }
  }
}

/// Where a square matrix has ones: at i, j with j − i = offset, or with j − i ≥ offset.
public struct Band: Hashable, Sendable {
  /// How far the diagonal lies above the main one.
  public let offset: Int
  /// Whether all above the diagonal is 1 too.
  public let fillsAbove: Bool

  /// A band that begins `offset` places from the diagonal, of ones there alone or of all above it too.
  public init(offset: Int, fillsAbove: Bool) {
    (self.offset, self.fillsAbove) = (offset, fillsAbove)
  }

  /// Whether there is a 1 in that row and column.
  package func holds(_ row: Int, _ column: Int) -> Bool {
    fillsAbove ? column - row >= offset : column - row == offset
  }
}

extension Formula {
  /// One term of a sum.
  public struct Term: Hashable, Sendable {
    /// What the formula is multiplied by.
    public let coefficient: Rational
    /// The formula, which has no coefficient of its own.
    public let formula: Formula

    /// A formula with its coefficient.
    public init(_ coefficient: Rational, _ formula: Formula) {
      self.coefficient = coefficient
      self.formula = formula
    }
  }
}

/// Within the package the short name says enough.
package typealias Term = Formula.Term

/// The larger or the smaller.
public enum Extremum: String, Hashable, Sendable {
  case maximum = "max"
  case minimum = "min"
}

/// A reduction along axes that is no sum.
public enum Reduction: String, Hashable, Sendable, CaseIterable {
  /// log Σ exp x, computed without overflow.
  case logSumExp = "logsumexp"
  case maximum = "max"
  case minimum = "min"
  case product = "prod"
}

/// A function of all entries along axes that keeps the axes.
public enum AxisFunction: String, Hashable, Sendable, CaseIterable {
  /// 1 at the largest entry and 0 elsewhere; of several equally large ones the first in row-major order has the 1. So it selects
  /// one entry and no other: the gradient of a maximum. The name and the rule for ties are those of ONNX' Hardmax.
  case hardmax
  /// The product of all other entries, Π xⱼ over j ≠ i: the gradient of a product, zeros or not.
  case productOfOthers = "prodothers"
}

/// A tensor of exact numbers in row-major order.
public struct Literal: Hashable, Sendable {
  /// The lengths of the axes.
  public let shape: [Int]
  /// The entries in row-major order.
  public let values: [Rational]

  /// Traps where the count of the values is not the product of the shape.
  public init(shape: [Int], values: [Rational]) {
    precondition(shape.reduce(1, *) == values.count, "\(values.count) values for the shape \(shape)")
    self.shape = shape
    self.values = values
  }
}

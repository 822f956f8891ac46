package import GradusExpression

/// Mathematics as it stands on a page: a formula in matrix notation, with vectors laid out as columns and rows, brackets
/// still to be set. Every format is written from this one tree.
package struct Written: Hashable, Sendable {
  /// How it is put together.
  package let form: Form
  /// Whether it is a number, a vector or a matrix.
  package let kind: Kind

  init(_ form: Form, _ kind: Kind) {
    self.form = form
    self.kind = kind
  }

  /// What stands there, as a reader sees it.
  package enum Kind: Hashable, Sendable {
    case scalar, column, row, matrix
    /// A quantity with more than two axes.
    case tensor(rank: Int)

    init(rank: Int) {
      switch rank {
      case 0: self = .scalar
      case 1: self = .column
      case 2: self = .matrix
      default: self = .tensor(rank: rank)
      }
    }

    var rank: Int {
      switch self {
      case .scalar: 0
      case .column, .row: 1
      case .matrix: 2
      case .tensor(let rank): rank
      }
    }
  }

  /// How a written formula is put together.
  package indirect enum Form: Hashable, Sendable {
    case number(Rational)
    case constant(NamedConstant)
    case size(Size)
    case name(String)
    case literal(Literal)
    /// Entries by rows; of a vector one a row.
    case matrix([[Written]])
    /// A vector or matrix of ones; `isTold` where its sizes follow from what stands around it.
    case ones([Size], isTold: Bool)
    case zeros([Size])
    /// `isTold` where the size follows from what stands around it.
    case unitMatrix(Size, isTold: Bool)
    /// The unit vector with a 1 at the place, counted from 1.
    case unitVector(Int, Size)
    /// Ones along a diagonal.
    case band(Size, Band)
    case sum([Summand])
    /// Numbers and scalars, then a chain of matrix products.
    case product([Written])
    case entrywiseProduct([Written])
    /// Anything over a scalar.
    case quotient(Written, Written)
    case entrywiseQuotient(Written, Written)
    /// A power of a scalar, or a whole power of a matrix.
    case power(Written, Written)
    case entrywisePower(Written, Written)
    case transpose(Written)
    case inverse(Written)
    case call(Name, [Written])
    /// One entry, row or column; a place counts from 1, and nil is the whole axis.
    case part(Written, [Int?])
    /// A product that matrix notation does not reach, in index notation.
    case indexed(IndexedProduct)
    /// A reduction or function of a quantity with more than two axes.
    case reduced(Reduction, Written, axes: [Int])
    case reshaped(Written, [Size])
  }

  /// One term of a sum and its sign.
  package struct Summand: Hashable, Sendable {
    /// Whether it is subtracted.
    package let isNegative: Bool
    /// What is added or subtracted.
    package let written: Written
  }

  /// Σ over the labels from `rank` on of the product of the factors' entries, divided by the entries of the divisors.
  package struct IndexedProduct: Hashable, Sendable {
    /// A formula with its indices.
    package struct Factor: Hashable, Sendable {
      /// The formula.
      package let written: Written
      /// The indices of its axes.
      package let labels: [Int]
    }
    /// What is multiplied.
    package let factors: [Factor]
    /// The size of each label; the labels below `rank` are the axes of the result.
    package let sizes: [Size]
    /// How many indices are free.
    package let rank: Int
  }

  /// A function with a name.
  package enum Name: Hashable, Sendable {
    case elementary(ElementaryFunction)
    case squareRoot
    /// Over all entries, or along an axis counted from 1.
    case sum(axis: Int?)
    case reduction(Reduction, axis: Int?)
    case extremum(Extremum)
    case softmax, logSoftmax
    case norm1, norm2, normInfinity
    /// The second argument is the order.
    case norm
    case trace, adjugate, determinant, logDeterminant
    /// Along axes counted from 1; none are all of them.
    case alongAxes(AxisFunction, [Int])
    /// The diagonal matrix of a vector, or the diagonal of a matrix.
    case diagonal
    case kronecker, vectorized
    case matrixFunction(ElementaryFunction)
    case spectral(SpectralFunction)
  }
}

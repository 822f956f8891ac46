import GradusExpression

/// Which kinds fit which operation: the tables of linear algebra.
enum KindRules {
  /// What an operation makes of one kind; empty where it does not fit.
  static func results(_ operation: TypedNode.Operation, _ a: ShapeKind) -> ShapeKinds {
    switch operation {
    case .number, .constant, .size, .symbol, .value, .zero, .identity, .band, .sum, .product, .power, .matrix,
      .constantEntry,
      .indexNumber:
      []
    case .part(let places): part(places, a)
    case .entry(let labels, let ofFamily): entry(labels.count, ofFamily, a)
    case .reduction: a == .tensor ? [] : ShapeKinds(a)
    case .tensor(let labels): a != .scalar ? [] : shape(rank: labels.count)
    case .reshape(let sizes): a == .scalar ? [] : shape(rank: sizes.count)
    case .filled(let sizes):
      a != .scalar ? [] : sizes.isEmpty ? [.column, .matrix] : sizes.count == 1 ? .column : .matrix
    case .alias, .negative: ShapeKinds(a)
    case .transpose: a == .tensor ? [] : ShapeKinds(a.transposed)
    case .bars: a == .matrix ? .scalar : ShapeKinds(a)
    case .norm(let norm): normed(norm, a)
    case .derivative, .tie, .evaluated: []
    case .alongAxes(_, let axes): a == .scalar || axes.contains { $0 > a.rank && a != .tensor } ? [] : ShapeKinds(a)
    case .call(let function, let axis): called(function, axis, a)
    }
  }

  private static func shape(rank: Int) -> ShapeKinds {
    rank == 0 ? .scalar : rank == 1 ? .column : rank == 2 ? .matrix : .tensor
  }

  /// All indices make an entry; one of a matrix leaves its row, which is a vector. Members of a family may be matrices.
  private static func entry(_ count: Int, _ ofFamily: Bool, _ a: ShapeKind) -> ShapeKinds {
    switch (a, count) {
    case (.matrix, 1): .column
    case (.tensor, 1) where ofFamily: .matrix
    case (.tensor, 2) where ofFamily: .column
    case (.tensor, _): count > 2 ? .scalar : []
    default: count == a.rank ? .scalar : []
    }
  }

  private static func part(_ places: [Int?], _ a: ShapeKind) -> ShapeKinds {
    guard places.count == a.rank, a != .tensor else { return [] }
    switch places.map({ $0 == nil }) {
    case [false], [false, false]: return .scalar
    case [false, true]: return .row
    case [true, false]: return .column
    default: return ShapeKinds(a)
    }
  }

  private static func normed(_ norm: TypedNode.Norm, _ a: ShapeKind) -> ShapeKinds {
    switch norm {
    case .unstated, .frobenius, .entrywiseOne, .entrywiseTwo: .scalar
    // Of a matrix these mean other norms to other people.
    case .one, .infinity, .p: a == .matrix ? [] : .scalar
    // ‖A‖₂ is the largest singular value.
    case .two, .nuclear: .scalar
    }
  }

  private static func called(_ function: Function, _ axis: Int?, _ a: ShapeKind) -> ShapeKinds {
    switch function {
    case .elementary, .defined:
      return ShapeKinds(a)
    case .sum, .mean, .prod, .max, .min, .logsumexp:
      guard let axis else { return .scalar }
      return along(axis, a)
    case .softmax, .logsoftmax: return a == .scalar ? [] : ShapeKinds(a)
    case .size:
      guard let axis else { return a.rank == 1 ? .scalar : [] }
      return axis <= a.rank && a != .tensor ? .scalar : []
    case .transpose: return a == .tensor ? [] : ShapeKinds(a.transposed)
    case .tr, .det, .logdet, .spectralRadius: return a == .matrix ? .scalar : []
    case .inv: return a == .matrix ? .matrix : a == .scalar ? .scalar : []
    case .pinv, .adj, .expm, .logm, .sinm, .cosm, .tanm, .asinm, .acosm, .atanm, .sinhm, .coshm, .tanhm, .asinhm,
      .acoshm,
      .atanhm:
      return a == .matrix ? .matrix : []
    case .spectral(let function):
      return a == .matrix ? [.scalar, .column, .matrix][function.axes.count] : []
    case .diag: return a == .matrix ? .column : a.rank == 1 ? .matrix : []
    case .vec: return a == .matrix ? .column : a == .column ? .column : []
    case .times, .divide, .pow, .atan2, .binom, .solve, .outer, .inner, .kron, .hardmax, .prodothers, .reshape, .norm,
      .norm1,
      .norm2,
      .normInf, .normF, .nuclearNorm, .eig, .svals, .rank, .sqrtm, .vector, .matrix, .ones, .zeros, .eye, .triu:
      return []
    }
  }

  /// Sums down the rows are a row, as in MATLAB, and a column where only a column fits: a vector has one axis.
  private static func along(_ axis: Int, _ a: ShapeKind) -> ShapeKinds {
    switch a {
    case .matrix: axis == 1 ? .vector : .column
    // −1 is the last axis.
    case .column where axis == -1: .scalar
    case .column: axis == 1 ? .scalar : []
    case .row: axis == 2 ? .scalar : []
    case .scalar, .tensor: []
    }
  }

  /// What an operation makes of two kinds; empty where they do not fit.
  static func results(_ operation: TypedNode.Operation, _ a: ShapeKind, _ b: ShapeKind) -> ShapeKinds {
    switch operation {
    case .product(.times): times(a, b)
    case .product(.dot): a == .column && b == .column ? .scalar : times(a, b)
    case .product(.matrixTimes): matrixTimes(a, b)
    case .product(.entrywiseTimes), .product(.entrywiseOver), .power(entrywise: true, _): entrywise(a, b)
    case .product(.over): b == .scalar ? ShapeKinds(a) : a == .scalar && b != .matrix ? ShapeKinds(b) : []
    case .product(.kronecker), .call(.kron, _): a == b && a != .scalar && a != .tensor ? ShapeKinds(a) : []
    case .power(entrywise: false, let baseIsE):
      switch (a, b) {
      case (.scalar, .scalar): .scalar
      case (.matrix, .scalar): .matrix
      case (.scalar, _): baseIsE && b != .tensor ? ShapeKinds(b) : []
      default: []
      }
    case .call(.times, _), .call(.divide, _), .call(.pow, _), .call(.atan2, _), .call(.binom, _), .call(.max, _),
      .call(.min, _):
      entrywise(a, b)
    case .call(.solve, _): a == .matrix && (b == .column || b == .matrix) ? ShapeKinds(b) : []
    case .call(.outer, _): a.rank == 1 && b.rank == 1 ? .matrix : []
    case .call(.inner, _): a.rank == b.rank && a.rank > 0 && a != .tensor ? .scalar : []
    case .norm(let norm): b == .scalar ? normed(norm, a) : []
    // Rows follow the variable, columns the function.
    case .derivative:
      a == .scalar
        ? ShapeKinds(b == .row ? .column : b)
        : b == .scalar
          ? ShapeKinds(a)
          : a.rank == 1 && b.rank == 1 ? .matrix : []
    case .tie: a == b ? ShapeKinds(a) : []
    default: []
    }
  }

  static func times(_ a: ShapeKind, _ b: ShapeKind) -> ShapeKinds {
    switch (a, b) {
    case (.scalar, _): ShapeKinds(b)
    case (_, .scalar): ShapeKinds(a)
    case (.row, .column): .scalar
    case (.column, .row), (.matrix, .matrix): .matrix
    case (.row, .matrix): .row
    case (.matrix, .column): .column
    case (.column, .column), (.column, .matrix), (.row, .row), (.matrix, .row), (.tensor, _), (_, .tensor): []
    }
  }

  /// `@` of Python: a vector there is neither a row nor a column.
  private static func matrixTimes(_ a: ShapeKind, _ b: ShapeKind) -> ShapeKinds {
    switch (a, b) {
    case (.column, .column), (.row, .column): .scalar
    case (.matrix, .matrix): .matrix
    case (.matrix, .column): .column
    case (.column, .matrix), (.row, .matrix): .vector
    default: []
    }
  }

  static func entrywise(_ a: ShapeKind, _ b: ShapeKind) -> ShapeKinds {
    a == .scalar ? ShapeKinds(b) : b == .scalar || a == b ? ShapeKinds(a) : []
  }
}

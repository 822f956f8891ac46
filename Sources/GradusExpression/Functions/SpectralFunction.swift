/// What eigenvalues and singular values tell of a matrix.
///
/// The eigenvalues are those of the symmetric part (A + Aᵀ)/2, which is A where A is symmetric: so they are real, and have a
/// derivative in every entry. Vectors have the length 1, and the entry of largest magnitude is positive.
public enum SpectralFunction: String, Hashable, Sendable, CaseIterable {
  case largestEigenvalue = "lambda_max"
  case smallestEigenvalue = "lambda_min"
  /// ‖A‖₂, the largest singular value.
  case largestSingularValue = "sigma_max"
  case smallestSingularValue = "sigma_min"
  /// ‖A‖⁎, the sum of the singular values.
  case nuclearNorm
  case largestEigenvector = "eigvec_max"
  case smallestEigenvector = "eigvec_min"
  /// u of A v = σ u, for the largest and the smallest σ.
  case leftVectorOfLargest = "leftsv_max"
  case leftVectorOfSmallest = "leftsv_min"
  /// v of A v = σ u.
  case rightVectorOfLargest = "rightsv_max"
  case rightVectorOfSmallest = "rightsv_min"
  /// U Vᵀ of A = U Σ Vᵀ.
  case polarFactor = "polar"

  /// Whether it is of eigenvalues, and so of square matrices.
  package var isOfEigenvalues: Bool {
    switch self {
    case .largestEigenvalue, .smallestEigenvalue, .largestEigenvector, .smallestEigenvector: true
    case .largestSingularValue, .smallestSingularValue, .nuclearNorm, .leftVectorOfLargest, .leftVectorOfSmallest,
      .rightVectorOfLargest, .rightVectorOfSmallest, .polarFactor:
      false
    }
  }

  /// The shape of what it makes of a matrix.
  package func shape<Extent>(of matrix: [Extent]) -> [Extent] { axes.map { matrix[$0] } }

  /// The axes of the matrix that the result has.
  package var axes: [Int] {
    switch self {
    case .largestEigenvalue, .smallestEigenvalue, .largestSingularValue, .smallestSingularValue, .nuclearNorm: []
    case .largestEigenvector, .smallestEigenvector, .leftVectorOfLargest, .leftVectorOfSmallest: [0]
    case .rightVectorOfLargest, .rightVectorOfSmallest: [1]
    case .polarFactor: [0, 1]
    }
  }

  /// The derivative of a number in the matrix, where the eigenvalue or singular value is simple: v vᵀ, u vᵀ, U Vᵀ; nil of vectors.
  package func derivative(at matrix: Formula) -> Formula? {
    func dyad(_ left: SpectralFunction, _ right: SpectralFunction) -> Formula {
      .outer(.spectral(left, matrix), .spectral(right, matrix))
    }
    switch self {
    case .largestEigenvalue: return dyad(.largestEigenvector, .largestEigenvector)
    case .smallestEigenvalue: return dyad(.smallestEigenvector, .smallestEigenvector)
    case .largestSingularValue: return dyad(.leftVectorOfLargest, .rightVectorOfLargest)
    case .smallestSingularValue: return dyad(.leftVectorOfSmallest, .rightVectorOfSmallest)
    case .nuclearNorm: return .spectral(.polarFactor, matrix)
    case .largestEigenvector, .smallestEigenvector, .leftVectorOfLargest, .leftVectorOfSmallest, .rightVectorOfLargest,
      .rightVectorOfSmallest, .polarFactor:
      return nil
    }
  }

  /// The letter or word before `max` or `min`, and which of them; nil of what has a name of its own.
  package var stem: (name: String, which: String)? {
    let parts = rawValue.split(separator: "_").map(String.init)
    return parts.count == 2 ? (parts[0], parts[1]) : nil
  }

  /// What it takes for the derivative to exist.
  package var requirement: String {
    switch self {
    case .largestEigenvalue, .largestEigenvector: "the largest eigenvalue is simple"
    case .smallestEigenvalue, .smallestEigenvector: "the smallest eigenvalue is simple"
    case .largestSingularValue, .leftVectorOfLargest, .rightVectorOfLargest: "the largest singular value is simple"
    case .smallestSingularValue, .leftVectorOfSmallest, .rightVectorOfSmallest:
      "the smallest singular value is simple and not 0"
    case .nuclearNorm, .polarFactor: "no singular value is 0"
    }
  }
}

extension Collection where Element == Double {
  /// Whether the first of the entries of largest magnitude is negative; what differs by rounding alone is as large.
  package var hasNegativeLead: Bool {
    var largest = 0.0
    for entry in self { largest = Swift.max(largest, Swift.abs(entry)) }
    return (first { Swift.abs($0) >= largest * (1 - 1e-9) } ?? 0) < 0
  }
}

extension Formula {
  /// What eigenvalues or singular values tell of a matrix.
  ///
  /// Traps where eigenvalues are asked for of a matrix that is not square.
  public static func spectral(_ function: SpectralFunction, _ matrix: Formula) -> Formula {
    precondition(matrix.rank == 2, "a spectrum of \(describe(shape: matrix.shape))")
    if function.isOfEigenvalues { requireSquare(matrix, "an eigenvalue") }
    // Aᵀ has the eigenvalues and singular values of A.
    if function.axes.isEmpty, case .contraction(let inner) = matrix.node, inner.isTranspose {
      return spectral(function, inner.factors[0].formula)
    }
    return Formula(.spectral(function, matrix), shape: function.shape(of: matrix.shape))
  }
}

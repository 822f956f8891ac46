extension Tensor {
  /// A spectral function of the matrix, by Jacobi's rotations; what is a short decimal but for their rounding is that.
  func spectral(_ function: SpectralFunction) -> Tensor {
    let result = computed(function)
    guard function.axes.isEmpty else { return result }
    return result.map { value in
      let unit = value == 0 ? 1 : 1e12 / Swift.max(1, Swift.abs(value).rounded(.up))
      let short = (value * unit).rounded() / unit
      return Swift.abs(short - value) <= 8 * value.ulp ? short : value
    }
  }

  private func computed(_ function: SpectralFunction) -> Tensor {
    let (rows, columns) = (shape[0], shape[1])
    if function.isOfEigenvalues {
      let half = zip(values, transposed.values).map { ($0 + $1) / 2 }
      let (values, vectors) = Tensor.eigen(half, rows)
      let order = values.indices.sorted { values[$0] < values[$1] }
      switch function {
      case .largestEigenvalue: return Tensor(values[order[rows - 1]])
      case .smallestEigenvalue: return Tensor(values[order[0]])
      case .largestEigenvector: return Tensor(vector: vectors[order[rows - 1]].withPositiveLargest)
      default: return Tensor(vector: vectors[order[0]].withPositiveLargest)
      }
    }
    // A V = U Σ: the columns of A V are made orthogonal; the wider of A and Aᵀ stands on its side.
    let isWide = columns > rows
    let (sigma, left, right) = (isWide ? transposed : self).singularTriples
    let (u, v) = isWide ? (right, left) : (left, right)
    let order = sigma.indices.sorted { sigma[$0] < sigma[$1] }
    let (small, large) = (order[0], order[order.count - 1])
    switch function {
    case .largestSingularValue: return Tensor(sigma[large])
    case .smallestSingularValue: return Tensor(sigma[small])
    case .nuclearNorm: return Tensor(sigma.reduce(0, +))
    case .leftVectorOfLargest: return Tensor(vector: Tensor.signed(u[large], by: v[large]))
    case .leftVectorOfSmallest: return Tensor(vector: Tensor.signed(u[small], by: v[small]))
    case .rightVectorOfLargest: return Tensor(vector: v[large].withPositiveLargest)
    case .rightVectorOfSmallest: return Tensor(vector: v[small].withPositiveLargest)
    default:
      var product = Tensor(shape: shape, repeating: 0)
      for k in sigma.indices {
        for i in 0..<rows { for j in 0..<columns { product.values[i * columns + j] += u[k][i] * v[k][j] } }
      }
      return product
    }
  }

  /// u with the sign that goes with a v whose largest entry is positive.
  private static func signed(_ u: [Double], by v: [Double]) -> [Double] {
    v.hasNegativeLead ? u.map { -$0 } : u
  }

  /// The eigenvalues of a symmetric matrix, with a vector for each.
  private static func eigen(_ matrix: [Double], _ n: Int) -> (values: [Double], vectors: [[Double]]) {
    var a = matrix
    var v = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
    for _ in 0..<64 {
      var off = 0.0
      for p in 0..<n { for q in 0..<p { off += a[p * n + q] * a[p * n + q] } }
      let scale = a.reduce(0) { Swift.max($0, Swift.abs($1)) }
      if off.squareRoot() <= 1e-300 + 1e-17 * scale { break }
      for p in 0..<n {
        for q in 0..<p where a[p * n + q] != 0 {
          let (cosine, sine) = rotation(a[q * n + q], a[p * n + p], a[p * n + q])
          for k in 0..<n {
            let (x, y) = (a[k * n + q], a[k * n + p])
            (a[k * n + q], a[k * n + p]) = (cosine * x - sine * y, sine * x + cosine * y)
          }
          for k in 0..<n {
            let (x, y) = (a[q * n + k], a[p * n + k])
            (a[q * n + k], a[p * n + k]) = (cosine * x - sine * y, sine * x + cosine * y)
            let (s, t) = (v[q][k], v[p][k])
            (v[q][k], v[p][k]) = (cosine * s - sine * t, sine * s + cosine * t)
          }
        }
      }
    }
    return ((0..<n).map { a[$0 * n + $0] }, v)
  }

  /// Cosine and sine of the rotation that makes [a, c; c, b] diagonal.
  private static func rotation(_ a: Double, _ b: Double, _ c: Double) -> (Double, Double) {
    let theta = (b - a) / (2 * c)
    let t = (theta < 0 ? -1 : 1) / (Swift.abs(theta) + (theta * theta + 1).squareRoot())
    let cosine = 1 / (t * t + 1).squareRoot()
    return (cosine, t * cosine)
  }

  /// σ, u and v of a matrix with at least as many rows as columns.
  private var singularTriples: (sigma: [Double], left: [[Double]], right: [[Double]]) {
    let (m, n) = (shape[0], shape[1])
    var columns = (0..<n).map { j in (0..<m).map { values[$0 * n + j] } }
    var v = (0..<n).map { i in (0..<n).map { $0 == i ? 1.0 : 0 } }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    for _ in 0..<64 {
      var isDone = true
      for p in 0..<n {
        for q in 0..<p {
          let (a, b, c) = (dot(columns[q], columns[q]), dot(columns[p], columns[p]), dot(columns[p], columns[q]))
          guard Swift.abs(c) > 1e-16 * (a * b).squareRoot(), c != 0 else { continue }
          isDone = false
          let (cosine, sine) = Tensor.rotation(a, b, c)
          (columns[q], columns[p]) = Tensor.rotated(columns[q], columns[p], cosine, sine)
          (v[q], v[p]) = Tensor.rotated(v[q], v[p], cosine, sine)
        }
      }
      if isDone { break }
    }
    let sigma = columns.map { dot($0, $0).squareRoot() }
    return (sigma, zip(columns, sigma).map { column, s in column.map { s > 0 ? $0 / s : 0 } }, v)
  }

  private static func rotated(
    _ x: [Double], _ y: [Double], _ cosine: Double, _ sine: Double
  ) -> ([Double], [Double]) {
    (zip(x, y).map { cosine * $0 - sine * $1 }, zip(x, y).map { sine * $0 + cosine * $1 })
  }
}

extension [Double] {
  /// The vector or its negative, so that the first of the entries of largest magnitude is positive.
  fileprivate var withPositiveLargest: [Double] { hasNegativeLead ? map { -$0 } : self }
}

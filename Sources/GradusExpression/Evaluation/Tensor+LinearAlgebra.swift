#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

extension Tensor {
  /// Gaussian elimination with partial pivoting of [self | right]: the determinant as sign and logarithm, and self⁻¹ right.
  private func eliminate(_ right: Tensor?) -> (sign: Double, logDeterminant: Double, solution: Tensor?) {
    let n = shape[0]
    var (a, b) = (self, right)
    var (sign, logDeterminant) = (1.0, 0.0)
    let columns = right?.shape[1] ?? 0
    for k in 0..<n {
      let pivot = (k..<n).max { Swift.abs(a[$0, k]) < Swift.abs(a[$1, k]) }!
      if a[pivot, k] == 0 || a[pivot, k].isNaN { return (a[pivot, k].isNaN ? .nan : 0, -.infinity, nil) }
      if pivot != k {
        sign = -sign
        for j in 0..<n { (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j]) }
        for j in 0..<columns { (b![k, j], b![pivot, j]) = (b![pivot, j], b![k, j]) }
      }
      if a[k, k] < 0 { sign = -sign }
      logDeterminant += log(Swift.abs(a[k, k]))
      for i in 0..<n where i != k && a[i, k] != 0 {
        let factor = a[i, k] / a[k, k]
        for j in k..<n { a[i, j] -= factor * a[k, j] }
        for j in 0..<columns { b![i, j] -= factor * b![k, j] }
      }
    }
    for i in 0..<n { for j in 0..<columns { b![i, j] /= a[i, i] } }
    return (sign, logDeterminant, b)
  }

  static func identity(_ n: Int) -> Tensor {
    var unit = Tensor(shape: [n, n], repeating: 0)
    for i in 0..<n { unit[i, i] = 1 }
    return unit
  }

  /// X with A X = B; nil where A is singular.
  func solution(of right: Tensor) -> Tensor? { eliminate(right).solution }

  var transposed: Tensor {
    var result = Tensor(shape: shape.reversed(), repeating: 0)
    for i in 0..<shape[0] { for j in 0..<shape[1] { result[j, i] = self[i, j] } }
    return result
  }

  var determinant: Double {
    let (sign, logarithm, _) = eliminate(nil)
    return sign == 0 ? 0 : sign * exp(logarithm)
  }

  var logAbsoluteDeterminant: Double { eliminate(nil).logDeterminant }

  func times(_ other: Tensor) -> Tensor {
    let (n, m, p) = (shape[0], shape[1], other.shape[1])
    var result = Tensor(shape: [n, p], repeating: 0)
    for i in 0..<n { for k in 0..<m { for j in 0..<p { result[i, j] += self[i, k] * other[k, j] } } }
    return result
  }

  private func plus(_ other: Tensor, scale: Double = 1) -> Tensor {
    Tensor(shape: shape, values: zip(values, other.values).map { $0 + scale * $1 })
  }

  /// A function of a square matrix by its power series, after halving the matrix until the series converges fast:
  /// exp A = (exp(A/2ˢ))^(2ˢ), and cos, sin, cosh, sinh by the formulas for double angles. Other functions: nil.
  func matrixFunction(_ function: ElementaryFunction) -> Tensor? {
    let n = shape[0]
    let norm = values.reduce(0) { Swift.max($0, Swift.abs($1)) } * Double(n)
    guard norm.isFinite else { return nil }
    var halvings = 0
    while norm / pow(2, Double(halvings)) > 0.5 { halvings += 1 }
    let small = map { $0 / pow(2, Double(halvings)) }
    func series(_ sign: Double, from first: Int, step: Int) -> Tensor {
      var power = Tensor.identity(n)
      var total = Tensor(shape: [n, n], repeating: 0)
      var factorial = 1.0
      for k in 0...24 {
        if k >= first, (k - first) % step == 0 {
          let flip = ((k - first) / step) % 2 == 0 ? 1 : sign
          total = total.plus(power, scale: flip / factorial)
        }
        power = power.times(small)
        factorial *= Double(k + 1)
      }
      return total
    }
    switch function {
    case .exp:
      var result = series(1, from: 0, step: 1)
      for _ in 0..<halvings { result = result.times(result) }
      return result
    case .sin, .cos, .sinh, .cosh:
      let sign = function == .sin || function == .cos ? -1.0 : 1.0
      var (even, odd) = (series(sign, from: 0, step: 2), series(sign, from: 1, step: 2))
      for _ in 0..<halvings {
        // sin 2x = 2 sin x cos x; cos 2x = 2 cos² x − 1; likewise with h.
        (even, odd) = (even.times(even).map { 2 * $0 }.plus(.identity(n), scale: -1), odd.times(even).map { 2 * $0 })
      }
      return function == .cos || function == .cosh ? even : odd
    default:
      return nil
    }
  }
}

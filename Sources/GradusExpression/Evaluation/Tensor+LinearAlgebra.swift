#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

extension Tensor {
  /// Gaussian elimination with partial pivoting of [self | right]: the determinant, also as sign and logarithm, and self⁻¹ right.
  ///
  /// A pivot that is nothing but rounding is 0: one no larger than the rounding of the numbers it was subtracted from.
  private func eliminate(_ right: Tensor?) -> (determinant: Double, logDeterminant: Double, solution: Tensor?) {
    let n = shape[0]
    var (a, b) = (self, right)
    var sources = map { Swift.abs($0) }
    let rounding = 4 * Double(n) * Double.ulpOfOne
    var (sign, product, logDeterminant) = (1.0, 1.0, 0.0)
    let columns = right?.shape[1] ?? 0
    for k in 0..<n {
      let pivot = (k..<n).max { Swift.abs(a[$0, k]) < Swift.abs(a[$1, k]) }!
      if a[pivot, k].isNaN { return (.nan, .nan, nil) }
      if Swift.abs(a[pivot, k]) <= rounding * sources[pivot, k] { return (0, -.infinity, nil) }
      if pivot != k {
        sign = -sign
        for j in 0..<n {
          (a[k, j], a[pivot, j]) = (a[pivot, j], a[k, j])
          (sources[k, j], sources[pivot, j]) = (sources[pivot, j], sources[k, j])
        }
        for j in 0..<columns { (b![k, j], b![pivot, j]) = (b![pivot, j], b![k, j]) }
      }
      if a[k, k] < 0 { sign = -sign }
      product *= Swift.abs(a[k, k])
      logDeterminant += log(Swift.abs(a[k, k]))
      for i in 0..<n where i != k && a[i, k] != 0 {
        let factor = a[i, k] / a[k, k]
        for j in k..<n {
          a[i, j] -= factor * a[k, j]
          sources[i, j] = Swift.max(sources[i, j], Swift.abs(factor) * sources[k, j])
        }
        for j in 0..<columns { b![i, j] -= factor * b![k, j] }
      }
    }
    for i in 0..<n { for j in 0..<columns { b![i, j] /= a[i, i] } }
    // Beyond the range of the numbers on the way, the logarithm may know better.
    let determinant = product.isNormal ? product : exp(logDeterminant)
    return (sign * determinant, logDeterminant, b)
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

  var determinant: Double { eliminate(nil).determinant }

  var logAbsoluteDeterminant: Double { eliminate(nil).logDeterminant }

  /// At row i and column j the determinant without that row and column, with the sign (−1)ⁱ⁺ʲ.
  var cofactors: Tensor {
    let n = shape[0]
    var result = Tensor(shape: shape, repeating: 1)
    if n < 2 { return result }
    for row in 0..<n {
      for column in 0..<n {
        let minor = values.indices.filter { $0 / n != row && $0 % n != column }.map { values[$0] }
        let value = Tensor(shape: [n - 1, n - 1], values: minor).determinant
        result[row, column] = (row + column).isMultiple(of: 2) ? value : -value
      }
    }
    return result
  }

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
  /// exp A = (exp(A/2ˢ))^(2ˢ), and cos, sin, cosh, sinh by the formulas for double angles; the logarithm by roots. Other functions: nil.
  func matrixFunction(_ function: ElementaryFunction) -> Tensor? {
    let n = shape[0]
    let norm = largest * Double(n)
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
    case .log:
      return logarithm
    default:
      return nil
    }
  }

  /// The principal logarithm: square roots by Denman and Beavers' iteration until the matrix is near the unit matrix, then
  /// log A = 2 artanh((A − I)(A + I)⁻¹) by its series. Nil where a root does not exist, as with negative eigenvalues.
  private var logarithm: Tensor? {
    let unit = Tensor.identity(shape[0])
    var (root, roots) = (self, 0)
    while root.plus(unit, scale: -1).largest > 0.1 {
      guard roots < 40, let next = root.squareRoot else { return nil }
      (root, roots) = (next, roots + 1)
    }
    guard let below = root.plus(unit).solution(of: unit) else { return nil }
    let ratio = root.plus(unit, scale: -1).times(below)
    let square = ratio.times(ratio)
    var (power, total) = (ratio, Tensor(shape: shape, repeating: 0))
    for k in 0..<16 {
      total = total.plus(power, scale: 1 / Double(2 * k + 1))
      power = power.times(square)
    }
    return total.map { $0 * pow(2, Double(roots + 1)) }
  }

  /// Y ← (Y + Z⁻¹)/2, Z ← (Z + Y⁻¹)/2 from (A, I) leads to (A^½, A^−½) (E. Denman and A. Beavers, 1976).
  private var squareRoot: Tensor? {
    let unit = Tensor.identity(shape[0])
    var (y, z) = (self, unit)
    for _ in 0..<50 {
      guard let zInverse = z.solution(of: unit), let yInverse = y.solution(of: unit) else { return nil }
      let next = y.plus(zInverse).map { $0 / 2 }
      z = z.plus(yInverse).map { $0 / 2 }
      let change = next.plus(y, scale: -1).largest
      y = next
      guard change.isFinite else { return nil }
      if change <= 1e-15 * y.largest { return y }
    }
    return y.times(y).plus(self, scale: -1).largest <= 1e-12 * largest ? y : nil
  }

  private var largest: Double { values.reduce(0) { Swift.max($0, Swift.abs($1)) } }
}

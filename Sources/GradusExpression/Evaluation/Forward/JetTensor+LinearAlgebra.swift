#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// Square matrices of numbers with infinitesimals.
extension JetTensor {
  private var size: Int { shape[0] }

  private var rows: [[Jet]] {
    let columns = shape[1]
    return (0..<size).map { i in (0..<columns).map { self[i * columns + $0] } }
  }

  private init(rows: [[Jet]]) { self.init(shape: [rows.count, rows.count], rows.flatMap(\.self)) }

  /// Gauss–Jordan elimination with partial pivoting; nil where a pivot is nothing but rounding.
  var inverse: JetTensor? {
    let n = size
    var a = rows
    for i in 0..<n {
      for j in 0..<n { a[i].append(Jet(i == j ? 1 : 0, width: width)) }
    }
    for k in 0..<n {
      let pivot = (k..<n).max { Swift.abs(a[$0][k].value) < Swift.abs(a[$1][k].value) }!
      let head = a[pivot][k]
      guard Swift.abs(head.value) > head.error else { return nil }
      a.swapAt(k, pivot)
      a[k] = a[k].map { $0 / head }
      for i in 0..<n where i != k {
        let factor = a[i][k]
        a[i] = zip(a[i], a[k]).map { $0 - factor * $1 }
      }
    }
    return JetTensor(rows: a.map { Array($0[n...]) })
  }

  /// The determinant without a division (R. Bird, 2011), so that a singular matrix has derivatives too: F ← μ(F) A, where μ keeps
  /// what is above the diagonal and puts −Σⱼ﹥ᵢ Fⱼⱼ on it.
  var determinant: Jet {
    let n = size
    if n == 0 { return Jet(1, width: 1) }
    let a = rows
    var f = a
    for _ in 1..<max(n, 1) {
      var upper = f
      var below = Jet(0, width: width)
      for i in (0..<n).reversed() {
        let diagonal = f[i][i]
        for j in 0..<i { upper[i][j] = Jet(0, width: width) }
        upper[i][i] = below.scaled(by: -1)
        below = below + diagonal
      }
      f = Self.times(upper, a)
    }
    return n.isMultiple(of: 2) ? f[0][0].scaled(by: -1) : f[0][0]
  }

  /// At row i and column j the determinant without row j and column i, with the sign (−1)ⁱ⁺ʲ.
  var adjugate: JetTensor {
    let n = size
    return JetTensor(
      shape: shape,
      (0..<n * n).map { place in
        let (column, row) = (place / n, place % n)
        let minor = (0..<n * n).filter { $0 / n != row && $0 % n != column }.map { self[$0] }
        let value = n == 1 ? Jet(1, width: width) : JetTensor(shape: [n - 1, n - 1], minor).determinant
        return (row + column).isMultiple(of: 2) ? value : value.scaled(by: -1)
      })
  }

  private static func times(_ left: [[Jet]], _ right: [[Jet]]) -> [[Jet]] {
    left.map { row in
      right.indices.map { j in
        row.indices.dropFirst().reduce(row[0] * right[0][j]) { $0 + row[$1] * right[$1][j] }
      }
    }
  }

  private static func plus(_ left: [[Jet]], _ scale: Double, _ right: [[Jet]]) -> [[Jet]] {
    zip(left, right).map { a, b in zip(a, b).map { $0 + $1.scaled(by: scale) } }
  }

  /// A function of a matrix by its power series, halved until that converges fast; nil where there is none such.
  func matrixFunction(_ function: ElementaryFunction) -> JetTensor? {
    let n = size
    let norm = (0..<count).reduce(0.0) { Swift.max($0, Swift.abs(parts[$1 * width])) } * Double(n)
    guard norm.isFinite, norm < 0x1p20 else { return nil }
    var halvings = 0
    while norm / pow(2, Double(halvings)) > 0.5 { halvings += 1 }
    let small = rows.map { $0.map { $0.scaled(by: pow(2, Double(-halvings))) } }
    let unit = (0..<n).map { i in (0..<n).map { Jet(i == $0 ? 1 : 0, width: width) } }
    func series(_ sign: Double, from first: Int, step: Int) -> [[Jet]] {
      var (power, total) = (unit, Self.plus(unit, -1, unit))
      var factorial = 1.0
      for k in 0...24 {
        if k >= first, (k - first) % step == 0 {
          let flip = ((k - first) / step) % 2 == 0 ? 1 : sign
          total = Self.plus(total, flip / factorial, power)
        }
        if k < 24 { power = Self.times(power, small) }
        factorial *= Double(k + 1)
      }
      return total
    }
    switch function {
    case .exp:
      var result = series(1, from: 0, step: 1)
      for _ in 0..<halvings { result = Self.times(result, result) }
      return JetTensor(rows: result)
    case .sin, .cos, .sinh, .cosh:
      let sign = function == .sin || function == .cos ? -1.0 : 1.0
      var (even, odd) = (series(sign, from: 0, step: 2), series(sign, from: 1, step: 2))
      for _ in 0..<halvings {
        // sin 2x = 2 sin x cos x; cos 2x = 2 cos² x − 1; likewise with h.
        let square = Self.times(even, even).map { $0.map { $0.scaled(by: 2) } }
        (even, odd) = (Self.plus(square, -1, unit), Self.times(odd, even).map { $0.map { $0.scaled(by: 2) } })
      }
      return JetTensor(rows: function == .cos || function == .cosh ? even : odd)
    default: return nil
    }
  }
}

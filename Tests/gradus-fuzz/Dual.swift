import Foundation
import GradusExpression

/// x + ε x′ with ε² = 0: a number with its derivative along a direction. What is computed here shares nothing with the engine.
struct Dual {
  var x: Double
  var dx: Double

  init(_ x: Double, _ dx: Double = 0) { (self.x, self.dx) = (x, dx) }

  static func + (a: Dual, b: Dual) -> Dual { Dual(a.x + b.x, a.dx + b.dx) }
  static func - (a: Dual, b: Dual) -> Dual { Dual(a.x - b.x, a.dx - b.dx) }
  static func * (a: Dual, b: Dual) -> Dual { Dual(a.x * b.x, a.x * b.dx + a.dx * b.x) }
  static func / (a: Dual, b: Dual) -> Dual {
    let q = a.x / b.x
    return Dual(q, (a.dx - q * b.dx) / b.x)
  }

  var isFinite: Bool { x.isFinite && dx.isFinite }

  /// aᵇ; a constant exponent has no log a in its derivative. `edge` is set where a root of 0 has no slope.
  func power(_ p: Dual, edge: inout Bool) -> Dual {
    if x == 0, p.x < 1, p.x != 0 { edge = true }
    let value = p.x == 0.5 ? x.squareRoot() : pow(x, p.x)
    var slope = 0.0
    if dx != 0, p.x != 0 { slope += p.x * (p.x == 1 ? 1 : pow(x, p.x - 1)) * dx }
    // xᵖ log x tends to 0 with x for p > 0.
    if p.dx != 0, !(x == 0 && p.x > 0) { slope += value * log(x) * p.dx }
    return Dual(value, slope)
  }

  /// The function with its derivative; `kink` is set where the argument is one, `edge` where a root of 0 has no slope.
  func applying(_ function: ElementaryFunction, kink: inout Bool, edge: inout Bool) -> Dual {
    if function == .cbrt, x == 0 { edge = true }
    func at(_ value: Double, _ slope: @autoclosure () -> Double) -> Dual { Dual(value, dx == 0 ? 0 : slope() * dx) }
    switch function {
    case .exp: return at(exp(x), exp(x))
    case .log: return at(log(x), 1 / x)
    case .sin: return at(sin(x), cos(x))
    case .cos: return at(cos(x), -sin(x))
    case .tan: return at(tan(x), 1 / (cos(x) * cos(x)))
    case .asin: return at(asin(x), 1 / ((1 - x) * (1 + x)).squareRoot())
    case .acos: return at(acos(x), -1 / ((1 - x) * (1 + x)).squareRoot())
    case .atan: return at(atan(x), 1 / (1 + x * x))
    case .sinh: return at(sinh(x), cosh(x))
    case .cosh: return at(cosh(x), sinh(x))
    case .tanh: return at(tanh(x), 1 / (cosh(x) * cosh(x)))
    case .asinh: return at(asinh(x), 1 / hypot(1, x))
    case .acosh: return at(acosh(x), 1 / ((x - 1) * (x + 1)).squareRoot())
    case .atanh: return at(atanh(x), 1 / ((1 - x) * (1 + x)))
    case .erf: return at(erf(x), 2 / Double.pi.squareRoot() * exp(-x * x))
    case .sigmoid:
      let t = exp(-abs(x))
      return at(x >= 0 ? 1 / (1 + t) : t / (1 + t), t / ((1 + t) * (1 + t)))
    case .softplus:
      let t = exp(-abs(x))
      return at(max(x, 0) + log1p(t), x >= 0 ? 1 / (1 + t) : t / (1 + t))
    case .cbrt: return at(cbrt(x), 1 / (3 * cbrt(x) * cbrt(x)))
    case .abs:
      kink = kink || x == 0
      return at(abs(x), x > 0 ? 1 : x < 0 ? -1 : 0)
    case .relu:
      kink = kink || x == 0
      return at(x.isNaN ? x : x > 0 ? x : 0, x > 0 ? 1 : 0)
    // Steps, and whatever is newer than this table: by its recurrence, which knows no rule of differentiation either.
    default:
      let series = function.definition.taylor(at: x, order: 1)
      kink = kink || series[1].isNaN && !series[0].isNaN
      return at(series[0], series[1].isNaN ? 0 : series[1])
    }
  }
}

/// Dual numbers in row-major order under a shape.
struct DualTensor {
  var shape: [Int]
  var values: [Dual]

  init(shape: [Int], values: [Dual]) { (self.shape, self.values) = (shape, values) }
  init(_ value: Dual) { self.init(shape: [], values: [value]) }

  subscript(i: Int, j: Int) -> Dual {
    get { values[i * shape[1] + j] }
    set { values[i * shape[1] + j] = newValue }
  }

  static func identity(_ n: Int) -> DualTensor {
    DualTensor(shape: [n, n], values: (0..<n * n).map { Dual($0 / n == $0 % n ? 1 : 0) })
  }

  static func + (a: DualTensor, b: DualTensor) -> DualTensor {
    DualTensor(shape: a.shape, values: zip(a.values, b.values).map { $0 + $1 })
  }
  /// The product of two matrices.
  static func * (a: DualTensor, b: DualTensor) -> DualTensor {
    var c = DualTensor(
      shape: [a.shape[0], b.shape[1]], values: Array(repeating: Dual(0), count: a.shape[0] * b.shape[1]))
    for i in 0..<a.shape[0] {
      for j in 0..<b.shape[1] { for k in 0..<a.shape[1] { c[i, j] = c[i, j] + a[i, k] * b[k, j] } }
    }
    return c
  }
  func scaled(_ s: Double) -> DualTensor { DualTensor(shape: shape, values: values.map { $0 * Dual(s) }) }

  /// By cofactors of the first row, so that it has its derivative at singular matrices too.
  var determinant: Dual {
    let n = shape[0]
    if n == 0 { return Dual(1) }
    if n == 1 { return values[0] }
    return (0..<n).reduce(Dual(0)) { sum, j in
      let term = self[0, j] * minor(0, j).determinant
      return j % 2 == 0 ? sum + term : sum - term
    }
  }

  /// Whether the determinant is small against the product of the lengths of the rows.
  var isNearlySingular: Bool {
    let n = shape[0]
    let rows = (0..<n).map { i in (0..<n).reduce(0) { $0 + abs(self[i, $1].x) } }
    return !(abs(determinant.x) > 1e-9 * rows.reduce(1, *))
  }

  private func minor(_ row: Int, _ column: Int) -> DualTensor {
    let n = shape[0]
    var rest: [Dual] = []
    for i in 0..<n where i != row { for j in 0..<n where j != column { rest.append(self[i, j]) } }
    return DualTensor(shape: [n - 1, n - 1], values: rest)
  }

  /// The transposed matrix of cofactors.
  var adjugate: DualTensor {
    var result = self
    for i in 0..<shape[0] {
      for j in 0..<shape[0] {
        let cofactor = minor(j, i).determinant
        result[i, j] = (i + j) % 2 == 0 ? cofactor : Dual(0) - cofactor
      }
    }
    return result
  }

  /// The adjugate over the determinant.
  var inverse: DualTensor {
    let determinant = determinant
    return DualTensor(shape: shape, values: adjugate.values.map { $0 / determinant })
  }

  /// exp A, cos A and so on by the power series of a small part, then by the formulas for double angles.
  func matrixFunction(_ function: ElementaryFunction) -> DualTensor? {
    let n = shape[0]
    let largest = values.reduce(0) { max($0, abs($1.x)) } * Double(n)
    guard largest.isFinite, largest < 50 else { return nil }
    let halvings = max(0, Int(log2(max(largest, 1e-300)).rounded(.up)) + 2)
    let small = scaled(exp2(-Double(halvings)))
    let sign: Double
    switch function {
    case .exp, .sinh, .cosh: sign = 1
    case .sin, .cos: sign = -1
    default: return nil
    }
    // The even and the odd terms of the series.
    var (even, odd) = (DualTensor.identity(n), small)
    var term = small
    for k in 2...26 {
      term = (term * small).scaled((k % 2 == 0 ? sign : 1) / Double(k))
      if k % 2 == 0 { even = even + term } else { odd = odd + term }
    }
    if function == .exp {
      var result = even + odd
      for _ in 0..<halvings { result = result * result }
      return result
    }
    for _ in 0..<halvings {
      (even, odd) = ((even * even).scaled(2) + DualTensor.identity(n).scaled(-1), (odd * even).scaled(2))
    }
    return function == .cos || function == .cosh ? even : odd
  }
}

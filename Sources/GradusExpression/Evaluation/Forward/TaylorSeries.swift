#if canImport(Glibc)
  import Glibc
#else
  import Foundation
#endif

/// c₀ + c₁ t + c₂ t² + …: a function of one number around a point, by recurrences of its own that know nothing of the rules of
/// differentiation.
package struct TaylorSeries: Sendable {
  package let coefficients: [Double]
  /// Whether the value is exact where the argument is, as for |x|.
  let isExact: Bool

  init(_ coefficients: [Double], isExact: Bool = false) {
    (self.coefficients, self.isExact) = (coefficients, isExact)
  }

  package subscript(order: Int) -> Double { coefficients[order] }

  /// How far each coefficient but the last may be off, where the point is known to within an error: |(j + 1) cⱼ₊₁| error and
  /// its own rounding, and for the value also how far the function goes on both sides.
  func errors(at x: Double, _ error: Double, _ taylor: (Double, Int) -> TaylorSeries) -> [Double] {
    (0..<max(coefficients.count - 1, 1)).map { j in
      let next = j + 1 < coefficients.count ? Double(j + 1) * coefficients[j + 1] : 0
      let size = abs(coefficients[j])
      let own =
        isExact
        ? 0
        : JetTensor.rounding * Double(4 + 2 * j) * size
          + (size < .leastNormalMagnitude && x != 0 ? .leastNormalMagnitude : 0)
      guard error != 0 else { return own }
      guard j == 0 else { return own + Jet.scaled(error, next) }
      let moved = [taylor(x - error, 0)[0], taylor(x + error, 0)[0]].map { abs($0 - coefficients[0]) }
      // Beyond the edge of the domain anything may be true.
      if moved.contains(where: \.isNaN) { return .infinity }
      let slope = Jet.scaled(error, next)
      return own + max(moved[0], moved[1], slope.isFinite ? slope : 0)
    }
  }

  /// The series whose slope is another one: cⱼ₊₁ = bⱼ / (j + 1).
  static func integral(from value: Double, _ slope: [Double]) -> TaylorSeries {
    TaylorSeries([value] + slope.enumerated().map { $1 / Double($0 + 1) })
  }

  /// Σ aᵢ bₖ₋ᵢ
  static func product(_ a: [Double], _ b: [Double], _ k: Int) -> Double {
    (0...k).reduce(0) { $0 + a[$1] * b[k - $1] }
  }

  /// (x + t)ᵖ: binomial coefficients times xᵖ⁻ʲ.
  static func power(_ p: Double, at x: Double, order: Int) -> TaylorSeries {
    var binomial = 1.0
    return TaylorSeries(
      (0...order).map { j in
        defer { binomial *= (p - Double(j)) / Double(j + 1) }
        if binomial == 0 { return 0 }
        return binomial * (j == 0 && p == 0.5 ? x.squareRoot() : pow(x, p - Double(j)))
      })
  }

  /// (p₀ + p₁ t + p₂ t²)ᵃ: qₖ = Σ (a i − k + i) pᵢ qₖ₋ᵢ / (k p₀)
  static func power(ofQuadratic p: [Double], _ a: Double, order: Int) -> [Double] {
    var q = [pow(p[0], a)]
    for k in 1..<max(order, 1) {
      let sum = (1...min(2, k)).reduce(0.0) { $0 + (a * Double($1) - Double(k - $1)) * p[$1] * q[k - $1] }
      q.append(sum / (Double(k) * p[0]))
    }
    return Array(q.prefix(max(order, 0)))
  }

  /// y and its slope where both are known by y′ = s q, q′ = r y q: the tangents.
  static func coupled(_ value: Double, _ slope: Double, _ r: Double, order: Int) -> TaylorSeries {
    var (y, q) = ([value], [slope])
    for k in 0..<order {
      let next = r * product(y, q, k) / Double(k + 1)
      y.append(q[k] / Double(k + 1))
      q.append(next)
    }
    return TaylorSeries(y)
  }

  /// c₀, c₁ and nothing more; undefined beyond the value at a kink.
  static func piece(_ value: Double, _ slope: Double, isKink: Bool, order: Int) -> TaylorSeries {
    TaylorSeries((0...order).map { $0 == 0 ? value : isKink ? .nan : $0 == 1 ? slope : 0 }, isExact: true)
  }

  /// Values that repeat with the order, divided by its factorial.
  static func cycle(_ values: [Double], _ order: Int) -> TaylorSeries {
    var factorial = 1.0
    return TaylorSeries(
      (0...order).map { j in
        defer { factorial *= Double(j + 1) }
        return values[j % values.count] / factorial
      })
  }
}

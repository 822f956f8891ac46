/// One number with infinitesimals, Σ x_S ε_S, and a bound of the rounding error of every part.
struct Jet: Sendable {
  var parts: [Double]
  var errors: [Double]

  init(parts: [Double], errors: [Double]) { (self.parts, self.errors) = (parts, errors) }

  init(_ value: Double, error: Double = 0, width: Int) {
    parts = Array(repeating: 0, count: width)
    errors = parts
    (parts[0], errors[0]) = (value, error)
  }

  var width: Int { parts.count }
  var value: Double { parts[0] }
  var error: Double { errors[0] }

  /// Whether no infinitesimal occurs.
  var isConstant: Bool { !parts.dropFirst().contains { $0 != 0 } && !errors.dropFirst().contains { $0 != 0 } }

  /// |scale| times an error, which is 0 where one of them is.
  static func scaled(_ error: Double, _ scale: Double) -> Double {
    error == 0 || scale == 0 ? 0 : error * Swift.abs(scale)
  }

  /// The number with every infinitesimal part undefined, as at a kink; a constant stays.
  var withoutSlope: Jet {
    if isConstant { return self }
    var result = self
    for set in 1..<width { (result.parts[set], result.errors[set]) = (.nan, .infinity) }
    return result
  }

  func scaled(by number: Double) -> Jet {
    var result = Jet(0, width: width)
    result.add(number, self)
    return result
  }

  mutating func add(_ scale: Double, _ other: Jet) {
    for set in 0..<other.width {
      let product = scale * other.parts[set]
      parts[set] += product
      errors[set] +=
        Jet.scaled(other.errors[set], scale) + JetTensor.rounding
        * (2 * Swift.abs(product) + Swift.abs(parts[set]))
    }
  }

  static func + (left: Jet, right: Jet) -> Jet {
    var result = left.width < right.width ? left.widened(to: right.width) : left
    result.add(1, right)
    return result
  }

  static func - (left: Jet, right: Jet) -> Jet {
    var result = left.width < right.width ? left.widened(to: right.width) : left
    result.add(-1, right)
    return result
  }

  static func * (left: Jet, right: Jet) -> Jet {
    var result = JetTensor(zero: [], width: max(left.width, right.width))
    result.addProduct(JetTensor(shape: [], [left]), 0, JetTensor(shape: [], [right]), 0, at: 0)
    return result[0]
  }

  static func / (left: Jet, right: Jet) -> Jet { left * right.power(-1) }

  /// The number to a power without infinitesimals and rounding; nothing is known of a reciprocal of what may be 0.
  func power(_ exponent: Double) -> Jet {
    var result = applying { .power(exponent, at: $0, order: $1) }
    if exponent < 0, error != 0, Swift.abs(value) <= error {
      result.errors = result.errors.map { _ in .infinity }
    }
    return result
  }

  func widened(to width: Int) -> Jet {
    let missing = Array(repeating: 0.0, count: max(width - self.width, 0))
    return Jet(parts: parts + missing, errors: errors + missing)
  }

  /// f of the number.
  func applying(_ function: ElementaryFunction) -> Jet {
    applying { function.definition.taylor(at: $0, order: $1) }
  }

  /// f(x + ν) = Σ cⱼ νʲ with Taylor's coefficients at the value x, where ν, the rest, has νᵏ⁺¹ = 0.
  ///
  /// - Parameter taylor: the coefficients up to an order at a point.
  func applying(_ taylor: (Double, Int) -> TaylorSeries) -> Jet {
    let order = isConstant ? 0 : width.trailingZeroBitCount
    let series = taylor(value, order + 1)
    let bounds = series.errors(at: value, error, taylor)
    var result = Jet(series[order], error: bounds[order], width: width)
    if order == 0 { return result }
    var rest = self
    (rest.parts[0], rest.errors[0]) = (0, 0)
    for j in (0..<order).reversed() {
      result = result * rest
      result.parts[0] += series[j]
      result.errors[0] += bounds[j]
    }
    return result
  }
}

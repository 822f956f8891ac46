internal import GradusExpression

/// Round numbers along an axis: steps of 1, 2 or 5 times a power of ten, or of a unit such as π.
package struct Ticks: Hashable, Sendable {
  /// None where no round number lies in the range.
  package let values: [Double]
  /// Digits behind the point that tell the values apart.
  package let digits: Int
  private let step: Double
  private let isInPi: Bool

  package var low: Double { values[0] }
  package var high: Double { values[values.count - 1] }

  /// The round numbers that enclose a range, at most about six of them.
  package init(around low: Double, _ high: Double) {
    let span = high - low > 1e-9 ? high - low : Swift.max(Swift.abs(high), 1) * 0.1
    (step, digits) = Ticks.step(over: span, most: 6)
    isInPi = false
    let first = (low / step).rounded(.down)
    let last = Swift.max((high / step).rounded(.up), first + 1)
    values = Ticks.multiples(first, last, step)
  }

  /// The round numbers within a range.
  ///
  /// - Parameter isInPi: whether they are multiples of a simple part of π.
  package init(within low: Double, _ high: Double, most: Int = 7, isInPi: Bool = false) {
    if isInPi {
      let parts: [Double] = [1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 5, 10, 20, 50, 100]
      step = Double.pi * (parts.first { (high - low) / (Double.pi * $0) <= Double(most) + 1 } ?? 1000)
      digits = 0
    } else {
      (step, digits) = Ticks.step(over: high - low, most: most)
    }
    self.isInPi = isInPi
    let slack = 1e-9 * (high - low) / step
    // A product that was rounded outwards is the end of the range.
    values = Ticks.multiples((low / step - slack).rounded(.up), (high / step + slack).rounded(.down), step)
      .map { Swift.min(Swift.max($0, low), high) }
  }

  private static func multiples(_ first: Double, _ last: Double, _ step: Double) -> [Double] {
    guard last >= first, last - first < 1000 else { return [] }
    return (0...Int(last - first)).map { (first + Double($0)) * step }
  }

  private static func step(over span: Double, most: Int) -> (step: Double, digits: Int) {
    var (unit, digits) = (1.0, 0)
    while unit > span / 4, digits < 300 { (unit, digits) = (unit / 10, digits + 1) }
    while unit * 10 <= span / 4 { unit *= 10 }
    let multiple = [1.0, 2, 5, 10].first { span / (unit * $0) <= Double(most) } ?? 10
    return (unit * multiple, multiple == 10 ? Swift.max(digits - 1, 0) : digits)
  }

  /// The number as it stands at the axis: `−2`, `0.5`, `2·10⁶`, `−π/2`.
  package func label(_ value: Double) -> String {
    let multiple = (value / step).rounded()
    if multiple == 0 { return "0" }
    if isInPi, abs(value) < 1e15 {
      let twelfths = Int((12 * value / Double.pi).rounded())
      let divisor = Ticks.greatestCommonDivisor(Int(twelfths.magnitude), 12)
      let (top, bottom) = (Int(twelfths.magnitude) / divisor, 12 / divisor)
      return (twelfths < 0 ? "−" : "") + (top == 1 ? "" : "\(top)") + "π" + (bottom == 1 ? "" : "/\(bottom)")
    }
    let text: String
    let largest = values.map(\.magnitude).max() ?? 0
    if step >= 1e5 || largest >= 1e15 || step < 1e-4 && largest < 1000 * step {
      var (unit, exponent) = (value.magnitude, 0)
      while unit >= 9.9999999 { (unit, exponent) = (unit / 10, exponent + 1) }
      while unit < 0.99999999 { (unit, exponent) = (unit * 10, exponent - 1) }
      let raised = Dictionary(uniqueKeysWithValues: zip("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
      text = "\(unit.short)·10" + String("\(exponent)".compactMap { raised[$0] })
    } else {
      text = value.magnitude.written(.fixed(digits))
    }
    return (value < 0 ? "−" : "") + text
  }

  private static func greatestCommonDivisor(_ a: Int, _ b: Int) -> Int {
    b == 0 ? a : greatestCommonDivisor(b, a % b)
  }
}

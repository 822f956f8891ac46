import GradusCalculus
package import GradusExpression

/// The slopes of a function of one number to the left and to the right of a place: −1 and 1 of |x| at 0.
package struct OneSidedSlopes: Sendable {
  package let left: Formula
  package let right: Formula
  /// The formula that the function is on either side, without kinks.
  package let before: Formula
  package let behind: Formula

  /// Nil where the function holds another letter, has no value there, or jumps in a way that is not seen through here.
  package init?(of formula: Formula, in variable: Symbol, at place: Rational) {
    guard formula.isScalar, formula.symbols.allSatisfy({ $0 == variable }),
      formula.number(variable, at: place.doubleValue) != nil,
      let before = formula.withoutKinks(variable, place, side: -1),
      let behind = formula.withoutKinks(variable, place, side: 1)
    else { return nil }
    let there: [Formula: Formula] = [.symbol(variable): .constant(place)]
    func slope(_ formula: Formula) -> Formula? {
      guard let slope = try? derivative(of: formula, withRespectTo: .symbol(variable)) else { return nil }
      let value = slope.substituting(there).computed.simplified()
      return value.number.map(\.isFinite) == true ? value : nil
    }
    guard let left = slope(before), let right = slope(behind) else { return nil }
    // A step is no kink.
    let values = [before, behind].compactMap { $0.number(variable, at: place.doubleValue) }
    guard values.count == 2, abs(values[0] - values[1]) <= 1e-9 * (1 + abs(values[0])) else { return nil }
    (self.left, self.right, self.before, self.behind) = (left, right, before, behind)
  }
}

extension Formula {
  /// The formula as it is right beside a place, each absolute value and maximum by the side that counts there; nil where that is not seen.
  fileprivate func withoutKinks(_ variable: Symbol, _ place: Rational, side: Int) -> Formula? {
    var result = self
    for _ in 0..<24 {
      guard let node = result.nodesBottomUp.first(where: { $0.isKink && $0.contains(.symbol(variable)) }) else {
        return result
      }
      let replacement: Formula?
      switch node.node {
      case .map(let function, let argument):
        // Where its argument is 0 on the whole side, |u| is u, and a step is not seen through.
        let sign = argument.sign(variable, place, side)
        let isStep = function != .abs && function != .relu
        replacement = sign.flatMap { isStep && $0 == 0 ? nil : node.withoutKink(isNegative: $0 < 0) }
      case .extremum(let kind, let first, let second):
        replacement = (first - second).sign(variable, place, side).map { sign in
          (kind == .maximum) == (sign >= 0) ? first : second
        }
      default: replacement = nil
      }
      guard let replacement else { return nil }
      result = result.substituting([node: replacement])
    }
    return nil
  }

  private var isKink: Bool {
    guard isScalar else { return false }
    if case .extremum = node { return true }
    return withoutKink(isNegative: false) != nil
  }

  /// The sign right beside a place; nil where it is too near to 0 to be seen.
  private func sign(_ variable: Symbol, _ place: Rational, _ side: Int) -> Int? {
    guard let there = number(variable, at: place.doubleValue) else { return nil }
    if abs(there) > 1e-6 { return there > 0 ? 1 : -1 }
    let exact = substituting([.symbol(variable): .constant(place)]).simplified().constantValue
    guard exact.map(\.isZero) ?? (abs(there) < 1e-12) else { return nil }
    // The first derivative that is not 0 decides.
    var slope = self
    for order in 1...4 {
      guard let next = try? derivative(of: slope, withRespectTo: .symbol(variable)) else { return nil }
      slope = next.simplified()
      guard let value = slope.number(variable, at: place.doubleValue) else { return nil }
      if abs(value) > 1e-9 { return (value > 0 ? 1 : -1) * (order % 2 == 0 || side > 0 ? 1 : -1) }
    }
    return slope.isZero ? 0 : nil
  }
}

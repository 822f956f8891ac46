package import GradusExpression

/// Formulas of long vectors at lengths at which they can be compared with numbers.
package enum SampleSizes {
  /// An axis up to this length is taken as it is.
  private static let longest = 16

  /// The formulas with every longer axis of a fixed length given a symbol for its length, equal lengths the same one; nil where
  /// there is none, or where a formula holds entries or places that only the fixed length has.
  package static func shortened(_ formulas: [Formula]) -> [Formula]? {
    var done: [Formula: Formula] = [:]
    var isChanged = false
    func shorter(_ size: Size) -> Size {
      guard case .number(let length) = size, length > longest else { return size }
      isChanged = true
      // No symbol that somebody wrote begins with a digit.
      return .symbol("\(length)")
    }
    for formula in Formula.nodesBottomUp(formulas) {
      let shape = formula.shape.map(shorter)
      let result: Formula
      if case .symbol(let symbol) = formula.node {
        result = .symbol(symbol.name, shape, facts: symbol.facts)
      } else if case .delta(let size) = formula.node {
        result = .identity(shorter(size))
      } else if case .band(let size, let band) = formula.node {
        guard shorter(size) == size || abs(band.offset) < 2 else { return nil }
        result =
          band.fillsAbove ? .upperTriangle(shorter(size), from: band.offset) : .shift(shorter(size), by: band.offset)
      } else if case .basis(let index, let size) = formula.node {
        guard shorter(size) == size || index < 2 else { return nil }
        result = .basis(index, shorter(size))
      } else if case .sum(let terms) = formula.node {
        result = .sum(terms.map { Term($0.coefficient, done[$0.formula]!) }, shape: shape, flattening: false)
      } else if case .contraction(let contraction) = formula.node {
        let sizes = contraction.sizes.enumerated().map { ($0, shorter($1)) }
        result = .contraction(
          contraction.factors.map { .init(done[$0.formula]!, $0.labels) }, output: Array(0..<contraction.rank),
          sizes: Dictionary(uniqueKeysWithValues: sizes))
      } else {
        result = formula.mapChildren(flattening: false) { done[$0]! }
      }
      guard result.shape == shape else { return nil }
      if case .reshape = formula.node, shape != formula.shape { return nil }
      done[formula] = result
    }
    return isChanged ? formulas.map { done[$0]! } : nil
  }
}

extension NumericalCheck {
  /// As `check`, with long axes of a fixed length at small lengths where they allow it.
  package static func checkAtSampleSizes(_ answer: Derivative, seed: Int = 1) -> NumericalCheck {
    let all = [answer.freeResult, answer.request.formula] + answer.request.variables
    if let short = SampleSizes.shortened(all) {
      let sampled = check(derivative: short[0], of: short[1], withRespectTo: Array(short[2...]), seed: seed)
      // A law may have used the length itself; then only the length itself can tell.
      if sampled.passed { return sampled }
    }
    return check(answer, seed: seed)
  }
}

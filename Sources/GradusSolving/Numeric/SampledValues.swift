import Foundation
package import GradusExpression

/// Numbers for the symbols of a formula that keep to their facts, from a seed: what answers are checked on.
package struct SampledValues {
  private var state: UInt64
  package private(set) var sizes: [String: Int]

  /// - Parameter smallest: the least value of a size symbol; the symbols get different ones in turn.
  package init(for formulas: [Formula], seed: Int, smallest: Int = 2) {
    state = UInt64(bitPattern: Int64(seed))
    sizes = [:]
    for name in Set(formulas.flatMap(\.sizeSymbols)).sorted() { sizes[name] = smallest + sizes.count % 3 }
  }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  private mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// Gives every size symbol a value from 1 to `largest` anew.
  package mutating func shuffleSizes(upTo largest: Int) {
    for name in sizes.keys.sorted() { sizes[name] = 1 + Int(next() % UInt64(largest)) }
  }

  /// Uniform in [-1, 1).
  package mutating func uniform() -> Double { Double(Int64(bitPattern: next())) * 0x1p-63 }

  /// A value of the symbol with entries of about this size, with three decimals so that it can be shown.
  package mutating func value(of symbol: Symbol, scale: Double = 1) -> Tensor {
    let shape = symbol.shape.map { $0.value(in: sizes) ?? 2 }
    var value = Tensor(shape: shape, repeating: 0)
    for index in value.values.indices { value.values[index] = (uniform() * scale * 1000).rounded() / 1000 }
    applyEntryFacts(symbol.facts, &value)
    if shape.count == 2, shape[0] == shape[1] { applyMatrixFacts(symbol.facts, &value) }
    return value
  }

  private mutating func applyEntryFacts(_ facts: Set<Fact>, _ value: inout Tensor) {
    let width = max(value.shape.last ?? 1, 1)
    for index in value.values.indices {
      let x = value.values[index]
      if facts.contains(.plusMinusOne) {
        value.values[index] = x < 0 ? -1 : 1
      } else if facts.contains(.oneHotRows) {
        continue
      } else if facts.contains(.zeroOne) {
        value.values[index] = x < 0 ? 0 : 1
      } else if facts.contains(.positive) || facts.contains(.sumsToOne) || facts.contains(.rowsSumToOne) {
        value.values[index] = abs(x) + 0.2
      } else if facts.contains(.nonnegative) {
        value.values[index] = abs(x)
      }
    }
    if facts.contains(.oneHotRows) {
      for row in 0..<value.values.count / width {
        let hot = Int(next() % UInt64(width))
        for column in 0..<width { value.values[row * width + column] = column == hot ? 1 : 0 }
      }
    } else if facts.contains(.rowsSumToOne) || facts.contains(.sumsToOne) {
      let length = facts.contains(.rowsSumToOne) ? width : max(value.values.count, 1)
      for start in stride(from: 0, to: value.values.count, by: length) {
        let total = value.values[start..<start + length].reduce(0, +)
        for index in start..<start + length { value.values[index] /= total }
      }
    }
  }

  private func applyMatrixFacts(_ facts: Set<Fact>, _ value: inout Tensor) {
    let n = value.shape[0]
    if facts.contains(.orthogonal) {
      // A reflection, I − 2 v vᵀ / vᵀv.
      let v = (0..<n).map { value[$0, 0] + ($0 == 0 ? 0.5 : 0) }
      let square = v.reduce(0) { $0 + $1 * $1 }
      for i in 0..<n { for j in 0..<n { value[i, j] = (i == j ? 1 : 0) - 2 * v[i] * v[j] / square } }
      return
    }
    if facts.contains(.symmetric) { for i in 0..<n { for j in 0..<i { value[i, j] = value[j, i] } } }
    if facts.contains(.diagonal) { for i in 0..<n { for j in 0..<n where i != j { value[i, j] = 0 } } }
    if facts.contains(.positiveSemidefinite) || facts.contains(.invertible) {
      // A dominant diagonal.
      for i in 0..<n {
        let others = (0..<n).reduce(0.0) { $0 + ($1 == i ? 0 : abs(value[i, $1])) }
        value[i, i] = abs(value[i, i]) + others + 0.5
      }
    }
  }
}

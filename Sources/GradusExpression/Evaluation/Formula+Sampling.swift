extension Formula {
  /// Values for every symbol of the formula that keep to its facts, under sizes that are all different.
  ///
  /// - Parameters:
  ///   - sizes: the values of size symbols; those not named get 2, 3 or 4 in turn.
  ///   - seed: the same seed gives the same values.
  ///   - positive: whether symbols that no fact holds back get positive entries, for formulas with logarithms and roots.
  public func sampledInputs(sizes: [String: Int] = [:], seed: Int, positive: Bool = false) -> [String: Tensor] {
    Formula.sampledInputs(for: symbols, sizes: completed(sizes), seed: seed, positive: positive)
  }

  /// Values for symbols that keep to their facts, under given sizes.
  package static func sampledInputs(
    for symbols: [Symbol], sizes: [String: Int], seed: Int, positive: Bool = false
  ) -> [String: Tensor] {
    var generator = SplitMix64(seed)
    var inputs: [String: Tensor] = [:]
    for symbol in symbols {
      inputs[symbol.name] = symbol.sampled(sizes: sizes, positive: positive, using: &generator)
    }
    return inputs
  }

  private func completed(_ sizes: [String: Int]) -> [String: Int] {
    var sizes = sizes
    for name in sizeSymbols where sizes[name] == nil { sizes[name] = 2 + sizes.count % 3 }
    return sizes
  }
}

extension Symbol {
  /// A value that keeps to the symbol's facts.
  ///
  /// - Parameters:
  ///   - scale: about how large the entries are, where no fact says.
  ///   - isShort: whether the entries have three decimals, so that they can be shown.
  package func sampled(
    sizes: [String: Int], positive: Bool = false, scale: Double = 1, isShort: Bool = false,
    using generator: inout SplitMix64
  ) -> Tensor {
    let shape = shape.map { $0.value(in: sizes)! }
    // Too large a value is none; the evaluation that would need it says so.
    guard Budget.allows(shape: shape) else { return Tensor(shape: shape.map { _ in 0 }, values: []) }
    var value = Tensor(shape: shape, repeating: 0)
    let last = max(shape.last ?? 1, 1)
    for i in value.values.indices {
      let x = scale * generator.uniform()
      value.values[i] = entry(isShort ? (x * 1000).rounded() / 1000 : x, positive)
    }
    if facts.contains(.oneHotRows) {
      for row in 0..<value.values.count / last {
        let hot = Int.random(in: 0..<last, using: &generator)
        for j in 0..<last { value.values[row * last + j] = j == hot ? 1 : 0 }
      }
    } else if facts.contains(.rowsSumToOne) {
      for row in 0..<value.values.count / last {
        let total = value.values[row * last..<(row + 1) * last].reduce(0, +)
        for j in 0..<last { value.values[row * last + j] /= total }
      }
    } else if facts.contains(.sumsToOne) {
      let total = value.values.reduce(0, +)
      value = value.map { $0 / total }
    }
    guard shape.count == 2, shape[0] == shape[1] else { return value }
    return square(value, shape[0])
  }

  private func square(_ value: Tensor, _ n: Int) -> Tensor {
    var value = value
    if facts.contains(.orthogonal) {
      var unit = Tensor(shape: [n, n], repeating: 0)
      // A product of plane rotations.
      for i in 0..<n { unit[i, i] = 1 }
      for k in 0..<max(n - 1, 0) {
        let t = value[k, k]
        let (c, s) = ((1 - t * t) / (1 + t * t), 2 * t / (1 + t * t))
        for j in 0..<n {
          let (a, b) = (unit[k, j], unit[k + 1, j])
          unit[k, j] = c * a - s * b
          unit[k + 1, j] = s * a + c * b
        }
      }
      return unit
    }
    if facts.contains(.symmetric) {
      for i in 0..<n { for j in 0..<i { value[i, j] = value[j, i] } }
    }
    if facts.contains(.diagonal) {
      for i in 0..<n { for j in 0..<n where i != j { value[i, j] = 0 } }
    }
    if facts.contains(.positiveSemidefinite) || facts.contains(.invertible) {
      // A dominant positive diagonal: positive definite, so invertible.
      for i in 0..<n {
        let others = (0..<n).reduce(0.0) { $0 + ($1 == i ? 0 : abs(value[i, $1])) }
        value[i, i] = abs(value[i, i]) + max(others + 0.5, Double(n))
      }
    }
    return value
  }

  /// An entry that keeps to the facts about single entries, from a number in [−1, 1].
  private func entry(_ x: Double, _ positive: Bool) -> Double {
    if facts.contains(.plusMinusOne) { return x < 0 ? -1 : 1 }
    if facts.contains(.zeroOne) { return x < 0 ? 0 : 1 }
    if facts.contains(.atMostOne) {
      // Inside (0, 1), or below 1 where nothing says more.
      let keepsSign = facts.contains(.nonnegative) || facts.contains(.positive) || positive
      let part = ((0.05 + 0.9 * abs(x).truncatingRemainder(dividingBy: 1)) * 1000).rounded() / 1000
      return keepsSign || x >= 0 ? part : 3 * x
    }
    if facts.contains(.positive) || positive { return 0.5 + abs(x) }
    let keepsSign = [Fact.nonnegative, .sumsToOne, .rowsSumToOne].contains(where: facts.contains)
    return keepsSign ? abs(x) : x
  }
}

package import GradusExpression

/// Numbers for the symbols of a formula that keep to their facts, from a seed: what answers are checked on.
package struct SampledValues {
  private var generator: SplitMix64
  package private(set) var sizes: [String: Int]

  /// - Parameter smallest: the least value of a size symbol; the symbols get different ones in turn.
  package init(for formulas: [Formula], seed: Int, smallest: Int = 2) {
    generator = SplitMix64(seed)
    sizes = [:]
    for name in Set(formulas.flatMap(\.sizeSymbols)).sorted() { sizes[name] = smallest + sizes.count % 3 }
  }

  /// Gives every size symbol a value from 1 to `largest` anew.
  package mutating func shuffleSizes(upTo largest: Int) {
    for name in sizes.keys.sorted() { sizes[name] = .random(in: 1...largest, using: &generator) }
  }

  /// A value of the symbol with entries of about this size, with three decimals so that it can be shown.
  package mutating func value(of symbol: Symbol, scale: Double = 1) -> Tensor {
    var sizes = sizes
    for name in symbol.shape.flatMap(\.symbols) where sizes[name] == nil { sizes[name] = 2 }
    return symbol.sampled(sizes: sizes, scale: scale, isShort: true, using: &generator)
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): a generator whose whole state is the seed, so that a failing case can be named.
package struct SplitMix64: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The generator of a seed.
  package init(_ seed: Int) { self.init(seed: UInt64(bitPattern: Int64(seed))) }
  /// The generator of a seed of all bits.
  package init(seed: UInt64) { state = seed }

  /// The next word.
  package mutating func next() -> UInt64 {
    state &+= SplitMix64.step
    return SplitMix64.mixed(state)
  }

  /// What the state grows by: the golden ratio of 2⁶⁴, made odd.
  static let step: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// A bijection of words in which every bit of the argument reaches every bit of the result.
  static func mixed(_ word: UInt64) -> UInt64 {
    var z = word
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in a range, evenly distributed.
  package mutating func uniform(_ range: ClosedRange<Double> = -1...1) -> Double { .random(in: range, using: &self) }
}

import GradusExpression

/// A small, fast generator whose sequence depends on its seed alone: the same on every machine and in every version.
///
/// xoshiro256**, its state filled from the seed by SplitMix64 as its authors advise.
/// Not for secrets.
///
/// Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021);
/// G. Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
public struct SeededGenerator: RandomNumberGenerator, Hashable, Sendable {
  /// The whole state, four words, not all zero. A generator made from it continues the sequence.
  package private(set) var state: [UInt64]

  /// The generator of a seed. Every seed is allowed, 0 too.
  public init(seed: UInt64) {
    var mixer = SplitMix64(seed: seed)
    state = (0..<4).map { _ in mixer.next() }
  }

  /// Continues from a state that `state` gave; nil unless it has four words, not all zero.
  package init?(state: [UInt64]) {
    guard state.count == 4, state.contains(where: { $0 != 0 }) else { return nil }
    self.state = state
  }

  /// The next word.
  public mutating func next() -> UInt64 {
    let result = rotateLeft(state[1] &* 5, 7) &* 9
    let shifted = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotateLeft(state[3], 45)
    return result
  }
}

private func rotateLeft(_ word: UInt64, _ count: UInt64) -> UInt64 { (word << count) | (word >> (64 - count)) }

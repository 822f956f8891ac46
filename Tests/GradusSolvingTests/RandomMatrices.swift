import GradusExpression
import GradusSolving

/// SplitMix64: a small generator with a seed, so that every failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A small fraction; whole more often than not, and sometimes zero.
  mutating func rational() -> Rational {
    Rational(Int.random(in: -6...6, using: &self), [1, 1, 1, 2, 3].randomElement(using: &self) ?? 1)
  }

  mutating func matrix(_ rowCount: Int, _ columnCount: Int) -> ExactMatrix {
    ExactMatrix(
      rowCount: rowCount, columnCount: columnCount, elements: (0..<rowCount * columnCount).map { _ in rational() })
  }

  /// A matrix of at most this rank, as a product of two thin ones.
  mutating func matrix(_ rowCount: Int, _ columnCount: Int, rank: Int) throws -> ExactMatrix {
    try matrix(rowCount, rank) * matrix(rank, columnCount)
  }
}

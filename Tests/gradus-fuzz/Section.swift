import GradusExpression

/// What became of one input.
enum Outcome {
  /// It was read or computed, and everything that was compared agreed.
  case right
  /// It was refused in words, as it should be.
  case refused
  /// There was nothing to compare: no value at the point, or rounding alone decides there.
  case skipped
  /// A wrong answer, in words.
  case wrong(String)
}

/// One kind of input: made from a generator alone, so that the seed and the number of an input name it.
struct Section: Sendable {
  let name: String
  /// How much of the time it gets.
  let weight: Double
  let run: @Sendable (inout SplitMix64) -> Outcome
  /// The input in words, for a report.
  let describe: @Sendable (inout SplitMix64) -> String

  /// The generator that makes one input.
  func generator(seed: Int, input: Int) -> SplitMix64 {
    var start = SplitMix64(seed)
    let hash = name.utf8.reduce(UInt64(0xcbf2_9ce4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let state = (start.next() ^ hash) &+ UInt64(input) &* 0x2545_f491_4f6c_dd1d
    var mixed = SplitMix64(Int(truncatingIfNeeded: state))
    return SplitMix64(Int(truncatingIfNeeded: mixed.next()))
  }

  static let all: [Section] =
    readers + notation + [
      Section.laws, .plans, .gradients, .specialPoints, .hessians, .identities, .perturbations, .polynomials,
      .equations, .linearSystems,
    ]
}

extension SplitMix64 {
  mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[pick(elements.count)] }
  mutating func chance(_ one: Int) -> Bool { pick(one) == 0 }
}

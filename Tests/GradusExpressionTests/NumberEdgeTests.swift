import BigInt
import Testing

@testable import GradusExpression

@Suite("Numbers have no silent edge")
struct NumberEdgeTests {
  static let ten = BigInt(10)

  @Test("A rational number is rounded once, to the nearest double, ties to even", arguments: 0..<300)
  func nearest(seed: Int) {
    var generator = SplitMix64(seed)
    let bits = Int.random(in: 1...200, using: &generator)
    let shift = Int.random(in: -1120...1000, using: &generator)
    let top = (BigInt(1) << bits) + BigInt(Int.random(in: 0...Int.max, using: &generator)) % (BigInt(1) << bits)
    let value = shift >= 0 ? Rational(top << shift, 3) : Rational(top, BigInt(3) << -shift)
    let found = value.doubleValue
    guard found.isFinite, found > 0 else { return }
    // No neighbour is nearer.
    func exact(_ number: Double) -> Rational {
      let (digits, exponent) = (
        BigInt(number.significandBitPattern | (number.isNormal ? 1 << 52 : 0)),
        max(Int(number.exponentBitPattern), 1) - 1075
      )
      return exponent >= 0 ? Rational(digits << exponent) : Rational(digits, BigInt(1) << -exponent)
    }
    let own = (exact(found) - value).magnitude
    for neighbour in [found.nextUp, found.nextDown] where neighbour.isFinite {
      #expect(own <= (exact(neighbour) - value).magnitude, "\(found)")
    }
  }

  static let doubles: [(Rational, Double)] = [
    (Rational(BigInt(1) << 1024), .infinity), (Rational(-(BigInt(1) << 2000)), -.infinity),
    (Rational(1, BigInt(1) << 1074), .leastNonzeroMagnitude), (Rational(1, BigInt(1) << 1075), 0),
    (Rational(3, BigInt(1) << 1076), .leastNonzeroMagnitude),
    (Rational((BigInt(1) << 1024) - (BigInt(1) << 970)), .infinity),
    (Rational((BigInt(1) << 1024) - (BigInt(1) << 970) - 1), .greatestFiniteMagnitude),
    (Rational((BigInt(1) << 53) + 1), 0x1p53), (Rational((BigInt(1) << 54) + 3), 0x1p54 + 4),
    (Rational((BigInt(1) << 53) + 1) + Rational(1, BigInt(1) << 300), 0x1p53 + 2), (Rational(1, 3), 1.0 / 3),
  ]

  @Test("Edges of the range", arguments: doubles)
  func edges(value: Rational, expected: Double) { #expect(value.doubleValue == expected) }

  @Test("Powers are exact while they have a sane length")
  func powers() {
    #expect(Formula.power(2, 1030) == .constant(Rational(BigInt(1) << 1030)))
    let ratio = Formula.constant(Rational(7, 3))
    #expect(ExactEvaluator().evaluate(.product([.power(ratio, 4000), .power(1 / ratio, 4000)]))?.values == [1])
    #expect(Formula.power(2, 1_000_000_000).constantValue == nil)
  }

  @Test("The logarithm of a number beyond the range of a double", arguments: [-5000, -400, 400, 5000])
  func logarithm(exponent: Int) throws {
    let value = try Evaluator(inputs: [:]).evaluate(log(.constant(Rational(10).power(exponent)))).scalar
    #expect(abs(value / (Double(exponent) * 2.302585092994046) - 1) < 1e-14)
  }
}

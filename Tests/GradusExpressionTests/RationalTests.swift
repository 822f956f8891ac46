import BigInt
import Testing

@testable import GradusExpression

@Suite("Rational numbers keep the laws of a field and their order")
struct RationalTests {
  /// Small numbers often, and now and then ones beyond the range of a machine.
  static func sample(_ generator: inout SplitMix64) -> Rational {
    let top = BigInt(Int.random(in: -9...9, using: &generator))
    let bottom = BigInt(Int.random(in: 1...9, using: &generator))
    let scale = BigInt(7).power(Int.random(in: 0...4, using: &generator) == 0 ? 40 : 0)
    return Bool.random(using: &generator) ? Rational(top * scale + 1, bottom) : Rational(top, bottom * scale)
  }

  @Test("a field", arguments: 0..<200)
  func field(seed: Int) {
    var generator = SplitMix64(seed)
    let (a, b, c) = (Self.sample(&generator), Self.sample(&generator), Self.sample(&generator))
    #expect(a + b == b + a && a * b == b * a)
    #expect((a + b) + c == a + (b + c) && (a * b) * c == a * (b * c))
    #expect(a * (b + c) == a * b + a * c)
    #expect(a - a == 0 && a + -b == a - b)
    if let reciprocal = b.reciprocal { #expect(b * reciprocal == 1 && a / b == a * reciprocal) }
  }

  @Test("an order that goes with sum and product", arguments: 0..<200)
  func order(seed: Int) {
    var generator = SplitMix64(seed)
    let (a, b, c) = (Self.sample(&generator), Self.sample(&generator), Self.sample(&generator))
    #expect([a < b, a == b, b < a].count { $0 } == 1)
    #expect((a < b) == (a + c < b + c))
    if c > 0 { #expect((a < b) == (a * c < b * c)) }
    if c.isNegative { #expect((a < b) == (b * c < a * c)) }
    #expect(a.magnitude >= 0 && (a.magnitude == a || a.magnitude == -a))
  }

  @Test("lowest terms and the sign above, so that equal numbers are equal values", arguments: 0..<100)
  func lowest(seed: Int) {
    var generator = SplitMix64(seed)
    let value = Self.sample(&generator)
    for factor in [BigInt(-6), 5, BigInt(10).power(30)] {
      let other = Rational(value.numerator * factor, value.denominator * factor)
      #expect(other == value && other.hashValue == value.hashValue && other.denominator >= 1)
      #expect(other.numerator.greatestCommonDivisor(with: other.denominator) == 1)
    }
  }

  @Test("zero is 0/1 whatever it was made from, and has no reciprocal")
  func zero() {
    #expect(Rational(0, -7) == Rational.zero && Rational(0, -7).denominator == 1 && !Rational(0, -7).isNegative)
    #expect(Rational.zero.reciprocal == nil && Rational.zero.power(0) == 1)
  }

  @Test("powers, also negative ones")
  func powers() {
    #expect(Rational(-2, 3).power(-3) == Rational(-27, 8) && Rational(-2, 3).power(0) == 1)
    for exponent in -6...6 {
      #expect(Rational(3, 5).power(exponent) * Rational(3, 5).power(-exponent) == 1, "\(exponent)")
    }
  }

  @Test("whole numbers that a machine holds, and those one further")
  func whole() {
    #expect(Rational(Int.min).integerValue == .min && Rational(Int.max).integerValue == .max)
    #expect(Rational(BigInt(Int.max) + 1).integerValue == nil && Rational(BigInt(Int.min) - 1).integerValue == nil)
    #expect(Rational(1, 2).integerValue == nil)
  }

  @Test("numbers that no double tells apart are")
  func close() {
    let third = Rational(1, 3)
    let next = third + Rational(1, BigInt(10).power(60))
    #expect(third < next && third.doubleValue == next.doubleValue)
  }

  static let texts: [(String, Rational?)] = [
    ("3", 3), ("-3/4", Rational(-3, 4)), ("3/-4", Rational(-3, 4)), ("0.250", Rational(1, 4)), (".5", Rational(1, 2)),
    ("-.5", Rational(-1, 2)), ("5.", 5), ("1e-3", Rational(1, 1000)), ("2E2", 200), ("1.5e1", 15), ("+7", 7),
    ("0.1/0.3", Rational(1, 3)), ("", nil), ("-", nil), (".", nil), ("1/0", nil), ("1/", nil), ("/2", nil),
    ("1/2/3", nil), ("1.2.3", nil), ("1e", nil), ("e5", nil), ("1e5000", nil), ("1e1.5", nil), ("0x10", nil),
    (" 1", nil),
    ("1 000", nil), ("½", nil), ("nan", nil), ("1e2e3", nil),
  ]

  @Test("texts", arguments: texts)
  func text(text: String, expected: Rational?) { #expect(Rational(text) == expected) }

  @Test("what is printed reads back", arguments: 0..<50)
  func printed(seed: Int) {
    var generator = SplitMix64(seed)
    let value = Self.sample(&generator)
    #expect(Rational(value.description) == value)
  }

  @Test("cube roots where they are rational, and only there", arguments: [0, 1, 2, 7, 10, 12345, 4_294_967_296])
  func cubes(root: Int) {
    let cube = Rational(root).power(3)
    #expect(cube.cubeRoot == Rational(root) && (-cube).cubeRoot == Rational(-root))
    #expect((cube / 27).cubeRoot == Rational(root, 3))
    if root > 1 { #expect((cube + 1).cubeRoot == nil && (cube - 1).cubeRoot == nil && (cube / 2).cubeRoot == nil) }
  }
}

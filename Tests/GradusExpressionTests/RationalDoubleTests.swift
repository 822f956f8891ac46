import GradusExpression
import Testing

@Suite("Numbers of double precision as fractions")
struct RationalDoubleTests {
  @Test("exactly what the number is")
  func exact() {
    #expect(Rational(0.5) == Rational(1, 2) && Rational(-3.0) == -3 && Rational(0.0) == 0 && Rational(-0.0) == 0)
    #expect(Rational(0.1) == Rational(3_602_879_701_896_397, 36_028_797_018_963_968))
    #expect(Rational(0.1) != Rational("0.1"))
    #expect(Rational(Double.nan) == nil && Rational(Double.infinity) == nil)
  }

  @Test("and back to the same number, over all magnitudes")
  func back() {
    var generator = SplitMix64(11)
    let random = (0..<2000).map { _ in Double(bitPattern: generator.next()) }.filter(\.isFinite)
    let edges = [
      Double.greatestFiniteMagnitude, .leastNonzeroMagnitude, .leastNormalMagnitude, 1 + .ulpOfOne,
    ]
    for value in random + edges + edges.map({ -$0 }) { #expect(Rational(value)?.doubleValue == value, "\(value)") }
  }
}

import Testing

@testable import GradusExpression

@Suite("how numbers are written")
struct NumberStyleTests {
  @Test(
    "a number in a style",
    arguments: [
      (36, .exact, "36"), (-0.1, .exact, "-0.1"), (1e20, .exact, "1e+20"), (-0.0, .exact, "0"),
      (1e14, .exact, "100000000000000"),
      (36, .computed, "36.0"), (-1.25, .computed, "-1.25"), (36, .significant(6), "36"),
      (-0.5, .significant(6), "−0.5"),
      (0.38046913, .significant(6), "0.380469"), (0, .significant(6), "0"), (1_234_567, .significant(4), "1235000"),
      (1e300, .significant(6), "1e+300"), (1.5e-9, .significant(6), "1.5e-09"), (9, .estimate, "9.0"),
      (0.012345, .estimate, "0.0123"),
      (1234.4, .estimate, "1234.0"), (-0.0000123456, .estimate, "-1.23e-05"), (0, .estimate, "0.0"),
      (0.38046, .fixed(4), "0.3805"),
      (-0.00001, .fixed(2), "0.00"), (-1.005, .fixed(1), "-1.0"), (7.5, .fixed(0), "8"), (2e20, .fixed(2), "2.0e+20"),
      (0.5, .place, "0.5"), (12, .place, "12"), (-3.14159, .place, "-3.14"), (100, .place, "100"), (0.001, .place, "0"),
      (3.14e-11, .scientific, "3.1e-11"), (9.96e-6, .scientific, "1.0e-05"), (0, .scientific, "0.0"),
      (.leastNonzeroMagnitude, .scientific, "4.9e-324"),
      (1.7e308, .scientific, "1.7e+308"), (.infinity, .fixed(2), "inf"), (.nan, .exact, "nan"),
    ] as [(Double, NumberStyle, String)])
  func styles(number: Double, style: NumberStyle, text: String) {
    #expect(number.written(style) == text)
  }

  @Test("exact and computed digits read back as the number", arguments: 0..<200)
  func roundTrip(seed: UInt64) {
    var state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1
    state ^= state >> 31
    let number = Double(bitPattern: state &* 0xbf58_476d_1ce4_e5b9)
    guard number.isFinite else { return }
    #expect(Double(number.written(.exact)) == number && Double(number.written(.computed)) == number)
  }

  @Test("tensors stand as rows, tuples or columns")
  func tensors() {
    #expect(Tensor(shape: [2, 2], values: [3, 6, 2, -4.5]).written(.exact) == "[3 6; 2 -4.5]")
    #expect(Tensor(vector: [1, -2]).written(.significant(6)) == "(1, −2)")
    #expect(Tensor(vector: [1, 2]).written(.exact, .column) == "[1; 2]")
    #expect(Tensor(vector: [1, 2]).written(.computed) == "(1.0, 2.0)")
    #expect(Tensor(shape: [1, 1, 2], values: [1, 2]).written(.exact) == "[1, 1, 2] 1 2")
  }
}

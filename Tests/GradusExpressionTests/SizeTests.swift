import GradusExpression
import Testing

@Suite("Lengths of axes are products in one form")
struct SizeTests {
  static let samples: [Formula.Size] = [
    0, 1, 2, 7, "m", "n", Formula.Size("n") * "m", 2 * Formula.Size("n"), Formula.Size("n") * "n",
    3 * (Formula.Size("m") * "n"),
  ]

  @Test("one form, however it was multiplied")
  func canonical() {
    let (n, m) = (Formula.Size("n"), Formula.Size("m"))
    #expect(2 * n * 3 == 6 * n && n * m == m * n && 1 * n == n && (n * m) * n == n * (n * m))
    #expect(n * 0 == 0 && n != m && n * n != n)
    #expect((2 * n * 3).description == "6*n" && (m * 4 * n).description == "4*m*n" && n.description == "n")
  }

  @Test("multiplication is commutative and associative and goes with the values", arguments: samples, samples)
  func values(a: Formula.Size, b: Formula.Size) throws {
    let sizes = ["m": 3, "n": 5]
    #expect(a * b == b * a)
    for c in Self.samples { #expect((a * b) * c == a * (b * c)) }
    let product = try #require((a * b).value(in: sizes))
    #expect(try product == #require(a.value(in: sizes)) * #require(b.value(in: sizes)))
  }

  @Test("a strict total order")
  func order() {
    for a in Self.samples {
      for b in Self.samples {
        #expect([a < b, a == b, b < a].count { $0 } == 1, "\(a), \(b)")
        for c in Self.samples where a < b && b < c { #expect(a < c, "\(a), \(b), \(c)") }
      }
    }
  }

  @Test("what is beyond a machine is the largest number, never a negative one")
  func overflow() {
    #expect(Formula.Size.number(.max) * 2 == .number(.max))
    #expect((Formula.Size("n") * "m").value(in: ["n": .max, "m": 3]) == .max)
    #expect(Formula.Size.number(.max) * 0 == 0)
  }

  @Test("a letter without a number has no value")
  func missing() {
    #expect((2 * Formula.Size("n") * "m").value(in: ["n": 4]) == nil && Formula.Size("n").value(in: [:]) == nil)
    #expect((Formula.Size("m") * 2 * "n").symbols == ["m", "n"] && Formula.Size(3).symbols == [])
  }
}

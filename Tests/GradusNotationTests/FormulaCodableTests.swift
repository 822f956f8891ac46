import Foundation
import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("A stored formula comes back as the same node")
struct FormulaCodableTests {
  static func back(_ formula: Formula) throws -> Formula {
    try JSONDecoder().decode(Formula.self, from: JSONEncoder().encode(formula))
  }

  @Test("random formulas", arguments: 0..<10)
  func random(block: Int) throws {
    for seed in block * 50..<(block + 1) * 50 {
      var random = RandomFormula(seed: seed)
      let formula = random.formula(depth: 1 + seed % 4)
      #expect(try Self.back(formula) == formula, "seed \(seed): \(formula)")
    }
  }

  @Test("facts of symbols, lengths as numbers, exact numbers")
  func parts() throws {
    let Q = Formula.symbol("Q", ["n", "n"], facts: [.positiveDefinite])
    let c = Formula.symbol("c")
    let formulas: [Formula] = [
      Formula.logDeterminant(Q), Formula.size("k") * c, Formula.constant(Rational(1, 3)) * c, .pi,
      Formula.identity("k"),
      Formula.matrix([[1, Rational(-2, 7)], [0, 5]]),
    ]
    for formula in formulas { #expect(try Self.back(formula) == formula, "\(formula)") }
    let text = String(decoding: try JSONEncoder().encode(Formula.size("k") * c), as: UTF8.self)
    #expect(text.contains(#""sizes":["k"]"#))
  }

  @Test("what the notation cannot write is an error, never another formula")
  func refused() throws {
    let cube = Formula.symbol("T", ["n", "n", "n"]).summed
    let fault = #expect(throws: EncodingError.self) { try JSONEncoder().encode(cube) }
    guard case .invalidValue(_, let context) = fault else { return }
    #expect(context.debugDescription.contains("at most matrices"))
    // Read alone, `w.velocity` would be a product or nothing at all.
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(2 * Formula.symbol("w.velocity", ["n"])) }
  }

  @Test(
    "damaged texts show the place",
    arguments: [
      (#"{"formula": "2*A*", "symbols": []}"#, "2*A*"),
      (#"{"formula": "x + A", "symbols": [{"name": "x", "shape": ["n"]}]}"#, "A"),
      (#"{"formula": "T", "symbols": [{"name": "T", "shape": [1, 2, 3]}]}"#, "at most matrices"),
    ])
  func damaged(text: String, part: String) {
    let fault = #expect(throws: DecodingError.self) { try JSONDecoder().decode(Formula.self, from: Data(text.utf8)) }
    guard case .dataCorrupted(let context) = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(context.debugDescription.contains(part))
  }
}

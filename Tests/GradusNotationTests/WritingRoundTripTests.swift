import GradusExpression
import GradusNotation
import Testing
import _GradusTestSupport

@Suite("What is written reads back to the same formula")
struct WritingRoundTripTests {
  static func readBack(_ formula: Formula, _ format: Format) throws -> Formula {
    // A symbol of the sizes that a formula may use as numbers.
    var reader = Reader(symbols: formula.symbols + [Symbol("size", ["m", "n"])])
    return try reader.read(formula.written(as: format)).formula
  }

  @Test("Random formulas", arguments: [Format.ascii, .unicode, .latex], 0..<34)
  func random(format: Format, block: Int) {
    for seed in block * 100..<(block + 1) * 100 {
      var random = RandomFormula(seed: seed)
      let formula = random.formula(depth: 1 + seed % 4)
      let text = formula.written(as: format)
      do {
        let back = try Self.readBack(formula, format)
        #expect(back == formula, "seed \(seed): \(text) came back as \(back.written(as: format))")
      } catch {
        Issue.record("seed \(seed): \(text): \(error)")
      }
    }
  }
}

import GradusExpression
import Testing

struct WordsTests {
  private static let a = Formula.symbol("a")

  @Test("a symbol that is a word of English is mathematics only where it was meant")
  func names() {
    let words: Words = "Let \(Self.a) stand for a part."
    #expect(words.parts == [.text("Let "), .formula(Self.a), .text(" stand for a part.")])
    #expect(words.text { _ in "α" } == "Let α stand for a part.")
  }

  @Test("texts join, and empty ones leave nothing")
  func joining() {
    let words: Words = "one\("") two" + Words(" three")
    #expect(words.parts == [.text("one two three")])
    #expect(Words("").isEmpty)
  }

  @Test("formulas in words are replaced as elsewhere")
  func substitution() {
    let b = Formula.symbol("b")
    #expect(("in \(Self.a)" as Words).substituting([Self.a: b]) == "in \(b)")
    #expect(Words(listing: [Self.a, b]).text { "\($0.symbols[0].name)" } == "a, b")
  }
}

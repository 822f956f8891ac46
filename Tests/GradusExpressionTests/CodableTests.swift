import Foundation
import GradusExpression
import Testing

@Suite("What is stored comes back")
struct CodableTests {
  @Test("numbers exactly, as texts", arguments: ["0", "-2/3", "123456789012345678901234567890/7", "5"])
  func rational(text: String) throws {
    let value = try #require(Rational(text))
    let data = try JSONEncoder().encode([value])
    #expect(try JSONDecoder().decode([Rational].self, from: data) == [value])
  }

  @Test("tensors of any shape", arguments: [[], [3], [2, 2], [0, 4], [2, 1, 2]])
  func tensor(shape: [Int]) throws {
    let count = shape.reduce(1, *)
    let value = Tensor(shape: shape, values: (0..<count).map { 0.1 * Double($0) - 1 })
    #expect(try JSONDecoder().decode(Tensor.self, from: JSONEncoder().encode(value)) == value)
  }

  @Test("damaged ones are an error", arguments: [#"["1/0"]"#, #"["x"]"#, #"[""]"#])
  func damaged(text: String) {
    #expect(throws: (any Error).self) { try JSONDecoder().decode([Rational].self, from: Data(text.utf8)) }
  }

  @Test(
    "tensors whose counts do not fit",
    arguments: [#"{"shape": [2], "values": [1]}"#, #"{"shape": [-1, -1], "values": [1]}"#, #"{"values": [1]}"#])
  func damagedTensor(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Tensor.self, from: Data(text.utf8)) }
  }

  @Test("symbols with their lengths and facts")
  func symbols() throws {
    let symbols = [
      Symbol("A", ["n", "n"], facts: [.positiveDefinite]), Symbol("x", [3], facts: [.sumsToOne, .positive]),
      Symbol("c"),
      Symbol("B", [Formula.Size("m") * 2, Formula.Size("n") * "m"]),
    ]
    let data = try JSONEncoder().encode(symbols)
    #expect(try JSONDecoder().decode([Symbol].self, from: data) == symbols)
    #expect(String(decoding: try JSONEncoder().encode(symbols[3].shape), as: UTF8.self) == #"["2*m","m*n"]"#)
  }

  @Test(
    "damaged symbols",
    arguments: [
      #"{"name": "", "shape": []}"#, #"{"name": "x", "shape": [-1]}"#, #"{"name": "x", "shape": ["2n"]}"#,
      #"{"name": "x", "shape": ["n*"]}"#, #"{"name": "x", "shape": ["n"], "facts": ["symmetric"]}"#,
      #"{"name": "x", "shape": ["n"], "facts": ["blue"]}"#, #"{"name": "x"}"#,
    ])
  func damagedSymbol(text: String) {
    #expect(throws: DecodingError.self) { try JSONDecoder().decode(Symbol.self, from: Data(text.utf8)) }
  }
}

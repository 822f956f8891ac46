import Foundation
import GradusLearning
import Testing

@testable import GradusService

@Suite("Rows of numbers in JSON")
struct NumberRowsTests {
  @Test("are those that Foundation reads, to the last bit", arguments: 1...20)
  func numbers(seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let spellings: [(Double) -> String] = [
      { "\($0)" }, { "\(Int($0 * 1000))" }, { String(format: "%.3f", $0) }, { String(format: "%.18e", $0) },
      { String(format: "%.25f", $0) }, { "\(Int($0))E+\(Int(abs($0)) % 30)" }, { "\(Int($0))e-\(Int(abs($0)) % 40)" },
    ]
    var texts: [String] = []
    for _ in 0..<300 {
      let value = Double.random(in: -1...1, using: &generator) * pow(10, Double.random(in: -4...8, using: &generator))
      texts.append(spellings[Int.random(in: 0..<spellings.count, using: &generator)](value))
    }
    let text = "{ \"rows\" :[ [\(texts.joined(separator: " ,\n"))],[],[-0,0.5] ]}"
    let found = try #require(NumberRows(Array(text.utf8)))
    #expect(found.lengths == [300, 0, 2])
    for (place, spelling) in texts.enumerated() {
      let expected = try JSONDecoder().decode(Double.self, from: Data(spelling.utf8))
      // Numbers of more than 15 digits are read in single precision at once.
      let others = [Float(expected), try #require(Float(spelling))]
      #expect(others.contains(found.numbers[place]), "\(spelling)")
    }
  }

  @Test(
    "anything else is left to others",
    arguments: [
      "", "{}", "[]", "{\"rows\":[[1]],\"a\":1}", "{\"rows\":[[1]]}x", "{\"rows\":[[01]]}", "{\"rows\":[[1.]]}",
      "{\"rows\":[[.5]]}", "{\"rows\":[[1e]]}", "{\"rows\":[[+1]]}", "{\"rows\":[[-]]}", "{\"rows\":[[1,]]}",
      "{\"rows\":[[NaN]]}", "{\"rows\":[1]}", "{\"rows\":[[1]", "{\"rows\":[[1] [2]]}", "{\"rows\":[[\"1\"]]}",
    ])
  func others(text: String) { #expect(NumberRows(Array(text.utf8)) == nil) }
}

import ArgumentParser
import Gradus
import Testing

@testable import gradus_cli

@Suite("gradus forward")
struct ForwardTests {
  @Test(
    "reads numbers between commas",
    arguments: [("1,3", [1.0, 3]), ("-1, .5", [-1, 0.5]), ("2", [2]), ("−2,1e3", [-2, 1000])])
  func numbers(text: String, values: [Double]) {
    #expect(numberList(text) == values)
  }

  @Test("refuses what is no list of finite numbers", arguments: ["", "1,", "1,x", "nan", "1 2 3x", "inf"])
  func notNumbers(text: String) {
    #expect(numberList(text) == nil)
  }

  @Test("takes numbers that start with a minus sign")
  func negative() throws {
    let command = try #require(
      GradusCommand.parseAsRoot(["forward", "n.json", "--input", "-1,3", "--backward", "--target", "-2"]) as? Forward)
    #expect(command.input == [-1, 3])
    #expect(command.target == [-2])
  }

  @Test(
    "refuses options that do not go together",
    arguments: [["--backward"], ["--target", "3"], ["--loss", "cross-entropy"], ["--activation", "stepp"]])
  func invalid(options: [String]) {
    #expect(throws: (any Error).self) {
      try GradusCommand.parseAsRoot(["forward", "n.json", "--input", "1"] + options)
    }
  }

  @Test("ends with the status that the fault deserves")
  func status() throws {
    #expect(PropagationError.inputCount(expected: 2, found: 1).status == .usage)
    #expect(PropagationError.network("it has no layers").status == .data)
    #expect(ExchangeError(.inputOutput, file: "x", "cannot be opened").status == .inputOutput)
    #expect(ExchangeError(.malformed, file: "x", "is no network").status == .data)
  }
}

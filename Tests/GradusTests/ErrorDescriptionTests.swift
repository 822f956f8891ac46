import Foundation
import Gradus
import Testing

@Suite("Every error says the same to whoever asks Foundation")
struct ErrorDescriptionTests {
  static let errors: [any DescribedError] = [
    ShapeError(operation: "+", left: ["n"], right: ["m"]), EvaluationError.tooLarge([1 << 40]),
    Budget.Spent.seconds(8), DifferentiationError.notScalar(shape: ["n"]), PlanError.missingSize("n"),
    ExecutorError.unknownName("x", known: ["y"]), CompilationError.missingInput("y"), DescentError.missingValue("b"),
    LinearAlgebraError.libraryMissing("no library"), TrainingError.setting("0 epochs"),
    ExchangeError(.unsupported, file: "a.npy", "has no numbers"),
  ]

  @Test("its description", arguments: errors.indices)
  func description(index: Int) throws {
    let error = Self.errors[index]
    #expect(!error.description.isEmpty)
    #expect((error as any Error).localizedDescription == error.description)
  }

  @Test("the place in a text too")
  func reading() throws {
    var reader = Reader()
    let error = try #require(throws: ReadingError.self) { try reader.read("x +* y") }
    #expect(error.localizedDescription == error.description && error.description.contains("1:"))
  }
}

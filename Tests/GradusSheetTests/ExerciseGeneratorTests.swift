import GradusExpression
import GradusSheet
import GradusSolving
import Testing

struct ExerciseGeneratorTests {
  @Test(
    "every exercise that is made is answered, and a page is the same for the same seed",
    arguments: ExerciseGenerator.Kind.allCases, [1, 2, 3])
  func answered(kind: ExerciseGenerator.Kind, difficulty: Int) throws {
    let generator = ExerciseGenerator(kind, difficulty: difficulty, seed: 7)
    let page = generator.page(count: 6)
    #expect(page == ExerciseGenerator(kind, difficulty: difficulty, seed: 7).page(count: 6))
    #expect(page != ExerciseGenerator(kind, difficulty: difficulty, seed: 8).page(count: 6))
    let worked = Sheet(page).worked()
    for error in worked.errors { Issue.record("\(error)") }
    let answers = worked.exercises.filter { !$0.label.isEmpty }
    let labels = (1...6).map { "\($0)a" }
    #expect(answers.map(\.label) == labels)
    for exercise in answers {
      let answer = try #require(exercise.answer)
      #expect(!answer.working.isEmpty)
      if kind == .linearSystem {
        guard case .solution(.unique(let x)) = answer.value else {
          Issue.record("\(exercise.source) has no single solution")
          continue
        }
        for entry in x.column(0) { #expect(entry.isInteger) }
      }
    }
  }
}

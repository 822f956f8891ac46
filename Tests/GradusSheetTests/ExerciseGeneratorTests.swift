import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving
import Testing

@testable import GradusSheet

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

  @Test(
    "three wrong options stand beside the right one, each really wrong and unlike the others, and the key names the right one",
    arguments: ExerciseGenerator.Kind.allCases, [1, 2, 3])
  func options(kind: ExerciseGenerator.Kind, difficulty: Int) throws {
    var keys: Set<String> = []
    for seed in [UInt64(1), 2, 3, 4] {
      let worked = Sheet(ExerciseGenerator(kind, difficulty: difficulty, seed: seed).page(count: 3)).worked()
      for exercise in worked.exercises where !exercise.label.isEmpty {
        let options = try #require(exercise.options, "\(exercise.source)")
        let right = try #require(exercise.answer?.value.comparable)
        #expect(options.options.map(\.letter) == ["A", "B", "C", "D"])
        #expect(options.options.count { $0.isRight } == 1)
        #expect(Set(options.options.map { $0.written(as: .latex) }).count == 4)
        for (index, option) in options.options.enumerated() {
          // The engine's own equality, which the choice of options does not ask.
          #expect(option.value.isEqual(to: right).holds == (option.letter == options.key), "\(option)")
          for other in options.options[..<index] { #expect(!option.value.isEqual(to: other.value).holds) }
        }
        keys.insert(options.key)
      }
    }
    #expect(keys.count > 1)
  }

  @Test("with and without options the exercises are the same")
  func withoutOptions() {
    let generator = ExerciseGenerator(.descent, difficulty: 2, seed: 5)
    let bare = generator.page(count: 4).split(separator: "\n").filter { !$0.hasPrefix("options") }
    #expect(bare == generator.page(count: 4, options: false).split(separator: "\n"))
  }
}

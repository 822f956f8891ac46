import ArgumentParser
import Gradus

/// `gradus exercise`: new exercises, with their worked answers.
struct Exercises: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "exercise", abstract: "Make new exercises with worked answers.",
    discussion: """
      Each question has plausible wrong options beside the right answer, one a typical slip; the solutions hold the key.
      The same seed makes the same exercises. --source prints the sheet itself, to be edited and answered by \
      `gradus sheet`.

      Examples:
        gradus exercise linear-system --seed 7 --difficulty 2 --count 10
        gradus exercise chain-rule --count 5 --format html --hide-solutions
        gradus exercise descent --no-options
      """)

  @Argument(help: "\(choices(ExerciseGenerator.Kind.self)).")
  var kind: ExerciseGenerator.Kind
  @Option(help: "Equal seeds make equal exercises.") var seed: UInt64 = 1
  @Option(help: "From 1 to 3.") var difficulty: Int = 1
  @Option(help: "How many exercises, from 1 to 1000.") var count: Int = 1
  @Option(help: "\(choices(SheetFormat.self)).") var format: SheetFormat = .text
  @Flag(inversion: .prefixedNo, help: "Give answers to choose from.") var options = true
  @Flag(help: "Print the sheet without answers, in the format of sheets.") var source = false
  @Flag(help: "The questions only.") var hideSolutions = false
  @Flag(help: "The answers without the working.") var hideSteps = false

  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if !(1...3).contains(difficulty) { throw ValidationError("--difficulty is 1, 2 or 3, not \(difficulty).") }
    if !(1...1000).contains(count) { throw ValidationError("--count is a number from 1 to 1000, not \(count).") }
  }

  func run() throws {
    let page = ExerciseGenerator(kind, difficulty: difficulty, seed: seed).page(count: count, options: options)
    if source { return try Terminal.write(page) }
    let worked = Sheet(page, name: "exercises").worked()
    if let error = worked.errors.first { throw CommandError(.software, "an exercise could not be answered: \(error)") }
    try Terminal.write(
      worked.rendered(as: format, detail: SheetDetail(showsSolutions: !hideSolutions, showsSteps: !hideSteps)))
  }
}

import ArgumentParser
import CProgram
import GradusOptimization

@main
struct GradusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus", abstract: "From the blackboard to a trained classifier, step by step.", version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Mathematics:",
        subcommands: [
          Derive.self,
          Read.self,
          Check.self,
          Equal.self,
          Compute.self,
          Solve.self,
          Minimise.self,
          ConvexityCommand.self,
          Descend.self,
          SheetCommand.self,
          Exercises.self,
        ]),
      CommandGroup(
        name: "Networks:",
        subcommands: [
          Train.self,
          Tune.self,
          CrossValidate.self,
          RunsCommand.self,
          Evaluate.self,
          Calibrate.self,
          Predict.self,
          ReportCommand.self,
          Show.self,
          Inspect.self,
          Summary.self,
          Export.self,
          Import.self,
          Explain.self,
          ListCommand.self,
          PlanCommand.self,
          Forward.self,
          Serve.self,
          Doctor.self,
        ]),
    ])

  /// A first word that is no command is named, with those that it may be meant for.
  private static func checkName(_ word: String?) throws {
    guard let word, !word.hasPrefix("-"), word != "help" else { return }
    let known = configuration.groupedSubcommands.flatMap(\.subcommands).map { $0._commandName }
    guard !known.contains(word), word != "generate-completion-script" else { return }
    let near = known.filter { $0.isNear(word) }
    let hint = near.isEmpty ? "`gradus help` lists the commands" : "did you mean \(near.joined(separator: " or "))?"
    throw CommandError(.usage, "there is no command \"\(word.visible.prefix(60))\"; \(hint)")
  }

  static func main() {
    gradus_program_begin()
    Terminal.openStandardStreams()
    do {
      let arguments = Array(CommandLine.arguments.dropFirst())
      try checkName(arguments.first)
      let command = try parseAsRoot(FormulaArguments.prepared(arguments))
      let limits = (command as? any LimitedCommand)?.workLimit.limits
      // The command is made here and runs there, and nobody else has it.
      nonisolated(unsafe) let handed = command
      Watch.run(limits) {
        do {
          var command = handed
          try command.run()
        } catch {
          leave(with: error)
        }
      }
      leave(0)
    } catch {
      leave(with: error)
    }
  }
}

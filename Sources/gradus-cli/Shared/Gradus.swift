import ArgumentParser
import CProgram

@main
struct GradusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus", abstract: "From the blackboard to a trained classifier, step by step.", version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(
        name: "Mathematics:",
        subcommands: [
          Derive.self,
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
          Evaluate.self,
          Predict.self,
          Show.self,
          Inspect.self,
          Summary.self,
          Explain.self,
          ListCommand.self,
          PlanCommand.self,
          Forward.self,
        ]),
    ])

  static func main() {
    gradus_program_begin()
    Terminal.openStandardStreams()
    do {
      let command = try parseAsRoot(FormulaArguments.prepared(Array(CommandLine.arguments.dropFirst())))
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

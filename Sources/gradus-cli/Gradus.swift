import ArgumentParser
import CRecycling

@main
struct GradusCommand: AsyncParsableCommand {
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
          PlanCommand.self,
          Forward.self,
        ]),
    ])

  static func main() async {
    gradus_recycling_begin()
    Terminal.openStandardStreams()
    do {
      var command = try parseAsRoot(FormulaArguments.prepared(Array(CommandLine.arguments.dropFirst())))
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
      leave(0)
    } catch {
      leave(with: error)
    }
  }
}

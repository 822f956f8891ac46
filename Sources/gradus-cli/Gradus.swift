import ArgumentParser

@main
struct GradusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradus", abstract: "From the blackboard to a trained classifier, step by step.", version: "0.1.0")
}

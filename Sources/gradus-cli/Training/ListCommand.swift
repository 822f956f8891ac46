import ArgumentParser
import Gradus

/// `gradus list`: what descriptions of networks and trainings may say.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract:
      "List the layers, activations, losses, optimisers, schedules, initialisations and augmentations, with their settings.",
    discussion: """
      Settings are written behind the name, in this order without labels or with them: "dropout 0.2", \
      "adam(beta1=0.8, epsilon=1e-6)". What stands behind the equals sign here is what a setting is where nothing is said.

      Examples:
        gradus list layers
        gradus list optimizers
      """)

  enum Kind: String, CaseIterable, ExpressibleByArgument {
    case layers, activations, losses, optimizers, schedules, initializations, augmentations

    var methods: [MethodDescription] {
      switch self {
      case .layers: Layer.all.filter { method in !Activation.names.contains(method.name) }
      case .activations: Activation.descriptions
      case .losses: Loss.all
      case .optimizers: Optimizer.all
      case .schedules: Schedule.all
      case .initializations: Initialization.all
      case .augmentations: Augmentation.all
      }
    }
  }

  @Argument(help: "Which of them; all where nothing is said.")
  var kind: Kind?

  func run() throws {
    let parts = (kind.map { [$0] } ?? Kind.allCases).map { kind in
      let width = kind.methods.map(\.name.count).max() ?? 0
      let lines = kind.methods.flatMap { method in
        ["  \(method.name)\(String(repeating: " ", count: width - method.name.count))  \(method.summary)"]
          + method.settings.map { setting in
            let standard = setting.standard.map { "=\($0)" } ?? ""
            return "      \(setting.name)\(standard): \(setting.meaning) (\(setting.range))"
          }
      }
      return "\(kind.rawValue)\n" + lines.joined(separator: "\n")
    }
    try Terminal.write(parts.joined(separator: "\n\n") + "\n")
  }
}

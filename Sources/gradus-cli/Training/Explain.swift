import ArgumentParser
import Gradus

/// `gradus explain`: a network as formulas.
struct Explain: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write what a network computes, its loss and every derivative as formulas.",
    discussion: """
      Each derivative is derived from the formula of its layer: dZ stands for ∂L/∂Z, of m examples as rows.

      Examples:
        gradus explain model.safetensors
        gradus explain --network "dense 64, layernorm, gelu, dense 10" --inputs 784 --format latex
      """)

  @Argument(
    help: "A model that `gradus train` saved; without it, the options below.",
    completion: .file(extensions: ["safetensors"]))
  var model: String?

  @OptionGroup(title: "The network") var network: NetworkOptions

  @Option(
    help: "What is made small: `gradus list losses`. (default: the model's, or cross-entropy)", transform: readClause)
  var loss: Clause?

  @Option(help: "Inputs of the network.")
  var inputs = 784

  @Option(help: "Classes, which are the outputs of the network.")
  var classes = 10

  @Option(help: "Notation of the formulas.")
  var format: FormulaFormat = .unicode

  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if model != nil, let option = network.given.first {
      throw ValidationError(
        "\(option) describes a network, and \((model ?? "").visible) is one: leave out one of them.")
    }
  }

  func run() throws {
    let saved = try model.map { try ModelFile(contentsOf: $0) }
    let chosen = try readLoss(loss) ?? saved?.training?.settings.loss ?? .crossEntropy
    let network =
      try saved?.model.network ?? network.network(inputs: inputs, classes: classes, output: chosen.output)
    let explanation = try NetworkExplanation(network, loss: chosen)
    try Terminal.write(Report(explanation, network).written(as: format, steps: true) + "\n")
  }
}

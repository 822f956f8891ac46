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
        gradus explain --network "dense 64, layernorm, gelu, dense 10" --inputs 784 --check
      """)

  @Argument(
    help: "A model that `gradus train` saved; without it, the options below.",
    completion: .file(extensions: ["safetensors"]))
  var model: String?

  @OptionGroup(title: "The network") var network: NetworkOptions

  @Option(
    help: "What is made small: `gradus list losses`. (default: the model's, or cross-entropy)",
    transform: readLossClause)
  var loss: Clause?

  @Option(help: "Inputs of the network.")
  var inputs = 784

  @Option(help: "Classes, which are the outputs of the network.")
  var classes = 10

  @Option(help: "Notation of the formulas.")
  var format: FormulaFormat = .unicode

  @Flag(help: "Compare every derivative with differences of the loss instead; exit status 1 where one is wrong.")
  var check = false

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
    if check { return try show(GradientCheck(network, loss: chosen, data: form(saved?.model))) }
    let explanation = try NetworkExplanation(network, loss: chosen)
    try Terminal.write(Report(explanation, network).written(as: format, steps: true) + "\n")
  }

  /// What is known of the data: those of the model, or images of classes.
  private func form(_ model: TrainedModel?) -> DataForm {
    guard let model else { return .images }
    let targets: DataForm.TargetKind =
      switch model.task {
      case .classification: model.network.outputs == 1 ? .labels : .classes
      case .multilabel: .labels
      case .regression: .numbers
      }
    return DataForm(isNonnegative: model.imageShape != nil, targets: targets)
  }

  private func show(_ check: GradientCheck) throws {
    let width = check.rows.map(\.name.count).max() ?? 0
    for row in check.rows {
      let name = row.name + String(repeating: " ", count: width - row.name.count)
      let numbers = [row.derived, row.difference].map { padded(rounded($0, 9), 16) }.joined()
      try Terminal.write("\(name)\(numbers)   error \(row.error.written(.scientific))\n")
    }
    try Terminal.write(
      check.isPassed
        ? "every derivative agrees with differences of the loss\n"
        : "a derivative differs from the differences of the loss\n")
    if !check.isPassed { throw ExitCode(1) }
  }
}

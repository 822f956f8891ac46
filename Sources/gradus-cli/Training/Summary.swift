import ArgumentParser
import Gradus

/// `gradus summary`: the layers of a network and what they cost.
struct Summary: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List a network's layers with their shapes, parameters and operations, and the memory that it takes.",
    discussion: """
      Examples:
        gradus summary --network "dense 512, batchnorm, relu, dropout 0.2, dense 10" --inputs 784
        gradus summary model.safetensors
      """)

  @Argument(
    help: "A model that `gradus train` saved; without it, the options below.",
    completion: .file(extensions: ["safetensors"]))
  var model: String?

  @OptionGroup(title: "The network") var network: NetworkOptions
  @OptionGroup(title: "The optimiser") var optimizer: OptimizerOptions

  @Option(help: "Inputs of the network.")
  var inputs = 784

  @Option(help: "Classes, which are the outputs of the network.")
  var classes = 10

  @OptionGroup var limits: LimitOptions

  func run() throws {
    let saved = try model.map { try ModelFile(contentsOf: $0) }
    let settings = try saved?.training?.settings ?? optimizer.settings()
    let network =
      try saved?.model.network
      ?? network.network(inputs: inputs, classes: classes, output: settings.loss.output)
    var rows = [["layer", "shape", "parameters", "multiplications"]]
    for stage in network.stages {
      rows.append([stage.description, "\(stage.outputs)", grouped(stage.parameters), grouped(stage.multiplications)])
    }
    let widths = rows[0].indices.map { column in rows.map(\.[column].count).max() ?? 0 }
    let table = rows.map { row in
      row.enumerated().map { column, text in
        let space = String(repeating: " ", count: widths[column] - text.count)
        return column == 0 ? text + space : space + text
      }.joined(separator: "  ")
    }
    let step = try TrainingStep(
      network: network, optimizer: settings.optimizer, batch: .number(settings.batchSize), loss: settings.loss,
      weightDecay: settings.weightDecay
    ).plan()
    let use = try network.predictionPlan(batch: 1)
    let lines =
      ["\(network)", ""] + table + [
        "",
        "\(grouped(network.parameterCount)) parameters are trained\(network.otherCount > 0 ? ", \(grouped(network.otherCount)) numbers are kept besides" : "")",
        "a step of \(settings.batchSize) examples with \(settings.optimizer): \(grouped(step.operations)) operations, \(grouped(step.bytes)) bytes",
        "one example in use: \(grouped(use.operations)) operations, \(grouped(use.bytes)) bytes",
      ]
    let ways =
      settings.augmentations.isEmpty ? [] : ["images are augmented in training: \(settings.augmentations.text)"]
    try Terminal.write((lines + ways).joined(separator: "\n") + "\n")
  }
}

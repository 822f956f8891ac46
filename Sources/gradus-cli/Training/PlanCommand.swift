import ArgumentParser
import Gradus

/// `gradus plan`: what a training step runs.
struct PlanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Print the plan of a network's training step: every instruction with its shapes, bytes and operations.",
    discussion: """
      A training step is one plan: the loss, the gradients that the engine derives from it, and the optimiser's update \
      of every parameter in place.

      Examples:
        gradus plan
        gradus plan --layers 128 --optimizer sgd --batch-size 64
        gradus plan --layers 2048,2048,2048 --optimizer momentum --batch-size 256
        gradus plan --forward --batch-size 1
      """)

  @OptionGroup(title: "The network") var network: NetworkOptions
  @OptionGroup(title: "The optimiser") var optimizer: OptimizerOptions

  @Option(help: "Inputs of the network.")
  var inputs = 784

  @Option(help: "Classes, which are the outputs of the network.")
  var classes = 10

  @OptionGroup var limits: LimitOptions

  @Flag(help: "The plan of a prediction, in place of a training step.")
  var forward = false

  func run() throws {
    let network = try network.network(inputs: inputs, classes: classes, output: optimizer.settings().loss.output)
    let settings = try optimizer.settings()
    try settings.check()
    let plan =
      forward
      ? try network.predictionPlan(batch: settings.batchSize)
      : try TrainingStep(
        network: network, optimizer: settings.optimizer, batch: .number(settings.batchSize),
        loss: settings.loss, weightDecay: settings.weightDecay
      ).plan()
    try Terminal.write("\(network), \(grouped(network.parameterCount)) parameters\n\n\(plan)\n")
  }
}

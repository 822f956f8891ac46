import ArgumentParser
import Gradus

/// `gradus forward`: a small network worked by hand.
struct Forward: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Work a small network by hand: forward, node by node, and the chain rule backward.",
    discussion: """
      The network is a JSON file with every weight (a row is an input, a column a node):

        {"layers": [
          {"weights": [[2, 1, 3], [2, -1, 1]], "biases": [1, 0, -1], "activation": "relu"},
          {"weights": [[3], [1], [2]], "biases": [1], "activation": "identity"}]}

      Activations: identity, relu, sigmoid, tanh, and softmax in the last layer.

      Examples:
        gradus forward Examples/small-network.json --input 1,3
        gradus forward Examples/small-network.json --input 1,3 --activation identity
        gradus forward Examples/small-network.json --input 1,3 --backward --target 30
      """)

  @Argument(help: "The network, a JSON file.", completion: .file(extensions: ["json"]))
  var network: String

  @Option(name: .long, parsing: .unconditional, help: "One number an input, as in 1,3.", transform: readNumbers)
  var input: [Double]

  @Option(help: "Use this activation in every layer but the last, in place of the file's.")
  var activation: Activation?

  @Flag(help: "Carry the chain rule backward from the loss, too.")
  var backward = false

  @Option(
    parsing: .unconditional, help: "With --backward: what the output should have been, one number an output.",
    transform: readNumbers)
  var target: [Double]?

  @Option(
    help:
      "With --backward: squared-error (½ Σ (ŷ − t)²), cross-entropy, or any of `gradus list losses`, as in \"huber 0.5\". (default: cross-entropy after a softmax, squared-error otherwise)",
    transform: readPropagationLoss)
  var loss: PropagationLoss?

  @Option(help: "With --backward: what ReLU′(0) is taken to be, 0 or 1.")
  var reluSlopeAtZero: ReLUConvention = .zeroAtZero

  @Option(help: "text or json.")
  var format: OutputFormat = .text

  func validate() throws {
    if backward && target == nil { throw ValidationError("--backward needs --target, one number an output.") }
    if !backward && (target != nil || loss != nil) { throw ValidationError("--target and --loss go with --backward.") }
  }

  func run() throws {
    var network = try SmallNetwork(contentsOf: network)
    if let activation { network = try network.withHiddenActivation(activation) }
    let forward = try ForwardPropagation(network, input: input)
    let backward = try target.map {
      try BackwardPropagation(forward, target: $0, loss: loss, relu: reluSlopeAtZero)
    }
    switch format {
    case .text:
      print((forward.lines + (backward.map { [""] + $0.lines } ?? [])).joined(separator: "\n"))
    case .json:
      print(try json(Answer(forward: forward, backward: backward)))
    }
  }

  private struct Answer: Encodable {
    let forward: ForwardPropagation
    let backward: BackwardPropagation?
  }
}

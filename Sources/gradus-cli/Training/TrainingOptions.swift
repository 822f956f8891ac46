import ArgumentParser
import Gradus

/// Widths between commas, as in `512,512`; `none` for no hidden layer.
@Sendable func readWidths(_ argument: String) throws -> [Int] {
  if argument == "none" { return [] }
  return try argument.split(separator: ",", omittingEmptySubsequences: false).map { word in
    guard let width = Int(word), width > 0 else {
      throw ValidationError("a width is a whole number above zero; expected widths as in 512,512, or none")
    }
    return width
  }
}

/// A number as it was written, exactly.
@Sendable func readExactly(_ argument: String) throws -> Rational {
  guard argument.utf8.count <= 1000 else { throw ValidationError("a number of at most 1000 digits was expected") }
  guard let value = Rational(argument) else { throw ValidationError("expected a number as in 0.9 or 1e-4") }
  return value
}

/// What a hidden layer may do to its sums.
enum HiddenActivation: String, CaseIterable, ExpressibleByArgument {
  case identity, relu, sigmoid, tanh

  var activation: Activation {
    switch self {
    case .identity: .identity
    case .relu: .relu
    case .sigmoid: .sigmoid
    case .tanh: .tanh
    }
  }
}

enum OptimizerName: String, CaseIterable, ExpressibleByArgument {
  case sgd, momentum, nesterov, adam, adamw

  /// A rate that serves most networks.
  var learningRate: Double {
    switch self {
    case .sgd: 0.1
    case .momentum, .nesterov: 0.05
    case .adam, .adamw: 0.001
    }
  }

  var weightDecay: Rational { self == .adamw ? Rational(1, 100) : 0 }
}

enum ScheduleName: String, CaseIterable, ExpressibleByArgument {
  case constant, cosine, step
}

/// The hidden layers of a network. Without a value an option has the default that its help names.
struct NetworkOptions: ParsableArguments {
  @Option(help: "Widths of the hidden layers, first to last, or none. (default: 512,512)", transform: readWidths)
  var layers: [Int]?

  @Option(help: "Activation of the hidden layers. (default: relu)")
  var activation: HiddenActivation?

  func network(inputs: Int, classes: Int) throws -> Network {
    try Network(
      inputs: inputs, hidden: layers ?? [512, 512], activation: activation?.activation ?? .relu,
      classes: classes)
  }

  var given: [String] { [(layers != nil, "--layers"), (activation != nil, "--activation")].filter(\.0).map(\.1) }
}

/// How a network is trained.
struct OptimizerOptions: ParsableArguments {
  @Option(help: "How the parameters follow their gradient. (default: adam)")
  var optimizer: OptimizerName?

  @Option(help: "Learning rate. (default: 0.1 for sgd, 0.05 for momentum and nesterov, 0.001 for adam and adamw)")
  var learningRate: Double?

  @Option(help: "Momentum of momentum and nesterov. (default: 0.9)", transform: readExactly)
  var momentum: Rational?

  @Option(help: "Weight decay; biases do not decay. (default: 0.01 for adamw, otherwise 0)", transform: readExactly)
  var weightDecay: Rational?

  @Option(help: "Images in a step. (default: 128)")
  var batchSize: Int?

  var name: OptimizerName { optimizer ?? .adam }

  var chosen: Optimizer {
    let momentum = momentum ?? Rational(9, 10)
    return switch name {
    case .sgd: .gradientDescent
    case .momentum: .momentum(momentum)
    case .nesterov: .nesterov(momentum)
    case .adam: .adam(AdamConstants())
    case .adamw: .adamW(AdamConstants())
    }
  }

  var settings: TrainingSettings {
    TrainingSettings(
      optimizer: chosen, learningRate: learningRate ?? name.learningRate,
      weightDecay: weightDecay ?? name.weightDecay, batchSize: batchSize ?? 128)
  }

  func validate() throws {
    if momentum != nil, name != .momentum, name != .nesterov {
      throw ValidationError("--momentum goes with --optimizer momentum or nesterov, not \(name.rawValue).")
    }
  }

  var given: [String] {
    [
      (optimizer != nil, "--optimizer"), (learningRate != nil, "--learning-rate"), (momentum != nil, "--momentum"),
      (weightDecay != nil, "--weight-decay"), (batchSize != nil, "--batch-size"),
    ].filter(\.0).map(\.1)
  }
}

import ArgumentParser
import Gradus

/// Widths between commas, as in `512,512`; `none` for no hidden layer.
struct WidthList: ExpressibleByArgument, Equatable {
  let widths: [Int]

  init(_ widths: [Int]) { self.widths = widths }

  init?(argument: String) {
    if argument == "none" {
      widths = []
      return
    }
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) }
    guard !parts.isEmpty, parts.allSatisfy({ ($0 ?? 0) > 0 }) else { return nil }
    widths = parts.compactMap(\.self)
  }
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
  @Option(help: "Widths of the hidden layers, first to last, or none. (default: 512,512)")
  var layers: WidthList?

  @Option(help: "Activation of the hidden layers. (default: relu)")
  var activation: HiddenActivation?

  func network(inputs: Int, classes: Int) throws -> Network {
    try Network(
      inputs: inputs, hidden: layers?.widths ?? [512, 512], activation: activation?.activation ?? .relu,
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

  @Option(help: "Momentum of momentum and nesterov. (default: 0.9)")
  var momentum: Decimal?

  @Option(help: "Weight decay; biases do not decay. (default: 0.01 for adamw, otherwise 0)")
  var weightDecay: Decimal?

  @Option(help: "Images in a step. (default: 128)")
  var batchSize: Int?

  /// A number as it was written, exactly.
  struct Decimal: ExpressibleByArgument {
    let value: Rational
    init?(argument: String) {
      guard let value = Rational(argument) else { return nil }
      self.value = value
    }
  }

  var name: OptimizerName { optimizer ?? .adam }

  var chosen: Optimizer {
    let momentum = momentum?.value ?? Rational(9, 10)
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
      weightDecay: weightDecay?.value ?? name.weightDecay, batchSize: batchSize ?? 128)
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

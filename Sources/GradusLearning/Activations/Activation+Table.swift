internal import GradusExpression
internal import GradusOptimization

extension Activation {
  /// A name, what it means, its constants, and its formula: all that an activation is.
  struct Row: MethodRow {
    static let kind = "activation"
    let name: String
    var spellings: [String] = []
    /// How a line of working writes it, where that is not the name.
    var symbol: String?
    let summary: String
    var settings: [Setting] = []
    let formula: @Sendable (Formula, Values) -> Formula
  }

}

extension Activation.Row {
  static let table: [Self] = [
    Self(name: "identity", spellings: ["linear", "none"], symbol: "", summary: "z") { z, _ in z },
    Self(name: "relu", symbol: "ReLU", summary: "max(0, z)") { z, _ in GradusExpression.relu(z) },
    Self(name: "sigmoid", spellings: ["logistic"], symbol: "σ", summary: "1 / (1 + exp(−z))") { z, _ in
      GradusExpression.sigmoid(z)
    },
    Self(name: "tanh", summary: "tanh z") { z, _ in GradusExpression.tanh(z) },
    // max(z, a z) = ReLU(z) − a ReLU(−z)
    Self(
      name: "leaky-relu", spellings: ["leakyrelu", "lrelu"], symbol: "LeakyReLU",
      summary: "z where z > 0, and a z elsewhere",
      settings: [Setting("slope", "a, the slope below zero", .share, .number(Rational(1, 100)))]
    ) { z, v in GradusExpression.relu(z) - GradusExpression.relu(-z).scaled(by: v[number: "slope"]) },
    Self(name: "relu6", symbol: "ReLU6", summary: "min(max(0, z), 6)") { z, _ in clipped(z, to: 6) },
    // exp(z) − 1 = −(1 − exp z), and 1 − exp z > 0 only where z < 0.
    Self(
      name: "elu", symbol: "ELU", summary: "z where z > 0, and α (exp(z) − 1) elsewhere",
      settings: [Setting("alpha", "α", .nonnegative, 1)]
    ) { z, v in GradusExpression.relu(z) - belowZero(z).scaled(by: v[number: "alpha"]) },
    // G. Klambauer et al., "Self-normalizing neural networks", NeurIPS 2017.
    Self(
      name: "selu", symbol: "SELU",
      summary: "λ z where z > 0, and λ α (exp(z) − 1) elsewhere, with λ = 1.0507…, α = 1.6733…"
    ) { z, _ in
      (GradusExpression.relu(z) - belowZero(z).scaled(by: decimal("1.6732632423543772848170429916717"))).scaled(
        by: decimal("1.0507009873554804934193349852946"))
    },
    Self(
      name: "celu", symbol: "CELU", summary: "z where z > 0, and α (exp(z/α) − 1) elsewhere",
      settings: [Setting("alpha", "α", .positive, 1)]
    ) { z, v in
      let α = v[number: "alpha"]
      return GradusExpression.relu(z) - belowZero(z.scaled(by: 1 / α)).scaled(by: α)
    },
    Self(name: "gelu", symbol: "GELU", summary: "z Φ(z), with the normal distribution function") { z, _ in
      z .* .map(.normcdf, z)
    },
    Self(name: "gelu-tanh", summary: "½ z (1 + tanh(√(2/π) (z + 0.044715 z³)))") { z, _ in
      let inner = z + (z .** 3).scaled(by: Rational(44715, 1_000_000))
      let scale = decimal("0.79788456080286535587989211986876")
      return (z .* (Formula.ones(z.shape) + .map(.tanh, inner.scaled(by: scale)))).scaled(by: Rational(1, 2))
    },
    Self(name: "silu", spellings: ["swish"], symbol: "SiLU", summary: "z / (1 + exp(−z))") { z, _ in
      z .* .map(.sigmoid, z)
    },
    Self(name: "mish", summary: "z tanh(log(1 + exp(z)))") { z, _ in z .* .map(.tanh, .map(.softplus, z)) },
    Self(name: "softplus", summary: "log(1 + exp(z))") { z, _ in GradusExpression.softplus(z) },
    Self(name: "softsign", summary: "z / (1 + |z|)") { z, _ in z ./ (Formula.ones(z.shape) + .map(.abs, z)) },
    Self(name: "hard-sigmoid", summary: "min(max(0, z/6 + ½), 1)") { z, _ in hardSigmoid(z) },
    Self(name: "hard-swish", summary: "z min(max(0, z/6 + ½), 1)") { z, _ in z .* hardSigmoid(z) },
    Self(name: "hard-tanh", summary: "min(max(−1, z), 1)") { z, _ in
      clipped(z + Formula.ones(z.shape), to: 2) - Formula.ones(z.shape)
    },
    Self(name: "softmax", summary: "exp(zⱼ) / Σₖ exp(zₖ) over the nodes of the layer") { z, _ in
      GradusExpression.softmax(z)
    },
    Self(name: "log-softmax", summary: "zⱼ − log Σₖ exp(zₖ) over the nodes of the layer") { z, _ in
      GradusExpression.logSoftmax(z)
    },
  ]

  /// 1 − exp z below zero, and 0 above it.
  private static func belowZero(_ z: Formula) -> Formula {
    GradusExpression.relu(Formula.ones(z.shape) - .map(.exp, z))
  }

  /// min(max(0, z), c)
  private static func clipped(_ z: Formula, to c: Int) -> Formula {
    GradusExpression.relu(z) - GradusExpression.relu(z - Formula.ones(z.shape).scaled(by: Rational(c)))
  }

  private static func decimal(_ text: String) -> Rational {
    guard let value = Rational(text) else { preconditionFailure("\(text) is no number") }
    return value
  }

  private static func hardSigmoid(_ z: Formula) -> Formula {
    clipped(z + Formula.ones(z.shape).scaled(by: 3), to: 6).scaled(by: Rational(1, 6))
  }
}

extension Activation {
  /// How the function is written in a line of working.
  var symbol: String { Row.table.first { $0.name == clause.name }.map { $0.symbol ?? $0.name } ?? description }

  /// The function of one sum, as a line of working has it; `total` is the sum over the nodes that a softmax divides by.
  func applied(to sum: String, total: String) -> String {
    switch self {
    case .identity: sum
    case .softmax: "exp(\(sum)) / \(total)"
    default: "\(symbol)(\(sum))"
    }
  }

  /// z
  public static let identity = named("identity")
  /// max(0, z)
  public static let relu = named("relu")
  /// 1 / (1 + exp(−z))
  public static let sigmoid = named("sigmoid")
  /// tanh z
  public static let tanh = named("tanh")
  /// z where z > 0, and z/100 elsewhere
  public static let leakyReLU = named("leaky-relu")
  /// z where z > 0, and exp(z) − 1 elsewhere
  public static let elu = named("elu")
  /// z Φ(z), with the normal distribution function
  public static let gelu = named("gelu")
  /// log(1 + exp(z))
  public static let softplus = named("softplus")
  /// exp(zⱼ) / Σₖ exp(zₖ) over the nodes of the layer
  public static let softmax = named("softmax")
}

internal import GradusExpression
internal import GradusLearning
internal import GradusOptimization

/// An activation that has an operator of its own, which says in one node what its formula takes several for.
struct ActivationOperator: Sendable {
  /// The operator.
  let name: String
  /// The version of the operators that knows it first.
  let since: Int
  /// The activation's name.
  let activation: String
  /// The activation's constants: what they are called here and there, and the value where nothing is said there.
  var constants: [(own: String, theirs: String, usual: Double)] = []
  /// Attributes that are always the same.
  var fixed: [(name: String, value: Double)] = []
  /// The limits that the operator takes as values behind the first.
  var limits: [Double] = []

  static let all: [Self] = [
    Self(name: "LeakyRelu", since: 6, activation: "leaky-relu", constants: [("slope", "alpha", 0.01)]),
    Self(name: "Elu", since: 6, activation: "elu", constants: [("alpha", "alpha", 1)]),
    Self(name: "Celu", since: 12, activation: "celu", constants: [("alpha", "alpha", 1)]),
    Self(name: "Selu", since: 6, activation: "selu"),
    Self(name: "Softsign", since: 1, activation: "softsign"),
    Self(name: "HardSigmoid", since: 6, activation: "hard-sigmoid", fixed: [("alpha", 1.0 / 6), ("beta", 0.5)]),
    Self(name: "HardSwish", since: 14, activation: "hard-swish"),
    Self(name: "Mish", since: 18, activation: "mish"),
    Self(name: "Gelu", since: 20, activation: "gelu"),
    Self(name: "Clip", since: 11, activation: "relu6", limits: [0, 6]),
    Self(name: "Clip", since: 11, activation: "hard-tanh", limits: [-1, 1]),
  ]
}

/// An activation of a network with the operator that it is.
struct NamedActivation: Sendable {
  let activation: Activation
  let row: ActivationOperator
  let attributes: [Onnx_AttributeProto]
  var limits: [Double] { row.limits }

  /// Nil where the activation has no operator of its own.
  init?(_ activation: Activation) {
    guard let row = ActivationOperator.all.first(where: { $0.activation == activation.clause.name }) else { return nil }
    self.activation = activation
    self.row = row
    let given = activation.clause.arguments
    attributes =
      row.constants.enumerated().map { place, constant in
        let argument = given.first { $0.label == constant.own } ?? (place < given.count ? given[place] : nil)
        guard case .number(let value) = argument?.value else { return .number(constant.theirs, constant.usual) }
        return .number(constant.theirs, value.doubleValue)
      }
      + row.fixed.map { .number($0.name, $0.value) }
  }
}

extension Formula {
  /// What z may be where the formula is an activation of z: what the formula is made of, from above.
  var possibleArguments: [Formula] {
    var (level, seen): ([Formula], Set<Formula>) = ([self], [self])
    var found: [Formula] = []
    // The formulas of activations are not deeper.
    for _ in 0..<8 where seen.count <= 64 {
      level = level.flatMap(\.node.children).filter { seen.insert($0).inserted }
      found += level.filter { $0.shape == shape }
    }
    return found
  }
}

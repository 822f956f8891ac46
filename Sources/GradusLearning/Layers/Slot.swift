public import GradusExpression

/// A named tensor of a layer that keeps its numbers from step to step.
public struct Slot: Hashable, Sendable {
  /// What becomes of a slot in training.
  public enum Role: String, Hashable, Sendable, Codable {
    /// It follows its gradient.
    case parameter
    /// The layer itself says its next value: running statistics.
    case state
    /// It stays as it is.
    case constant
  }

  /// The name in the layer: `weight`, in a block `1.weight`.
  public let name: String
  /// The letter in formulas: W.
  let letter: String
  /// The place of the layer in the blocks that hold it, counted from 1; empty outside of blocks.
  var path: [Int] = []
  /// Its shape, in numbers.
  public let shape: [Int]
  /// What becomes of it in training.
  public var role: Role
  /// What the learning rate is multiplied by for it.
  public internal(set) var rate: Rational = 1
  /// How it begins; nil where the layer that follows decides.
  var initialization: Initialization?
  /// How many numbers go into a node.
  let inputs: Int
  /// Whether a decay of the weights is meant for it: for matrices, and not for biases and the gains of normalisations.
  let decays: Bool
  /// Whether its rows are vectors of their own, and not the weights of inputs, which PyTorch has on their side.
  package let isTable: Bool

  init(
    _ name: String, _ letter: String, _ shape: [Int], role: Role = .parameter, begins initialization: Initialization?,
    inputs: Int? = nil, decays: Bool = false, isTable: Bool = false
  ) {
    (self.name, self.letter, self.shape, self.role) = (name, letter, shape, role)
    (self.initialization, self.inputs, self.decays) = (initialization, inputs ?? shape.first ?? 1, decays)
    self.isTable = isTable
  }

  /// The slot of a layer that stands at a place in a block.
  func inside(_ place: Int) -> Slot {
    var slot = Slot(
      "\(place).\(name)", letter, shape, role: role, begins: initialization, inputs: inputs, decays: decays,
      isTable: isTable)
    slot.path = [place + 1] + path
    slot.rate = rate
    return slot
  }
}

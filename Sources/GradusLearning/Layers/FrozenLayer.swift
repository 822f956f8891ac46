import GradusExpression
import GradusOptimization

/// The layers inside, whose parameters stay as they are.
struct FrozenLayer: LayerKind {
  static let name = "frozen"
  static let takesParts = true
  static let summary = "layers that are not trained: frozen(dense 512, relu)"
  static let settings: [Setting] = []
  let layers: [Layer]

  init(_ values: Values) throws(DescriptionError) {
    layers = try Block.layers(values, of: Self.name)
  }

  var values: Values { Self.values(parts: layers.map(\.clause)) }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int { try Block.outputs(layers, inputs) }

  func slots(inputs: Int) -> [Slot] {
    Block.slots(layers, inputs).map { slot in
      var slot = slot
      slot.role = .constant
      return slot
    }
  }

  /// As in use: what is frozen takes in no statistics and draws no noise.
  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    pass.inUse { Block.output(layers, x, &$0) }
  }

  static func == (left: Self, right: Self) -> Bool { left.layers == right.layers }
  func hash(into hasher: inout Hasher) { hasher.combine(layers) }
}

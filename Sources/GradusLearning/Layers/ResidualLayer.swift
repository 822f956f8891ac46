import GradusExpression
import GradusOptimization

/// X + f(X), where f is the layers inside.
///
/// Source: K. He et al., "Deep residual learning for image recognition", CVPR 2016.
struct ResidualLayer: LayerKind {
  static let name = "residual"
  static let takesParts = true
  static let summary = "the input and what the layers inside make of it: residual(dense 512, relu)"
  static let settings: [Setting] = []
  let layers: [Layer]

  init(_ values: Values) throws(DescriptionError) {
    layers = try Block.layers(values, of: Self.name)
  }

  var values: Values { Self.values(parts: layers.map(\.clause)) }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int {
    let outputs = try Block.outputs(layers, inputs)
    guard outputs == inputs else {
      throw DescriptionError(
        "the layers inside of a residual block give back as many numbers as they take: \(inputs) go in, and \(outputs) come out"
      )
    }
    return outputs
  }

  func slots(inputs: Int) -> [Slot] { Block.slots(layers, inputs) }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    .partsSum([Term(1, x), Term(1, Block.output(layers, x, &pass))])
  }

  static func == (left: Self, right: Self) -> Bool { left.layers == right.layers }
  func hash(into hasher: inout Hasher) { hasher.combine(layers) }
}

/// Layers inside of a layer.
enum Block {
  static func layers(_ values: Values, of name: String) throws(DescriptionError) -> [Layer] {
    guard !values.parts.isEmpty else {
      throw DescriptionError("\(name) needs layers in brackets: \(name)(dense 64, relu)")
    }
    var layers: [Layer] = []
    for part in values.parts { layers.append(try Layer(part)) }
    return layers.withoutIdleBiases
  }

  static func outputs(_ layers: [Layer], _ inputs: Int) throws(DescriptionError) -> Int {
    var width = inputs
    for layer in layers { width = try layer.kind.outputs(of: width) }
    return width
  }

  /// The slots of every layer, `0.weight` of the first; how weights begin is settled by the activation that follows inside.
  static func slots(_ layers: [Layer], _ inputs: Int) -> [Slot] {
    var width = inputs
    var slots: [Slot] = []
    for (place, layer) in layers.enumerated() {
      slots += layer.kind.slots(inputs: width).map { slot in
        var slot = slot.inside(place)
        slot.initialization = slot.initialization ?? layers[(place + 1)...].usualInitialization
        return slot
      }
      width = (try? layer.kind.outputs(of: width)) ?? width
    }
    return slots
  }

  static func output(_ layers: [Layer], _ x: Formula, _ pass: inout LayerPass) -> Formula {
    layers.enumerated().reduce(x) { x, layer in pass.inside(layer.offset, layer.element.kind, x) }
  }
}

extension Collection<Layer> {
  /// How weights begin before these layers: He's before an activation that lets half through, otherwise Glorot's.
  var usualInitialization: Initialization {
    let rectifiers: Set<String> = [
      "relu", "leaky-relu", "relu6", "elu", "celu", "gelu", "gelu-tanh", "silu", "mish", "hard-swish", "prelu",
    ]
    for layer in self {
      if let activation = layer.activation {
        if activation.clause.name == "selu" { return .named("lecun-normal") }
        return .named(rectifiers.contains(activation.clause.name) ? "he-normal" : "glorot-uniform")
      }
      if layer.kind is ParametricReLULayer { return .named("he-normal") }
      if layer.width != nil || layer.kind is MaxoutLayer { break }
    }
    return .named("glorot-uniform")
  }
}

import GradusExpression
import GradusOptimization

/// X + W₂ φ(W₁ norm(X)), with e times as many nodes within as numbers go in and come out.
///
/// Source: G. Bachmann et al., "Scaling MLPs: a tale of inductive bias", NeurIPS 2023, section 3.
struct BottleneckLayer: LayerKind {
  static let name = "bottleneck"
  static let spellings = ["inverted-bottleneck"]
  static let takesParts = true
  static let summary =
    "an inverted bottleneck, residual(layernorm, dense, gelu, dense) with more nodes within: bottleneck(4, gelu)"
  static let settings = [Setting("expansion", "e, how many times as many nodes there are within", .count(1, 64), 4)]
  let values: Values
  private let activation: Activation

  init(_ values: Values) throws(DescriptionError) {
    guard values.parts.count <= 1 else {
      throw DescriptionError("\(Self.name) has one activation within, not \(values.parts.count)")
    }
    activation = try values.parts.first.map { part throws(DescriptionError) in try Activation(part) } ?? .gelu
    self.values = Self.values(
      ["expansion": .number(values[number: "expansion"])], parts: values.parts.isEmpty ? [] : [activation.clause])
  }

  /// The block for so many numbers.
  private func layers(_ width: Int) -> [Layer] {
    [.layerNorm, .dense(width * values[count: "expansion"]), .activation(activation), .dense(width)]
  }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int {
    guard inputs <= Network.parameterLimit else {
      throw DescriptionError("\(Self.name) of \(inputs) numbers is too wide")
    }
    return inputs
  }

  func slots(inputs: Int) -> [Slot] { Block.slots(layers(inputs), inputs) }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    guard case .number(let width) = x.shape[1] else { preconditionFailure("rows of \(x.shape[1]) numbers") }
    return .partsSum([Term(1, x), Term(1, Block.output(layers(width), x, &pass))])
  }

  static func == (left: Self, right: Self) -> Bool { left.values == right.values }
  func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension Layer {
  /// Every row with mean 0 and variance 1, then scaled and shifted.
  static var layerNorm: Layer { Layer(LayerNormLayer(LayerNormLayer.values())) }
}

import GradusExpression
import GradusOptimization

/// The layers inside, whose parameters are trained at a share of the learning rate: small for layers that another training has made.
struct RateLayer: LayerKind {
  static let name = "rate"
  static let takesParts = true
  static let summary = "layers that are trained at a share of the learning rate: rate(0.1, dense 512, relu)"
  static let settings = [Setting("factor", "what the learning rate is multiplied by", .positive)]
  let factor: Rational
  let layers: [Layer]

  init(_ values: Values) throws(DescriptionError) {
    factor = values[number: "factor"]
    layers = try Block.layers(values, of: Self.name)
  }

  var values: Values { Self.values(["factor": .number(factor)], parts: layers.map(\.clause)) }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int { try Block.outputs(layers, inputs) }

  func slots(inputs: Int) -> [Slot] {
    Block.slots(layers, inputs).map { slot in
      var slot = slot
      slot.rate *= factor
      return slot
    }
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula { Block.output(layers, x, &pass) }

  static func == (left: Self, right: Self) -> Bool { left.factor == right.factor && left.layers == right.layers }
  func hash(into hasher: inout Hasher) {
    hasher.combine(factor)
    hasher.combine(layers)
  }
}

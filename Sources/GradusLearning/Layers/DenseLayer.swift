import GradusExpression
import GradusOptimization

/// Z = X W + b: nodes that all see every input.
struct DenseLayer: LayerKind {
  static let name = "dense"
  static let spellings = ["linear"]
  static let takesParts = true
  static let summary = "nodes that all see every input: X W + b"
  static let settings = [
    Setting("width", "how many nodes", .count(1, 1 << 40)),
    Setting(
      "bias", "whether b is added; auto: unless a batch normalisation follows, which takes it away again",
      .choice(["auto", "yes", "no"]), .word("auto")),
  ]
  let values: Values
  let initialization: Initialization?

  init(_ values: Values) throws(DescriptionError) {
    guard values.parts.count <= 1 else {
      throw DescriptionError("dense has one initialisation, not \(values.parts.count)")
    }
    let initialization = try values.parts.first.map { part throws(DescriptionError) in try Initialization(part) }
    self.init(width: values[count: "width"], bias: values[word: "bias"], initialization: initialization)
  }

  /// - Parameter bias: `auto`, `yes` or `no`.
  init(width: Int, bias: String, initialization: Initialization?) {
    values = Self.values(
      ["width": .number(Rational(width)), "bias": .word(bias)],
      parts: initialization.map { [$0.clause] } ?? [])
    self.initialization = initialization
  }

  var width: Int { values[count: "width"] }
  private var hasBias: Bool { values[word: "bias"] != "no" }
  /// Without b, unless it was asked for.
  var withoutIdleBias: DenseLayer {
    values[word: "bias"] == "auto" ? DenseLayer(width: width, bias: "no", initialization: initialization) : self
  }

  func outputs(of inputs: Int) -> Int { width }

  func slots(inputs: Int) -> [Slot] {
    let begins = initialization?.beginsBiases == true ? initialization : .named("zeros")
    let slots = Self.slots(inputs: inputs, width: width, weights: initialization, biases: begins)
    return hasBias ? slots : [slots[0]]
  }

  /// W and b of one dense layer.
  static func slots(inputs: Int, width: Int, weights: Initialization?, biases: Initialization?) -> [Slot] {
    [
      Slot("weight", "W", [inputs, width], begins: weights, decays: true),
      Slot("bias", "b", [width], begins: biases, inputs: inputs),
    ]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    x.dense(pass.slot("weight"), hasBias ? pass.slot("bias") : nil)
  }
}

extension [Layer] {
  /// The layers, where a dense one before a batch normalisation has no bias unless it was asked for.
  var withoutIdleBiases: [Layer] {
    indices.map { place in
      guard let dense = self[place].kind as? DenseLayer, place + 1 < count, self[place + 1].kind is BatchNormLayer
      else { return self[place] }
      return Layer(dense.withoutIdleBias)
    }
  }
}

extension Formula {
  /// X W + b, with the input as one part.
  func dense(_ weight: Formula, _ bias: Formula?) -> Formula {
    let product = Formula.contraction([.init(self, [0, 1]), .init(weight, [1, 2])], output: [0, 2])
    return bias.map { product + $0.inRows(of: product) } ?? product
  }
}

extension Initialization {
  /// Whether biases are drawn like weights.
  fileprivate var beginsBiases: Bool { ["torch", "scikit-learn"].contains(clause.name) }
}

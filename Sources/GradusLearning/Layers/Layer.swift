internal import GradusExpression
public import GradusOptimization

/// A layer of a network as a plain value: what numbers it keeps, and the formula of what it makes of its input.
public struct Layer: Described {
  let kind: any LayerKind

  init(_ kind: any LayerKind) { self.kind = kind }

  /// The layers that are known besides the activations; a new one is its file and its line here.
  static let kinds: [any LayerKind.Type] = [
    DenseLayer.self, DropoutLayer.self, NoiseLayer.self, BatchNormLayer.self, LayerNormLayer.self, RMSNormLayer.self,
    ResidualLayer.self, FrozenLayer.self, MaxoutLayer.self, ParametricReLULayer.self, FlattenLayer.self,
    BottleneckLayer.self, StandardizeLayer.self, WhitenLayer.self, RateLayer.self, FormulaLayer.self,
    EmbeddingLayer.self, BlendLayer.self,
  ]

  /// Every layer with its constants, then the activations.
  public static var all: [MethodDescription] { kinds.map { MethodDescription($0) } + Activation.descriptions }

  /// The layer of a description: `dense 512`, `dropout 0.2`, `relu`, `residual(dense 512, gelu)`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    let name = clause.name.lowercased()
    // A formula of one number is an activation.
    if clause.isFormula, let activation = try? Activation(clause) {
      kind = ActivationLayer(activation)
      return
    }
    if let type = Self.kinds.first(where: { $0.name == name || $0.spellings.contains(name) }) {
      kind = try type.init(reading: Clause(type.name, clause.arguments))
      return
    }
    do { kind = ActivationLayer(try Activation(clause)) } catch {
      if Activation.names.contains(name) { throw error }
      throw .unknown("layer", clause.name, known: Self.kinds.map { $0.name } + Activation.names)
    }
  }

  /// Its name, and the constants that are not the usual ones.
  public var clause: Clause { kind.clause }
  /// The description that it is read from.
  public var description: String { kind.text }
  /// The activation that the layer is; nil for other layers.
  public var activation: Activation? { (kind as? ActivationLayer)?.activation }
  /// How many nodes a dense layer has; nil for other layers.
  public var width: Int? { (kind as? DenseLayer)?.width }
}

/// A layer in one file.
protocol LayerKind: Configurable {
  /// Other names that descriptions may have for it.
  static var spellings: [String] { get }
  /// The description that it is read from.
  var text: String { get }
  /// The layer of a description whose name is the layer's own.
  ///
  /// - Throws: `DescriptionError` that names the setting.
  init(reading clause: Clause) throws(DescriptionError)
  /// How many numbers a row of the output has.
  ///
  /// - Throws: `DescriptionError` where the layer does not take so many inputs.
  func outputs(of inputs: Int) throws(DescriptionError) -> Int
  /// What the layer keeps.
  func slots(inputs: Int) -> [Slot]
  /// Whether some of its slots go by the data that is trained on: it is then the first layer.
  static var fitsInputs: Bool { get }
  /// The values of the slots that go by the data, by their names.
  ///
  /// - Throws: `TrainingError` where the data have none.
  func fitted(to examples: Examples) throws(TrainingError) -> [String: [Float]]
  /// What it makes of a matrix whose rows are examples.
  func output(of x: Formula, _ pass: inout LayerPass) -> Formula
}

extension LayerKind {
  static var spellings: [String] { [] }
  func outputs(of inputs: Int) throws(DescriptionError) -> Int { inputs }
  func slots(inputs: Int) -> [Slot] { [] }
  static var fitsInputs: Bool { false }
  func fitted(to examples: Examples) throws(TrainingError) -> [String: [Float]] { [:] }
  var text: String { clause.description }
  init(reading clause: Clause) throws(DescriptionError) { try self.init(clause) }
}

extension Layer {
  /// A layer of nodes that all see every output of the layer before.
  ///
  /// - Parameter bias: whether b is added; nil for unless a batch normalisation follows.
  public static func dense(_ width: Int, bias: Bool? = nil, initialization: Initialization? = nil) -> Layer {
    Layer(DenseLayer(width: width, bias: bias.map { $0 ? "yes" : "no" } ?? "auto", initialization: initialization))
  }

  /// A function of every number.
  public static func activation(_ activation: Activation) -> Layer { Layer(ActivationLayer(activation)) }

  /// The layers of a description: `dense 512, relu, dropout 0.2, dense 10`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public static func list(_ text: String) throws(DescriptionError) -> [Layer] {
    var layers: [Layer] = []
    for clause in try Clause.list(text) { layers.append(try Layer(clause)) }
    return layers
  }
}

extension Network {
  /// The activations of its layers, those inside of blocks too.
  package var activations: [Activation] {
    func found(_ clause: Clause) -> [Activation] {
      let parts = clause.arguments.flatMap { argument in
        if case .clause(let part) = argument.value { found(part) } else { [Activation]() }
      }
      return ((try? Activation(clause)).map { [$0] } ?? []) + parts
    }
    return Array(Set(layers.flatMap { found($0.clause) })).sorted { $0.description < $1.description }
  }
}

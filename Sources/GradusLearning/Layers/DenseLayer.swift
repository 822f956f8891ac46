import GradusExpression
import GradusOptimization

/// Z = X W + b: nodes that all see every input.
struct DenseLayer: LayerKind {
  static let name = "dense"
  static let spellings = ["linear"]
  static let summary = "nodes that all see every input: X W + b"
  static let settings = [
    Setting("width", "how many nodes", .count(1, 1 << 40)), .flag("bias", "whether b is added", true),
  ]
  let values: Values
  let initialization: Initialization?

  init(_ values: Values) throws(DescriptionError) {
    guard values.parts.count <= 1 else {
      throw DescriptionError("dense has one initialisation, not \(values.parts.count)")
    }
    let initialization = try values.parts.first.map { part throws(DescriptionError) in try Initialization(part) }
    self.init(width: values[count: "width"], hasBias: values[flag: "bias"], initialization: initialization)
  }

  init(width: Int, hasBias: Bool, initialization: Initialization?) {
    values = Self.values(
      ["width": .number(Rational(width)), "bias": .word(hasBias ? "yes" : "no")],
      parts: initialization.map { [$0.clause] } ?? [])
    self.initialization = initialization
  }

  var width: Int { values[count: "width"] }
  private var hasBias: Bool { values[flag: "bias"] }

  func outputs(of inputs: Int) -> Int { width }

  func slots(inputs: Int) -> [Slot] {
    let weight = Slot("weight", "W", [inputs, width], begins: initialization, decays: true)
    guard hasBias else { return [weight] }
    let begins = initialization?.beginsBiases == true ? initialization : .named("zeros")
    return [weight, Slot("bias", "b", [width], begins: begins, inputs: inputs)]
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    let product = Formula.contraction([.init(x, [0, 1]), .init(pass.slot("weight"), [1, 2])], output: [0, 2])
    return hasBias ? product + pass.slot("bias").inRows(of: product) : product
  }
}

extension Initialization {
  /// Whether biases are drawn like weights.
  fileprivate var beginsBiases: Bool { ["torch", "scikit-learn"].contains(clause.name) }
}

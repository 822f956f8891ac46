internal import GradusCalculus
public import GradusExpression

/// A network's loss and all its derivatives as formulas, stage by stage: what every layer gives, and, back from the loss, the
/// derivative in that and in what the layer keeps. Each is derived by the engine from the formula of one layer.
public struct NetworkExplanation: Hashable, Sendable {
  /// A name and the formula that it stands for.
  public struct Equation: Hashable, Sendable {
    /// The symbol on the left.
    public let name: Formula
    /// What it is.
    public let value: Formula
    /// What it means, in words; empty where the formula says it.
    public let meaning: String
  }

  /// What every layer gives, first to last, and the loss.
  public let forward: [Equation]
  /// The derivatives, last layer first.
  public let backward: [Equation]

  /// Explains a step of training over m examples.
  ///
  /// - Throws: `TrainingError.underivable` where the engine has no derivative of a layer.
  public init(_ network: Network, loss: Loss) throws(TrainingError) {
    let m = Size.symbol("m")
    var names = StageNames()
    var stages: [(layer: Int, input: Formula, symbol: Formula, value: Formula)] = []
    var input = Formula.symbol("X", [m, .number(network.inputs)])
    var pass = LayerPass(isTraining: true)
    for (index, layer) in network.layers.enumerated() {
      let own = network.parameters(ofLayer: index)
      pass.enter(own)
      let value = layer.kind.output(of: input, &pass)
      let symbol = Formula.symbol(names.next(layer, number: own.first?.number), value.shape)
      stages.append((index, input, symbol, value))
      input = symbol
    }
    let targets = Formula.symbol("Y", input.shape, facts: loss.output == .softmax ? [.oneHotRows] : [])
    let whole = loss(scores: input, targets: targets)
    forward =
      stages.map {
        Equation(name: $0.symbol, value: $0.value.simplified(), meaning: network.layers[$0.layer].description)
      }
      + [Equation(name: .symbol("L"), value: whole.simplified(), meaning: "\(loss)")]

    do {
      var backward: [Equation] = []
      // What the layer gives has a name: A₁ stands for tanh(Z₁) in 1 − tanh(Z₁)².
      func equation(_ formula: Formula, in variable: Formula, named: [Formula: Formula] = [:]) throws -> Equation {
        let name = variable.symbols.first?.name ?? ""
        let slope = try gradient(of: formula, withRespectTo: variable).simplified()
        return Equation(
          name: .symbol("d\(name)", variable.shape), value: slope.substituting(named), meaning: "∂L/∂\(variable)")
      }
      backward.append(try equation(whole, in: input))
      for stage in stages.reversed() {
        // ⟨dS, f(input, θ)⟩ has the derivatives of the loss in the layer's input and parameters.
        let adjoint = Formula.symbol("d\(stage.symbol.symbols.first?.name ?? "")", stage.symbol.shape)
        let product = (adjoint .* stage.value).summed
        let named = [stage.value.simplified(): stage.symbol]
        for parameter in network.trained where parameter.layer == stage.layer {
          backward.append(try equation(product, in: .symbol(parameter.symbol), named: named))
        }
        if stage.layer > 0 { backward.append(try equation(product, in: stage.input, named: named)) }
      }
      self.backward = backward
    } catch { throw .underivable("\(error)") }
  }
}

/// Names of stages that tell what they are, each once: Z₁ of a dense layer, A₁ of an activation.
private struct StageNames {
  private var taken: Set<String> = []
  private var number = 0

  mutating func next(_ layer: Layer, number own: Int?) -> String {
    if let own { number = own + 1 }
    let letter = layer.width != nil ? "Z" : layer.activation != nil ? "A" : "H"
    var name = "\(letter)\(max(number, 1))"
    var count = 1
    while !taken.insert(name).inserted {
      count += 1
      name = "\(letter)\(max(number, 1))_\(count)"
    }
    return name
  }
}

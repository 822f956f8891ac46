public import GradusExpression
package import GradusOptimization

extension Network {
  /// A slot of a layer in its network.
  public struct Parameter: Hashable, Sendable {
    /// The place of the layer, counted from 0 over all layers.
    public let layer: Int
    /// What it is in its layer.
    public let slot: Slot
    /// The place of the layer among those that keep something, counted from 0: names and symbols count so.
    let number: Int

    /// Its shape: (inputs, outputs) of weights, (outputs) of biases.
    public var shape: [Int] { slot.shape }
    /// What becomes of it in training.
    public var role: Slot.Role { slot.role }
    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }
    /// Whether a decay of the weights is meant for it.
    package var decays: Bool { slot.decays }

    /// The name in files: `layers.0.weight`.
    public var name: String { "layers.\(number).\(slot.name)" }

    /// The symbol in formulas: W₁ is `W1`, the b of the second layer in the first block `b1_2`.
    public var symbol: Symbol {
      let place = ([number + 1] + slot.path).map(String.init).joined(separator: "_")
      let facts: Set<Fact> = slot.name.hasSuffix("running_var") ? [.nonnegative] : []
      return Symbol("\(slot.letter)\(place)", shape.map(Size.number), facts: facts)
    }
  }

  /// The slots of layers, and how many numbers come out.
  static func parameters(_ layers: [Layer], _ inputs: Int) throws(NetworkError) -> ([Parameter], outputs: Int) {
    var parameters: [Parameter] = []
    var (width, number, count) = (inputs, 0, 0)
    for (index, layer) in layers.enumerated() {
      if index > 0, type(of: layer.kind).fitsInputs {
        throw .layer(index + 1, "\(type(of: layer.kind).name) goes by the data, and so is the first layer")
      }
      let next: Int
      do { next = try layer.kind.outputs(of: width) } catch { throw .layer(index + 1, error.description) }
      guard width <= Self.parameterLimit, next <= Self.parameterLimit else { throw .tooLarge }
      let slots = layer.kind.slots(inputs: width)
      for slot in slots {
        let entries = slot.shape.reduce(1) { $0.multipliedReportingOverflow(by: $1).overflow ? .max : $0 * $1 }
        let (sum, excess) = count.addingReportingOverflow(entries)
        guard !excess, sum <= Self.parameterLimit else { throw .tooLarge }
        count = sum
        var slot = slot
        slot.initialization = slot.initialization ?? layers[(index + 1)...].usualInitialization
        parameters.append(Parameter(layer: index, slot: slot, number: number))
      }
      number += slots.isEmpty ? 0 : 1
      width = next
    }
    return (parameters, width)
  }

  /// The parameters that follow their gradient.
  public var trained: [Parameter] { parameters.filter { $0.role == .parameter } }
}

extension Network {
  /// What a layer keeps, counted from 0.
  func parameters(ofLayer index: Int) -> [Parameter] { parameters.filter { $0.layer == index } }
}

extension OptimizerMemory {
  /// The name in files of this memory of a parameter: `velocity.layers.0.weight`.
  package func name(of parameter: Network.Parameter) -> String { "\(name).\(parameter.name)" }
}

extension Network {
  /// Values to begin training on some data with: given ones, those of layers that go by the data, and new ones.
  func initialParameters(
    for data: Dataset, _ given: [String: [Float]], using generator: inout SeededGenerator
  ) throws(TrainingError) -> [String: [Float]] {
    var values = initialParameters(using: &generator)
    let fitted = try layers[0].kind.fitted(to: data.examples)
    for parameter in parameters(ofLayer: 0) {
      if let own = fitted[parameter.slot.name] { values[parameter.name] = own }
    }
    for (name, numbers) in given {
      guard let parameter = parameters.first(where: { $0.name == name }) else {
        throw .dataMismatch("the network \(self) has no parameter \(name) to begin with")
      }
      guard numbers.count == parameter.count, numbers.allSatisfy(\.isFinite) else {
        throw .dataMismatch(
          "the parameter \(name) has \(parameter.count) numbers, and \(numbers.count) are given to begin with")
      }
      values[name] = numbers
    }
    return values
  }

  /// Values to begin training with, each as its layer says. They depend on the generator's state alone.
  ///
  /// Where a layer says nothing, weights before an activation that lets half of the numbers through (ReLU and its kin) are normal
  /// with variance 2 / inputs, and others uniform in ±√(6 / (inputs + outputs)); biases are zero.
  public func initialParameters(using generator: inout SeededGenerator) -> [String: [Float]] {
    var values: [String: [Float]] = [:]
    for parameter in parameters {
      let initialization = parameter.slot.initialization ?? .named("zeros")
      values[parameter.name] = initialization.numbers(
        shape: parameter.shape, inputs: parameter.slot.inputs, using: &generator)
    }
    return values
  }
}

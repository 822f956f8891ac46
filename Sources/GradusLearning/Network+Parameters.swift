public import GradusExpression

extension Network {
  /// The weights or the biases of a layer.
  public struct Parameter: Hashable, Sendable {
    /// What a parameter is in its layer.
    public enum Role: String, Hashable, Sendable {
      case weight
      case bias
    }

    /// Counted from 0.
    public let layer: Int
    /// What it is in its layer.
    public let role: Role
    /// (inputs, outputs) of weights, (outputs) of biases.
    public let shape: [Int]

    /// How many numbers it has.
    public var count: Int { shape.reduce(1, *) }

    /// The name in files: `layers.0.weight`.
    public var name: String { "layers.\(layer).\(role.rawValue)" }

    /// The symbol in formulas: W₁ is `W1`, b₁ is `b1`.
    public var symbol: Symbol {
      let letter =
        switch role {
        case .weight: "W"
        case .bias: "b"
        }
      return Symbol("\(letter)\(layer + 1)", shape.map(Size.number))
    }
  }

  /// Every parameter, layer by layer, the weights of a layer before its biases.
  public var parameters: [Parameter] {
    layers.indices.flatMap { [weight(ofLayer: $0), bias(ofLayer: $0)] }
  }

  func weight(ofLayer index: Int) -> Parameter {
    Parameter(layer: index, role: .weight, shape: [inputs(ofLayer: index), layers[index].width])
  }

  func bias(ofLayer index: Int) -> Parameter {
    Parameter(layer: index, role: .bias, shape: [layers[index].width])
  }
}

extension Network {
  /// Values to begin training with: weights at random, biases zero. They depend on the generator's state alone.
  ///
  /// - Before ReLU, normal with variance 2 / inputs: K. He et al., "Delving deep into rectifiers", ICCV 2015.
  /// - Otherwise uniform in ±√(6 / (inputs + outputs)): X. Glorot and Y. Bengio, "Understanding the difficulty of training
  ///   deep feedforward neural networks", AISTATS 2010.
  public func initialParameters(using generator: inout SeededGenerator) -> [String: [Float]] {
    var values: [String: [Float]] = [:]
    for parameter in parameters {
      switch parameter.role {
      case .bias:
        values[parameter.name] = Array(repeating: 0, count: parameter.count)
      case .weight:
        let (inputs, outputs) = (Double(parameter.shape[0]), Double(parameter.shape[1]))
        switch layers[parameter.layer].activation {
        case .relu, .leakyReLU, .elu, .gelu:
          let deviation = (2 / inputs).squareRoot()
          values[parameter.name] = (0..<parameter.count).map { _ in Float(deviation * generator.normal()) }
        case .identity, .sigmoid, .tanh, .softmax, .softplus:
          let bound = (6 / (inputs + outputs)).squareRoot()
          values[parameter.name] = (0..<parameter.count).map { _ in Float(bound * (2 * generator.uniform() - 1)) }
        }
      }
    }
    return values
  }
}

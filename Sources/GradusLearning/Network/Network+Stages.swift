extension Network {
  /// A layer with its place and its cost.
  public struct Stage: Hashable, Sendable {
    /// The layer's description.
    public let description: String
    /// How many numbers an example has after it.
    public let outputs: Int
    /// How many numbers it keeps, trained or not.
    public let parameters: Int
    /// How many multiplications the products with its weights take for one example.
    public let multiplications: Int
  }

  /// The layers, first to last.
  public var stages: [Stage] {
    var width = inputs
    return layers.enumerated().map { index, layer in
      width = (try? layer.kind.outputs(of: width)) ?? width
      let own = parameters(ofLayer: index)
      return Stage(
        description: layer.description, outputs: width, parameters: own.reduce(0) { $0 + $1.count },
        multiplications: own.reduce(0) { $0 + ($1.shape.count == 2 ? $1.count : 0) })
    }
  }

  /// The count of the numbers that are kept and not trained: running statistics, frozen parameters.
  package var otherCount: Int { parameters.reduce(0) { $0 + ($1.role == .parameter ? 0 : $1.count) } }
}

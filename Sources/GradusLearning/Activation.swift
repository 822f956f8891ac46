/// What a layer of nodes does to its sums.
public enum Activation: String, CaseIterable, Hashable, Sendable, Codable {
  /// z
  case identity
  /// max(0, z)
  case relu
  /// 1 / (1 + exp(−z))
  case sigmoid
  /// tanh z
  case tanh
  /// exp(zⱼ) / Σₖ exp(zₖ) over the nodes of the layer; at the end of a network only.
  case softmax
}

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
  /// max(z, z/100)
  case leakyReLU = "leaky-relu"
  /// z where z > 0, and exp(z) − 1 elsewhere
  case elu
  /// z Φ(z), with the normal distribution function
  case gelu
  /// log(1 + exp(z))
  case softplus
  /// exp(zⱼ) / Σₖ exp(zₖ) over the nodes of the layer; at the end of a network only.
  case softmax
}

extension ForwardPropagation {
  /// Every node's sum with its numbers, line by line:
  ///
  ///     z¹₂ = 1·1 − 1·3 + 0 = −2
  ///     a¹₂ = ReLU(−2) = 0
  public var lines: [String] {
    ["x = \(tuple(input))"] + layers.indices.flatMap { [""] + layerLines($0) }
  }

  private func layerLines(_ index: Int) -> [String] {
    let layer = layers[index]
    let number = index + 1
    let result = index == layers.count - 1 ? "ŷ" : indexed("a", layer: number)
    var lines = [heading(index)]
    for (j, node) in layer.nodes.enumerated() {
      let sum = sumOfProducts(node.products.map { ($0.weight, $0.input) }, plus: node.bias)
      lines.append("  \(indexed("z", layer: number, j + 1)) = \(sum) = \(decimal(node.sum))")
    }
    if layer.activation != .identity {
      for (j, node) in layer.nodes.enumerated() {
        let output = layer.activation == .softmax ? indexed("ŷ", j + 1) : indexed("a", layer: number, j + 1)
        lines.append(
          "  \(output) = \(layer.activation.applied(to: decimal(node.sum), total: total(number))) = \(decimal(node.output))"
        )
      }
    }
    return lines + ["  \(result) = \(tuple(layer.outputs))"]
  }

  private func total(_ layer: Int) -> String { "Σₖ exp(\(indexed("z", layer: layer))ₖ)" }

  /// `Layer 2: z²ⱼ = Σᵢ w²ᵢⱼ a¹ᵢ + b²ⱼ, a²ⱼ = ReLU(z²ⱼ)`
  private func heading(_ index: Int) -> String {
    let number = index + 1
    let (w, b, z) = (indexed("w", layer: number), indexed("b", layer: number), indexed("z", layer: number))
    let input = index == 0 ? "x" : indexed("a", layer: index)
    let output = index == layers.count - 1 ? "ŷ" : indexed("a", layer: number)
    let activation = layers[index].activation.applied(to: "\(z)ⱼ", total: total(number))
    return "Layer \(number): \(z)ⱼ = Σᵢ \(w)ᵢⱼ \(input)ᵢ + \(b)ⱼ, \(output)ⱼ = \(activation)"
  }
}

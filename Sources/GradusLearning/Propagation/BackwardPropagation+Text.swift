extension BackwardPropagation {
  /// The chain rule with its numbers, line by line, from the loss back to the first layer:
  ///
  ///     ∂L/∂a¹₁ = w²₁₁ δ²₁ = 3·6 = 18
  ///     δ¹₁ = ∂L/∂a¹₁ · ReLU′(9) = 18·1 = 18
  ///     ∂L/∂w¹₂₁ = x₂ δ¹₁ = 3·18 = 54
  public var lines: [String] {
    ["t = \(tuple(target))"] + lossNote + ["L = \(lossText) = \(decimal(loss))"]
      + layers.indices.reversed().flatMap { [""] + layerLines($0) }
  }

  /// What a loss of training is, with z and y for what exercises call ŷ or z, and t.
  private var lossNote: [String] {
    guard case .other(let loss) = lossKind else { return [] }
    let arguments = "z the \(lossKind.isOfSums ? "sums of the last layer" : "output ŷ"), y the target t"
    return [loss.summary.map { "\(loss): \($0); \(arguments)" } ?? arguments]
  }

  /// `½ Σⱼ (ŷⱼ − tⱼ)² = ½ ((36 − 30)² + (1 − 2)²)`
  private var lossText: String {
    let pairs = zip(forward.output, target)
    func sum(_ terms: [String]) -> String {
      terms.count == 1 ? terms[0] : "(" + terms.joined(separator: " + ") + ")"
    }
    switch (lossKind, layers[layers.count - 1].activation) {
    case (.other(let loss), _): return loss.name
    case (.squaredError, _):
      return "½ Σⱼ (ŷⱼ − tⱼ)² = ½ " + sum(pairs.map { "(\(decimal($0)) − \(operand($1)))²" })
    case (.crossEntropy, .softmax):
      let terms = pairs.filter { $1 != 0 }.map { ($1 == 1 ? "" : "\(decimal($1)) ") + "log \(decimal($0))" }
      return "−Σⱼ tⱼ log ŷⱼ = −" + sum(terms)
    case (.crossEntropy, _):
      let terms = pairs.map { y, t in
        "\(decimal(t)) log \(decimal(y)) + \(decimal(1 - t)) log \(decimal(1 - y))"
      }
      return "−Σⱼ (tⱼ log ŷⱼ + (1 − tⱼ) log (1 − ŷⱼ)) = −(" + terms.joined(separator: " + ") + ")"
    }
  }

  private func layerLines(_ index: Int) -> [String] {
    let number = index + 1
    let layer = layers[index]
    return ["Layer \(number), backward: \(indexed("δ", layer: number)) = ∂L/∂\(indexed("z", layer: number))"]
      + layer.sumGradient.indices.flatMap { deltaLines(index, node: $0) }
      + parameterLines(index)
      + [
        "  ∂L/∂\(indexed("W", layer: number)) = \(matrix(layer.weightGradient))",
        "  ∂L/∂\(indexed("b", layer: number)) = \(tuple(layer.biasGradient))",
      ]
  }

  /// How δⱼ comes from what follows the layer.
  private func deltaLines(_ index: Int, node j: Int) -> [String] {
    let layer = layers[index]
    let isLast = index == layers.count - 1
    let delta = "  \(indexed("δ", layer: index + 1, j + 1))"
    let value = decimal(layer.sumGradient[j])
    guard let gradient = layer.outputGradient, let slopes = layer.slopes else {
      if case .other = lossKind { return ["\(delta) = ∂L/∂\(indexed("z", layer: index + 1, j + 1)) = \(value)"] }
      // Cross-entropy after a softmax or a sigmoid: ∂L/∂z = ŷ − t.
      return ["\(delta) = \(difference(j)) = \(value)"]
    }
    let output = isLast ? indexed("ŷ", j + 1) : indexed("a", layer: index + 1, j + 1)
    let way = isLast ? (lossKind == .squaredError ? difference(j) + " = " : "") : throughNextLayer(index, j) + " = "
    let first = "  ∂L/∂\(output) = \(way)\(decimal(gradient[j]))"
    if layer.activation == .identity { return [first, "\(delta) = ∂L/∂\(output) = \(value)"] }
    let slope = "\(layer.activation.symbol)′(\(decimal(forward.layers[index].nodes[j].sum)))"
    return [
      first, "\(delta) = ∂L/∂\(output) · \(slope) = \(decimal(gradient[j]))·\(operand(slopes[j])) = \(value)",
    ]
  }

  /// `∂L/∂w¹₂₁ = x₂ δ¹₁ = 3·18 = 54` for every weight, and the biases.
  private func parameterLines(_ index: Int) -> [String] {
    let number = index + 1
    let layer = layers[index]
    let inputs = index == 0 ? forward.input : forward.layers[index - 1].outputs
    var lines: [String] = []
    for (i, row) in layer.weightGradient.enumerated() {
      let input = index == 0 ? indexed("x", i + 1) : indexed("a", layer: index, i + 1)
      for (j, value) in row.enumerated() {
        let product = "\(decimal(inputs[i]))·\(operand(layer.sumGradient[j]))"
        let names = "\(input) \(indexed("δ", layer: number, j + 1))"
        lines.append("  ∂L/∂\(indexed("w", layer: number, i + 1, j + 1)) = \(names) = \(product) = \(decimal(value))")
      }
    }
    for (j, value) in layer.biasGradient.enumerated() {
      let (bias, delta) = (indexed("b", layer: number, j + 1), indexed("δ", layer: number, j + 1))
      lines.append("  ∂L/∂\(bias) = \(delta) = \(decimal(value))")
    }
    return lines
  }

  /// `ŷ₁ − t₁ = 36 − 30`
  private func difference(_ j: Int) -> String {
    "\(indexed("ŷ", j + 1)) − \(indexed("t", j + 1)) = \(decimal(forward.output[j])) − \(operand(target[j]))"
  }

  /// `w²₁₁ δ²₁ + w²₁₂ δ²₂ = 3·6 + 1·2`
  private func throughNextLayer(_ index: Int, _ i: Int) -> String {
    let next = layers[index + 1].sumGradient
    let letters = next.indices.map {
      "\(indexed("w", layer: index + 2, i + 1, $0 + 1)) \(indexed("δ", layer: index + 2, $0 + 1))"
    }
    let weights = forward.network.layers[index + 1].weights[i]
    return "\(letters.joined(separator: " + ")) = \(sumOfProducts(Array(zip(weights, next))))"
  }
}

import GradusLearning
import GradusNotation

/// One step of gradient descent on every weight of a small network: w ← w − η ∂L/∂w.
struct NetworkUpdate {
  let working: [Line]
  let result: [Line]

  init(_ network: SmallNetwork, _ backward: BackwardPropagation, length: Double) {
    let eta = decimal(length)
    var working = [Line("Every weight moves against its derivative:", .line("w ← w − η ∂L/∂w, η = \(eta)"))]
    var result: [Line] = []
    for (index, (layer, gradient)) in zip(network.layers, backward.layers).enumerated() {
      let number = index + 1
      var rows: [String] = []
      for (i, row) in layer.weights.enumerated() {
        let moved = row.enumerated().map { j, weight in
          Moved(indexed("w", layer: number, i + 1, j + 1), weight, gradient.weightGradient[i][j], length)
        }
        working += moved.map(\.line)
        rows.append(moved.map { decimal($0.value) }.joined(separator: " "))
      }
      let biases = layer.biases.enumerated().map { j, bias in
        Moved(indexed("b", layer: number, j + 1), bias, gradient.biasGradient[j], length)
      }
      working += biases.map(\.line)
      let numbers = biases.map { decimal($0.value) }.joined(separator: ", ")
      result.append(Line("", .line("\(indexed("W", layer: number)) = [\(rows.joined(separator: "; "))]")))
      result.append(
        Line("", .line("\(indexed("b", layer: number)) = \(biases.count == 1 ? numbers : "(\(numbers))")")))
    }
    self.working = working
    self.result = result
  }

  /// `w¹₂₁ ← 2 − 0.1·54 = −3.4`
  private struct Moved {
    let line: Line
    let value: Double

    init(_ name: String, _ old: Double, _ slope: Double, _ length: Double) {
      value = old - length * slope
      line = Line(
        "", .line("\(name) ← \(decimal(old)) − \(decimal(length))·\(operand(slope)) = \(decimal(value))"))
    }
  }
}

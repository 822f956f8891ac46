package import GradusLearning
import GradusNotation

extension Report {
  /// A network's stages, its loss and its derivatives.
  package init(_ explanation: NetworkExplanation, _ network: Network) {
    func line(_ equation: NetworkExplanation.Equation) -> Line {
      Line(equation.meaning, .equation(.formula(equation.name), .formula(equation.value)))
    }
    self.init(
      result: [Line("\(network)")] + explanation.forward.map(line) + explanation.backward.map(line),
      members: [
        "network": .string(network.description),
        "forward": .array(explanation.forward.map(\.json)), "backward": .array(explanation.backward.map(\.json)),
      ])
  }
}

extension NetworkExplanation.Equation {
  fileprivate var json: JSONValue {
    .object([
      "name": .string(name.written(as: .ascii)), "formula": .string(value.written(as: .ascii)),
      "meaning": .string(meaning),
    ])
  }
}

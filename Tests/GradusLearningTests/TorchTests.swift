import Foundation
import GradusCalculus
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

/// What PyTorch computes, from `Scripts/training-fixtures.py`.
@Suite("PyTorch's numbers")
struct TorchTests {
  static func fixture<Content: Decodable>(_ name: String) throws -> Content {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
  }

  func expect(_ found: [Double], _ expected: [Double], _ what: String) {
    #expect(found.count == expected.count, "\(what)")
    for (a, b) in zip(found, expected) { #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(what): \(a), not \(b)") }
  }

  struct Activations: Decodable {
    struct Case: Decodable {
      let activation: String
      let values: [Double]
      let slopes: [Double]
    }
    let points: [Double]
    let weights: [Double]
    let cases: [Case]
  }

  @Test("every activation has PyTorch's values and slopes")
  func activations() throws {
    let fixture: Activations = try Self.fixture("activations")
    for item in fixture.cases {
      let activation = try Activation(parsing: item.activation)
      let x = Formula.symbol("X", [1, .number(fixture.points.count)])
      let weights = Formula.symbol("C", x.shape)
      let y = activation(x)
      let gradient = try gradient(of: (weights .* y).summed, withRespectTo: x)
      let inputs = ["X": Tensor(matrix: [fixture.points]), "C": Tensor(matrix: [fixture.weights])]
      let found = try Evaluator(inputs: inputs).evaluate([y, gradient])
      expect(found[0].values, item.values, item.activation)
      expect(found[1].values, item.slopes, "slope of \(item.activation)")
    }
    let tested = Set(fixture.cases.map { $0.activation.split(separator: " ")[0] }.map(String.init))
    #expect(Set(Activation.names).subtracting(tested).isEmpty)
  }

  struct Losses: Decodable {
    struct Case: Decodable {
      let loss: String
      let targets: [Double]
      let value: Double
      let gradient: [Double]
    }
    let shape: [Int]
    let scores: [Double]
    let cases: [Case]
  }

  @Test("every loss has PyTorch's value and gradient")
  func losses() throws {
    let fixture: Losses = try Self.fixture("losses")
    for item in fixture.cases {
      let loss = try Loss(Clause(parsing: item.loss))
      let shape = fixture.shape.map(Size.number)
      let z = Formula.symbol("Z", shape)
      let value = loss(scores: z, targets: .symbol("Y", shape))
      let gradient = try gradient(of: value, withRespectTo: z)
      let inputs = [
        "Z": Tensor(shape: fixture.shape, values: fixture.scores),
        "Y": Tensor(shape: fixture.shape, values: item.targets),
      ]
      let found = try Evaluator(inputs: inputs).evaluate([value, gradient])
      expect(found[0].values, [item.value], item.loss)
      expect(found[1].values, item.gradient, "gradient of \(item.loss)")
    }
    let tested = Set(fixture.cases.map { $0.loss.split(separator: " ")[0] }.map(String.init))
    #expect(Set(Loss.all.map(\.name)).subtracting(tested).isEmpty)
  }

  struct Layers: Decodable {
    struct Slot: Decodable {
      let shape: [Int]
      let values: [Double]
    }
    struct Case: Decodable {
      let layers: String
      let input: [Double]
      let slots: [Slot]
      let output: [Double]
      let weights: [Double]
      let inputGradient: [Double]
      let gradients: [[Double]]
      let running: [[Double]]
      let used: [Double]
    }
    let shape: [Int]
    let cases: [Case]
  }

  @Test("every layer has PyTorch's output, gradients and running statistics")
  func layers() throws {
    let fixture: Layers = try Self.fixture("layers")
    for item in fixture.cases {
      let network = try Network(inputs: fixture.shape[1], layers: Layer.list(item.layers))
      let x = Formula.symbol("X", fixture.shape.map(Size.number))
      let forward = network.forward(x, isTraining: true)
      let y = forward.scores
      let weights = Formula.symbol("C", y.shape)
      let gradients = try gradients(
        of: (weights .* y).summed, withRespectTo: [x] + network.trained.map { .symbol($0.symbol) })
      var inputs = ["X": Tensor(shape: fixture.shape, values: item.input)]
      inputs["C"] = Tensor(shape: [5, network.outputs], values: item.weights)
      #expect(network.parameters.map(\.shape) == item.slots.map(\.shape), "\(item.layers)")
      for (parameter, slot) in zip(network.parameters, item.slots) {
        inputs[parameter.symbol.name] = Tensor(shape: slot.shape, values: slot.values)
      }
      let evaluator = Evaluator(inputs: inputs)
      expect(try evaluator.evaluate(y).values, item.output, item.layers)
      let found = try evaluator.evaluate(gradients)
      expect(found[0].values, item.inputGradient, "\(item.layers), gradient in X")
      for (parameter, (gradient, expected)) in zip(network.trained, zip(found.dropFirst(), item.gradients)) {
        expect(gradient.values, expected, "\(item.layers), gradient in \(parameter.name)")
      }
      let running = network.parameters.filter { $0.role == .state }
      #expect(running.count == item.running.count)
      for (parameter, expected) in zip(running, item.running) {
        let update = try #require(forward.updates[parameter.symbol])
        let value = try evaluator.evaluate(update)
        expect(value.values, expected, "\(item.layers), \(parameter.name)")
        inputs[parameter.symbol.name] = value
      }
      expect(
        try Evaluator(inputs: inputs).evaluate(network.forward(x).scores).values, item.used, "\(item.layers) in use")
    }
  }
}

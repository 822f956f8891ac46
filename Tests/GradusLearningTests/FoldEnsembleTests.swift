import GradusOptimization
import Testing

@testable import GradusLearning

@Suite("A model that is the mean of others")
struct FoldEnsembleTests {
  static func model(_ layers: String, seed: UInt64, numbers: Bool) throws -> TrainedModel {
    var generator = SeededGenerator(seed: 5)
    let rows = (0..<40).map { _ in (0..<3).map { _ in Float(generator.normal()) } }
    let data =
      numbers
      ? try Dataset(rows, values: rows.map { Double($0[0] * 2 - $0[1]) })
      : try Dataset(rows, classes: rows.map { $0[0] > $0[1] ? "a" : $0[2] > 0 ? "b" : "c" })
    let network = try Network(inputs: 3, layers: Layer.list(layers), output: numbers ? .identity : .softmax)
    let training = try Training(
      network, on: data,
      settings: TrainingSettings(
        loss: data.task.usualLoss, learningRate: 0.02, batchSize: 10, epochs: 5, seed: seed))
    while try training.nextEpoch() != nil {}
    return try training.model()
  }

  @Test(
    "has the mean of their scores",
    arguments: [
      "dense 5, relu, dense 4, tanh", "dense 6, batchnorm, relu, dropout 0.2", "dropout 0.1, dense 4, sigmoid",
      "dense 5 bias=no, relu", "",
    ], [true, false])
  func mean(hidden: String, numbers: Bool) throws {
    let layers = (hidden.isEmpty ? "" : hidden + ", ") + "dense \(numbers ? 1 : 3)"
    let models = try (1...3).map { try Self.model(layers, seed: UInt64($0), numbers: numbers) }
    let whole = try TrainedModel(meanOf: models)
    let rows = try Examples((0..<20).map { [Float($0) / 7, Float($0 % 3) - 1, Float($0 % 5) / 2 - 1] })
    let parts = try models.map { try Predictor($0).scores(for: rows) }
    for (place, score) in try Predictor(whole).scores(for: rows).enumerated() {
      let wanted = parts.reduce(0) { $0 + Double($1[place]) } / 3
      #expect(abs(Double(score) - wanted) < 1e-5 * max(1, abs(wanted)))
    }
    // They are not the same models.
    #expect(parts[0] != parts[1])
    #expect(
      try whole.task == models[0].task
        && TrainedModel(meanOf: [models[0]]).parameters.count == models[0].parameters.count)
  }

  @Test(
    "has the mean of their probabilities, however sure they are",
    arguments: ["dense 5, relu, dense 4, tanh", "dense 6, batchnorm, relu", ""], [1, 300])
  func probabilities(hidden: String, factor: Float) throws {
    let layers = (hidden.isEmpty ? "" : hidden + ", ") + "dense 3"
    let models = try (1...3).map { seed in
      let model = try Self.model(layers, seed: UInt64(seed), numbers: false)
      // Scores in the hundreds have probabilities that are 0 or 1 in single precision.
      let last = model.network.parameters.last?.layer ?? 0
      let values = Dictionary(
        uniqueKeysWithValues: model.network.parameters.map { parameter in
          let own = model.parameters[parameter.name] ?? []
          return (parameter.name, parameter.layer == last ? own.map { $0 * factor } : own)
        })
      return try TrainedModel(network: model.network, parameters: values, task: model.task, form: model.form)
    }
    let whole = try TrainedModel(meanOf: models, .probabilities)
    let rows = try Examples((0..<20).map { [Float($0) / 7, Float($0 % 3) - 1, Float($0 % 5) / 2 - 1] })
    let parts = try models.map { try Predictor($0).outputs(for: rows) }
    for (place, output) in try Predictor(whole).outputs(for: rows).enumerated() {
      let wanted = parts.reduce(0) { $0 + Double($1[place]) } / 3
      #expect(abs(Double(output) - wanted) < 2e-6)
    }
    let numbers = try Self.model("dense 1", seed: 1, numbers: true)
    #expect(throws: TrainingError.self) { try TrainedModel(meanOf: [numbers, numbers], .probabilities) }
  }

  @Test(
    "is refused where layers cannot stand side by side",
    arguments: [
      "dense 4, layernorm, relu, dense 3", "batchnorm, dense 4, relu, dense 3",
      "dense 3, residual(dense 3, relu), dense 3",
    ])
  func refused(layers: String) throws {
    let model = try Self.model(layers, seed: 1, numbers: false)
    #expect(throws: TrainingError.self) { try TrainedModel(meanOf: [model, model]) }
    let other = try Self.model("dense 4, relu, dense 3", seed: 1, numbers: false)
    let small = try Self.model("dense 5, relu, dense 3", seed: 1, numbers: false)
    #expect(throws: TrainingError.self) { try TrainedModel(meanOf: [other, small]) }
    #expect(throws: TrainingError.self) { try TrainedModel(meanOf: []) }
  }
}

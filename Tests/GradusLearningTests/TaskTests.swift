import GradusExpression
import GradusLearning
import GradusOptimization
import Testing
import _GradusTestSupport

@Suite("What a network tells")
struct TaskTests {
  /// Rows of numbers around 0.
  func rows(_ count: Int, _ width: Int, seed: UInt64) -> [[Float]] {
    var generator = GradusLearning.SeededGenerator(seed: seed)
    return (0..<count).map { _ in (0..<width).map { _ in Float(generator.normal()) } }
  }

  func settings(_ loss: Loss, epochs: Int = 60) -> TrainingSettings {
    TrainingSettings(loss: loss, learningRate: 0.02, batchSize: 16, epochs: epochs, seed: 1)
  }

  @Test("numbers, in their own unit")
  func regression() throws {
    let rows = rows(200, 3, seed: 4)
    let values = rows.map { 1000 + 50 * Double($0[0]) - 20 * Double($0[1]) * Double($0[1]) }
    let data = try Dataset(rows, values: values)
    let network = try Network(
      inputs: 3, hidden: [24], activation: .tanh, classes: 1, output: data.task.usualLoss.output)
    let training = try Training(
      network, on: data.subset(0..<160), validation: data.subset(160..<200),
      settings: settings(data.task.usualLoss, epochs: 200))
    while let epoch = try training.nextEpoch() { #expect(epoch.accuracy == nil && epoch.validationLoss != nil) }
    let predictor = try Predictor(training.model())
    let measures = try predictor.regressionMeasures(on: data.subset(160..<200))[0]
    #expect(try #require(measures.determination) > 0.98)
    let told = try predictor.predictions(for: rows)
    #expect(told[0].label == nil && abs(Double(told[0].outputs[0]) - values[0]) < 30)
  }

  @Test("two classes by the probability of one of them")
  func binary() throws {
    let rows = rows(120, 2, seed: 5)
    let data = try Dataset(rows, classes: rows.map { $0[0] + $0[1] > 0 ? "yes" : "no" })
    let loss = Loss.named("binary-cross-entropy")
    #expect(data.task.outputs(of: loss.output) == 1 && data.task.outputs(of: .softmax) == 2)
    let network = try Network(inputs: 2, hidden: [8], activation: .relu, classes: 1, output: .sigmoid)
    let training = try Training(network, on: data, settings: settings(loss))
    var last: EpochReport?
    while let epoch = try training.nextEpoch() { last = epoch }
    #expect(try #require(last?.accuracy) > 0.95)
    let predictor = try Predictor(training.model())
    #expect(try #require(predictor.confusionMatrix(on: data).accuracy) > 0.95)
    let told = try predictor.predictions(for: [[3, 3], [-3, -3]])
    #expect(told.map(\.label) == [1, 0])
    #expect(told.allSatisfy { abs($0.outputs[0] + $0.outputs[1] - 1) < 1e-6 && ($0.confidence ?? 0) > 0.9 })
  }

  @Test("labels, each for itself")
  func labels() throws {
    let rows = rows(160, 2, seed: 6)
    let marks = rows.flatMap { [$0[0] > 0 ? 1 : 0, $0[1] > 0 ? 1 : 0, $0[0] * $0[1] > 0 ? 1 : 0] as [Float] }
    let data = try Dataset(Examples(rows), .labels(marks, names: ["right", "up", "even"]))
    let network = try Network(inputs: 2, hidden: [24], activation: .relu, classes: 3, output: .sigmoid)
    let training = try Training(network, on: data, settings: settings(data.task.usualLoss, epochs: 150))
    var last: EpochReport?
    while let epoch = try training.nextEpoch() { last = epoch }
    #expect(try #require(last?.accuracy) > 0.85)
    for (name, matrix) in try Predictor(training.model()).labelMatrices(on: data) {
      #expect(try #require(matrix.accuracy) > 0.9, "\(name)")
    }
  }

  @Test("a whole row of labels is right or it is not: counted as it is by hand", arguments: 0..<5)
  func hits(seed: Int) throws {
    let network = try Network(inputs: 2, hidden: [], activation: .identity, classes: 3, output: .sigmoid)
    let form = DataForm(isNonnegative: false, targets: .labels)
    let step = try TrainingStep(
      network: network, TrainingSettings(loss: .named("binary-cross-entropy")), batch: 7, data: form)
    let inputs = step.correct!.sampledInputs(seed: seed)
    let found = try Evaluator(inputs: inputs).evaluate([step.correct!, step.forward.scores])
    let targets = try #require(inputs["Y"])
    let right = (0..<7).count { row in (0..<3).allSatisfy { (found[1][row, $0] > 0) == (targets[row, $0] == 1) } }
    #expect(found[0].values[0] == Double(right))
  }

  @Test(
    "an example that counts twice is an example that is there twice",
    arguments: ["cross-entropy", "squared-error", "cross-entropy reduction=sum"])
  func weights(text: String) throws {
    let loss = try Loss(Clause(parsing: text))
    let rows = rows(6, 3, seed: 8)
    let labels: [Int32] = [0, 1, 2, 0, 1, 2]
    let weights: [Float] = [1, 2, 0, 3, 1, 1]
    let repeated = weights.indices.flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let network = try Network(inputs: 3, hidden: [5], activation: .tanh, classes: 3, output: loss.output)
    func trained(_ rows: [[Float]], _ labels: [Int32], _ weights: [Float]?) throws -> (EpochReport, [String: [Float]]) {
      let data = try Dataset(Examples(rows), .classes(labels, names: ["a", "b", "c"]), weights: weights)
      let training = try Training(
        network, on: data,
        settings: TrainingSettings(
          loss: loss, optimizer: .gradientDescent, learningRate: 0.1, batchSize: 100, epochs: 1))
      let report = try #require(try training.nextEpoch())
      return (report, try training.model().parameters)
    }
    let one = try trained(rows, labels, weights)
    let other = try trained(repeated.map { rows[$0] }, repeated.map { labels[$0] }, nil)
    #expect(abs(one.0.loss - other.0.loss) < 1e-5)
    for (name, values) in one.1 {
      for (a, b) in zip(values, try #require(other.1[name])) { #expect(abs(a - b) < 1e-5, "\(name)") }
    }
  }

  @Test("classes count what they are told to, or as much as each other")
  func classWeights() throws {
    let data = try Dataset([[1], [2], [3], [4]], classes: ["a", "b", "a", "a"])
    #expect(try data.weighted(by: .balanced).weights == [4 / 6, 2, 4 / 6, 4 / 6])
    #expect(try data.weighted(by: .factors([1, 5])).weights == [1, 5, 1, 1])
    #expect(try data.weighted(by: .equal) == data)
    #expect(throws: DatasetError.classWeights(1, classes: 2)) { try data.weighted(by: .factors([1])) }
    #expect(ClassWeights("1,2.5") == .factors([1, 2.5]) && ClassWeights("1,x") == nil)
  }

  @Test("probabilities that are certain are classes")
  func probabilities() throws {
    let rows = rows(20, 2, seed: 9)
    let labels = (0..<20).map { Int32($0 % 3) }
    let shares = labels.flatMap { label in (0..<3).map { Float($0 == Int(label) ? 1 : 0) } }
    let network = try Network(inputs: 2, hidden: [4], activation: .relu, classes: 3)
    func trained(_ targets: Targets) throws -> (EpochReport, [String: [Float]]) {
      let training = try Training(
        network, on: Dataset(Examples(rows), targets), settings: settings(.crossEntropy, epochs: 1))
      return (try #require(try training.nextEpoch()), try training.model().parameters)
    }
    let hard = try trained(.classes(labels, names: ["a", "b", "c"]))
    let soft = try trained(.probabilities(shares, names: ["a", "b", "c"]))
    #expect(abs(hard.0.loss - soft.0.loss) < 1e-6 && hard.0.accuracy == soft.0.accuracy)
    for (name, values) in hard.1 {
      for (a, b) in zip(values, try #require(soft.1[name])) { #expect(abs(a - b) < 1e-5, "\(name)") }
    }
  }

  @Test(
    "has the gradient that differences have, with weights too",
    arguments: [DataForm.TargetKind.classes, .probabilities, .labels, .numbers], [false, true])
  func gradient(targets: DataForm.TargetKind, isWeighted: Bool) throws {
    let task: (loss: String, output: OutputMap) =
      switch targets {
      case .classes: ("cross-entropy", .softmax)
      case .probabilities: ("kullback-leibler", .softmax)
      case .labels: ("binary-cross-entropy", .sigmoid)
      case .numbers: ("squared-error", .identity)
      }
    let network = try Network(inputs: 3, hidden: [4], activation: .tanh, classes: 2, output: task.output)
    let form = DataForm(isNonnegative: false, targets: targets, isWeighted: isWeighted)
    let step = try TrainingStep(network: network, TrainingSettings(loss: .named(task.loss)), batch: 5, data: form)
    let inputs = step.loss.sampledInputs(seed: 3)
    for (parameter, gradient) in zip(network.trained, step.gradients) {
      let exact = try Evaluator(inputs: inputs).evaluate(gradient)
      let found = try finiteDifferences(of: step.loss, withRespectTo: parameter.symbol.name, inputs: inputs)
      for (a, b) in zip(exact.values, found.values) { #expect(abs(a - b) < 1e-7) }
    }
  }

  @Test("labels of a thousand classes are gathered as they are")
  func manyClasses() throws {
    let data = try Dataset(
      Examples(rows(30, 4, seed: 2)), .classes((0..<30).map { Int32($0 * 33) }, names: (0..<1000).map(String.init)))
    let network = try Network(inputs: 4, hidden: [8], activation: .relu, classes: 1000)
    let training = try Training(network, on: data, settings: settings(.crossEntropy, epochs: 80))
    var last: EpochReport?
    while let epoch = try training.nextEpoch() { last = epoch }
    #expect(try #require(last?.accuracy) > 0.9)
  }

  @Test("data that are none are refused")
  func refused() {
    func fault(_ make: () throws(DatasetError) -> Dataset) -> String {
      do {
        _ = try make()
        return ""
      } catch { return error.description }
    }
    let names = ["a"]
    #expect(
      fault { () throws(DatasetError) in try Dataset([[1, 2], [3]], classes: ["a", "b"]) }
        == "row 1 has 1 numbers; the first has 2")
    #expect(
      fault { () throws(DatasetError) in try Dataset([[1], [.nan]], classes: ["a", "b"]) }
        == "number 0 of example 1 is infinite or undefined")
    #expect(
      fault { () throws(DatasetError) in try Dataset([[1], [2]], classes: names) }
        == "2 examples but 1 targets: every example needs its own")
    #expect(
      fault { () throws(DatasetError) in try Dataset(Examples([[1]]), .labels([2], names: names)) }
        == "a of example 0 is 2.0, which is no target")
    for (weight, words) in [(Float(-1), "example 0 counts -1.0: at least 0"), (0, "every example counts 0")] {
      let found = fault { () throws(DatasetError) in
        try Dataset(Examples([[1]]), .classes([0], names: names), weights: [weight])
      }
      #expect(found.hasPrefix(words))
    }
  }
}

@Suite("How far numbers are from what they should be")
struct RegressionMeasuresTests {
  // scikit-learn 1.9: mean_absolute_error, mean_squared_error, mean_absolute_percentage_error, r2_score
  @Test("is measured as scikit-learn does")
  func measures() {
    let found = RegressionMeasures(name: "y", actual: [3, -0.5, 2, 7], predicted: [2.5, 0.0, 2, 8])
    #expect(found.meanAbsoluteError == 0.5 && found.meanSquaredError == 0.375)
    #expect(abs((found.determination ?? 0) - 0.948_608_137_044_967_9) < 1e-12)
    #expect(abs((found.meanAbsolutePercentageError ?? 0) - 0.327_380_952_380_952_4) < 1e-12)
    #expect(RegressionMeasures(name: "y", actual: [1, 1], predicted: [1, 2]).determination == nil)
    #expect(RegressionMeasures(name: "y", actual: [0, 1], predicted: [1, 2]).meanAbsolutePercentageError == nil)
  }
}

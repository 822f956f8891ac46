import Foundation
import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("Networks, methods and settings are stored as they are described")
struct DocumentCodableTests {
  static func back<Value: Codable>(_ value: Value) throws -> Value {
    try JSONDecoder().decode(Value.self, from: JSONEncoder().encode([value]).dropFirst().dropLast())
  }

  @Test("every optimiser, and constants that are not the usual ones")
  func optimizers() throws {
    for method in Optimizer.all where method.settings.allSatisfy({ $0.standard != nil }) {
      let optimizer = try Optimizer(Clause(method.name))
      #expect(try Self.back(optimizer) == optimizer)
    }
    let adam = try Optimizer(Clause(parsing: "lookahead(adam beta1=0.8, every=5)"))
    #expect(try Self.back(adam) == adam)
  }

  @Test(
    "schedules, losses, layers, clippings and averagings",
    arguments: ["constant", "warmup(10, cosine(100))", "step(5, 0.5)"])
  func methods(schedule: String) throws {
    let schedule = try Schedule(Clause(parsing: schedule))
    #expect(try Self.back(schedule) == schedule)
    for loss in Loss.all where loss.settings.allSatisfy({ $0.standard != nil }) {
      let loss = try Loss(Clause(loss.name))
      #expect(try Self.back(loss) == loss)
    }
    let layers = try Layer.list(#"dense 8, residual(dense 8, gelu), "gain .* x + shift", dropout 0.2"#)
    #expect(try layers.map(Self.back) == layers)
    #expect(try Self.back(Clipping(.globalNorm, 2)) == Clipping(.globalNorm, 2))
    for averaging in [Averaging.exponential(share: Rational(999, 1000)), .stochastic(start: 3)] {
      #expect(try Self.back(averaging) == averaging)
    }
    for weights in [ClassWeights.equal, .balanced, .factors([1, 2.5])] { #expect(try Self.back(weights) == weights) }
  }

  @Test("networks")
  func networks() throws {
    let networks = try [
      Network(inputs: 784, hidden: [128], activation: .relu, classes: 10),
      Network(inputs: 3, layers: Layer.list(#"standardize, dense 4 bias=no, batchnorm, "x*sigmoid(x)", dense 1"#)),
      Network(inputs: 2, hidden: [3], activation: .tanh, classes: 2, output: .sigmoid),
    ]
    for network in networks { #expect(try Self.back(network) == network, "\(network)") }
  }

  @Test("settings, each other than the usual one")
  func settings() throws {
    let settings = try TrainingSettings(
      loss: Loss(Clause(parsing: "cross-entropy smoothing=0.1")), optimizer: .nesterov(), learningRate: 0.1 + 0.2,
      schedule: .cosine(steps: 100), weightDecay: Rational(1, 10_000), clipping: Clipping(.norm, 1),
      sparsity: Rational(1, 100_000),
      maxNorm: 3, averaging: .exponential(share: Rational(99, 100)), patience: 4, monitor: .macroF1,
      measures: [.accuracy], batchSize: 17,
      accumulation: 2, leaves: 4, isShuffled: false, lastBatch: .drop, epochs: 9, seed: .max, validationFraction: 0.2,
      testFraction: 0.1, classWeights: .balanced)
    #expect(try Self.back(settings) == settings)
    #expect(try Self.back(TrainingSettings()) == TrainingSettings())
  }

  @Test("what a model tells and sees")
  func tasks() throws {
    let tasks: [LearningTask] = [
      .classification(["a", "b"]), .multilabel(["x"]), .regression([RegressionTarget("y", mean: 0.1, deviation: 3)]),
    ]
    for task in tasks { #expect(try Self.back(task) == task) }
    for form in [ExampleForm.image(ImageShape(height: 4, width: 6, channels: 3)), .numbers(7)] {
      #expect(try Self.back(form) == form)
    }
    let small = try SmallNetwork(layers: [.init(weights: [[1, 0.1], [2, 3]], biases: [0, -1], activation: .relu)])
    #expect(try Self.back(small) == small)
  }

  static func message<Value: Decodable>(_ type: Value.Type, _ text: String) -> String {
    do {
      _ = try JSONDecoder().decode(type, from: Data(text.utf8))
      return "read"
    } catch DecodingError.dataCorrupted(let context) { return context.debugDescription } catch { return "\(error)" }
  }

  @Test("what makes no sense is an error that says why")
  func damaged() throws {
    #expect(Self.message(Optimizer.self, #""adan""#).contains("adan"))
    #expect(Self.message(Network.self, #"{"inputs": 4, "layers": "dens 3"}"#).contains("dens"))
    #expect(
      Self.message(LearningTask.self, #"{"kind": "numbers", "names": ["y"], "deviations": [0]}"#).contains("positive"))
    #expect(Self.message(ExampleForm.self, "{}").contains("table"))
    #expect(Self.message(ClassWeights.self, #""1,-2""#).contains("at least 0"))
    #expect(
      Self.message(SmallNetwork.self, #"{"layers": [{"weights": [[1]], "biases": [1, 2]}]}"#) != "read")
    var settings = String(decoding: try JSONEncoder().encode(TrainingSettings()), as: UTF8.self)
    settings.replace(#""batchSize":"#, with: #""batchSize":-"#)
    #expect(Self.message(TrainingSettings.self, settings).contains("batchSize"))
  }
}

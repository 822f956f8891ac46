import Glibc
import GradusLearning
import GradusOptimization
import GradusPaper

/// A small network on points of the plane, trained a few steps at a time. For one caller at a time.
final class Playground {
  /// The most points, parameters, steps and places of the surface along an axis.
  static let (mostPoints, mostParameters, mostSteps, mostPlaces) = (2000, 20_000, 500, 64)

  private let rows: [[Float]]
  private let labels: [Int]
  private let classes: Int
  private let data: Dataset
  private let training: Training

  /// - Throws: `RequestProblem` where a member is unknown, missing or of another kind; other errors where the network cannot be made.
  init(_ members: [String: RequestValue]) throws {
    var settings = TrainingSettings(learningRate: 0.03, batchSize: 10_000, epochs: 1 << 30)
    var (hidden, points) = ("dense 4, tanh", [RequestValue]())
    for (name, value) in members.sorted(by: { $0.key < $1.key }) {
      switch (name, value) {
      case ("points", .array(let values)): points = values
      case ("network", .string(let text)): hidden = try Self.words(text, name)
      case ("optimizer", .string(let text)): settings.optimizer = try Optimizer(Clause(parsing: Self.words(text, name)))
      case ("learning_rate", .number(let number)) where number > 0 && number <= 1000: settings.learningRate = number
      case ("batch", .number(let number)): settings.batchSize = try Self.whole(number, name, 1...10_000)
      case ("seed", .number(let number)): settings.seed = UInt64(try Self.whole(number, name, 0...1 << 31))
      default: throw RequestProblem.malformed("\"\(name.prefix(60))\" is no member, or not of its kind")
      }
    }
    guard (1...Self.mostPoints).contains(points.count) else {
      throw RequestProblem.malformed("\"points\" are 1 to \(Self.mostPoints)")
    }
    let read = try points.map(Self.point)
    (rows, labels) = (read.map(\.place), read.map(\.label))
    classes = max(2, (labels.max() ?? 0) + 1)
    data = try Dataset(
      Examples(rows), .classes(labels.map(Int32.init), names: (0..<classes).map { "\($0)" }))
    settings.batchSize = min(settings.batchSize, data.count)
    let layers = try Layer.list(hidden.isEmpty ? "dense \(classes)" : "\(hidden), dense \(classes)")
    let network = try Network(inputs: 2, layers: layers, output: .softmax)
    let count = network.parameters.reduce(0) { $0 + $1.count }
    guard count <= Self.mostParameters, network.layers.count <= 24 else {
      throw RequestProblem.unanswerable(
        "\(network.layers.count) layers with \(count) parameters; here there are at most 24 and \(Self.mostParameters)")
    }
    training = try Training(network, on: data, settings: settings)
  }

  /// Words of layers and settings. Formulas, which stand in quotation marks, are for the command: it has a budget.
  private static func words(_ text: String, _ name: String) throws(RequestProblem) -> String {
    guard text.utf8.count <= 500, text.utf8.allSatisfy({ $0 >= 32 && $0 < 127 && $0 != UInt8(ascii: "\"") }) else {
      throw .malformed("\"\(name)\" is made of words and numbers, 500 characters at most")
    }
    return text
  }

  static func whole(_ number: Double, _ name: String, _ range: ClosedRange<Int>) throws(RequestProblem) -> Int {
    guard let whole = Int(exactly: number), range.contains(whole) else {
      throw .malformed("\"\(name)\" is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }

  /// `[x, y, class]`, the class from 0 to 9.
  private static func point(_ value: RequestValue) throws(RequestProblem) -> (place: [Float], label: Int) {
    guard case .array(let values) = value, values.count == 3, case .number(let x) = values[0],
      case .number(let y) = values[1], case .number(let number) = values[2], abs(x) <= 1e6, abs(y) <= 1e6,
      let label = Int(exactly: number), (0...9).contains(label)
    else { throw .malformed("a point is [x, y, class], with a class from 0 to 9") }
    return ([Float(x), Float(y)], label)
  }

  /// Trains, and says where that has come to.
  ///
  /// - Parameters:
  ///   - steps: how many, or as many as a second allows.
  ///   - places: of the surface, along each axis.
  /// - Throws: where the loss stops being a number.
  func play(_ steps: Int, places: Int) throws -> JSONValue {
    let clock = ContinuousClock()
    let began = clock.now
    var (made, loss) = (0, Double?.none)
    while made < steps, clock.now - began < .seconds(1) {
      guard let report = try training.nextBatch() else {
        _ = try training.finishEpoch()
        continue
      }
      loss = report.loss
      made += 1
    }
    var stand = try training.checkpoint()
    if stand.batch == training.batches {
      _ = try training.finishEpoch()
      stand = training.state
    }
    let model = try TrainedModel(
      network: stand.network, parameters: stand.parameters, task: data.task, form: data.examples.form)
    let predictor = try Predictor(model)
    let told = try predictor.predictions(for: data.examples)
    let right = zip(told, labels).count { $0.label == $1 }
    return .object([
      "made": .integer(made), "step": .integer(stand.step), "epoch": .integer(stand.epoch),
      "batches": .integer(training.batches), "batch_loss": loss.map(JSONValue.number) ?? .null,
      "loss": .number(Self.meanLoss(told, labels)), "accuracy": .number(Double(right) / Double(labels.count)),
      "layers": .array(Self.layers(model)), "surface": try surface(predictor, places),
      "network": .string("\(model.network)"),
    ])
  }

  /// −1/m Σ log p of the right classes.
  private static func meanLoss(_ told: [Predictor.Prediction], _ labels: [Int]) -> Double {
    let sum = zip(told, labels).reduce(0.0) { $0 - log(Double(max($1.0.outputs[$1.1], .leastNormalMagnitude))) }
    return sum / Double(labels.count)
  }

  /// What a page draws: each layer's words with its weights, a row an input, and its biases.
  private static func layers(_ model: TrainedModel) -> [JSONValue] {
    model.network.layers.enumerated().map { number, layer in
      var members: [String: JSONValue] = ["layer": .string("\(layer.clause)")]
      for parameter in model.network.parameters where parameter.layer == number {
        let values = (model.parameters[parameter.name] ?? []).map { JSONValue.number(Double($0)) }
        members[String(parameter.name.split(separator: ".").last ?? "")] = .nested(values, parameter.shape)
      }
      return .object(members)
    }
  }

  /// The probability of every class at places of the plane, row after row from the lower left.
  private func surface(_ predictor: Predictor, _ places: Int) throws -> JSONValue {
    func range(_ axis: Int) -> (from: Float, to: Float) {
      let values = rows.map { $0[axis] }
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      let edge = max(0.1 * (high - low), 0.25)
      return (low - edge, high + edge)
    }
    let (x, y) = (range(0), range(1))
    var grid: [[Float]] = []
    for row in 0..<places {
      for column in 0..<places {
        let (across, up) = ((Float(column) + 0.5) / Float(places), (Float(row) + 0.5) / Float(places))
        grid.append([x.from + across * (x.to - x.from), y.from + up * (y.to - y.from)])
      }
    }
    let told = try predictor.predictions(for: grid)
    return [
      "x": [.number(Double(x.from)), .number(Double(x.to))], "y": [.number(Double(y.from)), .number(Double(y.to))],
      "places": .integer(places),
      "probabilities": .array(
        told.map { .array($0.outputs.map { .number((Double($0) * 1000).rounded() / 1000) }) }),
    ]
  }
}

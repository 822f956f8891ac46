import Foundation
import GradusExchange
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing
import _GradusTestSupport

/// A model with examples as a graph takes them, and what comes out of ours.
struct ExportCase: Sendable, CustomTestStringConvertible {
  /// The values of an input of the graph.
  enum Values: Sendable {
    case bytes([UInt8])
    case floats([Float])
    case doubles([Double])
    case texts([String])
  }

  let name: String
  let model: TrainedModel
  let inputs: [(name: String, shape: [Int], values: Values)]
  let examples: Examples

  var testDescription: String { name }
}

extension ExportCase {
  /// A network with random parameters.
  static func parameters(_ network: Network, seed: UInt64) -> [String: [Float]] {
    var generator = GradusLearning.SeededGenerator(seed: seed)
    return Dictionary(
      uniqueKeysWithValues: network.parameters.map { parameter in
        let isVariance = parameter.slot.name.hasSuffix("running_var")
        let isScale = parameter.slot.name.hasSuffix("scale")
        return (
          parameter.name,
          (0..<parameter.count).map { _ in
            let normal = Float(generator.normal())
            return isVariance || isScale ? abs(normal) + 0.3 : 0.5 * normal
          }
        )
      })
  }

  /// A classifier of rows of numbers with these layers.
  static func numbers(_ name: String, _ layers: String, inputs: Int = 5, seed: UInt64 = 1) throws -> ExportCase {
    let network = try Network(inputs: inputs, layers: Layer.list(layers))
    var generator = GradusLearning.SeededGenerator(seed: seed + 7)
    let rows = (0..<7).map { _ in (0..<inputs).map { _ in Float(2 * generator.normal()) } }
    let names = (0..<network.outputs).map { "class \($0)" }
    let task = network.output == .sigmoid ? LearningTask.multilabel(names) : .classification(names)
    let model = try TrainedModel(
      network: network, parameters: parameters(network, seed: seed), task: task, form: .numbers(inputs))
    return ExportCase(
      name: name, model: model, inputs: [("numbers", [7, inputs], .floats(rows.flatMap(\.self)))],
      examples: try Examples(rows))
  }

  /// One for every kind of layer; what a kind needs besides its name stands here.
  static let descriptions: [String: String] = [
    "dense": "dense 6 bias=no, tanh, dense 4, softmax", "maxout": "maxout 6 pieces=3, dense 4, softmax",
    "residual": "dense 6, residual(dense 6, gelu, dense 6), relu, dense 4, softmax",
    "frozen": "frozen(dense 6, tanh), dense 4, softmax", "rate": "rate(0.1, dense 6, elu), dense 4, softmax",
    "formula": "dense 6, \"gain .* x + shift\", dense 4, softmax",
    "embedding": "embedding(category 2 3 2), dense 6, relu, dense 4, softmax",
    "blend": "dense 6, tanh, dense 12, blend 3, softmax",
    "whiten": "whiten(pca, components=3), dense 6, relu, dense 4, softmax",
    "standardize": "standardize, dense 6, relu, dense 4, softmax",
  ]

  /// Every layer and activation that there is.
  static func layers() throws -> [ExportCase] {
    try Layer.all.map { method in
      let usual = "dense 6, \(method.name), dense 4, softmax"
      return try numbers(
        method.name, descriptions[method.name] ?? usual, seed: method.name.count.magnitude.hashValueOfName)
    }
  }

  /// Functions that are activations by their name in the notation, and formulas.
  static func functions() throws -> [ExportCase] {
    let elementary = ElementaryFunction.allCases.filter { !Self.unwritten.contains($0.rawValue) }
    let known = Set(Layer.all.map(\.name))
    let names = elementary.map(\.rawValue) + DefinedFunction.allCases.map(\.rawValue)
    let skipped: Set<String> = ["tgamma", "factorial"]
    return try names.filter { !known.contains($0) && !skipped.contains($0) && (try? Activation(parsing: $0)) != nil }
      .map { name in
        // Between 1 and 2 every function has a value, but for those of numbers below 1.
        let inner =
          ["asin", "acos", "atanh"].contains(name)
          ? "dense 6, tanh" : name == "erf" ? "dense 6" : "dense 6, sigmoid, \"1 + x\""
        return try numbers(name, "\(inner), \(name), dense 4, softmax")
      } + [
        numbers("formula", "dense 6, \"x .* sigmoid(1.702 x)\", dense 4, softmax"),
        numbers("formula of max", "dense 6, \"max(0.2 x, x^3 - 1)\", dense 4, softmax"),
        numbers("leaky-relu 0.2", "dense 6, leaky-relu 0.2, dense 4, softmax"),
        numbers("elu 0.7", "dense 6, elu 0.7, dense 4, softmax"),
        numbers("celu 2", "dense 6, celu 2, dense 4, softmax"), numbers("hinge", "dense 6, relu, dense 4"),
        numbers("labels", "dense 6, relu, dense 3, sigmoid"), numbers("no hidden layer", "dense 4, softmax"),
      ]
  }

  /// Functions that no operator of ONNX computes.
  static let unwritten: Set<String> = ["erfinv", "lgamma", "digamma", "trigamma", "polygamma2", "polygamma3"]
}

extension UInt {
  fileprivate var hashValueOfName: UInt64 { UInt64(self) &* 7 &+ 3 }
}

extension ExportCase {
  /// Every task, and everything that a model sees.
  static func tasks() throws -> [ExportCase] {
    let gray = ImageShape(height: 4, width: 3)
    let colour = ImageShape(height: 3, width: 2, channels: 3)
    return try [
      images("images", gray), images("colour images", colour), binary(), regression(), table(withTexts: false),
      table(withTexts: true), curves(withTexts: false), curves(withTexts: true),
    ]
  }

  private static func images(_ name: String, _ shape: ImageShape) throws -> ExportCase {
    let network = try Network(inputs: shape.count, hidden: [6], activation: .relu, classes: 3)
    let pixels = (0..<5 * shape.count).map { UInt8(truncatingIfNeeded: $0 * 37) }
    let model = try TrainedModel(
      network: network, parameters: parameters(network, seed: 3), classNames: ["a", "b", "c"], imageShape: shape)
    let lengths = [5, shape.height, shape.width] + (shape.channels == 1 ? [] : [shape.channels])
    return ExportCase(
      name: name, model: model, inputs: [("images", lengths, .bytes(pixels))],
      examples: try Examples(images: pixels, shape))
  }

  private static func binary() throws -> ExportCase {
    let network = try Network(inputs: 3, hidden: [4], activation: .tanh, classes: 1, output: .sigmoid)
    let rows: [[Float]] = [[1, 2, 3], [-1, -2, 3], [0, 0, 0], [4, -4, 1]]
    let model = try TrainedModel(
      network: network, parameters: parameters(network, seed: 4), task: .classification(["no", "yes"]),
      form: .numbers(3))
    return ExportCase(
      name: "two classes", model: model, inputs: [("numbers", [4, 3], .floats(rows.flatMap(\.self)))],
      examples: try Examples(rows))
  }

  private static func regression() throws -> ExportCase {
    let network = try Network(inputs: 3, hidden: [4], activation: .tanh, classes: 2, output: .identity)
    let rows: [[Float]] = [[1, 2, 3], [-1, -2, 3], [0, 0, 0]]
    let targets = [RegressionTarget("price", mean: 150_000, deviation: 30_000), RegressionTarget("rooms")]
    let model = try TrainedModel(
      network: network, parameters: parameters(network, seed: 5), task: .regression(targets), form: .numbers(3))
    return ExportCase(
      name: "numbers", model: model, inputs: [("numbers", [3, 3], .floats(rows.flatMap(\.self)))],
      examples: try Examples(rows))
  }

  /// A table with gaps, a date far from 0 and, perhaps, texts of which one was not learned.
  private static func table(withTexts: Bool) throws -> ExportCase {
    let age: [Double] = [31, .nan, 5, 62, 40]
    let size: [Double] = [1.5, 2.5, 3, 0, 1]
    let day: [Double] = [19000, 19001, 20000.5, .nan, 18000]
    let colour: [String?] = ["red", nil, "green", "red", "blue"]
    let told: [String?] = ["x", "y", "x", "y", "x"]
    let texts = withTexts ? [Table.Column("the colour", .texts(colour))] : []
    let whole = Table(
      [.init("age", .numbers(age)), .init("size", .numbers(size)), .init("day", .dates(day))] + texts
        + [.init("kind", .texts(told))])
    let roles = try TableRoles(of: whole, targets: ["kind"])
    let preparation = try TablePreparation(fitting: whole.subset(0..<4), roles)
    let network = try Network(inputs: preparation.width, hidden: [5], activation: .relu, classes: 2)
    let model = try TrainedModel(
      network: network, parameters: parameters(network, seed: 6), task: .classification(["x", "y"]),
      form: .table(preparation))
    let columns = [age, size, day]
    let inputs: [(name: String, shape: [Int], values: Values)] =
      withTexts
      ? zip(["age", "size", "day"], columns).map { ($0, [5, 1], .doubles($1)) } + [
        ("the colour", [5, 1], .texts(colour.map { $0 ?? "" }))
      ]
      : [("columns", [5, 3], .doubles((0..<5).flatMap { row in columns.map { $0[row] } }))]
    return ExportCase(
      name: withTexts ? "a table with texts" : "a table of numbers", model: model, inputs: inputs,
      examples: try preparation.examples(of: whole))
  }

  /// Columns on every curve: numbers that are quantiles, lie between two, outside, and are missing.
  private static func curves(withTexts: Bool) throws -> ExportCase {
    var generator = GradusLearning.SeededGenerator(seed: 11)
    let scalings: [TablePreparation.Scaling] = [.normal, .standard, .quantile, .log, .normal, .quantile]
    let names = scalings.indices.map { "x\($0)" }
    var columns = scalings.map { _ in (0..<50).map { _ in 30 * generator.normal() * generator.uniform() } }
    for place in 0..<50 { (columns[4][place], columns[5][place]) = (Double(place % 4), place % 9 == 0 ? .nan : 7) }
    columns[5][1] = 8
    let kinds = (0..<50).map { $0 % 2 == 0 ? "x" : "y" as String? }
    let texts = withTexts ? [Table.Column("colour", .texts((0..<50).map { $0 % 3 == 0 ? "red" : "blue" }))] : []
    let whole = Table(
      zip(names, columns).map { Table.Column($0, .numbers($1)) } + texts + [.init("kind", .texts(kinds))])
    let roles = try TableRoles(
      of: whole, targets: ["kind"], scalings: Dictionary(uniqueKeysWithValues: zip(names, scalings)))
    let preparation = try TablePreparation(fitting: whole, roles)
    let fresh = columns.map { Array($0[0..<6]) + $0[0..<6].map { $0 + 0.3 } + [-1e6, 1e6, .nan] }
    let new = Table(
      zip(names, fresh).map { .init($0, .numbers($1)) }
        + (withTexts ? [.init("colour", .texts(fresh[0].map { _ in "red" }))] : []))
    let count = fresh[0].count
    let network = try Network(inputs: preparation.width, hidden: [5], activation: .tanh, classes: 2)
    let model = try TrainedModel(
      network: network, parameters: parameters(network, seed: 8), task: .classification(["x", "y"]),
      form: .table(preparation))
    let inputs: [(name: String, shape: [Int], values: Values)] =
      withTexts
      ? zip(names, fresh).map { ($0, [count, 1], .doubles($1)) } + [
        ("colour", [count, 1], .texts(fresh[0].map { _ in "red" }))
      ]
      : [("columns", [count, 6], .doubles((0..<count).flatMap { row in fresh.map { $0[row] } }))]
    return ExportCase(
      name: withTexts ? "curves with texts" : "curves", model: model, inputs: inputs,
      examples: try preparation.examples(of: new))
  }
}

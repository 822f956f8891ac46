internal import Foundation
internal import GradusExpression

/// Linear models as scikit-learn's converter writes them: one node with its weights as attributes.
///
/// Source: "ai.onnx.ml - Operator Schemas", LinearClassifier, LinearRegressor, Normalizer.
extension GraphReader {
  /// Operators that give numbers alone.
  static let linear: [String: Operator] = [
    "LinearRegressor": { (reader, call) throws(GraphFault) in
      let model = try LinearNode(call.node, inputs: try call.formula(0))
      guard model.transform == "NONE" else { throw call.fault("its post_transform is \(model.transform)") }
      return [GraphValue(reader.scores(model, try call.formula(0), call.node))]
    },
    "Normalizer": { (reader, call) throws(GraphFault) in
      let x = try call.formula(0)
      guard x.rank == 2, call.text("norm", "MAX") == "L1" else { throw call.fault("it is read of rows, with norm L1") }
      // Probabilities sum to one.
      if reader.makers[call.node.input[0]] == probabilities { return [GraphValue(x)] }
      let size = abs(x).summed(along: [1]).broadcast(to: x.shape, axes: [0])
      return [GraphValue(.product([x, .power(size, -1)], flattening: false))]
    },
  ]

  /// What values are called that sum to one, among the makers of values.
  private static let probabilities = "probabilities"

  /// Reads a node that gives labels and what they are told by: their probabilities, or scores.
  mutating func readClassifier(_ node: Onnx_NodeProto) throws(GraphFault) {
    guard node.output.count == 2, let name = node.input.first, let x = self[name]?.formula else {
      throw GraphFault("it gives no labels with their scores")
    }
    var model = try LinearNode(node, inputs: x)
    classNames = model.names ?? classNames
    labels.insert(node.output[0])
    let scores: Formula
    var maker = node.opType
    switch model.transform {
    case "NONE": scores = self.scores(model, x, node)
    case "SOFTMAX":
      scores = exp(self.scores(model, x, node).logProbabilities(along: [1]))
      maker = Self.probabilities
    case "LOGISTIC" where model.halve():
      // σ(−z) and σ(z) are the softmax of −z/2 and z/2.
      scores = exp(self.scores(model, x, node).logProbabilities(along: [1]))
      maker = Self.probabilities
    case "LOGISTIC": scores = .map(.sigmoid, self.scores(model, x, node))
    default: throw GraphFault("its post_transform is \(model.transform.prefix(40))")
    }
    define(node.output[1], GraphValue(scores), maker: maker)
  }

  /// x Wᵀ + b
  private mutating func scores(_ model: LinearNode, _ x: Formula, _ node: Onnx_NodeProto) -> Formula {
    let name = node.name.isEmpty ? node.opType : node.name
    let weights = constant(
      Tensor(shape: [model.rows, model.columns], values: model.weights), type: NumberType.float.rawValue,
      named: "\(name)/coefficients")
    let product = Formula.contraction([.init(x, [0, 1]), .init(weights.formula, [2, 1])], output: [0, 2])
    if model.intercepts.allSatisfy({ $0 == 0 }) { return product }
    let own = constant(
      Tensor(vector: model.intercepts), type: NumberType.float.rawValue, named: "\(name)/intercepts")
    let bias = own.formula.broadcast(to: product.shape, axes: [1])
    return .sum([Term(1, product), Term(1, bias)], shape: product.shape)
  }
}

/// The numbers of a linear model in a node.
private struct LinearNode {
  private(set) var weights: [Double]
  private(set) var intercepts: [Double]
  let columns: Int
  let transform: String
  let names: [String]?

  /// How many numbers it gives.
  var rows: Int { intercepts.count }

  /// - Throws: `GraphFault` where its numbers do not fit one another or what goes in.
  init(_ node: Onnx_NodeProto, inputs x: Formula) throws(GraphFault) {
    let attributes = Dictionary(node.attribute.map { ($0.name, $0) }) { first, _ in first }
    weights = attributes["coefficients"]?.floats.map(Double.init) ?? []
    let given = attributes["intercepts"]?.floats.map(Double.init) ?? []
    transform = attributes["post_transform"].map { String(decoding: $0.s, as: UTF8.self) } ?? "NONE"
    guard x.rank == 2, let width = x.shape[1].value(in: [:]), width > 0, !weights.isEmpty,
      weights.count.isMultiple(of: width), given.isEmpty || given.count == weights.count / width,
      weights.allSatisfy(\.isFinite), given.allSatisfy(\.isFinite)
    else { throw GraphFault("its \(weights.count) coefficients do not fit what goes in, of shape \(x.shape)") }
    columns = width
    intercepts = given.isEmpty ? Array(repeating: 0, count: weights.count / width) : given
    let texts = attributes["classlabels_strings"]?.strings.map { String(decoding: $0, as: UTF8.self) } ?? []
    let numbers = attributes["classlabels_ints"]?.ints.map { "\($0)" } ?? []
    names = texts.isEmpty ? numbers.isEmpty ? nil : numbers : texts
  }

  /// Of two classes, z and −z, or z alone: −z/2 and z/2. False for other numbers.
  mutating func halve() -> Bool {
    let (w, b): ([Double], Double)
    switch rows {
    case 1: (w, b) = (weights, intercepts[0])
    case 2:
      (w, b) = (Array(weights[columns...]), intercepts[1])
      guard zip(weights, w).allSatisfy({ $0 == -$1 }), intercepts[0] == -b else { return false }
    default: return false
    }
    weights = w.map { -$0 / 2 } + w.map { $0 / 2 }
    intercepts = [-b / 2, b / 2]
    return true
  }
}

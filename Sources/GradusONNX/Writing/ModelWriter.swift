internal import Foundation
internal import GradusExchange
internal import GradusExpression
internal import GradusLearning

/// Writes a model as a graph: its preparation, its layers, and what its outputs mean.
struct ModelWriter {
  private let model: TrainedModel
  private var graph: GraphWriter
  private var inputs: [Onnx_ValueInfoProto] = []
  private var outputs: [Onnx_ValueInfoProto] = []
  private let batch: Size

  /// - Parameter batch: how many examples go in.
  init(_ model: TrainedModel, opset: Int, batch: Size = .symbol("batch")) {
    (self.model, self.batch) = (model, batch)
    graph = GraphWriter(opset: opset)
    graph.activations = model.network.activations.compactMap { NamedActivation($0) }.filter { $0.row.since <= opset }
  }

  /// The whole file. Traps where it is called twice.
  mutating func proto() throws -> Onnx_ModelProto {
    let input = Formula.symbol("X", [batch, .number(model.network.inputs)])
    graph.define(input, as: prepared())
    for parameter in model.network.parameters {
      let values = model.parameters[parameter.name] ?? []
      let operand = graph.constant(parameter.name, parameter.shape, .floats(values))
      graph.define(.symbol(parameter.symbol), as: operand)
    }
    let forward = model.network.forward(input)
    for (index, stage) in forward.stages.enumerated() {
      graph.place = "layer\(index + 1)"
      do { _ = try graph.operand(stage) } catch {
        throw UnwritableFormula("layer \(index + 1), \(model.network.layers[index]): \(error)")
      }
    }
    graph.place = "outputs"
    try told(forward)
    return try file
  }

  /// The formula that a value of the graph is; nil of values that are none, as what is prepared.
  func formula(named name: String) -> Formula? { graph.written.first { $0.value.name == name }?.key }

  private mutating func input(_ name: String, _ type: NumberType, _ shape: [Size], _ words: String) -> Operand {
    let operand = graph.input(name, shape)
    inputs.append(Onnx_ValueInfoProto(operand.name, type, shape, documentation: words))
    return operand
  }

  // MARK: What goes in

  /// What the network sees, of shape (batch, inputs).
  private mutating func prepared() -> Operand {
    graph.place = "input"
    let whole = [batch, Size.number(model.network.inputs)]
    switch model.form {
    case .numbers: return input("numbers", .float, whole, "what the network sees")
    case .image(let shape):
      let sizes =
        [batch, .number(shape.height), .number(shape.width)] + (shape.channels == 1 ? [] : [.number(shape.channels)])
      let pixels = input("images", .byte, sizes, "the bytes of images, row after row; colours lie side by side")
      let numbers = graph.cast(pixels, to: .float)
      let shares = graph.entrywise("Div", numbers, graph.number(255))
      return graph.add("Flatten", [shares], whole, [.integer("axis", 1)])
    case .table(let preparation): return table(preparation)
    }
  }

  /// A table of numbers is one input; where there are texts, every column is one of its own.
  private mutating func table(_ preparation: TablePreparation) -> Operand {
    let columns = preparation.columns
    let names = columns.map(\.name).joined(separator: ", ")
    let isNumbers = columns.allSatisfy { if case .category = $0.kind { false } else { true } }
    if isNumbers {
      let words = "the columns \(names); nan where a number is missing, and dates as days since 1970-01-01"
      let whole = input("columns", .double, [batch, .number(columns.count)], words)
      return scaled(whole, columns)
    }
    let parts = columns.map { column -> Operand in
      switch column.kind {
      case .number, .date:
        let own = input(column.name, .double, [batch, 1], "a number, or nan where it is missing")
        return scaled(own, [column])
      case .category(let texts, let indicates):
        let own = input(column.name, .text, [batch, 1], "a text, or an empty one where it is missing")
        return oneHot(own, texts + (indicates ? [""] : []))
      }
    }
    if parts.count == 1 { return parts[0] }
    return graph.add("Concat", parts, [batch, .number(preparation.width)], [.integer("axis", 1)])
  }

  /// A 1 in the column of the text, and 0 everywhere for a text that is not known.
  private mutating func oneHot(_ column: Operand, _ texts: [String]) -> Operand {
    let width = Size.number(texts.count)
    let marks = graph.add(
      "OneHotEncoder", [column], [batch, 1, width], [.texts("cats_strings", texts), .integer("zeros", 1)],
      domain: "ai.onnx.ml")
    return graph.add("Flatten", [marks], [batch, width], [.integer("axis", 1)])
  }

  /// (curve(x) − shift) / scale in double precision, a gap taken for what fills it, and beside it a 1 where there was one.
  private mutating func scaled(_ whole: Operand, _ columns: [TablePreparation.Column]) -> Operand {
    let numbers = columns.compactMap { column -> NumberPreparation? in
      switch column.kind {
      case .number(let numbers), .date(let numbers): numbers
      case .category: nil
      }
    }
    let order = numbers.indices.flatMap { [$0] + (numbers[$0].indicates ? [columns.count + $0] : []) }
    let shape = [batch, Size.number(columns.count)]
    func constant(_ name: String, _ values: [Double]) -> Operand {
      graph.constant("\(whole.name)/\(name)", [columns.count], .doubles(values))
    }
    let gaps = graph.add("IsNaN", [whole], shape, of: .bool)
    let known = graph.add("Where", [gaps, constant("fill", numbers.map(\.fill)), whole], shape, of: .double)
    let curved = graph.curved(known, numbers.map(\.curve))
    let centred = graph.entrywise("Sub", curved, constant("shift", numbers.map(\.shift)), of: .double)
    let ratio = graph.entrywise("Div", centred, constant("scale", numbers.map(\.scale)), of: .double)
    let result = graph.cast(ratio, to: .float)
    if order.count == columns.count { return result }
    let marks = graph.cast(gaps, to: .float)
    let both = graph.add("Concat", [result, marks], [batch, .number(2 * columns.count)], [.integer("axis", 1)])
    return graph.add("Gather", [both, graph.integers(order)], [batch, .number(order.count)], [.integer("axis", 1)])
  }

  // MARK: What comes out

  private mutating func told(_ forward: Network.Forward) throws {
    let scores = try graph.whole(forward.scores)
    let given = try graph.whole(forward.output)
    switch model.task {
    case .classification(let names):
      let isBinary = model.network.outputs == 1 && names.count == 2
      let probabilities = isBinary ? bothClasses(given) : given
      let label = isBinary ? isAbove(scores, 0, [batch]) : greatest(scores)
      output(label, "label", .integer, [batch])
      output(probabilities, probabilityName, .float, [batch, .number(names.count)])
    case .multilabel(let names):
      let shape = [batch, Size.number(names.count)]
      output(isAbove(given, 0.5, shape), "labels", .integer, shape)
      output(given, probabilityName, .float, shape)
    case .regression(let targets):
      let shape = [batch, Size.number(targets.count)]
      output(values(given, targets), "values", .float, shape)
    }
  }

  /// The numbers of a network without softmax or sigmoid are scores.
  private var probabilityName: String { model.network.output == .identity ? "scores" : "probabilities" }

  private mutating func output(_ operand: Operand, _ name: String, _ type: NumberType, _ shape: [Size]) {
    outputs.append(graph.output(operand, name, of: type, shape: shape))
  }

  /// 1 − p and p.
  private mutating func bothClasses(_ probability: Operand) -> Operand {
    let other = graph.entrywise("Sub", graph.number(1), probability)
    return graph.add("Concat", [other, probability], [batch, 2], [.integer("axis", 1)])
  }

  /// The first class with the greatest score.
  private mutating func greatest(_ scores: Operand) -> Operand {
    graph.add("ArgMax", [scores], [batch], of: .integer, [.integer("axis", 1), .integer("keepdims", 0)])
  }

  /// 1 where a number is greater, in a shape of as many entries.
  private mutating func isAbove(_ operand: Operand, _ limit: Double, _ shape: [Size]) -> Operand {
    let holds = graph.entrywise("Greater", operand, graph.number(limit), of: .bool)
    let marks = graph.cast(holds, to: .integer)
    if shape == operand.shape { return marks }
    return graph.add("Squeeze", [marks, graph.integers([1])], shape, of: .integer)
  }

  /// mean + deviation · y, each in its unit.
  private mutating func values(_ learned: Operand, _ targets: [RegressionTarget]) -> Operand {
    if targets.allSatisfy({ $0.mean == 0 && $0.deviation == 1 }) { return learned }
    let exact = graph.cast(learned, to: .double)
    let deviations = graph.constant("values/deviation", [targets.count], .doubles(targets.map(\.deviation)))
    let means = graph.constant("values/mean", [targets.count], .doubles(targets.map(\.mean)))
    let sum = graph.entrywise("Add", graph.entrywise("Mul", exact, deviations, of: .double), means, of: .double)
    return graph.cast(sum, to: .float)
  }

  // MARK: The file

  private var file: Onnx_ModelProto {
    get throws {
      var file = Onnx_ModelProto()
      file.irVersion = Int64(OperatorVersion.format(of: graph.opset))
      file.producerName = "gradus"
      file.opsetImport = [OperatorVersion.proto("", graph.opset)]
      if graph.usesMachineLearning { file.opsetImport.append(OperatorVersion.proto("ai.onnx.ml", 3)) }
      file.docString = "\(model.network)"
      file.graph.name = "gradus"
      file.graph.node = graph.nodes
      file.graph.initializer = graph.constants
      file.graph.input = inputs
      file.graph.output = outputs
      file.graph.valueInfo = graph.values
      var words = try ModelWords.exported(model)
      words["names"] = String(decoding: try JSONEncoder().encode(model.names), as: UTF8.self)
      file.metadataProps = words.sorted { $0.key < $1.key }.map { Onnx_StringStringEntryProto($0, $1) }
      return file
    }
  }
}

/// Versions of operators, and of the format that knows them.
enum OperatorVersion {
  /// Those that are written.
  static let written = 17...23

  /// The version of the format that came with a version of the operators.
  static func format(of opset: Int) -> Int {
    switch opset {
    case ...18: 8
    case ...20: 9
    case ...22: 10
    default: 11
    }
  }

  static func proto(_ domain: String, _ version: Int) -> Onnx_OperatorSetIdProto {
    var made = Onnx_OperatorSetIdProto()
    made.domain = domain
    made.version = Int64(version)
    return made
  }
}

internal import Foundation
internal import GradusExpression

extension GraphReader {
  /// Operators that make values of nothing, or of values that no input changes.
  static let constants: [String: Operator] = [
    "Constant": { (reader, call) throws(GraphFault) in [try reader.constant(call)] },
    "ConstantOfShape": { (_, call) throws(GraphFault) in
      let shape = try call.lengths(0)
      if shape.contains(where: \.isNegative) { throw call.fault("it asks for the lengths \(shape)") }
      guard let tensor = call.attribute("value")?.t else { return [GraphValue(.zero(shape))] }
      let value = try TensorReader.tensor(tensor)
      guard value.values.count == 1, let number = Rational("\(value.values[0])") else {
        throw call.fault("its value is no number")
      }
      return [GraphValue(Formula.ones(shape).scaled(by: number), type: tensor.dataType)]
    },
    "Range": { (_, call) throws(GraphFault) in
      var limits: [Double] = []
      for place in 0..<3 {
        guard let number = try call.value(place).tensor?.values.first else {
          throw call.fault("its limits depend on the input")
        }
        limits.append(number)
      }
      let count = limits[2] == 0 ? 0 : ((limits[1] - limits[0]) / limits[2]).rounded(.up)
      guard count >= 1, count <= Double(foldLimit) else { throw call.fault("it counts \(count) numbers") }
      let values = (0..<Int(count)).map { limits[0] + Double($0) * limits[2] }
      let tensor = Tensor(vector: values)
      guard let formula = tensor.exactFormula(isDouble: true) else { throw call.fault("its limits are no numbers") }
      return [GraphValue(formula, tensor, type: try call.value(0).type)]
    },
    "EyeLike": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      guard x.shape.count == 2 else { throw call.fault("it is of \(x.shape)") }
      let (rows, columns) = (try call.length(x.shape[0]), try call.length(x.shape[1]))
      guard max(rows, columns) <= foldLimit, rows * columns <= foldLimit else {
        throw call.fault("its matrix is \(rows) by \(columns)")
      }
      let offset = call.integer("k", 0)
      let marks = (0..<rows).flatMap { row in (0..<columns).map { Rational($0 - row == offset ? 1 : 0) } }
      return [
        GraphValue(.literal(shape: [rows, columns], marks), type: Int32(clamping: call.integer("dtype", Int(x.type))))
      ]
    },
    "OneHot": { (_, call) throws(GraphFault) in [try oneHot(call)] },
    "Floor": rounding { $0.rounded(.down) },
    "Ceil": rounding { $0.rounded(.up) },
    "Round": rounding { $0.rounded(.toNearestOrEven) },
    "Mod": { (_, call) throws(GraphFault) in
      let (a, b) = try call.pair()
      guard let x = try? Evaluator(inputs: [:]).evaluate([a, b]), call.isWhole else {
        throw call.fault("it is read of whole numbers that are constants")
      }
      let rest = zip(x[0].values, x[1].values).map { a, b in
        let r = a.truncatingRemainder(dividingBy: b)
        return call.integer("fmod", 0) == 0 && r != 0 && (r < 0) != (b < 0) ? r + b : r
      }
      return [try known(Tensor(shape: x[0].shape, values: rest), call)]
    },
  ]

  private static func rounding(_ body: @escaping @Sendable (Double) -> Double) -> Operator {
    { (_, call) throws(GraphFault) in
      guard let tensor = try call.value(0).tensor else {
        throw call.fault("it rounds what depends on the input of the graph")
      }
      return [try known(tensor.map(body), call)]
    }
  }

  private static func known(_ tensor: Tensor, _ call: NodeCall) throws(GraphFault) -> GraphValue {
    guard let formula = tensor.exactFormula(isDouble: true) else { throw call.fault("it gives what is no number") }
    return GraphValue(formula, tensor, type: try call.value(0).type)
  }

  private static func oneHot(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let places = try call.value(0)
    guard let depth = try call.integers(1).first, let levels = try call.value(2).tensor?.values, levels.count == 2,
      let off = Rational("\(levels[0])"), let on = Rational("\(levels[1])")
    else { throw call.fault("its depth or its values depend on the input of the graph") }
    let shape = places.shape.compactMap { $0.value(in: [:]) }
    guard depth > 0, depth <= foldLimit, shape.count == places.shape.count, let numbers = places.tensor?.values,
      numbers.count * depth <= foldLimit
    else { throw call.fault("its places depend on the input of the graph, or are many") }
    let axis = try call.axis(call.integer("axis", -1), of: shape.count + 1)
    let before = shape[..<axis].reduce(1, *)
    let after = shape[axis...].reduce(1, *)
    var values: [Rational] = []
    for i in 0..<before {
      for level in 0..<depth {
        for j in 0..<after {
          let place = Int(clamping: numbers[i * after + j])
          values.append((place < 0 ? place + depth : place) == level ? on : off)
        }
      }
    }
    let whole = Array(shape[..<axis]) + [depth] + Array(shape[axis...])
    return GraphValue(.literal(shape: whole, values), type: try call.value(2).type)
  }

  private mutating func constant(_ call: NodeCall) throws(GraphFault) -> GraphValue {
    let name = call.node.output.first ?? "constant"
    for attribute in call.node.attribute {
      switch attribute.name {
      case "value": return constant(try TensorReader.tensor(attribute.t), type: attribute.t.dataType, named: name)
      case "value_float": return constant(Tensor(Double(attribute.f)), type: 1, named: name)
      case "value_floats": return constant(Tensor(vector: attribute.floats.map(Double.init)), type: 1, named: name)
      case "value_int": return constant(Tensor(Double(attribute.i)), type: 7, named: name)
      case "value_ints": return constant(Tensor(vector: attribute.ints.map { Double($0) }), type: 7, named: name)
      default: break
      }
    }
    throw call.fault("it has no value of numbers")
  }

  /// Operators that make labels of probabilities, as scikit-learn's converter writes them. The probabilities tell the label too.
  static let labelOperators: [String: @Sendable (inout GraphReader, Onnx_NodeProto) throws(GraphFault) -> Void] = [
    "LinearClassifier": { (reader, node) throws(GraphFault) in try reader.readClassifier(node) },
    "ArrayFeatureExtractor": { (reader, node) throws(GraphFault) in
      if let array = node.input.first {
        if let names = reader.texts[array] { reader.classNames = names }
        if let numbers = reader[array]?.tensor?.values, reader[array]?.isWhole == true {
          reader.classNames = numbers.map { "\(Int(clamping: $0))" }
        }
      }
      reader.labels.formUnion(node.output)
    },
    "ZipMap": { (reader, node) throws(GraphFault) in
      for attribute in node.attribute {
        if attribute.name == "classlabels_strings" {
          reader.classNames = attribute.strings.map { String(decoding: $0, as: UTF8.self) }
        } else if attribute.name == "classlabels_int64s" {
          reader.classNames = attribute.ints.map { "\($0)" }
        }
      }
      if let input = node.input.first, let output = node.output.first { reader.alias(output, of: input) }
    },
  ]
}

internal import GradusExchange
internal import GradusExpression
internal import GradusLearning

/// A model whose dense products are of bytes: every column of the weights has a step of its own, and what goes in has one that is fitted to examples.
///
/// x ≈ s (q − z) with q from 0 to 255 for what goes in, w ≈ sⱼ q with q from −127 to 127 for the weights of column j, and the bias in whole multiples
/// of s sⱼ. In the graph stand the rounded numbers between `QuantizeLinear` and `DequantizeLinear`, which who runs it makes products of bytes of.
///
/// Source: "Quantize ONNX models", the format QDQ of ONNX Runtime; B. Jacob et al., "Quantization and training of neural networks for efficient
/// integer-arithmetic-only inference" (2018).
struct ByteRounding {
  /// A product of the graph, and how its numbers are rounded.
  struct Product {
    let weight: Network.Parameter
    let bias: Network.Parameter?
    /// The step of what goes in, and which byte is 0.
    let scale: Float
    let zero: UInt8
    /// The steps of the columns.
    let steps: [Float]
  }

  let products: [Product]
  /// The model with its numbers rounded.
  let model: TrainedModel

  /// How many examples go through at once.
  private static let rows = 256

  /// - Throws: `UnwritableFormula` where no product has weights of its own.
  init(_ model: TrainedModel, opset: Int, on examples: Examples) throws {
    let rows = min(Self.rows, max(examples.count, 1))
    var writer = ModelWriter(model, opset: opset, batch: .number(rows))
    let graph = try writer.proto().graph
    let known = Dictionary(uniqueKeysWithValues: model.network.parameters.map { ($0.name, $0) })
    var found: [(input: Formula, weight: Network.Parameter, bias: Network.Parameter?)] = []
    for node in graph.node where Self.isProduct(node) {
      guard let weight = known[node.input[1]], weight.shape.count == 2,
        let input = writer.formula(named: node.input[0])
      else { continue }
      let bias = node.input.count > 2 ? known[node.input[2]] : nil
      found.append((input, weight, bias?.shape == [weight.shape[1]] ? bias : nil))
    }
    guard !found.isEmpty else {
      throw UnwritableFormula("no product of its layers has weights of its own, which bytes could be made of")
    }
    let ranges = try model.ranges(of: found.map(\.input), rows: rows, on: examples)
    var parameters = model.parameters
    products = zip(found, ranges).map { own, range in
      // 0 is a byte: what is left out, and what ReLU cuts off, is 0 exactly.
      let (least, greatest) = (min(range.lowerBound, 0), max(range.upperBound, 0))
      let scale = greatest > least ? (greatest - least) / 255 : 1
      let zero = UInt8(min(max((-least / scale).rounded(), 0), 255))
      let steps = Self.steps(of: parameters[own.weight.name] ?? [], columns: own.weight.shape[1])
      let product = Product(weight: own.weight, bias: own.bias, scale: scale, zero: zero, steps: steps)
      parameters[own.weight.name] = product.bytes(of: parameters[own.weight.name] ?? []).enumerated().map {
        Float($1) * steps[$0 % steps.count]
      }
      if let bias = own.bias {
        parameters[bias.name] = product.wholes(of: parameters[bias.name] ?? []).enumerated().map {
          Float($1) * product.biasSteps[$0]
        }
      }
      return product
    }
    self.model = try TrainedModel(
      network: model.network, parameters: parameters, task: model.task, form: model.form)
  }

  /// X W, perhaps with a bias, neither of them on its side.
  static func isProduct(_ node: Onnx_NodeProto) -> Bool {
    (node.opType == "Gemm" || node.opType == "MatMul") && node.input.count >= 2 && node.attribute.isEmpty
  }

  /// The greatest magnitude of each column is 127 steps.
  private static func steps(of weights: [Float], columns: Int) -> [Float] {
    var most = [Float](repeating: 0, count: columns)
    for (place, weight) in weights.enumerated() {
      most[place % columns] = max(most[place % columns], weight.magnitude)
    }
    return most.map { $0 > 0 ? max($0 / 127, .leastNormalMagnitude) : 1 }
  }
}

extension ByteRounding.Product {
  /// The steps of the bias.
  var biasSteps: [Float] { steps.map { max($0 * scale, .leastNormalMagnitude) } }

  /// Weights in steps of their columns.
  func bytes(of weights: [Float]) -> [Int8] {
    weights.enumerated().map { place, weight in
      Int8(min(max((weight / steps[place % steps.count]).rounded(.toNearestOrEven), -127), 127))
    }
  }

  /// A bias in its steps.
  func wholes(of bias: [Float]) -> [Int32] {
    zip(bias, biasSteps).map { value, step in
      Int32(min(max((Double(value) / Double(step)).rounded(.toNearestOrEven), -2_147_483_647), 2_147_483_647))
    }
  }
}

extension Onnx_ModelProto {
  /// Puts the rounded numbers in the place of those of the model.
  mutating func round(_ rounding: ByteRounding) {
    var products = rounding.products[...]
    var nodes: [Onnx_NodeProto] = []
    for var node in graph.node {
      if ByteRounding.isProduct(node), let product = products.first, node.input[1] == product.weight.name {
        products.removeFirst()
        graph.roundInput(of: &node, product, &nodes)
        graph.roundParameters(of: &node, product, rounding.model, &nodes)
      }
      nodes.append(node)
    }
    graph.node = nodes
  }
}

extension Onnx_GraphProto {
  private static func node(_ type: String, _ inputs: [String], _ output: String, axis: Int? = nil) -> Onnx_NodeProto {
    var node = Onnx_NodeProto()
    (node.opType, node.name, node.input, node.output) = (type, output, inputs, [output])
    if let axis { node.attribute = [.integer("axis", axis)] }
    return node
  }

  fileprivate mutating func roundInput(
    of node: inout Onnx_NodeProto, _ product: ByteRounding.Product, _ nodes: inout [Onnx_NodeProto]
  ) {
    let (own, source) = (node.name, node.input[0])
    initializer.append(Onnx_TensorProto("\(own)/input/scale", [], .floats([product.scale])))
    initializer.append(Onnx_TensorProto("\(own)/input/zero", [], .bytes([product.zero])))
    let marks = ["\(own)/input/scale", "\(own)/input/zero"]
    nodes.append(Self.node("QuantizeLinear", [source] + marks, "\(own)/input/bytes"))
    nodes.append(Self.node("DequantizeLinear", ["\(own)/input/bytes"] + marks, "\(own)/input"))
    node.input[0] = "\(own)/input"
    guard let known = (valueInfo + input).first(where: { $0.name == source }) else { return }
    for (name, type) in [("\(own)/input/bytes", NumberType.byte), ("\(own)/input", .float)] {
      var info = known
      (info.name, info.docString) = (name, "")
      info.type.tensorType.elemType = type.rawValue
      valueInfo.append(info)
    }
  }

  fileprivate mutating func roundParameters(
    of node: inout Onnx_NodeProto, _ product: ByteRounding.Product, _ model: TrainedModel,
    _ nodes: inout [Onnx_NodeProto]
  ) {
    func values(_ parameter: Network.Parameter) -> [Float] { model.parameters[parameter.name] ?? [] }
    func round(_ parameter: Network.Parameter, _ data: TensorData, _ zeros: TensorData, _ steps: [Float], axis: Int) {
      let name = parameter.name
      initializer.removeAll { $0.name == name }
      initializer.append(Onnx_TensorProto(name + RoundedName.bytes, parameter.shape, data))
      initializer.append(Onnx_TensorProto(name + RoundedName.scale, [steps.count], .floats(steps)))
      // Without zeros that stand there ONNX Runtime makes no product of bytes of it.
      initializer.append(Onnx_TensorProto(name + RoundedName.zero, [steps.count], zeros))
      let inputs = [RoundedName.bytes, RoundedName.scale, RoundedName.zero].map { name + $0 }
      nodes.append(Self.node("DequantizeLinear", inputs, name, axis: axis))
      valueInfo.append(Onnx_ValueInfoProto(name, .float, parameter.shape.map(Size.number)))
    }
    let count = product.steps.count
    round(
      product.weight, .signedBytes(product.bytes(of: values(product.weight))),
      .signedBytes(Array(repeating: 0, count: count)), product.steps, axis: 1)
    guard let bias = product.bias else { return }
    round(
      bias, .wholes(product.wholes(of: values(bias))), .wholes(Array(repeating: 0, count: count)), product.biasSteps,
      axis: 0)
  }
}

/// What the arrays of a rounded parameter are called behind its name.
enum RoundedName {
  static let bytes = "/rounded"
  static let scale = "/step"
  static let zero = "/zero"
}

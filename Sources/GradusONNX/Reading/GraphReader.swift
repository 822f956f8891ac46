internal import Foundation
internal import GradusExpression
internal import GradusLearning

/// Reads a graph as formulas: one formula a value, of the inputs and of the arrays that belong to it.
///
/// What an operator is stands in `GraphReader.operators`: a function from the formulas that go in to those that come out. Operators whose
/// inputs are the same for every input of the graph, as the arithmetic of shapes, are computed at once.
struct GraphReader {
  /// The inputs of the graph that are no arrays of its own, in order.
  private(set) var inputs: [Symbol] = []
  /// The numbers of the arrays, by the names of their symbols.
  private(set) var arrays: [String: Tensor] = [:]
  /// What formulas were read from, where a layer is the same.
  var origins: [Formula: LayerOrigin] = [:]
  /// The classes that a node names.
  var classNames: [String]?
  private var values: [String: GraphValue] = [:]
  private var opset = 1
  /// How often a name was asked for.
  private var taken: [String: Int] = [:]
  /// How many entries the tables have that choose places of axes.
  private var tableEntries = 0

  /// The most numbers that are computed while reading, for one value.
  static let foldLimit = 1 << 14
  /// The most entries that tables have which choose places of axes, and the most nodes.
  static let tableLimit = 1 << 22, nodeLimit = 1 << 16
  /// The most entries that a value may have where its lengths are known.
  static let entryLimit = 1 << 28

  /// - Parameters:
  ///   - isBatchFree: whether the first axis of every input may have any length, whatever the graph says.
  ///   - data: reads arrays that lie in files beside the model; nil where they are not asked for.
  ///   - known: values of inputs that are the same at every use, as lengths and axes.
  init(
    _ model: Onnx_ModelProto, known: [String: GraphValue] = [:], isBatchFree: Bool = false,
    data: ((Onnx_TensorProto) throws(GraphFault) -> [UInt8])? = nil
  ) throws(GraphFault) {
    opset =
      model.opsetImport.first { $0.domain.isEmpty || $0.domain == "ai.onnx" }.map { Int(clamping: $0.version) } ?? 1
    guard model.graph.node.count <= Self.nodeLimit else {
      throw GraphFault("it has \(model.graph.node.count) nodes; at most \(Self.nodeLimit) are read")
    }
    for tensor in model.graph.initializer { try add(tensor, data) }
    if let sparse = model.graph.sparseInitializer.first {
      throw GraphFault("its array \(sparse.values.name) is a sparse one")
    }
    for input in model.graph.input where values[input.name] == nil {
      if let value = known[input.name] {
        values[input.name] = value
      } else {
        values[input.name] = try symbol(input, isBatchFree)
      }
    }
    for (place, node) in model.graph.node.enumerated() {
      do throws(GraphFault) { try read(node) } catch {
        let name = node.name.isEmpty ? "node \(place + 1)" : "the node \(node.name.prefix(80))"
        let type = node.domain.isEmpty ? node.opType : "\(node.domain).\(node.opType)"
        throw GraphFault("\(name), \(type.prefix(80)): \(error)")
      }
    }
    if let bytes = model.graph.output.first(where: { isLeftOut($0.name) }) {
      throw GraphFault("its output \(bytes.name.prefix(80)) is rounded to bytes by QuantizeLinear, which is not read")
    }
  }

  /// A value by its name.
  subscript(name: String) -> GraphValue? { values[name] }

  /// A symbol's name that no other has.
  private mutating func unique(_ name: String) -> String {
    let base = name.isEmpty ? "value" : name
    var candidate = base
    while let count = taken[candidate] {
      taken[candidate] = count + 1
      candidate = "\(base)_\(count)"
    }
    taken[candidate] = 1
    return candidate
  }

  private mutating func symbol(_ input: Onnx_ValueInfoProto, _ isBatchFree: Bool) throws(GraphFault) -> GraphValue {
    let type = input.type.tensorType
    guard case .tensorType = input.type.value else { throw GraphFault("its input \(input.name) is no tensor") }
    guard ElementKind(type.elemType) != nil else {
      throw GraphFault("its input \(input.name) has elements of type \(type.elemType); numbers are read")
    }
    var shape: [Size] = []
    for (axis, dimension) in type.shape.dim.enumerated() {
      switch dimension.value {
      case .dimValue where axis == 0 && isBatchFree && type.shape.dim.count > 1: shape.append("batch")
      case .dimValue(let length):
        guard length >= 0, length <= Self.entryLimit else {
          throw GraphFault("its input \(input.name) has an axis of \(length)")
        }
        shape.append(.number(Int(length)))
      case .dimParam(let name) where !name.isEmpty: shape.append(.symbol(name))
      default: shape.append(.symbol(axis == 0 ? "batch" : "\(input.name)_\(axis)"))
      }
    }
    let symbol = Symbol(unique(input.name), shape)
    inputs.append(symbol)
    return GraphValue(.symbol(symbol), type: type.elemType)
  }

  private mutating func add(
    _ tensor: Onnx_TensorProto, _ data: ((Onnx_TensorProto) throws(GraphFault) -> [UInt8])?
  ) throws(GraphFault) {
    if tensor.dataType == NumberType.text.rawValue {
      if tensor.dims.count <= 1, tensor.stringData.count <= 1 << 16 {
        texts[tensor.name] = tensor.stringData.map { String(decoding: $0, as: UTF8.self) }
      }
      return
    }
    values[tensor.name] = constant(try TensorReader.tensor(tensor, data), type: tensor.dataType, named: tensor.name)
  }

  /// Arrays of texts, by name.
  private(set) var texts: [String: [String]] = [:]

  /// A value that is the same for every input: a number where it is one, and otherwise a symbol with its numbers.
  mutating func constant(_ tensor: Tensor, type: Int32, named name: String = "constant") -> GraphValue {
    let kind = ElementKind(type)
    if kind?.isWhole == true || tensor.values.count == 1 {
      if tensor.values.count <= Self.foldLimit, let formula = tensor.exactFormula(isDouble: kind != .float) {
        return GraphValue(formula, tensor, type: type)
      }
    }
    let symbol = Symbol(unique(name), tensor.shape.map(Size.number))
    arrays[symbol.name] = tensor
    return GraphValue(.symbol(symbol), tensor, type: type)
  }

  private mutating func read(_ node: Onnx_NodeProto) throws(GraphFault) {
    let inputs = node.input.map { $0.isEmpty ? nil : values[$0] }
    for (place, name) in node.input.enumerated()
    where !name.isEmpty && inputs[place] == nil && texts[name] == nil && !labels.contains(name) {
      throw GraphFault("its input \(name.prefix(80)) is given by no node before it")
    }
    if let skipped = Self.labelOperators[node.opType] { return try skipped(&self, node) }
    // What is made of texts and labels alone is not read.
    if node.input.contains(where: { labels.contains($0) || texts[$0] != nil }) {
      labels.formUnion(node.output)
      return
    }
    guard node.domain.isEmpty || node.domain == "ai.onnx" || node.domain == "ai.onnx.ml",
      let read = Self.operators[node.opType]
    else { throw GraphFault("no operator of this name is read") }
    if node.opType != "DequantizeLinear", let bytes = node.input.first(where: isLeftOut) {
      throw GraphFault("its input \(bytes.prefix(80)) is rounded to bytes, and only made numbers again is that read")
    }
    let call = NodeCall(node, opset: opset, inputs: inputs)
    let results: [GraphValue]
    if let lengths = try call.lengthArithmetic() { results = lengths } else { results = try read(&self, call) }
    if Self.selections[node.opType] != nil {
      tableEntries += results.reduce(0) { $0 + $1.formula.tableEntries }
      guard tableEntries <= Self.tableLimit else {
        throw GraphFault("with the nodes before it, it chooses too many places of axes")
      }
    }
    for (name, result) in zip(node.output, results) where !name.isEmpty {
      values[name] = try settled(result, of: call)
      makers[name] = node.opType
    }
    for name in node.output.dropFirst(results.count) where !name.isEmpty {
      throw GraphFault("its output \(name.prefix(80)) is not read")
    }
  }

  /// Gives a value a second name.
  mutating func alias(_ name: String, of other: String) { values[name] = values[other] }

  /// Says what a value is.
  mutating func define(_ name: String, _ value: GraphValue, maker: String) {
    (values[name], makers[name]) = (value, maker)
  }

  /// Which operator gives a value.
  private(set) var makers: [String: String] = [:]
  /// Values whose rounding is left out.
  private var unrounded: Set<String> = []
  /// Whether any rounding was left out.
  var leavesRounding: Bool { !unrounded.isEmpty }
  mutating func leaveOut(_ name: String) { unrounded.insert(name) }
  func isLeftOut(_ name: String) -> Bool { unrounded.contains(name) }

  /// Values of labels, which are read off the probabilities.
  var labels: Set<String> = []

  /// Computes what no input changes, and refuses what is too large.
  private mutating func settled(_ value: GraphValue, of call: NodeCall) throws(GraphFault) -> GraphValue {
    let lengths = value.shape.map { $0.value(in: [:]) ?? 1 }
    guard lengths.entryCount <= Self.entryLimit else {
      throw GraphFault("it gives \(lengths.entryCount) numbers; at most \(Self.entryLimit) are read")
    }
    if value.tensor != nil || value.lengths != nil { return value }
    let count = call.inputs.reduce(0) { $0 + ($1?.tensor?.values.count ?? ($1 == nil ? 0 : Self.foldLimit)) }
    guard count < Self.foldLimit, lengths.entryCount < Self.foldLimit, value.formula.sizeSymbols.isEmpty else {
      return value
    }
    let symbols = value.formula.symbols
    guard symbols.allSatisfy({ arrays[$0.name] != nil }),
      let tensor = try? Evaluator(inputs: arrays).evaluate(value.formula)
    else { return value }
    let whole = value.isWhole ? tensor.map { $0.rounded(.towardZero) } : tensor
    return constant(whole, type: value.type, named: call.node.output.first ?? "constant")
  }
}

extension Formula {
  /// How many entries its own tables have, and those of the products that it is a sum of.
  fileprivate var tableEntries: Int {
    let inner = node.children.flatMap { [$0] + $0.node.children }
    return inner.reduce(0) { if case .literal(let literal) = $1.node { $0 + literal.values.count } else { $0 } }
  }
}

extension Tensor {
  /// The numbers as a formula without symbols: exact, and those of single precision as the shortest decimals; nil where one is none.
  func exactFormula(isDouble: Bool) -> Formula? {
    var numbers: [Rational] = []
    for value in values {
      guard let exact = isDouble ? Rational("\(value)") : Rational(shortest: Float(value)) else { return nil }
      numbers.append(exact)
    }
    if rank == 0 { return .constant(numbers[0]) }
    if values.isEmpty { return nil }
    if let first = numbers.first, numbers.allSatisfy({ $0 == first }) {
      return Formula.ones(shape.map(Size.number)).scaled(by: first)
    }
    return .literal(shape: shape, numbers)
  }
}

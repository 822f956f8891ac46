internal import GradusExpression

/// Writes formulas as the nodes of a graph, each formula once.
///
/// What a formula is at its top decides the operators: `GraphWriter+Formulas` has the nodes, `GraphWriter+Products` the products,
/// `ElementaryFunction+Operators` the functions. So every layer, activation and formula that there is has a graph.
struct GraphWriter {
  /// The version of the operators.
  let opset: Int
  /// The activations that are looked for, to be written by the operator of their name.
  var activations: [NamedActivation] = []
  private(set) var nodes: [Onnx_NodeProto] = []
  private(set) var constants: [Onnx_TensorProto] = []
  private(set) var values: [Onnx_ValueInfoProto] = []
  private(set) var usesMachineLearning = false
  /// What is written already, and the symbols.
  private(set) var written: [Formula: Operand] = [:]
  /// Where the length of an axis that has a name can be read off: the name of a value, and which of its axes.
  private var lengths: [String: (value: String, axis: Int)] = [:]
  private var names: Set<String> = []
  private var numbers: [String: Operand] = [:]
  /// What names of new values begin with: the layer that they belong to.
  var place = ""

  init(opset: Int) { self.opset = opset }

  /// A name that no other value has.
  private mutating func unique(_ name: String) -> String {
    var candidate = name
    var count = 1
    while !names.insert(candidate).inserted {
      count += 1
      candidate = "\(name)_\(count)"
    }
    return candidate
  }

  /// An input of the graph. Its axes tell the lengths that have names.
  mutating func input(_ name: String, _ shape: [Size]) -> Operand {
    let name = unique(name)
    for (axis, size) in shape.enumerated() {
      if case .symbol(let symbol) = size, lengths[symbol] == nil { lengths[symbol] = (name, axis) }
    }
    return Operand(name: name, shape: shape)
  }

  /// An array that belongs to the graph.
  mutating func constant(_ name: String, _ shape: [Int], _ data: TensorData) -> Operand {
    let name = unique(name)
    constants.append(Onnx_TensorProto(name, shape, data))
    return Operand(name: name, shape: shape.map(Size.number))
  }

  /// A number; the same one once.
  mutating func number(_ value: Double) -> Operand {
    let key = "number/\(value)"
    if let known = numbers[key] { return known }
    let made = constant("number/\(Float(value))", [], .floats([Float(value)]))
    numbers[key] = made
    return made
  }

  /// Whole numbers: axes and lengths.
  mutating func integers(_ values: [Int]) -> Operand {
    let key = "integers/\(values)"
    if let known = numbers[key] { return known }
    let made = constant("integers/" + values.map(String.init).joined(separator: ","), [values.count], .integers(values))
    numbers[key] = made
    return made
  }

  /// Adds a node and says what it gives.
  mutating func add(
    _ type: String, _ inputs: [Operand], _ shape: [Size], of numberType: NumberType = .float,
    _ attributes: [Onnx_AttributeProto] = [], domain: String = "", named name: String? = nil
  ) -> Operand {
    var node = Onnx_NodeProto()
    node.opType = type
    node.domain = domain
    node.input = inputs.map(\.name)
    let output = unique(name ?? (place.isEmpty ? type : "\(place)/\(type)"))
    node.name = output
    node.output = [output]
    node.attribute = attributes
    nodes.append(node)
    values.append(Onnx_ValueInfoProto(output, numberType, shape))
    if domain == "ai.onnx.ml" { usesMachineLearning = true }
    return Operand(name: output, shape: shape)
  }

  /// An operator of several values entry by entry, repeated along axes where that is needed.
  mutating func entrywise(_ type: String, _ inputs: Operand..., of numberType: NumberType = .float) -> Operand {
    add(type, inputs, Operand.joined(inputs.map(\.shape)), of: numberType)
  }

  /// The same numbers in another type.
  mutating func cast(_ operand: Operand, to type: NumberType) -> Operand {
    add("Cast", [operand], operand.shape, of: type, [.integer("to", Int(type.rawValue))])
  }

  /// Makes a value an output of the graph, under this name, or one with a number where a column is called so.
  mutating func output(_ operand: Operand, _ name: String, of numberType: NumberType, shape: [Size])
    -> Onnx_ValueInfoProto
  {
    let whole = expanded(operand, to: shape)
    let made = add("Identity", [whole], shape, of: numberType, named: name)
    values.removeAll { $0.name == made.name }
    return Onnx_ValueInfoProto(made.name, numberType, shape)
  }

  /// Says what a formula is.
  mutating func define(_ formula: Formula, as operand: Operand) { written[formula] = operand }

  /// The value of a formula, repeated along axes where its shape is a smaller one.
  mutating func operand(_ formula: Formula) throws(UnwritableFormula) -> Operand {
    if let known = written[formula] { return known }
    let made = try write(formula)
    written[formula] = made
    return made
  }

  /// The value of a formula in its whole shape.
  mutating func whole(_ formula: Formula) throws(UnwritableFormula) -> Operand {
    expanded(try operand(formula), to: formula.shape)
  }

  /// The value repeated to a shape.
  mutating func expanded(_ operand: Operand, to shape: [Size]) -> Operand {
    operand.shape == shape ? operand : add("Expand", [operand, lengths(shape)], shape)
  }

  /// A vector of lengths; those with names are read off an input.
  mutating func lengths(_ shape: [Size]) -> Operand {
    let known = shape.map { $0.value(in: [:]) }
    if known.allSatisfy({ $0 != nil }) { return integers(known.compactMap(\.self)) }
    let parts = shape.map { size -> Operand in
      size.value(in: [:]).map { integers([$0]) } ?? length(size)
    }
    return parts.count == 1
      ? parts[0] : add("Concat", parts, [.number(shape.count)], of: .integer, [.integer("axis", 0)])
  }

  /// A length as a vector of one whole number. Traps where no input tells it.
  private mutating func length(_ size: Size) -> Operand {
    let factors = size.factors.map { factor -> Operand in
      guard case .symbol(let name) = factor else { return integers([factor.value(in: [:]) ?? 1]) }
      guard let source = lengths[name] else { preconditionFailure("no input tells \(name)") }
      let input = Operand(name: source.value, shape: [])
      let range: [Onnx_AttributeProto] = [.integer("start", source.axis), .integer("end", source.axis + 1)]
      return add("Shape", [input], [1], of: .integer, range)
    }
    return factors.dropFirst().reduce(factors[0]) { entrywise("Mul", $0, $1, of: .integer) }
  }
}

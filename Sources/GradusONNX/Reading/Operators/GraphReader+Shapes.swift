internal import GradusExpression

extension GraphReader {
  /// Operators that lay the same entries out otherwise.
  static let shapes: [String: Operator] = [
    "Reshape": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let asked = call.has(1) ? try call.lengths(1) : (call.integers("shape") ?? []).map { Size.number($0) }
      return [try moved(x, x.formula.reshaped(to: reshape(call, x.shape, asked)))]
    },
    "Flatten": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let axis = call.integer("axis", 1)
      guard (-x.shape.count...x.shape.count).contains(axis) else { throw call.fault("its axis is \(axis)") }
      let place = axis < 0 ? axis + x.shape.count : axis
      let shape = [x.shape[..<place].reduce(1, *), x.shape[place...].reduce(1, *)]
      return [try moved(x, x.formula.reshaped(to: shape))]
    },
    "Squeeze": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let given = call.has(1) ? try call.integers(1) : call.integers("axes")
      let axes = try call.axes(given ?? x.shape.indices.filter { x.shape[$0] == 1 }, of: x.shape.count)
      guard axes.allSatisfy({ x.shape[$0] == 1 }) else {
        throw call.fault("it drops axes of \(x.shape) that are not 1 long")
      }
      return [try moved(x, x.formula.reshaped(to: x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] }))]
    },
    "Unsqueeze": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let given = call.has(1) ? try call.integers(1) : call.integers("axes") ?? []
      let rank = x.shape.count + given.count
      let axes = try call.axes(given, of: rank)
      var rest = x.shape[...]
      let shape = (0..<rank).map { axes.contains($0) ? 1 : rest.removeFirst() }
      return [try moved(x, x.formula.reshaped(to: shape))]
    },
    "Transpose": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let order = try call.axes(call.integers("perm") ?? Array((0..<x.shape.count).reversed()), of: x.shape.count)
      guard order.count == x.shape.count else {
        throw call.fault("its order \(order) is not that of \(x.shape.count) axes")
      }
      return [try moved(x, x.formula.permuted(order))]
    },
    "Expand": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let asked = try call.lengths(1)
      if asked.contains(where: \.isNegative) { throw call.fault("it asks for the lengths \(asked)") }
      let shape = Operand.joined([x.shape, asked])
      return [try moved(x, call.repeated(x.formula, to: shape))]
    },
    "Tile": { (_, call) throws(GraphFault) in
      let x = try call.value(0)
      let counts = try call.integers(1)
      guard counts.count == x.shape.count, counts.allSatisfy({ $0 > 0 && $0 <= foldLimit }) else {
        throw call.fault("it repeats \(counts) times along \(x.shape.count) axes")
      }
      // Every axis gets one beside it that is repeated.
      let wide = zip(counts, x.shape).flatMap { [Size.number($0), $1] }
      let places = x.shape.indices.map { 2 * $0 + 1 }
      let shape = zip(counts, x.shape).map { Size.number($0) * $1 }
      return [try moved(x, x.formula.broadcast(to: wide, axes: places).reshaped(to: shape))]
    },
    "Shape": { (_, call) throws(GraphFault) in
      let shape = try call.value(0).shape
      let part = shape.part(from: call.integer("start", 0), to: call.integer("end", shape.count))
      return [GraphValue(lengths: part)]
    },
    "Size": { (_, call) throws(GraphFault) in
      var count = 1
      for size in try call.value(0).shape { count = [count, try call.length(size)].entryCount }
      return [GraphValue(.constant(Rational(count)), Tensor(Double(count)), type: ElementKind.int64.rawValue)]
    },
    "DepthToSpace": mapping { (x, call) throws(GraphFault) in
      let b = call.integer("blocksize", 1)
      guard x.rank == 4, b > 0, b < 1 << 15, try call.length(x.shape[1]) % (b * b) == 0 else {
        throw call.fault("it is of \(x.shape)")
      }
      let (s, depth) = (Size.number(b), Size.number(try call.length(x.shape[1]) / (b * b)))
      let isColumns = call.text("mode", "DCR") == "DCR"
      let split =
        isColumns
        ? x.reshaped(to: [x.shape[0], s, s, depth, x.shape[2], x.shape[3]]).permuted([0, 3, 4, 1, 5, 2])
        : x.reshaped(to: [x.shape[0], depth, s, s, x.shape[2], x.shape[3]]).permuted([0, 1, 4, 2, 5, 3])
      return split.reshaped(to: [x.shape[0], depth, x.shape[2] * s, x.shape[3] * s])
    },
    "SpaceToDepth": mapping { (x, call) throws(GraphFault) in
      let b = call.integer("blocksize", 1)
      guard x.rank == 4, b > 0, b < 1 << 15, try call.length(x.shape[2]) % b == 0, try call.length(x.shape[3]) % b == 0
      else {
        throw call.fault("it is of \(x.shape)")
      }
      let (h, w) = (Size.number(try call.length(x.shape[2]) / b), Size.number(try call.length(x.shape[3]) / b))
      let s = Size.number(b)
      let split = x.reshaped(to: [x.shape[0], x.shape[1], h, s, w, s]).permuted(
        call.text("mode", "DCR") == "DCR" ? [0, 3, 5, 1, 2, 4] : [0, 1, 3, 5, 2, 4])
      return split.reshaped(to: [x.shape[0], s * s * x.shape[1], h, w])
    },
  ]

  /// The same entries under another formula, with the type that they had.
  private static func moved(_ x: GraphValue, _ formula: Formula) throws(GraphFault) -> GraphValue {
    var value = GraphValue(formula, type: x.type)
    // The lengths of a vector of lengths stay known.
    if x.lengths != nil, formula.rank <= 1 { value.lengths = x.lengths }
    return value
  }

  /// The shape that Reshape asks for: 0 is the length that was there, −1 what is left.
  private static func reshape(_ call: NodeCall, _ old: [Size], _ asked: [Size]) throws(GraphFault) -> [Size] {
    let copies = call.integer("allowzero", 0) == 0
    var shape: [Size] = []
    for (axis, size) in asked.enumerated() {
      if size == 0, copies {
        guard axis < old.count else { throw call.fault("it takes over axis \(axis) of \(old.count)") }
        shape.append(old[axis])
      } else {
        shape.append(size)
      }
    }
    let whole = old.reduce(1, *)
    if let free = shape.firstIndex(of: .number(-1)) {
      let rest = shape.enumerated().filter { $0.offset != free }.map(\.element).reduce(1, *)
      guard let length = whole.divided(by: rest) else { throw call.fault("the shape \(old) does not become \(asked)") }
      shape[free] = length
    }
    guard !shape.contains(where: \.isNegative), shape.reduce(1, *) == whole else {
      throw call.fault("the shape \(old) does not become \(asked)")
    }
    return shape
  }
}

extension [Size] {
  /// The lengths from one place to another; below 0 a place is counted from the end.
  fileprivate func part(from start: Int, to end: Int) -> [Size] {
    func place(_ axis: Int) -> Int { Swift.min(Swift.max(axis < 0 ? axis + count : axis, 0), count) }
    return place(start) < place(end) ? Array(self[place(start)..<place(end)]) : []
  }
}

extension GraphValue {
  /// A vector of lengths, some of which may be names.
  init(lengths: [Size]) {
    let numbers = lengths.map { $0.value(in: [:]) }
    let tensor =
      numbers.allSatisfy { $0 != nil }
      ? Tensor(vector: numbers.compactMap { $0.map(Double.init) }) : nil
    let formula = tensor.flatMap { $0.exactFormula(isDouble: true) }
    self.init(formula ?? .ones([.number(lengths.count)]), tensor, type: ElementKind.int64.rawValue)
    if tensor == nil { self.lengths = lengths }
  }
}

extension NodeCall {
  /// A vector of lengths.
  func lengths(_ place: Int) throws(GraphFault) -> [Size] {
    if let known = try value(place).lengths { return known }
    return try integers(place).map { Size.number($0) }
  }

  /// What becomes of lengths that have names; nil where none goes in.
  func lengthArithmetic() throws(GraphFault) -> [GraphValue]? {
    guard inputs.contains(where: { $0?.lengths != nil }) else { return nil }
    switch node.opType {
    case "Gather":
      let all = try lengths(0)
      var chosen: [Size] = []
      for place in try integers(1) { chosen.append(all[try axis(place, of: all.count)]) }
      return [GraphValue(lengths: chosen)]
    case "Slice":
      let all = try lengths(0)
      let (start, end) = (try integers(1).first ?? 0, try integers(2).first ?? all.count)
      if has(4), try integers(4) != [1] { throw fault("it steps through lengths") }
      return [GraphValue(lengths: all.part(from: start, to: end))]
    case "Concat":
      var all: [Size] = []
      for place in inputs.indices { all += try lengths(place) }
      return [GraphValue(lengths: all)]
    case "Mul":
      let (a, b) = (try lengths(0), try lengths(1))
      guard a.count == b.count else { throw fault("it multiplies lengths of two counts") }
      return [GraphValue(lengths: zip(a, b).map { $0 * $1 })]
    case "Squeeze", "Unsqueeze", "Cast", "Identity", "Reshape": return [try value(0)]
    case "ReduceProd":
      let all = try lengths(0)
      return [GraphValue(lengths: [all.reduce(1, *)])]
    case "ConstantOfShape", "Expand": return nil
    default: throw fault("it computes with lengths that have names")
    }
  }
}

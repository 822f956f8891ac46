import GradusExpression

/// Turns formulas into values: sizes become numbers, and every node one of the few operations that there are kernels for.
struct Lowering {
  var graph: ValueGraph
  let sizes: [String: Int]
  /// The precision of the symbols that are not kept in the plan's.
  let stored: [String: Precision]
  private var views: [Formula: Use] = [:]
  /// The arguments of every ReLU: step(x) of one of them is step(relu(x)), so that x itself need not be kept.
  private var rectified: Set<Formula> = []

  func isRectified(_ argument: Formula) -> Bool { rectified.contains(argument) }

  init(
    _ formulas: [Formula], sizes: [String: Int], precision: Precision, stored: [String: Precision]
  ) throws(PlanError) {
    graph = ValueGraph(precision)
    self.sizes = sizes
    self.stored = stored
    let order = Formula.nodesBottomUp(formulas)
    for formula in order { if case .map(.relu, let argument) = formula.node { rectified.insert(argument) } }
    for formula in order { views[formula] = try lower(formula) }
  }

  /// The value of a formula and how its axes lie in those of the formula.
  func view(_ formula: Formula) -> Use { views[formula]! }

  /// The value of a formula that may not stand in the graph, and whose children do.
  mutating func viewOrLowered(_ formula: Formula) throws(PlanError) -> Use {
    if let known = views[formula] { return known }
    for child in formula.node.children { _ = try viewOrLowered(child) }
    let made = try lower(formula)
    views[formula] = made
    return made
  }

  func length(_ size: Size) throws(PlanError) -> Int {
    if let value = size.value(in: sizes) { return value }
    throw .missingSize(size.symbols.first { sizes[$0] == nil } ?? size.description)
  }

  func lengths(_ shape: [Size]) throws(PlanError) -> [Int] {
    var result: [Int] = []
    for size in shape { result.append(try length(size)) }
    return result
  }

  private mutating func lower(_ formula: Formula) throws(PlanError) -> Use {
    let shape = try lengths(formula.shape)
    switch formula.node {
    case .symbol(let symbol): return input(symbol.name, shape)
    case .constant(let value): return number(value.doubleValue)
    case .namedConstant(let constant): return number(constant.value)
    case .size(let size): return number(Double(try length(size)))
    case .literal(let literal): return added(shape, .table(literal.values.map(\.doubleValue)))
    case .delta:
      let counting = graph.add([shape[0]], .counting)
      return pointwise(shape, .init(.equal), [Use(value: counting, axes: [0]), Use(value: counting, axes: [1])])
    case .band(_, let band):
      let places = (0..<shape[0] * shape[1]).map { band.holds($0 / shape[1], $0 % shape[1]) }
      return added(shape, .table(places.map { $0 ? 1 : 0 }))
    case .basis(let index, let size):
      guard index < shape[0] else { throw .unsupported("the unit vector \(index + 1) of length \(size) = \(shape[0])") }
      let counting = graph.add(shape, .counting)
      return pointwise(shape, .init(.equal), [Use(value: counting, axes: [0]), number(Double(index))])
    case .sum(let terms):
      if let parts = formula.expm1Parts { return try expm1(parts.coefficient, parts.argument, parts.rest, shape) }
      return sum(formula, terms, shape)
    case .contraction(let contraction): return try contract(contraction)
    case .map(let function, let argument):
      if case .none = function.definition.kernel { throw .unsupported("the function \(function.rawValue)") }
      if let u = formula.log1pArgument { return pointwise(shape, .init(.log1p), [try viewOrLowered(u)]) }
      if let u = formula.logCoshArgument { return logCosh(view(u), shape) }
      return map(function, argument, shape)
    case .power(let base, let exponent): return power(base, exponent, shape)
    case .extremum(let extremum, let left, let right):
      return pointwise(shape, .init(extremum == .maximum ? .larger : .smaller), [view(left), view(right)])
    case .reduction(let reduction, let argument, let axes): return reduce(reduction, argument, axes)
    case .alongAxes(let function, let argument, let axes): return try alongAxes(function, argument, axes, shape)
    case .inverse(let matrix): return self.matrix(.inverse, matrix, shape)
    case .adjugate(let matrix): return self.matrix(.adjugate, matrix, shape)
    case .determinant(let matrix): return self.matrix(.determinant, matrix, shape)
    case .logDeterminant(let matrix): return self.matrix(.logDeterminant, matrix, shape)
    case .spectral(let function, let matrix):
      return added(shape, .spectral(function, of: dense(view(matrix), try lengths(matrix.shape))))
    case .matrixFunction(let function, _):
      throw .unsupported(
        "the matrix function \(function.rawValue) of a matrix of shape \(describe(shape: formula.shape))")
    case .reshape(let argument): return added(shape, .reshape(dense(view(argument), try lengths(argument.shape))))
    }
  }

  // MARK: Views

  /// A symbol in the plan's precision, whatever it is kept in.
  private mutating func input(_ name: String, _ shape: [Int]) -> Use {
    guard let own = stored[name], own != graph.precision else { return added(shape, .input(name)) }
    let value = graph.add(shape, .input(name), in: own)
    return added(shape, .pointwise(.init(.copy), [whole(value)]))
  }

  /// A value in the precision that it is to be kept in. What its last operation reads is read as it is kept: so a symbol of
  /// higher precision takes small steps that the plan's own would lose.
  mutating func converted(_ value: Value.ID, to precision: Precision) -> Value.ID {
    let (shape, operation) = (graph[value].shape, graph[value].operation)
    if graph[value].precision == precision { return value }
    guard case .pointwise(let function, let uses) = operation else {
      return graph.add(shape, .pointwise(.init(.copy), [whole(value)]), in: precision)
    }
    let own = uses.map { use -> Use in
      guard case .pointwise(let inner, let parts) = graph[use.value].operation, inner.operation == .copy,
        parts[0].axes == Array(graph[use.value].shape.indices), graph[parts[0].value].precision == precision
      else { return use }
      return Use(value: parts[0].value, axes: use.axes)
    }
    return graph.add(shape, .pointwise(function, own), in: precision)
  }

  mutating func added(_ shape: [Int], _ operation: Value.Operation) -> Use {
    Use(value: graph.add(shape, operation), axes: Array(shape.indices))
  }

  func whole(_ value: Value.ID) -> Use { Use(value: value, axes: Array(graph[value].shape.indices)) }

  mutating func number(_ value: Double) -> Use { Use(value: graph.add([], .number(value)), axes: []) }

  func numberValue(_ use: Use) -> Double? {
    if case .number(let value) = graph[use.value].operation { return value }
    return nil
  }

  /// Computes a function in the smallest index space that its arguments need, with axes in the order in which the first of
  /// them that has all axes lies in memory; the result is a view of that.
  mutating func pointwise(_ shape: [Int], _ function: LoopFunction, _ uses: [Use]) -> Use {
    let needed = Set(uses.flatMap(\.axes))
    var order = shape.indices.filter(needed.contains)
    if let leader = uses.first(where: { $0.axes.count == order.count && Set($0.axes) == needed }) {
      order = leader.axes
    }
    let place = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
    let value = graph.add(
      order.map { shape[$0] },
      .pointwise(function, uses.map { Use(value: $0.value, axes: $0.axes.map { place[$0]! }) }))
    return Use(value: value, axes: order)
  }

  /// The value of a view written out under the shape, with its repetitions and its axes in order.
  mutating func dense(_ use: Use, _ shape: [Int]) -> Value.ID {
    if use.axes == Array(shape.indices) { return use.value }
    return graph.add(shape, .pointwise(.init(.copy), [use]))
  }

  mutating func scaled(_ use: Use, by factor: Double, _ shape: [Int]) -> Use {
    if factor == 1 { return use }
    if let value = numberValue(use) { return number(factor * value) }
    return pointwise(shape, .init(.affine, s: factor), [use])
  }
}

internal import GradusExpression
internal import GradusLearning

extension GraphReader {
  /// What an operator makes of its inputs.
  typealias Operator = @Sendable (inout GraphReader, NodeCall) throws(GraphFault) -> [GraphValue]

  /// The operators that are read, by their names.
  static let operators: [String: Operator] = [
    entrywise, comparisons, products, reductions, normalizations, shapes, selections, constants, roundings, linear,
  ].reduce(into: [:]) { table, part in table.merge(part) { first, _ in first } }

  /// An operator that gives one formula, of floats.
  static func giving(
    _ body: @escaping @Sendable (NodeCall) throws(GraphFault) -> Formula
  ) -> Operator {
    { (_, call) throws(GraphFault) in [GraphValue(try body(call), type: call.inputs.first??.type ?? 1)] }
  }

  /// A function of every entry of the first input.
  static func mapping(_ body: @escaping @Sendable (Formula, NodeCall) throws(GraphFault) -> Formula) -> Operator {
    giving { (call) throws(GraphFault) in try body(try call.formula(0), call) }
  }
}

extension NodeCall {
  /// Two inputs repeated to one shape. Before version 7 the second began at an axis of the first.
  func pair() throws(GraphFault) -> (Formula, Formula) {
    let (a, b) = (try formula(0), try formula(1))
    if opset < 7, integer("broadcast", 0) == 1 {
      let axis = try self.axis(integer("axis", a.rank - b.rank), of: max(a.rank, 1))
      guard axis + b.rank <= a.rank else { throw fault("the shapes \(a.shape) and \(b.shape) do not fit") }
      let shape =
        Array(repeating: Size.number(1), count: axis) + b.shape
        + Array(repeating: Size.number(1), count: a.rank - axis - b.rank)
      return try joined([a, b.reshaped(to: shape)]).pair
    }
    return try joined([a, b]).pair
  }

  /// Formulas repeated to one shape.
  func joined(_ formulas: [Formula]) throws(GraphFault) -> [Formula] {
    guard let shape = Formula.joinedShape(formulas.map(\.shape)) else {
      throw fault("the shapes \(formulas.map { "\($0.shape)" }.joined(separator: " and ")) do not fit")
    }
    return try formulas.map { (formula) throws(GraphFault) in try repeated(formula, to: shape) }
  }

  func repeated(_ formula: Formula, to shape: [Size]) throws(GraphFault) -> Formula {
    guard let result = formula.repeated(to: shape) else {
      throw fault("the shape \(formula.shape) cannot be repeated to \(shape)")
    }
    return result
  }

  /// All inputs that are there, repeated to one shape.
  func all() throws(GraphFault) -> [Formula] { try joined(inputs.compactMap { $0?.formula }) }

  /// Whether the numbers of the first input are whole: division then drops what is left.
  var isWhole: Bool { inputs.first??.isWhole ?? false }
}

extension [Formula] {
  fileprivate var pair: (Formula, Formula) { (self[0], self[1]) }
}

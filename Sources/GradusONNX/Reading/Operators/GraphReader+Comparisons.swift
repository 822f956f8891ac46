internal import GradusExpression

extension GraphReader {
  private static func yesOrNo(
    _ body: @escaping @Sendable (Formula, Formula) -> Formula
  ) -> Operator {
    { (_, call) throws(GraphFault) in
      let (a, b) = try call.pair()
      return [GraphValue(body(a, b), type: ElementKind.bool.rawValue)]
    }
  }

  /// Comparisons and logic: 1 is yes and 0 is no.
  static let comparisons: [String: Operator] = [
    "Greater": yesOrNo { .map(.step, $0 - $1) },
    "Less": yesOrNo { .map(.step, $1 - $0) },
    "GreaterOrEqual": yesOrNo { .map(.stepFromZero, $0 - $1) },
    "LessOrEqual": yesOrNo { .map(.stepFromZero, $1 - $0) },
    "Equal": yesOrNo { Formula.ones($0.shape) - .map(.step, .map(.abs, $0 - $1)) },
    "And": yesOrNo { .product([$0, $1], flattening: false) },
    "Or": yesOrNo { .extremum(.maximum, $0, $1) },
    "Xor": yesOrNo { .map(.abs, $0 - $1) },
    "Not": mapping { (x, _) throws(GraphFault) in Formula.ones(x.shape) - x },
    "Where": { (_, call) throws(GraphFault) in
      let parts = try call.joined([try call.formula(0), try call.formula(1), try call.formula(2)])
      let rest = Formula.ones(parts[0].shape) - parts[0]
      let chosen = Formula.product([parts[0], parts[1]], flattening: false)
      return [GraphValue(chosen + .product([rest, parts[2]], flattening: false), type: try call.value(1).type)]
    },
    "Cast": { (_, call) throws(GraphFault) in [try cast(call, to: Int32(clamping: call.integer("to", 1)))] },
    "CastLike": { (_, call) throws(GraphFault) in [try cast(call, to: call.value(1).type)] },
  ]

  private static func cast(_ call: NodeCall, to type: Int32) throws(GraphFault) -> GraphValue {
    let x = try call.value(0)
    guard let kind = ElementKind(type) else {
      throw call.fault("it makes elements of type \(type), which are not read")
    }
    if !kind.isWhole || x.type == type || x.type == ElementKind.bool.rawValue {
      return GraphValue(x.formula, x.tensor, type: type)
    }
    if kind == .bool {
      return GraphValue(.map(.step, .map(.abs, x.formula)), x.tensor.map { $0.map { $0 == 0 ? 0 : 1 } }, type: type)
    }
    if x.isWhole { return GraphValue(x.formula, x.tensor, type: type) }
    guard let tensor = x.tensor else { throw call.fault("it rounds what depends on the input of the graph") }
    let whole = tensor.map { $0.rounded(.towardZero) }
    guard let formula = whole.exactFormula(isDouble: true) else { throw call.fault("it rounds what is no number") }
    return GraphValue(formula, whole, type: type)
  }
}

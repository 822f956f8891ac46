internal import GradusExpression

extension GraphWriter {
  /// A function of every entry.
  mutating func write(_ function: ElementaryFunction, _ x: Operand) throws(UnwritableFormula) -> Operand {
    if let name = function.definition.onnx { return add(name, [x], x.shape) }
    switch function {
    case .cbrt:
      let root = entrywise("Pow", add("Abs", [x], x.shape), number(1.0 / 3))
      return entrywise("Mul", add("Sign", [x], x.shape), root)
    case .step, .stepFromZero:
      let holds = entrywise(function == .step ? "Greater" : "GreaterOrEqual", x, number(0), of: .bool)
      return cast(holds, to: .float)
    case .normcdf:
      // Φ(x) = ½ (1 + erf(x/√2))
      let erf = add("Erf", [entrywise("Mul", x, number(0.5.squareRoot()))], x.shape)
      return entrywise("Mul", entrywise("Add", erf, number(1)), number(0.5))
    default: throw UnwritableFormula("no operator of ONNX computes the function \(function.rawValue)")
    }
  }
}

extension ElementaryFunction {
  /// The functions that an operator is, by its name.
  static let ofOperators: [String: ElementaryFunction] = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { function in function.definition.onnx.map { ($0, function) } })
}

internal import GradusExpression

extension GraphWriter {
  /// A function of every entry.
  mutating func write(_ function: ElementaryFunction, _ x: Operand) throws(UnwritableFormula) -> Operand {
    if let name = function.operatorName { return add(name, [x], x.shape) }
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
  /// The operator that is the function; nil where there is none.
  var operatorName: String? {
    switch self {
    case .exp: "Exp"
    case .log: "Log"
    case .sin: "Sin"
    case .cos: "Cos"
    case .tan: "Tan"
    case .asin: "Asin"
    case .acos: "Acos"
    case .atan: "Atan"
    case .sinh: "Sinh"
    case .cosh: "Cosh"
    case .tanh: "Tanh"
    case .asinh: "Asinh"
    case .acosh: "Acosh"
    case .atanh: "Atanh"
    case .abs: "Abs"
    case .sign: "Sign"
    case .relu: "Relu"
    case .sigmoid: "Sigmoid"
    case .softplus: "Softplus"
    case .erf: "Erf"
    case .cbrt, .step, .stepFromZero, .erfinv, .normcdf, .lgamma, .polygamma, .declared: nil
    }
  }

  /// The functions that an operator is, by its name.
  static let ofOperators: [String: ElementaryFunction] = Dictionary(
    uniqueKeysWithValues: allCases.compactMap { function in function.operatorName.map { ($0, function) } })
}

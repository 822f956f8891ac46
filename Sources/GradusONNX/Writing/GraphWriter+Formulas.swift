internal import GradusExpression
internal import GradusLearning

extension GraphWriter {
  /// The nodes of a formula whose parts may be written already.
  mutating func write(_ formula: Formula) throws(UnwritableFormula) -> Operand {
    if let made = try named(formula) { return made }
    switch formula.node {
    case .symbol(let symbol): throw UnwritableFormula("nothing is known of the symbol \(symbol.name)")
    case .constant(let value): return number(value.doubleValue)
    case .namedConstant(let constant): return number(constant.value)
    case .size(let size):
      return add("Squeeze", [cast(lengths([size]), to: .float)], [])
    case .literal(let literal):
      return constant("literal", literal.shape, .floats(literal.values.map { Float($0.doubleValue) }))
    case .delta, .basis, .band: return try table(formula)
    case .sum(let terms): return try sum(terms, formula)
    case .contraction(let contraction): return try product(contraction)
    case .map(let function, let argument): return try write(function, operand(argument))
    case .power(let base, let exponent): return try power(base, exponent)
    case .extremum(let extremum, let left, let right):
      return entrywise(extremum == .maximum ? "Max" : "Min", try operand(left), try operand(right))
    case .reduction(let reduction, let argument, let axes):
      return reduce(reduction.operatorName, try whole(argument), axes)
    case .alongAxes(.hardmax, let argument, let axes) where axes.count == 1:
      return add("Hardmax", [try whole(argument)], formula.shape, [.integer("axis", axes[0])])
    case .determinant(let matrix): return add("Det", [try whole(matrix)], [])
    case .logDeterminant(let matrix):
      let size = add("Abs", [add("Det", [try whole(matrix)], [])], [])
      return add("Log", [size], [])
    case .reshape(let argument):
      return add("Reshape", [try whole(argument), lengths(formula.shape)], formula.shape)
    case .alongAxes, .inverse, .adjugate, .matrixFunction, .spectral:
      throw UnwritableFormula("no operator of ONNX computes \(formula.node.noun)")
    }
  }

  /// A softmax or an activation that has an operator of its own.
  private mutating func named(_ formula: Formula) throws(UnwritableFormula) -> Operand? {
    if let (argument, axes) = formula.softmaxArgumentAndAxes, axes.count == 1 {
      return add("Softmax", [try whole(argument)], formula.shape, [.integer("axis", axes[0])])
    }
    if let argument = formula.logSoftmaxArgument {
      return add("LogSoftmax", [try whole(argument)], formula.shape, [.integer("axis", -1)])
    }
    if activations.isEmpty { return nil }
    let parts = formula.possibleArguments
    for activation in activations {
      guard let argument = parts.first(where: { activation.activation($0) == formula }) else { continue }
      let inputs = try [operand(argument)] + activation.limits.map { number($0) }
      return add(activation.row.name, inputs, inputs[0].shape, activation.attributes)
    }
    return nil
  }

  /// A matrix or vector of numbers that a formula has a node for.
  private mutating func table(_ formula: Formula) throws(UnwritableFormula) -> Operand {
    let shape = formula.shape.compactMap { $0.value(in: [:]) }
    guard shape.count == formula.rank, shape.reduce(1, *) <= 1 << 24,
      let value = try? Evaluator(inputs: [:]).evaluate(formula)
    else { throw UnwritableFormula("\(formula) has no length in numbers") }
    return constant("literal", shape, .floats(value.values.map { Float($0) }))
  }

  /// Σ coefficient · formula, positive terms first.
  private mutating func sum(_ terms: [Term], _ formula: Formula) throws(UnwritableFormula) -> Operand {
    if terms.isEmpty { return number(0) }
    if let made = try affine(terms, formula) { return made }
    var total: Operand?
    for term in terms.filter({ !$0.coefficient.isNegative }) + terms.filter(\.coefficient.isNegative) {
      let size = term.coefficient.magnitude
      let part: Operand
      if term.formula.isOnes {
        part = number(size.doubleValue)
      } else {
        let own = try operand(term.formula)
        part = size.isOne ? own : entrywise("Mul", own, number(size.doubleValue))
      }
      if let sum = total {
        total = entrywise(term.coefficient.isNegative ? "Sub" : "Add", sum, part)
      } else {
        total = term.coefficient.isNegative ? add("Neg", [part], part.shape) : part
      }
    }
    return total ?? number(0)
  }

  /// xᵖ: powers that have operators of their own are theirs.
  mutating func power(_ base: Formula, _ exponent: Formula) throws(UnwritableFormula) -> Operand {
    let x = try operand(base)
    guard let value = exponent.constantValue else { return entrywise("Pow", x, try operand(exponent)) }
    if value.isNegative {
      let positive = value == -1 ? x : try power(base, .constant(-value))
      return add("Reciprocal", [positive], positive.shape)
    }
    if value == 2 { return entrywise("Mul", x, x) }
    if value == Rational(1, 2) { return add("Sqrt", [x], x.shape) }
    return entrywise("Pow", x, number(value.doubleValue))
  }

  /// A reduction that drops its axes. From version 18 on all of them take their axes as a value.
  mutating func reduce(_ name: String, _ operand: Operand, _ axes: [Int]) -> Operand {
    let shape = operand.shape.indices.filter { !axes.contains($0) }.map { operand.shape[$0] }
    let keeps = Onnx_AttributeProto.integer("keepdims", 0)
    if opset >= 18 || name == "ReduceSum" { return add(name, [operand, integers(axes)], shape, [keeps]) }
    return add(name, [operand], shape, [.integers("axes", axes), keeps])
  }
}

extension Reduction {
  /// The operator that reduces so.
  var operatorName: String {
    switch self {
    case .logSumExp: "ReduceLogSumExp"
    case .maximum: "ReduceMax"
    case .minimum: "ReduceMin"
    case .product: "ReduceProd"
    }
  }
}

extension Formula {
  /// u, where the formula is u − log Σ exp u over the last axis.
  var logSoftmaxArgument: Formula? {
    guard case .sum(let terms) = node, rank > 0 else { return nil }
    for term in terms where term.coefficient == -1 {
      guard case .contraction(let repeated) = term.formula.node, repeated.factors.count == 1,
        case .reduction(.logSumExp, let inner, _) = repeated.factors[0].formula.node, logSoftmax(inner) == self
      else { continue }
      return inner
    }
    return nil
  }
}

extension Node {
  /// What the node is, in words for messages.
  fileprivate var noun: String {
    switch self {
    case .inverse: "the inverse of a matrix"
    case .adjugate: "the adjugate of a matrix"
    case .matrixFunction: "a function of a whole matrix"
    case .spectral: "an eigenvalue or singular value"
    case .alongAxes(let function, _, _): "\(function.rawValue) along several axes"
    default: "this"
    }
  }
}

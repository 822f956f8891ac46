/// The slow, obvious way to compute a formula: every node by its definition, in double precision. It is the oracle that
/// derivatives and kernels are compared with.
///
///     let evaluator = Evaluator(inputs: ["x": Tensor(vector: [1, 2])])
///     try evaluator.evaluate(squaredNorm(x)).scalar    // 5
public struct Evaluator: Sendable {
  /// The values of the symbols, by name.
  public let inputs: [String: Tensor]
  /// The values of size symbols that no value tells.
  public let sizes: [String: Int]

  /// - Parameters:
  ///   - inputs: the values of symbols by name.
  ///   - sizes: the values of size symbols that no input tells.
  public init(inputs: [String: Tensor], sizes: [String: Int] = [:]) {
    self.inputs = inputs
    self.sizes = sizes
  }

  /// The value of a formula.
  public func evaluate(_ formula: Formula) throws -> Tensor { try evaluate([formula])[0] }

  /// The values of all sizes that the inputs tell.
  ///
  /// - Throws: `EvaluationError` where the value of a symbol in the formulas is missing or does not fit.
  package func sizes(of formulas: [Formula]) throws -> [String: Int] {
    try EvaluationPass(order: Formula.nodesBottomUp(formulas), inputs: inputs, sizes: sizes).sizes
  }

  /// The values of several formulas; what they share is computed once.
  public func evaluate(_ formulas: [Formula]) throws -> [Tensor] {
    let formulas = Formula.withFunctionLaws(formulas)
    let order = Formula.nodesBottomUp(formulas)
    var pass = try EvaluationPass(order: order, inputs: inputs, sizes: sizes)
    for formula in order {
      // A product with an inverse is the solution of a system; only who needs the inverse itself asks for it.
      if case .inverse = formula.node { continue }
      _ = try pass.known(formula)
    }
    return try formulas.map { try pass.known($0) }
  }
}

/// Why a formula has no value.
public enum EvaluationError: DescribedError, Hashable {
  case missingInput(Symbol)
  case missingSize(String)
  case wrongShape(Symbol, found: [Int])
  case conflictingSize(String, Int, Int)
  case singularMatrix(Formula)
  case noRealMatrixFunction(ElementaryFunction)
  /// The entry, counted from 0, that the formula speaks of is beyond the length of its axis.
  case missingEntry(Int, of: Formula.Size, Int)
  /// A tensor of this shape, or a product over an index for each of these lengths, is more than the budget allows.
  case tooLarge([Int])

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .missingInput(let symbol): "no value is given for \(symbol)"
    case .missingSize(let name): "no value is given for the size \(name)"
    case .wrongShape(let symbol, let found): "the value given for \(symbol) has the shape \(found)"
    case .conflictingSize(let name, let a, let b): "the size \(name) is \(a) in one input and \(b) in another"
    case .singularMatrix(let matrix):
      if case .symbol(let symbol) = matrix.node {
        "the matrix \(symbol.name) is to be inverted and is singular"
      } else {
        "a matrix is to be inverted and is singular"
      }
    case .missingEntry(let index, let size, let length):
      "the formula speaks of entry \(index + 1), but \(size) is \(length)"
    case .tooLarge(let lengths):
      "the value is too large: it takes \(lengths.map { "\($0)" }.joined(separator: " × ")) entries"
    case .noRealMatrixFunction(let function): "the matrix function \(function.rawValue) did not converge here"
    }
  }
}

/// One evaluation: the sizes it found and the values so far.
struct EvaluationPass {
  private var values: [Formula: Tensor] = [:]
  private let inputs: [String: Tensor]
  private(set) var sizes: [String: Int]

  init(order: [Formula], inputs: [String: Tensor], sizes: [String: Int]) throws {
    self.inputs = inputs
    self.sizes = sizes
    for formula in order {
      guard case .symbol(let symbol) = formula.node else { continue }
      guard let value = inputs[symbol.name] else { throw EvaluationError.missingInput(symbol) }
      try bind(symbol, value)
    }
  }

  private mutating func bind(_ symbol: Symbol, _ value: Tensor) throws {
    let expected = symbol.shape.compactMap { $0.value(in: sizes) }
    if expected.count == symbol.shape.count, !Budget.allows(shape: expected) {
      throw EvaluationError.tooLarge(expected)
    }
    guard value.rank == symbol.shape.count else { throw EvaluationError.wrongShape(symbol, found: value.shape) }
    for (size, length) in zip(symbol.shape, value.shape) {
      switch size {
      case .number(let expected):
        guard expected == length else { throw EvaluationError.wrongShape(symbol, found: value.shape) }
      case .symbol(let name):
        if let known = sizes[name], known != length { throw EvaluationError.conflictingSize(name, known, length) }
        sizes[name] = length
      case .product:
        if let expected = size.value(in: sizes), expected != length {
          throw EvaluationError.wrongShape(symbol, found: value.shape)
        }
      }
    }
  }

  func length(_ size: Size) throws -> Int { try size.required(in: sizes) }

  /// The value of a formula whose parts but for inverses are computed.
  mutating func known(_ formula: Formula) throws -> Tensor {
    if let value = values[formula] { return value }
    let value = try value(of: formula)
    values[formula] = value
    return value
  }

  private mutating func value(of formula: Formula) throws -> Tensor {
    let shape = try formula.shape.map(length)
    guard Budget.allows(shape: shape), Budget.spend(1 + shape.entryCount) else {
      throw EvaluationError.tooLarge(shape)
    }
    switch formula.node {
    case .symbol(let symbol): return inputs[symbol.name]!
    case .constant(let value): return Tensor(value.doubleValue)
    case .namedConstant(let constant): return Tensor(constant.value)
    case .size(let size): return Tensor(Double(try length(size)))
    case .literal(let literal): return Tensor(shape: literal.shape, values: literal.values.map(\.doubleValue))
    case .delta: return .identity(shape[0])
    case .band(_, let band):
      var ones = Tensor(shape: shape, repeating: 0)
      for i in 0..<shape[0] { for j in 0..<shape[1] where band.holds(i, j) { ones[i, j] = 1 } }
      return ones
    case .basis(let index, let size):
      guard index < shape[0] else { throw EvaluationError.missingEntry(index, of: size, shape[0]) }
      var unit = Tensor(shape: shape, repeating: 0)
      unit[index] = 1
      return unit
    case .sum(let terms): return try sum(terms, of: formula, shape)
    case .contraction(let contraction): return try contract(contraction)
    case .map(let function, let argument): return try map(function, argument, of: formula, shape)
    case .power(let base, let exponent):
      let (x, p) = (try known(base), try known(exponent))
      return Tensor(
        shape: shape, values: x.values.indices.map { power(x.values[$0], p.values[p.rank == 0 ? 0 : $0]) })
    case .extremum(let extremum, let left, let right):
      let pick: (Double, Double) -> Double = extremum == .maximum ? { Swift.max($0, $1) } : { Swift.min($0, $1) }
      return Tensor(shape: shape, values: zip(try known(left).values, try known(right).values).map(pick))
    case .reduction(let reduction, let argument, let axes): return reduce(reduction, try known(argument), axes, shape)
    case .alongAxes(let function, let argument, let axes): return try known(argument).applying(function, along: axes)
    case .inverse(let matrix):
      return try solve(matrix, .identity(shape[0]))
    case .adjugate(let matrix): return try adjugate(matrix, shape[0])
    case .determinant(let matrix): return Tensor(try known(matrix).determinant)
    case .logDeterminant(let matrix): return Tensor(try known(matrix).logAbsoluteDeterminant)
    case .matrixFunction(let function, let matrix):
      guard let result = try known(matrix).matrixFunction(function) else {
        throw EvaluationError.noRealMatrixFunction(function)
      }
      return result
    case .spectral(let function, let matrix): return try known(matrix).spectral(function)
    case .reshape(let argument): return Tensor(shape: shape, values: try known(argument).values)
    }
  }

  private mutating func sum(_ terms: [Term], of formula: Formula, _ shape: [Int]) throws -> Tensor {
    if let (coefficient, argument, rest) = formula.expm1Parts {
      let (x, others) = (try known(argument), try known(rest))
      let scale = coefficient.doubleValue
      return Tensor(
        shape: shape,
        values: others.values.indices.map { others.values[$0] + scale * exponentialLessOne(x.values[$0]) })
    }
    var total = Tensor(shape: shape, repeating: 0)
    for term in terms {
      let (scale, part) = (term.coefficient.doubleValue, try known(term.formula))
      for i in total.values.indices { total.values[i] += scale * part.values[i] }
    }
    return total
  }

  private mutating func map(
    _ function: ElementaryFunction, _ argument: Formula, of formula: Formula, _ shape: [Int]
  ) throws -> Tensor {
    // Exact numbers may lie beyond the range of a double, and their logarithms within.
    if function == .log, let number = argument.constantValue, number > 0 {
      return Tensor(shape: shape, repeating: number.naturalLogarithm)
    }
    if let u = formula.log1pArgument { return try known(u).map(logarithmOfOnePlus) }
    if let u = formula.logCoshArgument { return try known(u).map(logarithmOfCosh) }
    return try known(argument).map { function($0) }
  }

  private mutating func adjugate(_ matrix: Formula, _ size: Int) throws -> Tensor {
    let a = try known(matrix)
    // By its definition while that is quick; a larger one is det A · A⁻¹.
    if size <= 10 { return a.cofactors.transposed }
    let determinant = a.determinant
    return try solve(matrix, .identity(size)).map { determinant * $0 }
  }
}

extension Size {
  /// The number that the size is.
  package func required(in sizes: [String: Int]) throws -> Int {
    if let value = value(in: sizes) { return value }
    throw EvaluationError.missingSize(symbols.first { sizes[$0] == nil } ?? description)
  }
}

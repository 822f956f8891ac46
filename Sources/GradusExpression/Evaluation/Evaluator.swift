/// The slow, obvious way to compute a formula: every node by its definition, in double precision. It is the oracle that
/// derivatives and kernels are compared with.
///
///     let evaluator = Evaluator(inputs: ["x": Tensor(vector: [1, 2])])
///     try evaluator.evaluate(squaredNorm(x)).scalar    // 5
public struct Evaluator: Sendable {
  public let inputs: [String: Tensor]
  public let sizes: [String: Int]

  /// - Parameters:
  ///   - inputs: the values of symbols by name.
  ///   - sizes: the values of size symbols that no input tells.
  public init(inputs: [String: Tensor], sizes: [String: Int] = [:]) {
    self.inputs = inputs
    self.sizes = sizes
  }

  public func evaluate(_ formula: Formula) throws -> Tensor { try evaluate([formula])[0] }

  /// The values of several formulas; what they share is computed once.
  public func evaluate(_ formulas: [Formula]) throws -> [Tensor] {
    let order = Formula.nodesBottomUp(formulas)
    var pass = try EvaluationPass(order: order, inputs: inputs, sizes: sizes)
    for formula in order { try pass.compute(formula) }
    return formulas.map { pass.values[$0]! }
  }
}

/// Why a formula has no value.
public enum EvaluationError: Error, Hashable, CustomStringConvertible {
  case missingInput(Symbol)
  case missingSize(String)
  case wrongShape(Symbol, found: [Int])
  case conflictingSize(String, Int, Int)
  case singularMatrix(Formula)
  case noRealMatrixFunction(ElementaryFunction)

  public var description: String {
    switch self {
    case .missingInput(let symbol): "no value is given for \(symbol)"
    case .missingSize(let name): "no value is given for the size \(name)"
    case .wrongShape(let symbol, let found): "the value given for \(symbol) has the shape \(found)"
    case .conflictingSize(let name, let a, let b): "the size \(name) is \(a) in one input and \(b) in another"
    case .singularMatrix: "a matrix to be inverted is singular"
    case .noRealMatrixFunction(let function): "the matrix function \(function.rawValue) did not converge here"
    }
  }
}

/// One evaluation: the sizes it found and the values so far.
struct EvaluationPass {
  var values: [Formula: Tensor] = [:]
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

  func length(_ size: Size) throws -> Int {
    if let value = size.value(in: sizes) { return value }
    throw EvaluationError.missingSize(size.symbols.first { sizes[$0] == nil } ?? size.description)
  }

  mutating func compute(_ formula: Formula) throws {
    if values[formula] != nil { return }
    values[formula] = try value(of: formula)
  }

  private func value(of formula: Formula) throws -> Tensor {
    let shape = try formula.shape.map(length)
    switch formula.node {
    case .symbol(let symbol): return inputs[symbol.name]!
    case .constant(let value): return Tensor(value.doubleValue)
    case .namedConstant(let constant): return Tensor(constant.value)
    case .size(let size): return Tensor(Double(try length(size)))
    case .literal(let literal): return Tensor(shape: literal.shape, values: literal.values.map(\.doubleValue))
    case .delta:
      var unit = Tensor(shape: shape, repeating: 0)
      for i in 0..<shape[0] { unit[i, i] = 1 }
      return unit
    case .basis(let index, _):
      var unit = Tensor(shape: shape, repeating: 0)
      unit[index] = 1
      return unit
    case .sum(let terms):
      var total = Tensor(shape: shape, repeating: 0)
      for term in terms {
        let (scale, part) = (term.coefficient.doubleValue, values[term.formula]!)
        for i in total.values.indices { total.values[i] += scale * part.values[i] }
      }
      return total
    case .contraction(let contraction): return try contract(contraction)
    case .map(let function, let argument): return values[argument]!.map { function($0) }
    case .power(let base, let exponent):
      let (x, p) = (values[base]!, values[exponent]!)
      return Tensor(
        shape: shape, values: x.values.indices.map { power(x.values[$0], p.values[p.rank == 0 ? 0 : $0]) })
    case .extremum(let extremum, let left, let right):
      let pick: (Double, Double) -> Double = extremum == .maximum ? { Swift.max($0, $1) } : { Swift.min($0, $1) }
      return Tensor(shape: shape, values: zip(values[left]!.values, values[right]!.values).map(pick))
    case .reduction(let reduction, let argument, let axes): return reduce(reduction, values[argument]!, axes, shape)
    case .inverse(let matrix):
      guard let inverse = values[matrix]!.inverse else { throw EvaluationError.singularMatrix(matrix) }
      return inverse
    case .determinant(let matrix): return Tensor(values[matrix]!.determinant)
    case .logDeterminant(let matrix): return Tensor(values[matrix]!.logAbsoluteDeterminant)
    case .matrixFunction(let function, let matrix):
      guard let result = values[matrix]!.matrixFunction(function) else {
        throw EvaluationError.noRealMatrixFunction(function)
      }
      return result
    case .reshape(let argument): return Tensor(shape: shape, values: values[argument]!.values)
    }
  }
}

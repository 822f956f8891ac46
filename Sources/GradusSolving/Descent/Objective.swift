import GradusCalculus
import GradusCompilation
public import GradusExpression
public import GradusKernels
import GradusPlan

/// A scalar formula as a function of the numbers in its variables, with its gradient, compiled once.
///
/// Points are the entries of all variables, one variable after another, row after row.
public final class Objective {
  /// What is minimised.
  public let formula: Formula
  /// The open symbols.
  public let variables: [Symbol]
  /// The lengths of the axes of each variable.
  public let shapes: [[Int]]
  /// ∇f in each variable.
  public let gradients: [Formula]
  /// How often value and gradient were computed.
  public private(set) var evaluations = 0
  /// How often the Hessian was.
  package private(set) var hessianEvaluations = 0

  private let sizes: [String: Int]
  /// The other symbols of the formula, with their values.
  private let data: [(symbol: Symbol, value: Tensor)]
  private let slopes: Computation
  private var bending: (blocks: [Formula], computation: Computation)?

  /// - Parameters:
  ///   - shapes: the lengths of the axes of each variable, which give the size symbols their values.
  ///   - data: the values of the formula's other symbols, by name; they give size symbols their values too.
  /// - Throws: where the formula is no scalar, has no known gradient, or holds symbols without a value besides the variables.
  public init(_ formula: Formula, over variables: [Symbol], shapes: [[Int]], data: [String: Tensor] = [:]) throws {
    self.formula = formula
    self.variables = variables
    self.shapes = shapes
    let others = formula.symbols.filter { !variables.contains($0) }
    if let other = others.first(where: { data[$0.name] == nil }) { throw DescentError.missingValue(other.name) }
    self.data = others.map { ($0, data[$0.name]!) }
    var sizes: [String: Int] = [:]
    for (symbol, shape) in zip(variables + others, shapes + self.data.map(\.value.shape)) {
      guard symbol.shape.count == shape.count else { throw DescentError.wrongStart(symbol, shape) }
      for (size, length) in zip(symbol.shape, shape) {
        switch size {
        case .symbol(let name) where sizes[name] == nil: sizes[name] = length
        default: guard size.value(in: sizes) == length else { throw DescentError.wrongStart(symbol, shape) }
        }
      }
    }
    self.sizes = sizes
    gradients = try GradusCalculus.gradients(of: formula, withRespectTo: variables.map { Formula.symbol($0) })
      .map { $0.simplified() }
    slopes = try Computation([formula] + gradients, of: variables + others, sizes: sizes)
    try give(slopes)
  }

  /// Writes the data where they stay.
  private func give(_ computation: Computation) throws {
    for (place, entry) in data.enumerated() { try computation.write(variables.count + place, entry.value) }
  }

  /// The count of unknown numbers.
  public var count: Int { shapes.reduce(0) { $0 + $1.reduce(1, *) } }

  /// The value and the gradient at a point.
  public func callAsFunction(_ point: [Double]) throws -> (value: Double, gradient: [Double]) {
    evaluations += 1
    return try uncounted(point)
  }

  /// The same for whoever only looks around.
  func uncounted(_ point: [Double]) throws -> (value: Double, gradient: [Double]) {
    let results = try slopes.runOrUndefined(split(point))
    return (results[0][0], results.dropFirst().flatMap(\.self))
  }

  /// The Hessian at a point, a symmetric matrix.
  public func hessian(_ point: [Double]) throws -> DenseMatrix {
    hessianEvaluations += 1
    let (_, computation) = try compiledHessian()
    let results = try computation.runOrUndefined(split(point))
    let counts = shapes.map { $0.reduce(1, *) }
    let offsets = counts.indices.map { counts[..<$0].reduce(0, +) }
    var matrix = try DenseMatrix(rowCount: count, columnCount: count)
    for (place, block) in results.enumerated() {
      let (row, column) = (place / counts.count, place % counts.count)
      for i in 0..<counts[row] {
        for j in 0..<counts[column] { matrix[offsets[row] + i, offsets[column] + j] = block[i * counts[column] + j] }
      }
    }
    // Rounding may differ on the two sides of the diagonal.
    for i in 0..<count { for j in 0..<i { matrix[j, i] = matrix[i, j] } }
    return matrix
  }

  /// Whether the Hessian is the same everywhere.
  public var isQuadratic: Bool {
    let unknowns = Set(variables.map { Formula.symbol($0) })
    guard let blocks = try? compiledHessian().blocks else { return false }
    return blocks.allSatisfy { block in block.nodesBottomUp.allSatisfy { !unknowns.contains($0) } }
  }

  private func compiledHessian() throws -> (blocks: [Formula], computation: Computation) {
    if let bending { return bending }
    var blocks: [Formula] = []
    for slope in gradients {
      for variable in variables {
        blocks.append(try derivative(of: slope, withRespectTo: .symbol(variable), layout: .numerator).simplified())
      }
    }
    let made = (blocks, try Computation(blocks, of: variables + data.map(\.symbol), sizes: sizes))
    try give(made.1)
    bending = made
    return made
  }

  private func split(_ point: [Double]) -> [[Double]] {
    precondition(point.count == count, "\(point.count) numbers for \(count) unknowns")
    var rest = point[...]
    return shapes.map { shape in
      let part = rest.prefix(shape.reduce(1, *))
      rest = rest.dropFirst(part.count)
      return Array(part)
    }
  }
}

/// Why there is no descent.
public enum DescentError: DescribedError, Hashable, Sendable {
  case missingValue(String)
  case wrongStart(Symbol, [Int])
  case startCount(expected: Int, found: Int)
  case needsStep(String)
  case undefinedAtStart

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .missingValue(let name): "\(name) has no value: give it one, or make it a variable"
    case .wrongStart(let symbol, let shape): "the start of shape \(shape) does not fit \(symbol)"
    case .startCount(let expected, let found): "the start has \(found) numbers for \(expected) unknowns"
    case .needsStep(let method): "\(method) needs a step length in numbers"
    case .undefinedAtStart: "the formula has no finite value at the start"
    }
  }
}

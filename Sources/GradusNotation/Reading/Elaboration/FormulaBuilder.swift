import BigInt
import GradusExpression

/// Builds the formulas of nodes whose shapes are known.
struct FormulaBuilder {
  let nodes: [TypedNode]
  let texts: [String]
  var inference: SizeInference
  /// What each symbol of the table turned out to be; one may stand there twice.
  private var table: [Symbol] = []
  private let values: [Formula?]
  private let definingNodes: [Int?]
  private var places: [Bool] = []
  private var formulas: [Formula] = []
  let differentiate: (@Sendable (Formula, Symbol) throws -> Formula)?

  /// The most bits of a number that a power of numbers may have.
  private static let bitLimit = 1 << 16
  /// The most factors of a power of a matrix.
  private static let matrixPowerLimit = 32

  init(
    _ typed: TypedFormula, texts: [String], differentiate: (@Sendable (Formula, Symbol) throws -> Formula)?
  ) {
    inference = typed.inference
    nodes = typed.inference.nodes
    self.texts = texts
    self.differentiate = differentiate
    values = typed.symbols.map(\.value)
    definingNodes = typed.symbols.map(\.definingNode)
    for symbol in typed.symbols {
      let known = symbol.sameAs.map { typed.symbols[$0] } ?? symbol
      table.append(Symbol(known.name, inference.shape(known.node)!, facts: known.facts))
    }
    places = typed.symbols.map(\.isPlace)
    renamePlaces()
  }

  /// A place has the name of its argument, unless something else has it too.
  private mutating func renamePlaces() {
    var taken = Set(table.indices.filter { !places[$0] }.map { table[$0].name })
    for node in nodes { if case .value(let formula) = node.operation { taken.formUnion(formula.symbols.map(\.name)) } }
    for index in table.indices where places[index] && taken.contains(table[index].name) {
      let name = (1...).lazy.map { String(repeating: "u", count: $0) }.first { !taken.contains($0) }!
      table[index] = Symbol(name, table[index].shape)
      taken.insert(name)
    }
  }

  /// What a symbol of the table turned out to be.
  func symbol(_ index: Int) -> Symbol { table[index] }

  /// The symbols of the formulas, each once, in order of their first use.
  var symbols: [Symbol] {
    var seen: Set<Symbol> = []
    return table.indices.filter { values[$0] == nil && definingNodes[$0] == nil && !places[$0] }.map { table[$0] }
      .filter { seen.insert($0).inserted }
  }

  /// The symbols that nothing declares, each once, with how their rows are written.
  func inferred(_ typed: [TypedSymbol]) -> [Reading.Inferred] {
    symbols.compactMap { symbol in
      let own = table.indices.filter { table[$0] == symbol && values[$0] == nil && definingNodes[$0] == nil }
      let family =
        symbol.shape.count == 2 ? own.lazy.compactMap { typed[$0].family }.first { $0.indices.count == 1 } : nil
      guard family != nil || !own.contains(where: { typed[$0].isDeclared && typed[$0].family == nil }) else {
        return nil
      }
      let base = own.lazy.compactMap { typed[$0].family }.first { $0.indices.count == 2 && $0.base != symbol.name }?
        .base
      return Reading.Inferred(
        symbol: symbol, row: family.map { ($0.written, $0.index) }, entryBase: base,
        isSet: own.contains { typed[$0].isSet }, isIndexed: own.contains { typed[$0].family != nil })
    }
  }

  /// The formulas of all nodes, in their order.
  mutating func run() throws(ReadingError) -> [Formula] {
    formulas.reserveCapacity(nodes.count)
    for index in nodes.indices { formulas.append(try build(index)) }
    return formulas
  }

  func refuse(_ index: Int, _ what: String, _ advice: String) -> ReadingError {
    let place = nodes[index].place
    return ReadingError(.unsupported(what, advice: advice), in: texts[place.text], at: place.range)
  }

  private mutating func build(_ index: Int) throws(ReadingError) -> Formula {
    let node = nodes[index]
    let parts = node.children.map { formulas[$0] }
    if let formula = try indexed(index, parts) { return formula }
    let shape = inference.shape(index)!
    let kinds = node.children.map { nodes[$0].kinds.only! }
    switch node.operation {
    case .number(let value): return .constant(value)
    case .constant(.pi): return .pi
    case .constant(.e): return .e
    case .symbol(let symbol):
      return values[symbol] ?? definingNodes[symbol].map { formulas[$0] } ?? .symbol(table[symbol])
    case .value(let formula): return formula
    case .size(let size): return .size(inference.resolved(size))
    case .part(let places): return part(parts[0], places)
    case .entry, .constantEntry, .indexNumber, .reduction, .tensor:
      preconditionFailure("index notation is built apart")
    case .reshape:
      guard shape.reduce(1, *) == parts[0].shape.reduce(1, *) else {
        let found = "\(describe(shape: parts[0].shape)) cannot become \(describe(shape: shape))"
        throw refuse(index, found, "the counts of entries differ")
      }
      return parts[0].reshaped(to: shape)
    case .filled: return parts[0].broadcast(to: shape)
    case .identity: return .identity(shape[0])
    case .band(_, let band):
      return band.fillsAbove ? .upperTriangle(shape[0], from: band.offset) : .shift(shape[0], by: band.offset)
    case .alias: return parts[0]
    case .negative: return parts[0].scaled(by: -1)
    case .sum(let isNegative):
      let terms = zip(parts, isNegative).map { part, isNegative in
        Term(isNegative ? -1 : 1, part.isScalar ? part.broadcast(to: shape) : part)
      }
      return .sum(terms, shape: shape)
    case .product(let operation): return try product(operation, index, parts, kinds)
    case .power(let entrywise, let baseIsE): return try power(entrywise, baseIsE, index, parts)
    case .transpose: return parts[0].transposed
    case .bars: return kinds[0] == .matrix ? .determinant(parts[0]) : .map(.abs, parts[0])
    case .norm(let norm): return try self.norm(norm, index, parts)
    case .matrix(let rows, let columns):
      return .entries(parts, shape: shape.count == 2 ? [rows, columns] : [rows * columns])
    case .derivative(let symbol):
      guard let differentiate else {
        throw refuse(index, "a derivative inside a formula", "give the function and its variable apart")
      }
      do { return try differentiate(parts[0], table[symbol]) } catch {
        throw refuse(index, "this derivative", "\(error)")
      }
    case .zero: return .zero(shape)
    case .tie: return parts[1]
    case .evaluated(let symbols): return value(of: parts[0], symbols, at: parts.dropFirst())
    case .alongAxes(let function, let axes):
      let all = Array(0..<parts[0].rank)
      guard axes.allSatisfy({ $0 <= all.count }) else {
        throw refuse(index, "\(function.rawValue) along axis \(axes.max() ?? 0)", "there are \(all.count) axes")
      }
      return .alongAxes(function, parts[0], axes: axes.isEmpty ? all : axes.map { $0 - 1 })
    case .call(let function, let axis): return try call(function, axis, index, parts, kinds)
    }
  }

  /// What was differentiated by places, with what stands there.
  private func value(of formula: Formula, _ places: [Int], at arguments: ArraySlice<Formula>) -> Formula {
    let values = zip(places, arguments).map { (Formula.symbol(table[$0]), $1) }
    return formula.substituting(Dictionary(values) { first, _ in first })
  }

  // MARK: Products

  private mutating func product(
    _ operation: Syntax.ProductOperator, _ index: Int, _ parts: [Formula], _ kinds: [ShapeKind]
  ) throws(ReadingError) -> Formula {
    let (a, b) = (parts[0], parts[1])
    if let repeated = repeated(operation, index, parts, kinds) { return repeated }
    switch operation {
    case .matrixTimes: return a * b
    case .times, .dot: return kinds == [.column, .row] ? .outer(a, b) : a * b
    case .entrywiseTimes: return a .* b
    case .over, .entrywiseOver: return a .* (try reciprocal(b, index))
    case .kronecker: return kronecker(a, b)
    }
  }

  /// A product with ones is a repetition: x*vector(1)' has x in every column.
  private mutating func repeated(
    _ operation: Syntax.ProductOperator, _ index: Int, _ parts: [Formula], _ kinds: [ShapeKind]
  ) -> Formula? {
    guard operation == .times || operation == .dot else { return nil }
    let (a, b) = (parts[0], parts[1])
    let shape = inference.shape(index)!
    switch kinds {
    case [.column, .row] where b.isOnes: return a.broadcast(to: shape, axes: [0])
    case [.column, .row] where a.isOnes: return b.broadcast(to: shape, axes: [1])
    case _ where a.isScalar && b.isOnes: return a.broadcast(to: shape)
    case _ where b.isScalar && a.isOnes: return b.broadcast(to: shape)
    default: return nil
    }
  }

  private func reciprocal(_ value: Formula, _ index: Int) throws(ReadingError) -> Formula {
    if value.isZero { throw refuse(index, "a division by zero", "it has no value") }
    return .power(value, -1)
  }

  func kronecker(_ a: Formula, _ b: Formula) -> Formula {
    if a.rank == 2 { return .kronecker(a, b) }
    return Formula.outer(a, b).reshaped(to: [a.shape[0] * b.shape[0]])
  }

  // MARK: Powers

  private func power(
    _ entrywise: Bool, _ baseIsE: Bool, _ index: Int, _ parts: [Formula]
  ) throws(ReadingError) -> Formula {
    let (base, exponent) = (parts[0], parts[1])
    if baseIsE { return exponent.rank == 2 && !entrywise ? .matrixFunction(.exp, exponent) : .map(.exp, exponent) }
    if base.rank == 2, !entrywise { return try matrixPower(base, exponent, index) }
    return try entrywisePower(base, exponent, index)
  }

  func entrywisePower(_ base: Formula, _ exponent: Formula, _ index: Int) throws(ReadingError) -> Formula {
    if base.isScalar, case .namedConstant(.e) = base.node { return .map(.exp, exponent) }
    if let value = base.constantValue, let power = exponent.constantValue {
      if value.isZero, power.isNegative { throw refuse(index, "a division by zero", "it has no value") }
      let bits = max(value.numerator.magnitude.bitWidth, value.denominator.magnitude.bitWidth)
      guard power.magnitude <= 1_000_000, Double(bits) * power.magnitude.doubleValue <= Double(FormulaBuilder.bitLimit)
      else {
        throw ReadingError(.numberTooLarge, in: texts[nodes[index].place.text], at: nodes[index].place.range)
      }
    }
    return base .** exponent
  }

  /// Aᵏ by repeated products, A⁻ᵏ by the inverse.
  private func matrixPower(_ base: Formula, _ exponent: Formula, _ index: Int) throws(ReadingError) -> Formula {
    guard let power = exponent.constantValue?.integerValue else {
      throw refuse(index, "this power of a matrix", "the exponent has to be an integer; write .^ entry by entry")
    }
    guard power.magnitude <= FormulaBuilder.matrixPowerLimit else {
      throw refuse(index, "this power of a matrix", "at most \(FormulaBuilder.matrixPowerLimit) factors are read")
    }
    if power == 0 { return .identity(base.shape[0]) }
    let factor = power < 0 ? Formula.inverse(base) : base
    return (1..<abs(power)).reduce(factor) { product, _ in product * factor }
  }

  // MARK: Norms

  private func norm(_ norm: TypedNode.Norm, _ index: Int, _ parts: [Formula]) throws(ReadingError) -> Formula {
    let x = parts[0]
    if x.isScalar { return .map(.abs, x) }
    switch norm {
    case .two where x.rank == 2: return .spectral(.largestSingularValue, x)
    case .nuclear:
      guard x.rank == 2 else { throw refuse(index, "the nuclear norm of a vector", "it is of matrices") }
      return .spectral(.nuclearNorm, x)
    case .unstated, .two, .entrywiseTwo, .frobenius: return GradusExpression.norm(x)
    case .one, .entrywiseOne: return norm1(x)
    case .infinity: return normInfinity(x)
    case .p:
      guard let p = parts[1].constantValue else {
        let total = Formula.power(.map(.abs, x), parts[1]).summed
        return .power(total, .power(parts[1], -1))
      }
      guard p >= 1 else { throw refuse(index, "the norm of order \(p)", "the order has to be at least 1") }
      return GradusExpression.norm(x, order: p)
    }
  }
}

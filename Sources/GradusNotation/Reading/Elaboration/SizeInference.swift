import GradusExpression

/// Finds the sizes of every node by unification, once all kinds are known.
struct SizeInference {
  var nodes: [TypedNode]
  let symbols: [TypedSymbol]
  let environment: Environment
  var unifier = SizeUnifier()
  /// The size variable of each label of index notation.
  private(set) var labelSizes: [Int: Int] = [:]
  /// The size variables of the names that stand above sums, and where each is first met: n in `\sum_{i=1}^n` is the size
  /// of the axis of i, whatever that turns out to be.
  var writtenSizes: [String: (variable: Int, node: Int)] = [:]
  let writtenNames: Set<String>

  /// Two sizes that have to be equal and are not.
  struct Conflict: Error {
    let node: Int
    /// The parts of the node that do not fit; a single one where its own sizes clash.
    let parts: [Int]
    /// The size that the node makes and the one that it has elsewhere, for `kron` and `vec`.
    var sizes: (made: Size, elsewhere: Size)?
  }

  init(nodes: [TypedNode], symbols: [TypedSymbol], environment: Environment, writtenNames: Set<String> = []) {
    self.nodes = nodes
    self.writtenNames = writtenNames.subtracting(environment.sizes)
    self.symbols = symbols
    self.environment = environment
  }

  mutating func run() throws(Conflict) {
    for index in nodes.indices { try infer(index) }
    try joinFamilies()
    matchProducts()
    try settleProducts()
    try settleWrittenSizes()
  }

  /// Where two products of open sizes are one size, their factors are: vec(X)'*vec(Y) asks for matrices of one shape.
  private mutating func matchProducts() {
    var first: [Int: [Int]] = [:]
    for (result, factors, _) in unifier.products where unifier.size(result) == nil {
      let root = unifier.root(result)
      if let others = first[root], others.count == factors.count {
        for (a, b) in zip(others, factors) { _ = unifier.unify(a, b) }
      } else {
        first[root] = factors
      }
    }
  }

  /// The sizes of the nodes up to one, as far as they can be told, for an error's words.
  mutating func runLeniently(upTo end: Int) {
    // A rule counts on the axes of the parts: what has a part of unknown kind is unknown itself.
    var told = Set<Int>()
    for index in nodes.indices.prefix(end)
    where nodes[index].kinds.only != nil && nodes[index].children.allSatisfy(told.contains) {
      do { try infer(index) } catch { continue }
      told.insert(index)
    }
  }

  /// Kronecker products and stacked matrices, as far as their factors are known.
  mutating func settleProducts() throws(Conflict) {
    var changed = true
    while changed {
      changed = false
      for (result, factors, node) in unifier.products {
        let sizes = factors.compactMap { unifier.size($0) }
        guard sizes.count == factors.count else { continue }
        let product = sizes.reduce(Size.number(1), *)
        if let known = unifier.size(result) {
          guard known == product else { throw Conflict(node: node, parts: [], sizes: (product, known)) }
        } else {
          unifier.assign(result, product)
          changed = true
        }
      }
    }
  }

  // MARK: Rules

  private mutating func infer(_ index: Int) throws(Conflict) {
    let node = nodes[index]
    let a = node.children.first.map { nodes[$0].sizes } ?? []
    let b = node.children.count > 1 ? nodes[node.children[1]].sizes : []
    let kind = node.kinds.only ?? .scalar
    nodes[index].sizes =
      switch node.operation {
      case .number, .constant, .size: []
      case .symbol(let symbol): declaredSizes(symbols[symbol], kind)
      case .value(let formula): formula.shape.map { unifier.fresh($0) }
      case .part(let places): try part(places, a, index)
      case .entry(let labels, _): try entry(labels, a, index)
      case .constantEntry(_, let labels, let sizes): try constantEntry(labels, sizes, index)
      case .reduction: a
      case .indexNumber: []
      case .tensor(let labels): labels.map { labelSize($0) }
      case .reshape(let sizes): sizes.map { unifier.fresh($0) }
      case .filled(let sizes): sizes.isEmpty ? fresh(kind.rank) : sizes.map { unifier.fresh($0) }
      case .identity(let size), .band(let size, _): [Int](repeating: unifier.fresh(size), count: 2)
      case .alias, .negative, .alongAxes: a
      case .sum: try joined(index, node.children)
      case .product(.times), .product(.dot), .product(.matrixTimes): try product(index, a, b)
      case .product(.over), .product(.entrywiseTimes), .product(.entrywiseOver): try joined(index, node.children)
      case .product(.kronecker): kronecker(index, a, b)
      case .power: try power(index, a, b)
      case .transpose: Array(a.reversed())
      case .bars: kind == .scalar && !a.isEmpty ? try square(index, a, []) : a
      case .norm: []
      case .matrix(let rows, let columns):
        kind == .matrix
          ? [unifier.fresh(.number(rows)), unifier.fresh(.number(columns))] : [unifier.fresh(.number(rows * columns))]
      case .derivative: b + a
      case .zero: fresh(kind.rank)
      case .tie: try joined(index, node.children)
      case .evaluated: a
      case .call(let function, let axis): try call(function, axis, index, a, b)
      }
  }

  private mutating func fresh(_ count: Int) -> [Int] { (0..<count).map { _ in unifier.fresh() } }

  private mutating func declaredSizes(_ symbol: TypedSymbol, _ kind: ShapeKind) -> [Int] {
    if let value = symbol.value { return value.shape.map { unifier.fresh($0) } }
    let declared = environment.symbols[KnownNames.key(symbol.name)]
    if let declared, declared.kind == kind { return declared.sizes.map { unifier.fresh($0) } }
    if kind == .matrix, symbol.family == nil, environment.facts(of: symbol.name).contains(where: \.needsSquareMatrix) {
      return [Int](repeating: unifier.fresh(), count: 2)
    }
    if let member = symbol.family?.member { return [unifier.fresh()] + member.sizes.map { unifier.fresh($0) } }
    return fresh(kind.rank)
  }

  private mutating func part(_ places: [Int?], _ a: [Int], _ index: Int) throws(Conflict) -> [Int] {
    for (place, size) in zip(places, a) {
      if let place, case .number(let count)? = unifier.size(size), place > count {
        throw Conflict(node: index, parts: nodes[index].children)
      }
    }
    return zip(places, a).filter { $0.0 == nil }.map(\.1)
  }

  /// The size variable of a label.
  mutating func labelSize(_ label: Int) -> Int {
    if let known = labelSizes[label] { return known }
    let variable = unifier.fresh()
    labelSizes[label] = variable
    return variable
  }

  private mutating func entry(_ labels: [Int], _ a: [Int], _ index: Int) throws(Conflict) -> [Int] {
    for (label, size) in zip(labels, a) {
      guard unifier.unify(labelSize(label), size) else {
        throw Conflict(node: index, parts: nodes[index].children)
      }
    }
    return Array(a.dropFirst(labels.count))
  }

  private mutating func constantEntry(_ labels: [Int], _ sizes: [Size?], _ index: Int) throws(Conflict) -> [Int] {
    for (label, size) in zip(labels, sizes) {
      if let size, !unifier.unify(labelSize(label), written(size, index)) {
        throw Conflict(node: index, parts: [index])
      }
    }
    if case .constantEntry(.eye, _, _) = nodes[index].operation, labels.count == 2,
      !unifier.unify(labelSize(labels[0]), labelSize(labels[1]))
    {
      throw Conflict(node: index, parts: [index])
    }
    return []
  }

  /// The sizes that all parts with an axis have.
  private mutating func joined(_ index: Int, _ parts: [Int]) throws(Conflict) -> [Int] {
    var first: Int?
    for part in parts where !nodes[part].sizes.isEmpty {
      if let first {
        guard unifier.unify(nodes[first].sizes, nodes[part].sizes) else {
          throw Conflict(node: index, parts: [first, part])
        }
      } else {
        first = part
      }
    }
    return first.map { nodes[$0].sizes } ?? []
  }

  private mutating func product(_ index: Int, _ a: [Int], _ b: [Int]) throws(Conflict) -> [Int] {
    if a.isEmpty { return b }
    if b.isEmpty { return a }
    let kinds = nodes[index].children.map { nodes[$0].kinds.only }
    if kinds == [.column, .row] { return a + b }
    guard unifier.unify(a[a.count - 1], b[0]) else { throw Conflict(node: index, parts: nodes[index].children) }
    return Array(a.dropLast() + b.dropFirst())
  }

  private mutating func kronecker(_ index: Int, _ a: [Int], _ b: [Int]) -> [Int] {
    zip(a, b).map { unifier.product(of: [$0, $1], node: index) }
  }

  private mutating func power(_ index: Int, _ a: [Int], _ b: [Int]) throws(Conflict) -> [Int] {
    if case .power(entrywise: false, _) = nodes[index].operation {
      let matrix = a.isEmpty ? b : a
      return matrix.count == 2 ? try square(index, matrix, matrix) : matrix
    }
    return try joined(index, nodes[index].children)
  }

  /// The result of what asks for a square matrix.
  private mutating func square(_ index: Int, _ a: [Int], _ result: [Int]) throws(Conflict) -> [Int] {
    guard unifier.unify(a[0], a[1]) else { throw Conflict(node: index, parts: [nodes[index].children[0]]) }
    return result
  }

  private mutating func call(
    _ function: Function, _ axis: Int?, _ index: Int, _ a: [Int], _ b: [Int]
  ) throws(Conflict) -> [Int] {
    let kind = nodes[index].kinds.only ?? .scalar
    switch function {
    case .times, .divide, .pow, .atan2, .binom: return try joined(index, nodes[index].children)
    case .max where nodes[index].children.count == 2, .min where nodes[index].children.count == 2:
      return try joined(index, nodes[index].children)
    case .sum, .mean, .prod, .logsumexp, .max, .min: return kind == .scalar ? [] : [a[axis == 1 ? 1 : 0]]
    case .size: return []
    case .transpose: return Array(a.reversed())
    case .tr, .det, .logdet, .spectralRadius: return try square(index, a, [])
    case .inv, .adj, .expm, .logm, .sinm, .cosm, .tanm, .asinm, .acosm, .atanm, .sinhm, .coshm, .tanhm, .asinhm,
      .acoshm,
      .atanhm:
      return a.isEmpty ? [] : try square(index, a, a)
    case .spectral(let function):
      if function.isOfEigenvalues { _ = try square(index, a, a) }
      return function.shape(of: a)
    case .pinv: return Array(a.reversed())
    case .diag: return a.count == 2 ? try square(index, a, [a[0]]) : [a[0], a[0]]
    case .vec: return a.count == 2 ? [unifier.product(of: [a[1], a[0]], node: index)] : a
    case .outer: return a + b
    case .inner:
      guard unifier.unify(a, b) else { throw Conflict(node: index, parts: nodes[index].children) }
      return []
    case .kron: return kronecker(index, a, b)
    case .solve:
      _ = try square(index, a, a)
      guard unifier.unify(a[0], b[0]) else { throw Conflict(node: index, parts: nodes[index].children) }
      return b
    default: return a
    }
  }
}

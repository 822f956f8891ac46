import GradusExpression

/// Turns syntax into formulas: names get their meaning, then every node its kind, then its sizes, then it is built.
struct Elaborator {
  /// The most operations after definitions are unfolded.
  static let sizeLimit = 200_000
  /// The most levels, through definitions and calls.
  static let depthLimit = 500

  let environment: Environment
  var texts: [String]
  var nodes: [TypedNode] = []
  var symbols: [TypedSymbol] = []
  var symbolOfKey: [String: Int] = [:]
  /// The definitions of the texts by key.
  private var definitions: [String: LocalDefinition] = [:]
  /// The definitions that are resolved, in order.
  private(set) var resolved: [(definition: Statement.Definition, node: Int)] = []
  /// Arguments by the keys of the parameters, for the function whose body is being read.
  private var scope: [String: Int] = [:]
  private var depth = 0
  /// Index notation: the labels of indices bound by `sum[p]` and `tensor[i]`, those of the others, and their count.
  var boundLabels: [String: Int] = [:]
  var freeLabels: [String: Int] = [:]
  var labelCount = 0

  private struct LocalDefinition {
    let definition: Statement.Definition
    let text: Int
    var node: Int?
    var isOpen = false
  }

  init(environment: Environment, texts: [String]) {
    self.environment = environment
    self.texts = texts
  }

  mutating func define(_ definition: Statement.Definition, text: Int) throws(ReadingError) {
    let key = KnownNames.key(definition.name)
    guard definitions[key] == nil, !environment.isTaken(key) else {
      throw error(.redefinition(definition.name), text, definition.nameRange)
    }
    definitions[key] = LocalDefinition(definition: definition, text: text)
  }

  func error(_ problem: ReadingError.Problem, _ text: Int, _ range: Range<Int>) -> ReadingError {
    ReadingError(problem, in: texts[text], at: range)
  }

  mutating func append(
    _ operation: TypedNode.Operation, _ children: [Int] = [], kinds: ShapeKinds = .all, _ syntax: Syntax, _ text: Int,
    sign: Range<Int>? = nil
  ) throws(ReadingError) -> Int {
    guard nodes.count < Elaborator.sizeLimit else {
      throw error(.tooLarge(limit: Elaborator.sizeLimit), text, syntax.range)
    }
    let sign = sign.flatMap { $0.isEmpty ? nil : $0 } ?? syntax.range
    let place = TypedNode.Place(text: text, range: syntax.range, sign: sign)
    let labels = try labels(of: operation, children, syntax, text)
    nodes.append(TypedNode(operation: operation, children: children, kinds: kinds, place: place, labels: labels))
    return nodes.count - 1
  }

  /// The node of a formula of one of the texts.
  mutating func resolve(_ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Elaborator.depthLimit else {
      throw error(.tooDeep(limit: Elaborator.depthLimit), text, syntax.range)
    }
    // Each case has a function of its own, so that the frames of this recursion stay small.
    switch syntax.kind {
    case .number, .filled: return try constant(syntax, text)
    case .name(let name): return try resolve(name: name, syntax, text)
    case .negative(let inner): return try unary(.negative, inner, syntax, text)
    case .transpose(let inner): return try unary(.transpose, inner, syntax, text)
    case .bars(let inner): return try unary(.bars, inner, syntax, text)
    case .sum(let addends): return try resolve(sum: addends, syntax, text)
    case .product(let first, let factors): return try resolve(product: first, factors, syntax, text)
    case .power(let base, let exponent, let entrywise):
      return try resolve(power: base, exponent, entrywise, syntax, text)
    case .call(let function, let arguments): return try resolve(call: function, arguments, syntax, text)
    case .application(let name, let arguments): return try apply(name, arguments, syntax, text)
    case .norm(let inner, let order): return try resolve(norm: order, of: inner, syntax, text)
    case .matrix(let rows): return try resolve(matrix: rows, syntax, text)
    case .part(let inner, let indices): return try resolve(part: inner, indices, syntax, text)
    case .constantEntry(let function, let indices): return try resolve(constantEntry: function, indices, syntax, text)
    case .reduction(let function, let letters, let inner):
      return try resolve(reduction: function, over: letters, inner, syntax, text)
    case .tensor(let letters, let inner): return try resolve(tensor: letters, inner, syntax, text)
    case .derivative(let inner, let names): return try resolve(derivative: names, of: inner, syntax, text)
    }
  }
}

// MARK: Operations

extension Elaborator {
  private mutating func constant(_ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    if case .number(let value) = syntax.kind { return try append(.number(value), kinds: .scalar, syntax, text) }
    guard case .filled(let value) = syntax.kind else { preconditionFailure("no constant: \(syntax)") }
    let entry = try append(.number(value), kinds: .scalar, syntax, text)
    return try append(.filled(sizes: []), [entry], kinds: [.column, .matrix], syntax, text)
  }

  private mutating func unary(
    _ operation: TypedNode.Operation, _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    try append(operation, [try resolve(inner, text)], syntax, text)
  }

  private mutating func resolve(
    sum addends: [Syntax.Addend], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    var children: [Int] = []
    for addend in addends { children.append(try resolve(addend.value, text)) }
    return try append(.sum(isNegative: addends.map(\.isNegative)), children, syntax, text)
  }

  private mutating func resolve(
    power base: Syntax, _ exponent: Syntax, _ entrywise: Bool, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let children = [try resolve(base, text), try resolve(exponent, text)]
    let isE = if case .constant(.e) = nodes[children[0]].operation { true } else { false }
    return try append(.power(entrywise: entrywise, baseIsE: isE), children, syntax, text)
  }

  private mutating func resolve(
    matrix rows: [[Syntax]], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    guard let first = rows.first else {
      throw error(.unexpected(found: "[]", expected: "at least one entry"), text, syntax.range)
    }
    var children: [Int] = []
    for entry in rows.joined() { children.append(try resolve(entry, text)) }
    return try append(.matrix(rows: rows.count, columns: first.count), children, syntax, text)
  }

  private mutating func resolve(
    derivative names: [String], of inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    guard !names.isEmpty else {
      let advice = "say by what: ∇_x, or d/dx"
      throw error(.unsupported("∇ without a variable", advice: advice), text, syntax.range)
    }
    var node = try resolve(inner, text)
    for name in names {
      let variable = try resolve(name: name, Syntax(.name(name), syntax.range), text)
      guard case .symbol(let index) = nodes[variable].operation else {
        throw error(.unsupported("a derivative by \(name)", advice: "it is no symbol"), text, syntax.range)
      }
      node = try append(.derivative(index), [node, variable], syntax, text)
    }
    return node
  }

  /// A product from the left. Numbers are multiplied in last, so that `1/2*(x - a)'*S*(x - a)` keeps both its `x - a` as
  /// they are.
  private mutating func resolve(
    product first: Syntax, _ factors: [Syntax.Factor], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    func isNumber(_ factor: Syntax.Factor) -> Bool {
      let isScaling = factor.operation == .times || factor.operation == .over
      return isScaling && factor.value.asNumber.map { !$0.isZero } == true
    }
    var numbers = factors.filter(isNumber)
    var others = factors.filter { !isNumber($0) }
    var (number, head) = (numbers.first?.value, first)
    if first.asNumber != nil {
      guard let next = others.first, others.count > 1, ![.over, .entrywiseOver, .kronecker].contains(next.operation)
      else { return try chain(first, factors[...], syntax, text) }
      (number, head) = (first, next.value)
      others.removeFirst()
    } else if let scaling = numbers.first, scaling.operation == .over {
      number = Syntax(.number(1), scaling.signRange)
    } else {
      numbers = Array(numbers.dropFirst())
    }
    let node = try chain(head, others[...], syntax, text)
    guard let number else { return node }
    return try append(.product(.times), [try chain(number, numbers[...], syntax, text), node], syntax, text)
  }

  private mutating func chain(
    _ first: Syntax, _ factors: ArraySlice<Syntax.Factor>, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    var node = try resolve(first, text)
    for factor in factors {
      let whole = Syntax(syntax.kind, first.range.lowerBound..<factor.value.range.upperBound)
      node = try append(
        .product(factor.operation), [node, try resolve(factor.value, text)], whole, text, sign: factor.signRange)
    }
    return node
  }
}

// MARK: Names

extension Elaborator {
  private mutating func resolve(name: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    let key = KnownNames.key(name)
    if let bound = scope[key] { return try append(.alias, [bound], syntax, text) }
    if definitions[key] != nil { return try append(.alias, [try resolve(definition: key, syntax, text)], syntax, text) }
    if let function = environment.functions[key] {
      texts.append(function.text)
      return try append(.alias, [try resolve(function.definition.body, texts.count - 1)], syntax, text)
    }
    return try leaf(name, key, syntax, text)
  }

  /// A name that stands for itself.
  private mutating func leaf(
    _ name: String, _ key: String, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    if let value = environment.values[key] {
      return try append(.value(value.formula), kinds: ShapeKinds(value.kind), syntax, text)
    }
    if let known = symbolOfKey[key] { return symbols[known].node }
    if let declared = environment.symbols[key] {
      return try symbol(declared.name, ShapeKinds(declared.kind), declared.facts, isDeclared: true, syntax, text)
    }
    switch name {
    case "e": return try append(.constant(.e), kinds: .scalar, syntax, text)
    case "pi": return try append(.constant(.pi), kinds: .scalar, syntax, text)
    case "I": return try append(.identity(nil), kinds: .matrix, syntax, text)
    default: break
    }
    if environment.sizes.contains(name) { return try append(.size(.symbol(name)), kinds: .scalar, syntax, text) }
    if let component = try component(name, syntax, text) { return component }
    if name.hasPrefix("I_"), environment.symbols["I"] == nil {
      // Iₙ is the unit matrix of n rows.
      let size = String(name.dropFirst(2))
      return try append(.identity(Int(size).map { .number($0) } ?? .symbol(size)), kinds: .matrix, syntax, text)
    }
    let kinds: ShapeKinds = name.first?.isUppercase == true ? .matrix : [.scalar, .column]
    return try symbol(name, kinds, [], isDeclared: false, syntax, text)
  }

  private mutating func symbol(
    _ name: String, _ kinds: ShapeKinds, _ facts: Set<Fact>, isDeclared: Bool, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let node = try append(.symbol(symbols.count), kinds: kinds, syntax, text)
    symbolOfKey[KnownNames.key(name)] = symbols.count
    symbols.append(TypedSymbol(name: name, node: node, facts: facts, isDeclared: isDeclared))
    return node
  }

  /// `x_2` of a declared vector x is its second entry.
  private mutating func component(_ name: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int? {
    guard let underscore = name.lastIndex(of: "_"), let index = Int(name[name.index(after: underscore)...]), index >= 1
    else { return nil }
    let base = String(name[..<underscore])
    let key = KnownNames.key(base)
    let isVector =
      scope[key] != nil || environment.values[key].map { $0.kind == .column } == true
      || environment.symbols[key].map { $0.kind == .column } == true
    guard isVector else { return nil }
    let vector = try resolve(name: base, syntax, text)
    return try append(.part([index]), [vector], syntax, text)
  }

  /// The node of a definition's body, read once.
  mutating func resolve(definition key: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    guard let local = definitions[key] else { preconditionFailure("no definition \(key)") }
    if let node = local.node { return node }
    guard !local.isOpen else { throw error(.circularDefinition(local.definition.name), text, syntax.range) }
    definitions[key]?.isOpen = true
    let outer = scope
    scope = [:]
    defer { scope = outer }
    let node = try resolve(local.definition.body, local.text)
    definitions[key]?.node = node
    resolved.append((local.definition, node))
    return node
  }

  /// The body of a function with the arguments in place of its parameters.
  private mutating func apply(
    _ name: String, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let key = KnownNames.key(name)
    let definition: Statement.Definition
    var bodyText = text
    if let local = definitions[key] {
      guard !local.isOpen else { throw error(.circularDefinition(name), text, syntax.range) }
      (definition, bodyText) = (local.definition, local.text)
    } else if let function = environment.functions[key] {
      definition = function.definition
      texts.append(function.text)
      bodyText = texts.count - 1
    } else {
      preconditionFailure("no function \(name)")
    }
    guard definition.parameters.count == arguments.count else {
      let count = definition.parameters.count
      let expected = "\(count) \(count == 1 ? "argument" : "arguments")"
      throw error(.argumentCount(function: name, expected: expected, found: arguments.count), text, syntax.range)
    }
    var inner: [String: Int] = [:]
    for (parameter, argument) in zip(definition.parameters, arguments) {
      inner[KnownNames.key(parameter)] = try resolve(argument, text)
    }
    let outer = scope
    definitions[key]?.isOpen = true
    scope = inner
    defer {
      scope = outer
      definitions[key]?.isOpen = false
    }
    return try append(.alias, [try resolve(definition.body, bodyText)], syntax, text)
  }
}

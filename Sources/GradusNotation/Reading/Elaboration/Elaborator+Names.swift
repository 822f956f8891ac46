import GradusExpression

extension Elaborator {
  mutating func resolve(name: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    let key = KnownNames.key(name)
    if let label = boundLabels[name] { return try number(ofIndex: name, label, syntax, text) }
    if let bound = scope[key] { return try append(.alias, [bound], syntax, text) }
    if definitions[key] != nil { return try append(.alias, [try resolve(definition: key, syntax, text)], syntax, text) }
    if let function = function(key) {
      let outer = boundLabels
      boundLabels = [:]
      defer { boundLabels = outer }
      return try append(.alias, [try resolve(function.definition.body, function.text)], syntax, text)
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
    if environment.sizes.contains(name) || writtenSizes.contains(name) {
      return try append(.size(.symbol(name)), kinds: .scalar, syntax, text)
    }
    if let mean = try sampleMean(name, syntax, text) { return mean }
    if let component = try component(name, syntax, text) { return component }
    if let member = try member(name, syntax, text) { return member }
    if name.hasPrefix("I_"), environment.symbols["I"] == nil {
      // Iₙ is the unit matrix of n rows.
      let size = String(name.dropFirst(2))
      guard Int(size) != nil || size.first?.isLetter == true else {
        throw error(
          .unsupported("I with the subscript \(size)", advice: "a size is a whole number or a letter, as in I_n"), text,
          syntax.range)
      }
      return try append(.identity(Int(size).map { .number($0) } ?? .symbol(size)), kinds: .matrix, syntax, text)
    }
    if name.first?.isUppercase == true { return try capital(name, syntax, text) }
    let isBracketed = hints.bracketedNames.contains(name)
    let facts = environment.facts(of: name)
    let kinds: ShapeKinds =
      facts.contains(where: \.needsSquareMatrix)
      ? .matrix
      : isBracketed ? [.column, .matrix] : hints.boldNames.contains(name) ? .column : [.scalar, .column]
    let node = try symbol(name, kinds, facts, isDeclared: false, syntax, text)
    symbols[symbols.count - 1].isBracketed = isBracketed
    return node
  }

  /// x̄ beside x_i, which nothing declares, is their mean.
  private mutating func sampleMean(_ name: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int? {
    guard name.hasSuffix("_bar") else { return nil }
    let base = String(name.dropLast(4))
    let (key, index) = (KnownNames.key(base), "i of the mean")
    guard hints.indexedNames.contains(key) || environment.families[key] != nil, boundLabels[index] == nil
    else { return nil }
    let entry = Syntax(
      .indexed(base, [.letter(index, size: nil)], isBold: hints.boldNames.contains(base)), syntax.range)
    return try resolve(reduction: .mean, over: [index], entry, syntax, text)
  }

  private mutating func capital(_ name: String, _ syntax: Syntax, _ text: Int) throws(ReadingError) -> Int {
    let facts = environment.facts(of: name)
    let kinds: ShapeKinds =
      facts.contains(where: \.needsSquareMatrix)
      ? .matrix
      : hints.numbers.contains(name) ? .scalar : hints.coefficients.contains(name) ? [.scalar, .matrix] : .matrix
    return try symbol(name, kinds, facts, isDeclared: false, syntax, text)
  }

  mutating func symbol(
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
    let node = try resolve(apart: local.definition.body, local.text)
    definitions[key]?.node = node
    resolved.append((local.definition, node))
    return node
  }

  /// The body of a function with the arguments in place of its parameters.
  mutating func apply(
    _ name: String, _ arguments: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let key = KnownNames.key(name)
    let definition: Statement.Definition
    var bodyText = text
    if let local = definitions[key] {
      guard !local.isOpen else { throw error(.circularDefinition(name), text, syntax.range) }
      (definition, bodyText) = (local.definition, local.text)
    } else if let function = function(key) {
      (definition, bodyText) = function
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
    return try append(.alias, [try body(of: definition, bodyText, in: inner)], syntax, text)
  }

  /// The node of a function's body, with these nodes in place of its parameters.
  mutating func body(
    of definition: Statement.Definition, _ text: Int, at arguments: [Int]
  ) throws(ReadingError) -> Int {
    let keys = definition.parameters.map(KnownNames.key)
    return try body(of: definition, text, in: Dictionary(zip(keys, arguments)) { first, _ in first })
  }

  private mutating func body(
    of definition: Statement.Definition, _ text: Int, in arguments: [String: Int]
  ) throws(ReadingError) -> Int {
    let key = KnownNames.key(definition.name)
    definitions[key]?.isOpen = true
    defer { definitions[key]?.isOpen = false }
    return try resolve(apart: definition.body, text, in: arguments)
  }

  /// The node of a definition's body: the arguments and indices around its name are not those of the definition.
  mutating func resolve(
    apart body: Syntax, _ text: Int, in arguments: [String: Int] = [:]
  ) throws(ReadingError) -> Int {
    let outer = (scope, boundLabels)
    (scope, boundLabels) = (arguments, [:])
    defer { (scope, boundLabels) = outer }
    return try resolve(body, text)
  }
}

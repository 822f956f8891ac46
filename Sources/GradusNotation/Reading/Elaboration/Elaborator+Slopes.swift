import GradusExpression

/// Derivatives that a text asks for. One that would be zero because its variable stands nowhere is no answer: what was meant is the
/// derivative by the argument, taken at the place that is written, or it is asked.
extension Elaborator {
  /// A derivative of a function, by the places of its arguments, and what stands there.
  struct Slope {
    /// The function's name; nil where a formula is differentiated.
    let name: String?
    let parameters: [String]
    /// The function's value at the places, before it is differentiated.
    let value: Int
    /// The places that it is differentiated by, one after the other, or each where it is joined.
    let variables: [Int]
    let places: [Int]
    let arguments: [Int]
    /// Whether the partial derivatives stand together in one vector or matrix.
    let isJoined: Bool
  }

  mutating func resolve(
    derivative names: [String], of inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    guard !names.isEmpty else {
      let advice = "say by what: ∇_x, or d/dx"
      throw error(.unsupported("∇ without a variable", advice: advice), text, syntax.range)
    }
    if let slope = try slopeByArgument(names, inner, syntax, text) { return slope }
    if let entry = try slopeOfEntries(names, inner, syntax, text) { return entry }
    var node = try resolve(inner, text)
    for name in names {
      let named = try resolve(name: name, Syntax(.name(name), syntax.range), text)
      let variable = bare(named)
      guard case .symbol(let index) = nodes[variable].operation else {
        throw error(.unsupported("a derivative by \(name)", advice: "it is no symbol"), text, syntax.range)
      }
      try refuseSilentZero(node, by: name, variable, inner, syntax, text)
      node = try append(.derivative(index), [node, variable], syntax, text)
    }
    return node
  }

  /// `∂p_i/∂z_j` and `∂L/∂z_j` under the index j: an entry of the derivative of p, or L, by z.
  private mutating func slopeOfEntries(
    _ names: [String], _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int? {
    guard names.count == 1, let (stem, letters) = KnownNames.entry(names[0]), letters.count == 1,
      boundLabels[letters[0]] != nil, environment.entry(names[0]) != nil
    else { return nil }
    var (whole, indices) = (inner, letters.map { Syntax.Index.letter($0, size: nil) })
    if case .indexed(let name, let own, _) = inner.kind {
      guard own.count == 1 else { return nil }
      whole = Syntax(.name(name), inner.range)
      indices += own
    }
    let node = try resolve(derivative: [stem], of: whole, syntax, text)
    return try append(.entry(try labels(indices, syntax, text).labels, ofFamily: false), [node], syntax, text)
  }

  /// `∂f(a)/∂x`, where the value f(a) has no x in it and x is an argument of f: the derivative of f, taken at a.
  private mutating func slopeByArgument(
    _ names: [String], _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int? {
    guard case .application(let name, let arguments) = inner.kind,
      let (definition, body) = definition(ofFunction: KnownNames.key(name))
    else { return nil }
    let keys = names.map(KnownNames.key)
    let parameters = definition.parameters.map(KnownNames.key)
    var used: Set<String> = []
    for argument in arguments { used.formUnion(keysUsed(in: argument, text)) }
    // f'(a) with a number a is written as the derivative of f(a) by a.
    if arguments.count == 1, let place = arguments[0].asName, keys.allSatisfy({ $0 == KnownNames.key(place) }),
      environment.values[keys[0]] != nil || definitions[keys[0]] != nil
    {
      return try resolve(slopeOf: name, by: [], order: names.count, at: arguments, syntax, text)
    }
    used.formUnion(keysUsed(in: definition.body, body).subtracting(parameters))
    guard keys.allSatisfy({ !used.contains($0) }) else { return nil }
    guard keys.allSatisfy(parameters.contains) else {
      let places = definition.parameters.joined(separator: ", ")
      throw error(
        .unsupported(
          "the derivative of \(Parser.slice(texts[text], inner.range)) by \(names[0]), which does not stand in it",
          advice: "the argument of \(name) is \(places): differentiate by that"), text, syntax.range)
    }
    return try resolve(slopeOf: name, by: names, order: 1, at: arguments, syntax, text)
  }

  /// What does not depend on the variable has the derivative zero; where something in it has no meaning yet, or is a function of that
  /// name, nobody means that.
  private func refuseSilentZero(
    _ node: Int, by name: String, _ variable: Int, _ inner: Syntax, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) {
    var pending = [node]
    var seen: Set<Int> = []
    var open: String?
    while let index = pending.popLast() {
      guard seen.insert(index).inserted else { continue }
      if index == variable { return }
      switch nodes[index].operation {
      case .symbol(let symbol):
        if symbols[symbol].family != nil || symbols[symbol].isBracketed { return }
        if !symbols[symbol].isDeclared, !symbols[symbol].isPlace { open = symbols[symbol].name }
      case .value(let formula):
        if formula.symbols.contains(where: { KnownNames.key($0.name) == KnownNames.key(name) }) { return }
      default: break
      }
      pending += nodes[index].children
    }
    let what = Parser.slice(texts[text], inner.range)
    if let function = function(in: inner, of: KnownNames.key(name)) {
      throw error(
        .unsupported(
          "the derivative of \(what) by \(name), which does not stand in it",
          advice: "write the derivative of \(function) alone, which is taken at its argument, or \(function)(\(name))"),
        text, syntax.range)
    }
    guard let open else { return }
    let advice =
      inner.asName != nil
      ? "\(open) has no definition: write \(open) = … before it"
      : "define \(open) by \(name), or declare it where it is a constant, as in \(open): scalar"
    let words =
      inner.asName != nil
      ? "the derivative of \(what) by \(name)"
      : "the derivative of \(what) by \(name), which does not stand in it"
    throw error(.unsupported(words, advice: advice), text, syntax.range)
  }

  /// A function within a formula that has an argument of that name.
  private func function(in syntax: Syntax, of key: String) -> String? {
    if case .application(let name, _) = syntax.kind,
      definition(ofFunction: KnownNames.key(name))?.definition.parameters.map(KnownNames.key).contains(key) == true
    {
      return name
    }
    for child in syntax.children { if let found = function(in: child, of: key) { return found } }
    return nil
  }

  /// The keys of the names that a formula rests on, through definitions too.
  private func keysUsed(in syntax: Syntax, _ text: Int) -> Set<String> {
    var found: Set<String> = []
    var pending = [syntax]
    while let next = pending.popLast() {
      pending += next.children
      guard let key = next.usedName.map(KnownNames.key), found.insert(key).inserted else { continue }
      if let value = environment.values[key] {
        found.formUnion(value.formula.symbols.map { KnownNames.key($0.name) })
      } else if let function = definition(ofFunction: key) {
        let inner = keysUsed(in: function.definition.body, function.text)
        found.formUnion(inner.subtracting(function.definition.parameters.map(KnownNames.key)))
      } else if let local = definitions[key] {
        pending.append(local.definition.body)
      }
    }
    return found
  }

  /// A function of these or of earlier texts, with the place of its text.
  func definition(ofFunction key: String) -> (definition: Statement.Definition, text: Int)? {
    if let local = definitions[key], !local.definition.parameters.isEmpty { return (local.definition, local.text) }
    return function(key)
  }
}

extension Elaborator {
  /// The derivative of a function by its arguments, and its value where they stand.
  mutating func resolve(
    slopeOf name: String, by names: [String], order: Int, at arguments: [Syntax]?, _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    guard let (definition, bodyText) = definition(ofFunction: KnownNames.key(name)) else {
      throw error(
        .unsupported("the derivative of \(name)", advice: "write \(name)(x) = … before it"), text, syntax.range)
    }
    if let (inner, names) = plainDerivative(syntax) {
      return try resolve(derivative: names, of: inner, syntax, text)
    }
    let given = arguments ?? definition.parameters.map { Syntax(.name($0), syntax.range) }
    guard given.count == definition.parameters.count else {
      let count = definition.parameters.count
      let expected = "\(count) \(count == 1 ? "argument" : "arguments")"
      throw error(.argumentCount(function: name, expected: expected, found: given.count), text, syntax.range)
    }
    var values: [Int] = []
    for argument in given { values.append(try resolve(place: argument, text)) }
    var (places, holders): ([Int], [Int]) = ([], [])
    for parameter in definition.parameters {
      holders.append(try place(parameter, syntax, text))
      places.append(symbols.count - 1)
    }
    let value = try body(of: definition, bodyText, at: holders)
    let keys = definition.parameters.map(KnownNames.key)
    var variables = names.compactMap { keys.firstIndex(of: KnownNames.key($0)) }
    guard variables.count == names.count else {
      let list = definition.parameters.joined(separator: ", ")
      throw error(
        .unsupported("a derivative of \(name) by \(names[0])", advice: "its arguments are \(list)"), text, syntax.range)
    }
    let isJoined = names.isEmpty && keys.count > 1
    if names.isEmpty { variables = isJoined ? Array(keys.indices) : Array(repeating: 0, count: order) }
    var ties: [Int] = []
    for (holder, value) in zip(holders, values) { ties.append(try append(.tie, [holder, value], syntax, text)) }
    var found: [Int] = []
    for variables in try Elaborator.orders(variables, isJoined: isJoined, order) {
      var node = value
      for variable in variables {
        node = try append(.derivative(places[variable]), [node, holders[variable]], syntax, text)
      }
      found.append(try append(.evaluated(places), [node] + ties, syntax, text))
    }
    var node = found[0]
    if isJoined {
      guard order <= 2 else {
        throw error(.unsupported("∇ of order \(order)", advice: "the order is 1 or 2"), text, syntax.range)
      }
      node = try append(.matrix(rows: keys.count, columns: order == 2 ? keys.count : 1), found, syntax, text)
    }
    slopes[node] = Slope(
      name: name, parameters: definition.parameters, value: value, variables: variables.map { places[$0] },
      places: places, arguments: ties,
      isJoined: isJoined)
    return node
  }

  /// `∇f` and `∇f(x)` of f(x): the derivative of its value by x.
  func plainDerivative(_ syntax: Syntax) -> (inner: Syntax, names: [String])? {
    guard case .slope(let name, by: [], let order, let arguments) = syntax.kind,
      let parameters = definition(ofFunction: KnownNames.key(name))?.definition.parameters, parameters.count == 1,
      arguments == nil || arguments?.map(\.asName) == parameters, scope[KnownNames.key(parameters[0])] == nil
    else { return nil }
    let argument = Syntax(.name(parameters[0]), syntax.range)
    return (
      Syntax(.application(name, [argument]), syntax.range), Array(repeating: parameters[0], count: order)
    )
  }

  /// A derivative with values in the places of names.
  mutating func resolve(
    _ inner: Syntax, with names: [String], at values: [Syntax], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    var arguments: [Int] = []
    for value in values { arguments.append(try resolve(place: value, text)) }
    var (places, ties): ([Int], [Int]) = ([], [])
    let outer = scope
    defer { scope = outer }
    for (name, argument) in zip(names, arguments) {
      let declared = environment.symbols[KnownNames.key(name)].map { ShapeKinds($0.kind) }
      let holder = try place(name, kinds: declared ?? [.scalar, .column, .matrix], syntax, text)
      places.append(symbols.count - 1)
      ties.append(try append(.tie, [holder, argument], syntax, text))
      scope[KnownNames.key(name)] = holder
    }
    let value = try resolve(inner, text)
    let node = try append(.evaluated(places), [value] + ties, syntax, text)
    if case .derivative(_, let variables) = inner.kind {
      var (below, by): (Int, [Int]) = (value, [])
      for _ in variables {
        guard case .derivative(let symbol) = nodes[below].operation else { return node }
        by.append(symbol)
        below = nodes[below].children[0]
      }
      slopes[node] = Slope(
        name: nil, parameters: names, value: below, variables: by, places: places, arguments: ties, isJoined: false)
    }
    return node
  }

  /// The symbol that a name stands for, through the arguments of functions.
  private func bare(_ node: Int) -> Int {
    var node = node
    while case .alias = nodes[node].operation { node = nodes[node].children[0] }
    return node
  }

  /// By what each entry is differentiated.
  private static func orders(_ variables: [Int], isJoined: Bool, _ order: Int) throws(ReadingError) -> [[Int]] {
    guard isJoined else { return [variables] }
    return order == 1 ? variables.map { [$0] } : variables.flatMap { first in variables.map { [first, $0] } }
  }

  /// What stands where a derivative is taken: ∇f(0) of a vector is taken at the zero vector.
  private mutating func resolve(place: Syntax, _ text: Int) throws(ReadingError) -> Int {
    guard place.asNumber?.isZero == true else { return try resolve(place, text) }
    return try append(.zero, kinds: [.scalar, .column, .matrix], place, text)
  }

  /// A symbol in the place of an argument.
  private mutating func place(
    _ name: String, kinds: ShapeKinds = [.scalar, .column, .matrix], _ syntax: Syntax, _ text: Int
  ) throws(ReadingError) -> Int {
    let node = try append(.symbol(symbols.count), kinds: kinds, syntax, text)
    var symbol = TypedSymbol(name: name, node: node, facts: [], isDeclared: true)
    symbol.isPlace = true
    symbols.append(symbol)
    return node
  }
}

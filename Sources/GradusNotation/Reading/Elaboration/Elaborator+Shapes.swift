import GradusExpression

/// The nodes with their kinds and sizes.
struct TypedFormula {
  var inference: SizeInference
  let symbols: [TypedSymbol]
}

extension Elaborator {
  /// Finds kinds and sizes of all nodes, or says in the user's words what does not fit.
  mutating func inferShapes() throws(ReadingError) -> TypedFormula {
    var kinds = KindInference(nodes)
    kinds.wholes = wholes
    kinds.coefficients = symbols.filter { !$0.isDeclared && hints.coefficients.contains($0.name) }.map(\.node)
    do { try kinds.run() } catch { throw words(of: error) }
    try settleFamilies(&kinds)
    kinds.sweepAll()
    try settleOpenKinds(&kinds)
    try refuseMarksOnNumbers(kinds.nodes)
    try nameFamilies(kinds.nodes)
    var sizes = SizeInference(
      nodes: kinds.nodes, symbols: symbols, environment: environment, writtenNames: writtenSizes)
    do {
      try sizes.run()
      try sizes.nameOpenSizes(avoiding: takenNames)
    } catch { throw words(of: error, &sizes) }
    try refuseForcedSquares(&sizes)
    for index in sizes.nodes.indices where sizes.shape(index) == nil {
      let place = sizes.nodes[index].place
      throw self.error(
        .undeterminedSize(Parser.slice(texts[place.text], place.range)), place.text, place.range)
    }
    return TypedFormula(inference: sizes, symbols: symbols)
  }

  /// What is open is a scalar in a formula without vectors; beside vectors it has to be declared.
  private func settleOpenKinds(_ kinds: inout KindInference) throws(ReadingError) {
    let hasVectors = hasVectors(kinds.nodes)
    for symbol in symbols where kinds.nodes[symbol.node].kinds.only == nil {
      if !hasVectors, kinds.prefer(symbol.node, .scalar) { continue }
      let place = nodes[symbol.node].place
      throw error(
        .needsDeclaration(name: symbol.name, example: "\(symbol.name): scalar or \(symbol.name): [n]"), place.text,
        place.range)
    }
    for index in nodes.indices where kinds.nodes[index].kinds.only == nil {
      let preferred = ShapeKind.allCases.first { kinds.nodes[index].kinds.contains(ShapeKinds($0)) }
      if let preferred { _ = kinds.prefer(index, ShapeKinds(preferred)) }
    }
  }

  /// Names that a new size must not have.
  private var takenNames: Set<String> {
    var taken = environment.sizes.union(writtenSizes).union(indexLetters)
    for symbol in symbols { taken.insert(symbol.name) }
    for (definition, _) in resolved { taken.insert(definition.name) }
    for value in environment.values.values { taken.insert(value.name) }
    for symbol in environment.symbols.values { taken.insert(symbol.name) }
    return taken
  }
}

// MARK: Words

extension Elaborator {
  func operand(_ index: Int, _ sizes: inout SizeInference) -> ReadingError.Operand {
    let place = nodes[index].place
    return ReadingError.Operand(text: Parser.slice(texts[place.text], place.range), shape: sizes.description(index))
  }

  private func words(of contradiction: KindInference.Contradiction) -> ReadingError {
    let node = nodes[contradiction.node]
    var typed = nodes
    for (child, kinds) in zip(node.children, contradiction.children) { typed[child].kinds = kinds }
    var inference = KindInference(Array(nodes.prefix(contradiction.node)))
    do { try inference.run() } catch { return fallback(node, contradiction) }
    for (index, known) in inference.nodes.enumerated() where !node.children.contains(index) { typed[index] = known }
    var sizes = SizeInference(nodes: typed, symbols: symbols, environment: environment)
    sizes.runLeniently(upTo: contradiction.node)
    let operands = node.children.map { operand($0, &sizes) }
    switch (node.operation, operands.count) {
    case (.product, 2), (.power, 2), (.call(.kron, _), 2), (.call(.solve, _), 2), (.call(.outer, _), 2),
      (.call(.inner, _), 2), (.call(.times, _), 2), (.call(.divide, _), 2), (.call(.pow, _), 2), (.call(.max, _), 2),
      (.call(.min, _), 2):
      let advice = KindAdvice.advice(node.operation, contradiction.children, operands)
      return error(
        .shapeMismatch(
          operation: KindAdvice.parts(node.operation), left: operands[0], right: operands[1], advice: advice),
        node.place.text, node.place.sign)
    case (.sum, _):
      let clash = Elaborator.clash(contradiction.children)
      return error(
        .shapeMismatch(
          operation: "the terms", left: operands[clash.0], right: operands[clash.1],
          advice: KindAdvice.advice(node.operation, contradiction.children, operands)), node.place.text,
        node.place.range)
    case (.matrix, _):
      let bad = contradiction.children.firstIndex { !$0.contains(.scalar) } ?? 0
      return error(
        .wrongShape(operation: "a matrix", operand: operands[bad], expected: "scalar entries"), node.place.text,
        nodes[node.children[bad]].place.range)
    default:
      let (name, expected) = KindAdvice.expectation(node.operation)
      return error(
        .wrongShape(operation: name, operand: operands[0], expected: expected), node.place.text, node.place.range)
    }
  }

  /// The first two terms that cannot be added.
  private static func clash(_ kinds: [ShapeKinds]) -> (Int, Int) {
    for i in kinds.indices {
      for j in kinds.indices.dropFirst(i + 1) {
        let fits = kinds[i].contains(.scalar) || kinds[j].contains(.scalar) || !kinds[i].isDisjoint(with: kinds[j])
        if !fits { return (i, j) }
      }
    }
    return (0, kinds.count - 1)
  }

  private func fallback(_ node: TypedNode, _ contradiction: KindInference.Contradiction) -> ReadingError {
    let operands = zip(node.children, contradiction.children).map { child, kinds in
      let place = nodes[child].place
      return ReadingError.Operand(text: Parser.slice(texts[place.text], place.range), shape: kinds.phrase)
    }
    let problem: ReadingError.Problem =
      operands.count == 2
      ? .shapeMismatch(operation: "the parts", left: operands[0], right: operands[1], advice: nil)
      : .wrongShape(operation: "this", operand: operands[0], expected: "another shape")
    return error(problem, node.place.text, node.place.sign)
  }

  private func words(of conflict: SizeInference.Conflict, _ sizes: inout SizeInference) -> ReadingError {
    let node = nodes[conflict.node]
    if let (made, elsewhere) = conflict.sizes {
      let made = ReadingError.Operand(
        text: Parser.slice(texts[node.place.text], node.place.range), shape: "size \(made)")
      return error(
        .wrongShape(operation: "the formula", operand: made, expected: "the size \(elsewhere) here"), node.place.text,
        node.place.range)
    }
    let operands = conflict.parts.map { operand($0, &sizes) }
    let isSum = if case .sum = node.operation { true } else { false }
    if operands.count == 2 {
      return error(
        .shapeMismatch(
          operation: KindAdvice.parts(node.operation), left: operands[0], right: operands[1],
          advice: sizes.difference(conflict.parts)), node.place.text, isSum ? node.place.range : node.place.sign)
    }
    let name = KindAdvice.expectation(node.operation).name
    switch node.operation {
    case .part:
      return error(
        .wrongShape(operation: name, operand: operands[0], expected: "as many entries"), node.place.text,
        node.place.range)
    case .entry, .constantEntry:
      return error(
        .wrongShape(operation: "an index", operand: operands[0], expected: "the size it has elsewhere"),
        node.place.text, node.place.range)
    default: break
    }
    return error(
      .wrongShape(operation: name, operand: operands[0], expected: "a square matrix"), node.place.text,
      node.place.range)
  }
}

extension SizeInference {
  /// `n and m differ`, for the first two sizes that clash in a product or a sum.
  mutating func difference(_ parts: [Int]) -> String? {
    let (a, b) = (nodes[parts[0]], nodes[parts[1]])
    guard let last = a.sizes.last, let first = b.sizes.first else { return nil }
    let isSame = a.kinds == b.kinds
    let pairs = isSame ? Array(zip(a.sizes, b.sizes)) : [(last, first)]
    for (x, y) in pairs + [(last, first)] {
      if let p = unifier.size(x), let q = unifier.size(y), p != q { return "\(p) and \(q) differ" }
    }
    return nil
  }
}

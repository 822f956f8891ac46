import GradusExpression

/// Whether `x_i` is a number or a vector, where the rules leave it open.
extension Elaborator {
  /// The bare names beside families of entries: their nodes in pairs.
  var wholes: [(family: Int, bare: Int)] {
    symbols.compactMap { symbol in
      guard let family = symbol.family, let bare = symbolOfKey[KnownNames.key(family.base)] else { return nil }
      return (symbol.node, symbols[bare].node)
    }
  }

  /// Members of families are numbers where everything agrees with that, and vectors where something says so; where one
  /// being a number makes another a vector, nobody can tell which is which.
  mutating func settleFamilies(_ kinds: inout KindInference) throws(ReadingError) {
    for symbol in symbols {
      guard let family = symbol.family, kinds.nodes[symbol.node].kinds.only == nil else { continue }
      let key = KnownNames.key(family.base)
      let isVector =
        environment.symbols[key]?.kind == .column
        || symbolOfKey[key].map { kinds.nodes[symbols[$0].node].kinds.only == .column } == true
      if isVector { _ = kinds.prefer(symbol.node, .column) }
    }
    for symbol in symbols where symbol.mayHoldRows && kinds.nodes[symbol.node].kinds.only == nil {
      try refuseDoubtfulDot(symbol, kinds.nodes)
      try refuseDoubtfulOuterProduct(symbol, kinds.nodes)
      if kinds.nodes[symbol.node].kinds.contains(.tensor), hasVectors(kinds.nodes) { throw doubtful(symbol) }
      let before = openSymbols(kinds.nodes)
      guard kinds.prefer(symbol.node, .column) else {
        _ = kinds.prefer(symbol.node, .matrix) || kinds.prefer(symbol.node, .tensor)
        continue
      }
      for other in before where other != symbol.node {
        let now = kinds.nodes[other].kinds
        let isFamily = symbols.contains { $0.node == other && $0.mayHoldRows }
        if now.isDisjoint(with: isFamily ? .column : .scalar) { throw doubtful(symbol) }
      }
    }
    for (family, bare) in wholes where kinds.nodes[family].kinds.only == .column {
      _ = kinds.prefer(bare, .column)
      guard kinds.nodes[bare].kinds.contains(.column) else { throw twoMeanings(family, bare) }
    }
  }

  private func openSymbols(_ nodes: [TypedNode]) -> [Int] {
    symbols.map(\.node).filter { nodes[$0].kinds.only == nil }
  }

  /// Whether some value is a vector or a matrix for certain, apart from what only holds the entries of sums.
  func hasVectors(_ nodes: [TypedNode]) -> Bool {
    var isOnlyHolder = Set(symbols.map(\.node))
    for node in nodes {
      if case .entry = node.operation { continue }
      isOnlyHolder.subtract(node.children)
    }
    return nodes.indices.contains { !isOnlyHolder.contains($0) && !nodes[$0].kinds.contains(.scalar) }
  }

  func doubtful(_ symbol: TypedSymbol) -> ReadingError {
    // A capital among vectors is a matrix for each index.
    if let family = symbol.family, family.indices.count == 1, family.base.first?.isUppercase == true {
      return tooManyAxes(symbol.node)
    }
    let place = nodes[symbol.node].place
    let name = Parser.slice(texts[place.text], place.range)
    let example =
      symbol.family == nil ? "\(name): [n] or \(name): [n, d]" : "\(name): scalar or \(name): [d]"
    return error(.needsDeclaration(name: name, example: example), place.text, place.range)
  }

  private func twoMeanings(_ family: Int, _ bare: Int) -> ReadingError {
    let (place, other) = (nodes[family].place, nodes[bare].place)
    let (member, name) = (
      Parser.slice(texts[place.text], place.range), Parser.slice(texts[other.text], other.range)
    )
    return error(
      .ambiguous(
        "\(name) beside \(member), which is one of its entries,",
        choices: ["another letter for the number \(name)", "another one for the entries"]), other.text, other.range)
  }
}

extension TypedSymbol {
  /// Whether one index may leave a row of it.
  var mayHoldRows: Bool { family != nil || isBracketed }
}

extension TypedSymbol.Family {
  /// The index that it is written with.
  var index: String { indices.first?.letter ?? "i" }

  /// One member as it is written: `x_i`.
  var written: String {
    let letters = indices.map { index in
      switch index {
      case .letter(let letter, _), .shifted(let letter, _): letter
      case .place(let place): "\(place)"
      case .whole: ":"
      }
    }
    return letters.count == 1 ? "\(base)_\(letters[0])" : "\(base)_{\(letters.joined())}"
  }
}

import GradusExpression

/// Which symbol holds all `x_i`: the vector x that has them as entries, or the matrix X that has them as rows.
///
/// X is taken where it is free, or is a matrix already: then x_i are its rows, as everybody writes them.
extension Elaborator {
  mutating func nameFamilies(_ typed: [TypedNode]) throws(ReadingError) {
    for index in symbols.indices {
      guard let family = symbols[index].family else { continue }
      switch typed[symbols[index].node].kinds.only {
      case .tensor: throw tooManyAxes(symbols[index].node)
      case .matrix: try nameRows(index, family, typed)
      default: try nameEntries(index, family, typed)
      }
    }
  }

  func tooManyAxes(_ node: Int) -> ReadingError {
    let place = nodes[node].place
    let name = Parser.slice(texts[place.text], place.range)
    return error(
      .unsupported(
        "\(name), a matrix for each index",
        advice:
          "a symbol has at most two axes; where it is a number or a vector declare it, as in \(name): scalar or \(name): [d]"
      ),
      place.text, place.range)
  }

  private mutating func nameEntries(
    _ index: Int, _ family: TypedSymbol.Family, _ typed: [TypedNode]
  ) throws(ReadingError) {
    let key = KnownNames.key(family.base)
    if let bare = symbolOfKey[key] {
      guard typed[symbols[bare].node].kinds.only == .column else { throw clash(index, family) }
      symbols[index].sameAs = bare
    } else if let declared = environment.symbols[key] {
      guard declared.kind == .column else { throw clash(index, family) }
      (symbols[index].facts, symbols[index].isDeclared) = (declared.facts, true)
    } else if let value = environment.values[key] {
      guard value.formula.rank == 1 else { throw clash(index, family) }
      symbols[index].value = value.formula
    } else if isTakenSize(family.base) || definitions[key] != nil {
      throw clash(index, family)
    } else if ["e", "pi"].contains(family.base) {
      // The vector of all π_k is not the number π.
      symbols[index].name = family.base + "_all"
    }
  }

  private mutating func nameRows(
    _ index: Int, _ family: TypedSymbol.Family, _ typed: [TypedNode]
  ) throws(ReadingError) {
    let bareKey = KnownNames.key(family.base)
    // A declared vector x that stands nowhere but as x_i was meant to have these entries.
    if family.member == nil, symbolOfKey[bareKey] == nil, environment.symbols[bareKey]?.kind == .column {
      throw declaredOtherwise(index, family)
    }
    let capital = Elaborator.capital(of: family.base)
    if let capital, try takeMatrix(capital, for: index, typed) { return }
    if capital == nil, try takeMatrix(family.base, for: index, typed) { return }
    let isFree =
      symbolOfKey[bareKey] == nil && !environment.isTaken(bareKey) && definitions[bareKey] == nil
      && !isTakenSize(family.base)
    guard isFree, !["e", "pi"].contains(family.base) else { throw clash(index, family) }
  }

  /// Makes a symbol the matrix of that name; false where the name means something else.
  private mutating func takeMatrix(
    _ name: String, for index: Int, _ typed: [TypedNode]
  ) throws(ReadingError) -> Bool {
    let key = KnownNames.key(name)
    if let other = symbolOfKey[key] {
      guard typed[symbols[other].node].kinds.only == .matrix else { return false }
      symbols[index].sameAs = other
      return true
    }
    if let definition = definitions[key] {
      guard let node = definition.node, typed[node].kinds.only == .matrix, node < symbols[index].node else {
        return false
      }
      symbols[index].definingNode = node
      return true
    }
    if let value = environment.values[key] {
      guard value.formula.rank == 2 else { return false }
      symbols[index].value = value.formula
      symbols[index].name = value.name
      return true
    }
    if let declared = environment.symbols[key] {
      guard declared.kind == .matrix else { return false }
      symbols[index].name = declared.name
      (symbols[index].facts, symbols[index].isDeclared) = (declared.facts, true)
      return true
    }
    let isFamily = symbols.indices.contains { $0 != index && symbols[$0].sameAs == nil && symbols[$0].name == name }
    guard !isFamily, environment.functions[key] == nil, !isTakenSize(name), name != "I" else { return false }
    symbols[index].name = name
    return true
  }

  private func isTakenSize(_ name: String) -> Bool {
    environment.sizes.contains(name) || writtenSizes.contains(name) || indexLetters.contains(name)
  }

  /// x_i as the row of an X that stands beside it, and that this alone makes square, was the column of X to its author.
  func refuseForcedSquares(_ sizes: inout SizeInference) throws(ReadingError) {
    for symbol in symbols {
      guard let family = symbol.family, family.indices.count == 1, let whole = symbol.sameAs.map({ symbols[$0] }),
        !whole.isDeclared
      else { continue }
      let axes = sizes.nodes[symbol.node].sizes
      guard axes.count == 2, sizes.unifier.root(axes[0]) == sizes.unifier.root(axes[1]) else { continue }
      let place = nodes[symbol.node].place
      let member = Parser.slice(texts[place.text], place.range)
      throw error(
        .ambiguous(
          "\(member) beside \(whole.name), which is square if \(member) is its row,",
          choices: [
            "\(whole.name): [n, n] to declare that",
            "another letter, or \(family.written) as the column of a transpose",
          ]),
        place.text, place.range)
    }
  }

  private func declaredOtherwise(_ index: Int, _ family: TypedSymbol.Family) -> ReadingError {
    let place = nodes[symbols[index].node].place
    let member = Parser.slice(texts[place.text], place.range)
    return error(
      .ambiguous(
        "\(member), a vector here, beside the vector \(family.base) that is declared,",
        choices: ["\(family.written): [d] to declare it", "another letter"]), place.text, place.range)
  }

  private func clash(_ index: Int, _ family: TypedSymbol.Family) -> ReadingError {
    let place = nodes[symbols[index].node].place
    return error(
      .ambiguous(
        "\(Parser.slice(texts[place.text], place.range)) beside \(family.base), which is something else here,",
        choices: ["another letter for one of them"]), place.text, place.range)
  }

  /// `X` for `x`; nil of names of several letters, of capitals, and where the capital looks like a Latin letter.
  static func capital(of name: String) -> String? {
    let stem = String(name.prefix { $0 != "_" })
    let lookAlikes: Set = [
      "alpha", "beta", "epsilon", "zeta", "eta", "iota", "kappa", "mu", "nu", "omicron", "rho", "tau", "upsilon", "chi",
    ]
    guard stem.first?.isLowercase == true, stem.count == 1 || MathCharacters.greekNames.contains(stem),
      !lookAlikes.contains(stem)
    else { return nil }
    return stem.prefix(1).uppercased() + name.dropFirst()
  }
}

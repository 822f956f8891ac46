import GradusExpression

/// What declarations do to what names mean.
extension ReadingSession {
  mutating func declare(_ declaration: DeclarationSyntax, _ text: Int) throws(ReadingError) {
    let facts = Set(declaration.facts.compactMap(Fact.init(rawValue:)))
    environment.unused += declaration.unused
    if declaration.shape == .open { return try tell(facts, declaration, text) }
    let (kind, sizes): (ShapeKind, [Size?]) =
      switch declaration.shape {
      case .scalar, .function, .open: (.scalar, [])
      case .vector: (.column, [nil])
      case .matrix: (.matrix, [nil, nil])
      case .sizes(let sizes): (sizes.count == 1 ? .column : .matrix, sizes.map(Self.size))
      }
    if declaration.shape == .function {
      guard facts.isEmpty else {
        throw error(.invalidDeclaration("nothing is known of a function but its name"), text, declaration.factsRange)
      }
      for (name, range) in zip(declaration.names, declaration.nameRanges) {
        guard !environment.isTaken(KnownNames.key(name)) else { throw error(.redefinition(name), text, range) }
        environment.declaredFunctions[KnownNames.key(name)] = name
      }
      return
    }
    try check(facts, kind, sizes, declaration, text)
    for (name, range) in zip(declaration.names, declaration.nameRanges) {
      let key = KnownNames.key(name)
      guard !environment.isTaken(key) else { throw error(.redefinition(name), text, range) }
      environment.symbols[key] = Environment.Declared(name: name, kind: kind, sizes: sizes, facts: facts)
    }
    for size in sizes { environment.sizes.formUnion(size?.symbols ?? []) }
  }

  private static func size(_ factors: [DeclarationSyntax.SizeFactor]) -> Size {
    factors.map { factor in
      switch factor {
      case .number(let value): Size.number(value)
      case .name(let name): Size.symbol(name)
      }
    }.reduce(.number(1), *)
  }

  /// Facts that the shape rules out.
  private func check(
    _ facts: Set<Fact>, _ kind: ShapeKind, _ sizes: [Size?], _ declaration: DeclarationSyntax, _ text: Int
  ) throws(ReadingError) {
    for fact in facts.sorted(by: { $0.rawValue < $1.rawValue }) {
      let reason: String? =
        if fact.needsSquareMatrix, kind != .matrix || sizes[0] != sizes[1] {
          "\(fact.rawValue) is a fact of square matrices"
        } else if fact == .oneHotRows || fact == .rowsSumToOne, kind != .matrix {
          "\(fact.rawValue) is a fact of matrices"
        } else if fact == .sumsToOne, kind == .scalar {
          "\(fact.rawValue) is a fact of vectors"
        } else {
          nil
        }
      if let reason { throw error(.invalidDeclaration(reason), text, declaration.factsRange) }
    }
  }

  /// Facts of names whose shape is known already, or follows from their use.
  private mutating func tell(
    _ facts: Set<Fact>, _ declaration: DeclarationSyntax, _ text: Int
  ) throws(ReadingError) {
    for (name, range) in zip(declaration.names, declaration.nameRanges) {
      let key = KnownNames.key(name)
      if let known = environment.symbols[key] {
        let all = known.facts.union(facts)
        try check(all, known.kind, known.sizes, declaration, text)
        if declaration.isInequality { try refuseDoubtfulSign(of: name, facts, known.kind, known.sizes, text, range) }
        environment.symbols[key] = Environment.Declared(
          name: known.name, kind: known.kind, sizes: known.sizes, facts: all)
      } else if let value = environment.values[key]?.formula {
        guard !ReadingSession.contradicts(value, facts) else {
          throw error(.invalidDeclaration("\(name) has a value that is otherwise"), text, range)
        }
      } else {
        environment.tell(name, facts)
        if declaration.isInequality { environment.signs.insert(key) }
      }
    }
  }

  /// Whether numbers are not what is said of them.
  private static func contradicts(_ value: Formula, _ facts: Set<Fact>) -> Bool {
    guard let values = (try? Evaluator(inputs: [:]).evaluate(value))?.values else { return false }
    return facts.contains(.positive) && values.contains { $0 <= 0 }
      || facts.contains(.nonnegative) && values.contains { $0 < 0 }
      || facts.contains(.belowOne) && values.contains { $0 >= 1 }
      || facts.contains(.atMostOne) && values.contains { $0 > 1 }
  }

  /// A > 0 of a square matrix says to some that its entries are positive, and to others that it is positive definite.
  private func refuseDoubtfulSign(
    of name: String, _ facts: Set<Fact>, _ kind: ShapeKind, _ sizes: [Size?], _ text: Int, _ range: Range<Int>
  ) throws(ReadingError) {
    guard kind == .matrix, sizes[0] == sizes[1], !facts.isDisjoint(with: [.positive, .nonnegative]) else { return }
    throw error(Environment.doubtfulSign(of: name), text, range)
  }

  /// The same of the names whose shapes were found now, with the facts that their shapes rule out.
  func refuseUnfitFacts(_ symbols: [Symbol]) throws(ReadingError) {
    for symbol in symbols {
      let facts = environment.facts(of: symbol.name)
      guard !facts.isEmpty else { continue }
      let isSquare = symbol.shape.count == 2 && symbol.shape[0] == symbol.shape[1]
      let end = 0..<(texts.last?.unicodeScalars.count ?? 0)
      if isSquare, environment.signs.contains(KnownNames.key(symbol.name)),
        !facts.isDisjoint(with: [.positive, .nonnegative])
      {
        throw error(Environment.doubtfulSign(of: symbol.name), texts.count - 1, end)
      }
      if !isSquare, let fact = facts.first(where: \.needsSquareMatrix) {
        throw error(
          .invalidDeclaration("\(fact.rawValue) is a fact of square matrices, and \(symbol.name) is none here"),
          texts.count - 1, end)
      }
    }
  }
}

extension Environment {
  static func doubtfulSign(of name: String) -> ReadingError.Problem {
    .ambiguous(
      "the sign of the square matrix \(name)",
      choices: ["\(name) ≻ 0 or \(name) ⪰ 0 for a definite matrix", "\(name): positive for positive entries"])
  }
}

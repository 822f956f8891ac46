import GradusExpression

/// Writes a tree of syntax in a dialect.
struct TypedWriter {
  let format: Notation
  let dialect: any Dialect

  init(_ format: Notation) {
    self.format = format
    switch format {
    case .latex: dialect = LatexDialect(taken: [])
    case .mathml: dialect = MathMLDialect(taken: [])
    case .unicode: dialect = UnicodeDialect(taken: [])
    case .ascii, .python, .swift: dialect = AsciiDialect()
    }
  }

  func piece(_ syntax: Syntax) -> Piece {
    switch syntax.kind {
    case .number(let value): dialect.number(value)
    case .name(let name): dialect.name(name, .scalar)
    case .filled(let value): value.isOne ? dialect.ones([.number(1)], isTold: true) : dialect.number(value)
    case .negative(let inner):
      Piece(dialect.term(tight(piece(inner), .product), isNegative: true, isFirst: true), .sum)
    case .sum(let addends):
      Piece(
        addends.enumerated().map { index, addend in
          // A minus at the very start needs no brackets.
          if index == 0, !addend.isNegative, case .negative = addend.value.kind { return piece(addend.value).text }
          return dialect.term(
            tight(piece(addend.value), .product), isNegative: addend.isNegative, isFirst: index == 0)
        }.joined(), .sum)
    case .product(let first, let factors): factors.reduce(piece(first)) { product($0, $1) }
    case .power(let base, let exponent, let isEntrywise): power(raisable(base), piece(exponent), isEntrywise)
    case .transpose(let inner): dialect.transpose(tight(piece(inner), .postfix))
    case .call(let function, let arguments): call(function, arguments.map(piece))
    case .application(let name, let arguments): application(name, arguments)
    case .bars(let inner): dialect.call(.elementary(.abs), [piece(inner)], kind: .scalar)
    case .norm(let inner, let order): norm(piece(inner), order)
    case .matrix(let rows): matrix(rows.map { $0.map(piece) })
    case .indexed(let name, let indices, _): indexed(name, indices)
    case .part(let base, let indices): part(base, indices)
    case .constantEntry(let function, let indices):
      dialect.entry(
        constant: function == .ones ? .ones : function == .zeros ? .zeros : .unitMatrix, indices.map(letter), sizes: nil
      )
    case .reduction(let function, let indices, let inner): reduction(function, indices, inner)
    case .tensor(let indices, let inner): dialect.tensor(indices, piece(inner))
    case .membership(let set, let letters): dialect.entry(piece(Syntax(.name(set), syntax.range)), letters)
    case .band(let i, let j, let band):
      dialect.entry(dialect.band(.symbol("n"), band), [i, j ?? ":"])
    case .objective(_, let inner): piece(inner)
    case .derivative(let inner, let names):
      names.isEmpty
        ? nabla(piece(inner), in: nil, order: 1)
        : names.reduce(piece(inner)) { slope($0, in: dialect.name($1, .scalar)) }
    case .placed(let inner, let names, let values): placed(piece(inner), names, values.map(piece))
    case .slope(let name, let names, let order, let arguments): slope(of: name, names, order, arguments)
    }
  }

  /// The base of a power: a power in brackets, as in (x²)³.
  private func raisable(_ base: Syntax) -> Piece {
    if case .power = base.kind { return Piece(dialect.bracketed(piece(base).text)) }
    return piece(base)
  }

  func tight(_ piece: Piece, _ binding: Binding) -> Piece {
    piece.binding < binding ? Piece(dialect.bracketed(piece.text)) : piece
  }

  // MARK: Operations

  private func product(_ left: Piece, _ factor: Syntax.Factor) -> Piece {
    let right = piece(factor.value)
    let (whole, last) = (tight(left, .product), tight(right, .power))
    switch factor.operation {
    case .times, .dot, .matrixTimes: return dialect.product(whole, last)
    case .entrywiseTimes: return dialect.entrywiseProduct(whole, last)
    case .over: return dialect.stacksQuotients ? dialect.quotient(left, right) : dialect.quotient(whole, last)
    case .entrywiseOver: return dialect.entrywiseQuotient(whole, last)
    case .kronecker: return dialect.call(.kronecker, [left, right], kind: .matrix)
    }
  }

  private func power(_ base: Piece, _ exponent: Piece, _ isEntrywise: Bool) -> Piece {
    let raised = dialect.raisesExponents ? exponent : tight(exponent, .postfix)
    let lower = tight(base, .postfix)
    return isEntrywise ? dialect.entrywisePower(lower, raised) : dialect.power(lower, raised)
  }

  /// In characters a column is `(1, 2)` and a matrix `[3 6; 2 4]`; elsewhere both are set as tables.
  private func matrix(_ rows: [[Piece]]) -> Piece {
    guard format == .unicode || format == .ascii else { return dialect.matrix(rows) }
    if rows.allSatisfy({ $0.count == 1 }) { return Piece("(" + rows.map { $0[0].text }.joined(separator: ", ") + ")") }
    let lines = rows.map { row in
      row.map { $0.text.contains(" ") ? dialect.bracketed($0.text) : $0.text }.joined(separator: " ")
    }
    return Piece("[" + lines.joined(separator: "; ") + "]")
  }

  func letter(_ index: Syntax.Index) -> String {
    switch index {
    case .place(let place): "\(place)"
    case .whole: ":"
    case .letter(let letter, _): letter
    case .shifted(let letter, let shift): letter + (shift < 0 ? "\(shift)" : "+\(shift)")
    }
  }

  private func part(_ base: Syntax, _ indices: [Syntax.Index]) -> Piece {
    if indices.contains(where: { if case .letter = $0 { true } else { false } }) {
      return dialect.entry(piece(base), indices.map(letter))
    }
    let places = indices.map { index -> Int? in if case .place(let place) = index { place } else { nil } }
    if case .name(let name) = base.kind, places.count == 1, let place = places[0] {
      return dialect.component(name, place)
    }
    return dialect.part(tight(piece(base), .postfix), places)
  }
}

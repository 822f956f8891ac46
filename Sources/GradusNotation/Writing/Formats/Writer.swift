import GradusExpression

/// Writes a tree in a dialect: order, brackets and indices are the same in all of them.
struct Writer {
  let dialect: any Dialect
  /// Names that no index may take.
  let taken: Set<String>

  func text(_ written: Written) -> String {
    if written.needsIndices { return entry(written, Array(axisLetters.prefix(written.kind.rank)), depth: 0).text }
    return piece(written, depth: 0).text
  }

  func piece(_ written: Written, depth: Int = 0) -> Piece {
    switch written.form {
    case .number(let value): return dialect.number(value)
    case .constant(let constant): return dialect.constant(constant)
    case .size(let size): return dialect.size(size)
    case .name(let name): return dialect.name(name, written.kind)
    case .literal(let literal): return dialect.literal(literal)
    case .matrix(let rows): return dialect.matrix(rows.map { $0.map { piece($0, depth: depth) } })
    case .ones(let sizes, let isTold): return dialect.ones(sizes, isTold: isTold)
    case .zeros(let sizes): return dialect.zeros(sizes)
    case .unitMatrix(let size, let isTold): return dialect.unitMatrix(size, isTold: isTold)
    case .band(let size, let band): return dialect.band(size, band)
    case .unitVector(let place, let size): return dialect.unitVector(place, size)
    case .sum(let terms): return sum(terms) { piece($0, depth: depth) }
    case .product(let factors): return product(factors, depth: depth)
    case .entrywiseProduct(let factors):
      return entrywiseProduct(factors.map { piece($0, depth: depth) })
    case .quotient(let top, let bottom):
      let lower = piece(bottom, depth: depth)
      // Within a fraction 2 (a + b) would be one sum.
      if dialect.stacksQuotients, case .product(let factors) = top.form, factors.count == 2, factors[0].isNumber,
        factors[1].isSum
      {
        return dialect.product(piece(factors[0], depth: depth), quotient(piece(factors[1], depth: depth), lower))
      }
      return quotient(piece(top, depth: depth), lower)
    case .entrywiseQuotient(let top, let bottom):
      let upper = piece(top, depth: depth)
      return dialect.entrywiseQuotient(
        isLeading(top) ? upper : tight(upper, .power), tight(piece(bottom, depth: depth), .power))
    case .power(let base, let exponent):
      return power(piece(base, depth: depth), piece(exponent, depth: depth), dialect.power)
    case .entrywisePower(let base, let exponent):
      return power(piece(base, depth: depth), piece(exponent, depth: depth), dialect.entrywisePower)
    case .transpose(let inner) where inner.rowOfMatrix != nil: return row(inner.rowOfMatrix!, depth)
    case .transpose(let inner): return dialect.transpose(tight(piece(inner, depth: depth), .postfix))
    case .inverse(let inner):
      let matrix = piece(inner, depth: depth)
      return dialect.inverse(dialect.raisesInverses ? tight(matrix, .atom) : matrix)
    case .call(let name, let arguments):
      return dialect.call(name, arguments.map { piece($0, depth: depth) }, kind: written.kind)
    case .part(let inner, let places):
      if case .name(let name) = inner.form, places.count == 1, let place = places[0], isFree(name, place) {
        return dialect.component(name, place)
      }
      // A[2,:] is read as a row, and stands here for a column.
      if let row = written.rowOfMatrix { return dialect.transpose(self.row(row, depth)) }
      return dialect.part(tight(piece(inner, depth: depth), .postfix), places)
    case .indexed, .reduced:
      let indices = Array(axisLetters.dropFirst(depth).prefix(written.kind.rank))
      let inside = entry(written, indices, depth: depth + indices.count)
      return indices.isEmpty ? inside : dialect.tensor(indices, inside)
    case .reshaped(let inner, let sizes):
      return dialect.reshaped(piece(inner, depth: depth), sizes)
    }
  }

  private func row(_ row: (matrix: Written, place: Int), _ depth: Int) -> Piece {
    dialect.part(tight(piece(row.matrix, depth: depth), .postfix), [row.place, nil])
  }

  /// Whether the name with the place as its subscript means the entry and nothing else.
  private func isFree(_ name: String, _ place: Int) -> Bool {
    name.allSatisfy(\.isLetter) && !taken.contains("\(name)_\(place)") && !taken.contains("\(name)\(place)")
  }

  /// The piece, in brackets where it holds together less tightly than asked.
  func tight(_ piece: Piece, _ binding: Binding) -> Piece {
    piece.binding < binding ? Piece(dialect.bracketed(piece.text)) : piece
  }

  func sum(_ terms: [Written.Summand], _ write: (Written) -> Piece) -> Piece {
    var text = ""
    for (index, term) in terms.enumerated() {
      let piece = tight(write(term.written), .product)
      text += dialect.term(piece, isNegative: term.isNegative, isFirst: index == 0)
    }
    return Piece(text, .sum)
  }

  /// Whether a part may stand at the start of a product without brackets.
  private func isLeading(_ written: Written) -> Bool {
    if case .number(let value) = written.form { return !value.isNegative }
    if case .product(let factors) = written.form { return factors.allSatisfy { $0.kind == .scalar && $0.isPlain } }
    return false
  }

  private func product(_ factors: [Written], depth: Int) -> Piece {
    var result: Piece?
    for (index, factor) in factors.enumerated() {
      let own = piece(factor, depth: depth)
      // 2 x ⊙ y is (2 x) ⊙ y.
      let closesScalars =
        index == factors.count - 1 && index > 0 && factor.isEntrywise
        && factors[..<index].allSatisfy { $0.kind == .scalar }
      let isFree = closesScalars || (index == 0 && isLeading(factor))
      let next = isFree ? own : tight(own, .power)
      result = result.map { dialect.product($0, next) } ?? next
    }
    return result ?? dialect.number(1)
  }

  func entrywiseProduct(_ pieces: [Piece]) -> Piece {
    let tightened = pieces.map { tight($0, .power) }
    return tightened.dropFirst().reduce(tightened[0], dialect.entrywiseProduct)
  }

  func quotient(_ top: Piece, _ bottom: Piece) -> Piece {
    if dialect.stacksQuotients { return dialect.quotient(top, bottom) }
    return dialect.quotient(tight(top, .product), tight(bottom, .power))
  }

  func power(_ base: Piece, _ exponent: Piece, _ spell: (Piece, Piece) -> Piece) -> Piece {
    spell(tight(base, .postfix), dialect.raisesExponents ? exponent : tight(exponent, .postfix))
  }
}

extension Written {
  /// The matrix and the place of a row of it.
  fileprivate var rowOfMatrix: (matrix: Written, place: Int)? {
    guard case .part(let matrix, let places) = form, places.count == 2, let place = places[0], places[1] == nil else {
      return nil
    }
    return (matrix, place)
  }

  /// Entrywise products and quotients, which stand without brackets behind scalars.
  var isEntrywise: Bool {
    switch form {
    case .entrywiseProduct, .entrywiseQuotient: true
    default: false
    }
  }

  /// A number, a name or a power of one: nothing that would need brackets in a product.
  var isPlain: Bool {
    switch form {
    case .sum, .product, .quotient, .entrywiseProduct, .entrywiseQuotient: false
    case .number(let value): !value.isNegative
    default: true
    }
  }

  /// Whether the whole is written entry by entry.
  var needsIndices: Bool {
    if kind.rank > 2 { return true }
    switch form {
    case .indexed(let product): return product.rank > 0
    case .sum(let terms): return terms.contains { $0.written.needsIndices }
    case .product(let factors): return factors.last.map { $0.kind == kind && $0.needsIndices } ?? false
    default: return false
    }
  }
}

import GradusExpression

/// Mathematics in characters: `2 Xᵀ(X w − y)`, `½`, `‖·‖²`, `⊙`, `A⁻¹`.
struct UnicodeDialect: Dialect {
  let stacksQuotients = false
  let raisesExponents = false
  let raisesInverses = true
  private let ascii = AsciiDialect()
  /// Names of symbols, which I must not collide with.
  let taken: Set<String>

  func number(_ value: Rational) -> Piece {
    let sign = value.isNegative ? "−" : ""
    if let character = MathCharacters.fraction(value.magnitude) {
      return Piece(sign + String(character), value.isNegative ? .sum : .atom)
    }
    let magnitude = ascii.number(value.magnitude)
    return Piece(sign + magnitude.text, value.isNegative ? .sum : magnitude.binding)
  }
  func constant(_ constant: NamedConstant) -> Piece {
    switch constant {
    case .pi: Piece("π")
    case .e: Piece("e")
    }
  }
  func size(_ size: Size) -> Piece { ascii.size(size) }
  func name(_ name: String, _ kind: Written.Kind) -> Piece { Piece(SymbolName(name).unicode) }

  func literal(_ literal: Literal) -> Piece {
    if literal.shape.count > 2 { return ascii.literal(literal) }
    let columns = literal.shape.count == 2 ? literal.shape[1] : 1
    let rows = stride(from: 0, to: literal.values.count, by: max(columns, 1)).map { start in
      literal.values[start..<start + columns].map(\.description).joined(separator: " ")
    }
    return Piece("[" + rows.joined(separator: "; ") + "]")
  }

  /// Two factors side by side would be read as two entries: a vector stands in round brackets then, with commas.
  func matrix(_ rows: [[Piece]]) -> Piece {
    if rows.count > 1, rows.allSatisfy({ $0.count == 1 }), rows.contains(where: { hasNeighbours($0[0].text) }) {
      return Piece("(" + rows.map { $0[0].text }.joined(separator: ", ") + ")")
    }
    return ascii.matrix(rows.map { $0.map { hasNeighbours($0.text) ? Piece("(\($0.text))") : $0 } })
  }

  private func hasNeighbours(_ text: String) -> Bool {
    [" + ", " − ", " ⊙ ", " ⊘ ", ", "].reduce(text) { $0.replacing($1, with: "") }.contains(" ")
  }

  func ones(_ sizes: [Size], isTold: Bool) -> Piece {
    if isTold { return Piece("𝟏") }
    return sizes.count == 1
      ? constant("𝟏", sizes[0]) ?? ascii.ones(sizes, isTold: false) : ascii.ones(sizes, isTold: false)
  }
  func zeros(_ sizes: [Size]) -> Piece {
    sizes.count == 1 ? constant("𝟎", sizes[0]) ?? ascii.zeros(sizes) : ascii.zeros(sizes)
  }
  func unitMatrix(_ size: Size, isTold: Bool) -> Piece {
    if taken.contains("I") { return ascii.unitMatrix(size, isTold: false) }
    return isTold ? Piece("I") : constant("I", size) ?? ascii.unitMatrix(size, isTold: false)
  }
  func unitVector(_ place: Int, _ size: Size) -> Piece { ascii.unitVector(place, size) }
  func band(_ size: Size, _ band: Band) -> Piece { ascii.band(size, band) }

  /// `Iₙ`; nil where the size has no subscript.
  private func constant(_ text: String, _ size: Size) -> Piece? {
    MathCharacters.subscript(size.description).map { Piece(text + $0) }
  }

  func bracketed(_ text: String) -> String { "(" + text + ")" }
  func term(_ piece: Piece, isNegative: Bool, isFirst: Bool) -> String {
    isFirst ? (isNegative ? "−" : "") + piece.text : (isNegative ? " − " : " + ") + piece.text
  }

  func product(_ left: Piece, _ right: Piece) -> Piece {
    let closes = left.text.last.map { $0 == ")" || MathCharacters.isSuperscript($0) } ?? false
    let isNumber = right.text.first.map { $0.isNumber || $0 == "√" } ?? false
    let separator = isNumber ? "·" : right.text.hasPrefix("(") && closes ? "" : " "
    return Piece(left.text + separator + right.text, .product)
  }
  func entrywiseProduct(_ left: Piece, _ right: Piece) -> Piece { Piece(left.text + " ⊙ " + right.text, .product) }
  func quotient(_ top: Piece, _ bottom: Piece) -> Piece { Piece(top.text + "/" + bottom.text, .product) }
  func entrywiseQuotient(_ top: Piece, _ bottom: Piece) -> Piece { Piece(top.text + " ⊘ " + bottom.text, .product) }
  func power(_ base: Piece, _ exponent: Piece) -> Piece {
    let base = Piece(enclosed(base), base.binding)
    if let raised = MathCharacters.superscript(exponent.text),
      !(base.text.last.map(MathCharacters.isSuperscript) ?? false)
    {
      return Piece(base.text + raised, .postfix)
    }
    return Piece(base.text + "^" + enclosed(exponent), .power)
  }

  /// A fraction of one character in brackets where something is raised: `(¼)^(⅓)` is no ¼^⅓.
  private func enclosed(_ piece: Piece) -> String {
    piece.text.unicodeScalars.contains { MathCharacters.fractions[$0] != nil } && piece.binding == .atom
      ? bracketed(piece.text) : piece.text
  }
  func entrywisePower(_ base: Piece, _ exponent: Piece) -> Piece { Piece(base.text + ".^" + exponent.text, .power) }
  func transpose(_ piece: Piece) -> Piece {
    if piece.text.hasSuffix("⁻¹") { return Piece(String(piece.text.dropLast()) + "ᵀ", .postfix) }
    return Piece(piece.text + "ᵀ", .postfix)
  }
  func inverse(_ piece: Piece) -> Piece { Piece(piece.text + "⁻¹", .postfix) }

  func call(_ name: Written.Name, _ arguments: [Piece], kind: Written.Kind) -> Piece {
    let inside = arguments[0].text
    // Bars within bars would close too early.
    let isBarred = inside.contains("‖") || inside.contains("|")
    switch name {
    case .norm2 where !isBarred: return Piece("‖\(inside)‖")
    case .norm1 where !isBarred: return Piece("‖\(inside)‖₁")
    case .normInfinity where !isBarred: return Piece("‖\(inside)‖_∞")
    case .norm where !isBarred && arguments[1].text.allSatisfy(\.isNumber):
      return Piece("‖\(inside)‖_\(arguments[1].text)")
    case .elementary(.abs) where !isBarred && kind != .matrix: return Piece("|\(inside)|")
    case .squareRoot where arguments[0].binding == .atom && inside.count == 1: return Piece("√\(inside)", .power)
    case .squareRoot: return Piece("√(\(inside))", .power)
    case .kronecker:
      let both = arguments.map { $0.binding < .power ? bracketed($0.text) : $0.text }
      return Piece(both.joined(separator: " ⊗ "), .product)
    case .spectral(.nuclearNorm) where !isBarred: return Piece("‖\(inside)‖_*")
    case .spectral(.largestEigenvalue): return Piece("λ_max(\(inside))")
    case .spectral(.smallestEigenvalue): return Piece("λ_min(\(inside))")
    case .spectral(.largestSingularValue): return Piece("σ_max(\(inside))")
    case .spectral(.smallestSingularValue): return Piece("σ_min(\(inside))")
    default: return ascii.call(name, arguments, kind: kind)
    }
  }

  func component(_ name: String, _ place: Int) -> Piece { self.name("\(name)_\(place)", .scalar) }
  func part(_ piece: Piece, _ places: [Int?]) -> Piece { ascii.part(piece, places) }
  func entry(_ piece: Piece, _ indices: [String]) -> Piece { ascii.entry(piece, indices) }
  func entry(constant: Constant, _ indices: [String], sizes: [Size]?) -> Piece {
    ascii.entry(constant: constant, indices, sizes: sizes)
  }
  func reduction(_ name: String, over indices: [String], _ piece: Piece) -> Piece {
    ascii.reduction(name, over: indices, piece)
  }
  func tensor(_ indices: [String], _ piece: Piece) -> Piece { ascii.tensor(indices, piece) }
  func reshaped(_ piece: Piece, _ sizes: [Size]) -> Piece { ascii.reshaped(piece, sizes) }
}

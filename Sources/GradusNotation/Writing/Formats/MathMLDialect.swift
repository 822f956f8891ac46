import GradusExpression

/// MathML Core. Every piece is one element, or a row of elements where it holds together less tightly than an atom.
struct MathMLDialect: Dialect {
  let stacksQuotients = true
  let raisesExponents = true
  let raisesInverses = true
  let taken: Set<String>

  static func document(_ content: String, display: Bool = true) -> String {
    let display = display ? " display=\"block\"" : ""
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"\(display)>\(content)</math>"
  }

  private func identifier(_ text: String) -> String { "<mi>\(text)</mi>" }
  private func numeral(_ text: String) -> String { "<mn>\(text)</mn>" }
  private func sign(_ text: String) -> String { "<mo>\(text)</mo>" }
  private func row(_ text: String) -> String { "<mrow>\(text)</mrow>" }
  /// The piece as exactly one element.
  private func element(_ piece: Piece) -> String { piece.binding == .atom ? piece.text : row(piece.text) }

  func number(_ value: Rational) -> Piece {
    let magnitude = value.magnitude
    let text =
      magnitude.isInteger
      ? numeral("\(magnitude)")
      : "<mfrac>\(numeral("\(magnitude.numerator)"))\(numeral("\(magnitude.denominator)"))</mfrac>"
    return value.isNegative ? Piece(sign("−") + text, .sum) : Piece(text)
  }
  func constant(_ constant: NamedConstant) -> Piece {
    switch constant {
    case .pi: Piece(identifier("π"))
    case .e: Piece(identifier("e"))
    }
  }
  func size(_ size: Size) -> Piece {
    let factors = size.factors.map { factor in
      if case .symbol(let name) = factor { return self.name(name, .scalar).text }
      return numeral(factor.description)
    }
    return Piece(factors.joined(separator: invisibleTimes), factors.count > 1 ? .product : .atom)
  }
  private let invisibleTimes = "<mo>&#x2062;</mo>"

  func name(_ name: String, _ kind: Written.Kind) -> Piece {
    let parts = SymbolName(name)
    var text = identifier(MathCharacters.greekLetter(parts.base).map(String.init) ?? parts.base)
    if let mark = parts.mark {
      let marks = ["hat": "^", "bar": "¯", "tilde": "~", "dot": "˙"]
      text = "<mover accent=\"true\">\(text)\(sign(marks[mark]!))</mover>"
    }
    if let subscripted = parts.subscripted {
      let lower = subscripted.allSatisfy(\.isNumber) ? numeral(subscripted) : identifier(subscripted)
      text = "<msub>\(text)\(lower)</msub>"
    }
    return parts.isPrimed ? Piece("<msup>\(text)\(sign("′"))</msup>", .postfix) : Piece(text)
  }

  func literal(_ literal: Literal) -> Piece {
    let columns = literal.shape.count >= 2 ? literal.shape[literal.shape.count - 1] : 1
    let rows = stride(from: 0, to: literal.values.count, by: max(columns, 1)).map { start in
      "<mtr>" + literal.values[start..<start + columns].map { "<mtd>\(row(number($0).text))</mtd>" }.joined() + "</mtr>"
    }
    return Piece(bracketed("<mtable>\(rows.joined())</mtable>"))
  }

  func matrix(_ rows: [[Piece]]) -> Piece {
    let lines = rows.map { "<mtr>" + $0.map { "<mtd>\(row($0.text))</mtd>" }.joined() + "</mtr>" }
    return Piece(bracketed("<mtable>\(lines.joined())</mtable>"))
  }

  func ones(_ sizes: [Size], isTold: Bool) -> Piece { sized(numeral("𝟏"), isTold ? [] : sizes) }
  func zeros(_ sizes: [Size]) -> Piece { sized(numeral("𝟎"), sizes) }
  func unitMatrix(_ size: Size, isTold: Bool) -> Piece {
    sized(identifier(taken.contains("I") ? "𝐈" : "I"), isTold ? [] : [size])
  }
  func band(_ size: Size, _ band: Band) -> Piece {
    Piece(
      row(
        identifier(band.fillsAbove ? "triu" : "eye")
          + bracketed(self.size(size).text + sign(",") + numeral("\(band.offset)"))))
  }
  func unitVector(_ place: Int, _ size: Size) -> Piece {
    Piece("<msub>\(identifier("e"))\(numeral("\(place)"))</msub>")
  }

  private func sized(_ text: String, _ sizes: [Size]) -> Piece {
    if sizes.isEmpty { return Piece(text) }
    return Piece("<msub>\(text)\(row(sizes.map { size($0).text }.joined(separator: sign("×"))))</msub>")
  }

  func bracketed(_ text: String) -> String { row(sign("(") + text + sign(")")) }
  func term(_ piece: Piece, isNegative: Bool, isFirst: Bool) -> String {
    (isNegative ? sign("−") : isFirst ? "" : sign("+")) + piece.text
  }
  func product(_ left: Piece, _ right: Piece) -> Piece {
    let isNumber = right.text.hasPrefix("<mn>") || right.text.hasPrefix("<mfrac><mn>")
    return Piece(left.text + (isNumber ? sign("·") : invisibleTimes) + right.text, .product)
  }
  func entrywiseProduct(_ left: Piece, _ right: Piece) -> Piece { Piece(left.text + sign("⊙") + right.text, .product) }
  func quotient(_ top: Piece, _ bottom: Piece) -> Piece { Piece("<mfrac>\(row(top.text))\(row(bottom.text))</mfrac>") }
  func entrywiseQuotient(_ top: Piece, _ bottom: Piece) -> Piece { Piece(top.text + sign("⊘") + bottom.text, .product) }
  func power(_ base: Piece, _ exponent: Piece) -> Piece { raised(base, element(exponent)) }
  func entrywisePower(_ base: Piece, _ exponent: Piece) -> Piece {
    raised(base, row(sign("⊙") + exponent.text))
  }
  func transpose(_ piece: Piece) -> Piece { raised(piece, sign("⊤")) }
  func inverse(_ piece: Piece) -> Piece { raised(piece, row(sign("−") + numeral("1"))) }
  private func raised(_ base: Piece, _ exponent: String) -> Piece {
    Piece("<msup>\(base.binding == .atom ? base.text : bracketed(base.text))\(exponent)</msup>", .postfix)
  }

  func call(_ name: Written.Name, _ arguments: [Piece], kind: Written.Kind) -> Piece {
    let inside = arguments[0].text
    func norm(_ order: String?) -> Piece {
      let bars = row(sign("‖") + inside + sign("‖"))
      return Piece(order.map { "<msub>\(bars)\($0)</msub>" } ?? bars)
    }
    switch name {
    case .norm2: return norm(nil)
    case .norm1: return norm(numeral("1"))
    case .normInfinity: return norm(identifier("∞"))
    case .norm: return norm(element(arguments[1]))
    case .elementary(.abs): return Piece(row(sign("|") + inside + sign("|")))
    case .squareRoot: return Piece("<msqrt>\(inside)</msqrt>")
    case .kronecker: return Piece(arguments.map(element).joined(separator: sign("⊗")), .product)
    case .spectral(.nuclearNorm): return norm(sign("∗"))
    case .spectral(let function):
      guard let (stem, which) = function.stem else { fallthrough }
      let letter = ["lambda": "λ", "sigma": "σ"][stem] ?? stem
      return Piece(
        row("<msub>\(identifier(letter))\(identifier(which))</msub>" + sign("&#x2061;") + bracketed(inside)))
    default:
      var all = arguments.map(\.text)
      all += name.axes.map { numeral("\($0)") }
      return Piece(row(identifier(name.ascii) + sign("&#x2061;") + bracketed(all.joined(separator: sign(",")))))
    }
  }

  func part(_ piece: Piece, _ places: [Int?]) -> Piece {
    let places = places.map { $0.map { numeral("\($0)") } ?? sign(":") }
    return Piece("<msub>\(element(piece))\(row(places.joined(separator: sign(","))))</msub>")
  }
  func component(_ name: String, _ place: Int) -> Piece { self.name("\(name)_\(place)", .scalar) }
  func entry(_ piece: Piece, _ indices: [String]) -> Piece {
    Piece(
      "<msub>\(piece.binding == .atom ? piece.text : bracketed(piece.text))\(row(indices.map(identifier).joined()))</msub>"
    )
  }
  func entry(constant: Constant, _ indices: [String], sizes: [Size]?) -> Piece {
    let letters = row(indices.map(identifier).joined())
    return switch constant {
    case .ones: Piece("<msub>\(numeral("𝟏"))\(letters)</msub>")
    case .zeros: Piece("<msub>\(numeral("𝟎"))\(letters)</msub>")
    case .unitMatrix: Piece("<msub>\(identifier("δ"))\(letters)</msub>")
    }
  }
  func reduction(_ name: String, over indices: [String], _ piece: Piece) -> Piece {
    let symbol = name == "sum" ? sign("∑") : name == "prod" ? sign("∏") : identifier(name)
    let body = piece.binding < .product ? bracketed(piece.text) : piece.text
    return Piece("<munder>\(symbol)\(row(indices.map(identifier).joined()))</munder>" + body, .product)
  }
  func tensor(_ indices: [String], _ piece: Piece) -> Piece { entry(Piece(bracketed(piece.text)), indices) }
  func reshaped(_ piece: Piece, _ sizes: [Size]) -> Piece {
    let all = [piece.text] + sizes.map { size($0).text }
    return Piece(row(identifier("reshape") + sign("&#x2061;") + bracketed(all.joined(separator: sign(",")))))
  }
}

extension Written.Name {
  /// The axes, counted from 1, that a function works along, where they are not all.
  var axes: [Int] {
    switch self {
    case .sum(let axis), .reduction(_, let axis): [axis].compactMap(\.self)
    case .alongAxes(_, let axes): axes
    default: []
    }
  }
}

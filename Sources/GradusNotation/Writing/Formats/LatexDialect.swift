import GradusExpression

/// LaTeX: `2 X^\top \left(X w - y\right)`.
struct LatexDialect: Dialect {
  let stacksQuotients = true
  let raisesExponents = true
  let raisesInverses = true
  let taken: Set<String>

  func number(_ value: Rational) -> Piece {
    let sign = value.isNegative ? "-" : ""
    let magnitude = value.magnitude
    let text = magnitude.isInteger ? "\(magnitude)" : "\\frac{\(magnitude.numerator)}{\(magnitude.denominator)}"
    return Piece(sign + text, value.isNegative ? .sum : magnitude.isInteger ? .atom : .power)
  }
  func constant(_ constant: NamedConstant) -> Piece {
    switch constant {
    case .pi: Piece("\\pi")
    case .e: Piece("e")
    }
  }
  func size(_ size: Size) -> Piece {
    Piece(size.factors.map(spelled).joined(separator: " "), size.factors.count > 1 ? .product : .atom)
  }
  private func spelled(_ size: Size) -> String {
    if case .symbol(let name) = size { SymbolName(name).latex } else { size.description }
  }
  func name(_ name: String, _ kind: Written.Kind) -> Piece { Piece(SymbolName(name).latex) }

  func literal(_ literal: Literal) -> Piece {
    if literal.shape.count > 2 {
      let shape = literal.shape.map(String.init).joined(separator: ", ")
      let values = literal.values.map { number($0).text }.joined(separator: " \\\\ ")
      return Piece("\\operatorname{reshape}\\left(\\begin{pmatrix} \(values) \\end{pmatrix}, \(shape)\\right)")
    }
    let columns = literal.shape.count == 2 ? literal.shape[1] : 1
    let rows = stride(from: 0, to: literal.values.count, by: max(columns, 1)).map { start in
      literal.values[start..<start + columns].map { number($0).text }.joined(separator: " & ")
    }
    return Piece("\\begin{pmatrix} \(rows.joined(separator: " \\\\ ")) \\end{pmatrix}")
  }

  func matrix(_ rows: [[Piece]]) -> Piece {
    let lines = rows.map { $0.map(\.text).joined(separator: " & ") }.joined(separator: " \\\\ ")
    return Piece("\\begin{pmatrix} \(lines) \\end{pmatrix}")
  }

  func ones(_ sizes: [Size], isTold: Bool) -> Piece { filled("\\mathbf{1}", "ones", sizes, isTold: isTold) }
  func zeros(_ sizes: [Size]) -> Piece { filled("\\mathbf{0}", "zeros", sizes, isTold: false) }
  private func filled(_ symbol: String, _ word: String, _ sizes: [Size], isTold: Bool) -> Piece {
    if isTold { return Piece(symbol) }
    if sizes.count == 1 { return Piece("\(symbol)_{\(size(sizes[0]).text)}") }
    return function(word, sizes.map { size($0).text })
  }
  func unitMatrix(_ size: Size, isTold: Bool) -> Piece {
    if taken.contains("I") { return function("eye", [self.size(size).text]) }
    return isTold ? Piece("I") : Piece("I_{\(self.size(size).text)}")
  }
  func band(_ size: Size, _ band: Band) -> Piece {
    function(band.fillsAbove ? "triu" : "eye", [self.size(size).text, "\(band.offset)"])
  }
  func unitVector(_ place: Int, _ size: Size) -> Piece {
    part(function("eye", [self.size(size).text]), [nil, place])
  }

  func bracketed(_ text: String) -> String { "\\left(" + text + "\\right)" }
  func term(_ piece: Piece, isNegative: Bool, isFirst: Bool) -> String {
    isFirst ? (isNegative ? "-" : "") + piece.text : (isNegative ? " - " : " + ") + piece.text
  }
  func product(_ left: Piece, _ right: Piece) -> Piece {
    let isNumber = right.text.first?.isNumber ?? false
    return Piece(left.text + (isNumber ? " \\cdot " : " ") + right.text, .product)
  }
  func entrywiseProduct(_ left: Piece, _ right: Piece) -> Piece { Piece(left.text + " \\odot " + right.text, .product) }
  func quotient(_ top: Piece, _ bottom: Piece) -> Piece {
    Piece("\\frac{\(top.text)}{\(bottom.text)}", .power)
  }
  func entrywiseQuotient(_ top: Piece, _ bottom: Piece) -> Piece {
    Piece(top.text + " \\oslash " + bottom.text, .product)
  }
  func power(_ base: Piece, _ exponent: Piece) -> Piece {
    // w^{\mathrm{old}} is a name.
    raise(base, exponent.text.hasPrefix("\\mathrm{") ? "{\(exponent.text)}" : exponent.text)
  }
  func entrywisePower(_ base: Piece, _ exponent: Piece) -> Piece { raise(base, "\\odot " + exponent.text) }
  func transpose(_ piece: Piece) -> Piece {
    if piece.text.hasSuffix("^{-1}") { return Piece(String(piece.text.dropLast(5)) + "^{-\\top}", .postfix) }
    return raise(piece, "\\top")
  }
  func inverse(_ piece: Piece) -> Piece { raise(piece, "-1") }

  /// A base that has an exponent already goes into brackets; two exponents in a row are an error of TeX.
  private func raise(_ base: Piece, _ exponent: String) -> Piece {
    let text = base.binding == .postfix ? bracketed(base.text) : base.text
    return Piece(text + "^" + (exponent == "\\top" ? exponent : "{\(exponent)}"), .postfix)
  }

  func call(_ name: Written.Name, _ arguments: [Piece], kind: Written.Kind) -> Piece {
    let inside = arguments.map(\.text)
    switch name {
    case .norm2: return norm(inside[0])
    case .norm1: return norm(inside[0], "1")
    case .normInfinity: return norm(inside[0], "\\infty")
    case .norm: return norm(inside[0], inside[1])
    case .elementary(.abs) where kind != .matrix: return Piece("\\lvert \(inside[0]) \\rvert")
    case .elementary(let function): return Piece(function.definition.latex + bracketed(inside.joined(separator: ", ")))
    case .squareRoot: return Piece("\\sqrt{\(inside[0])}")
    case .alongAxes(_, let axes): return function(name.ascii, inside + axes.map(String.init))
    case .sum(let axis?): return function("sum", inside + ["\(axis)"])
    case .reduction(.maximum, let axis?), .reduction(.minimum, let axis?):
      return function(name.ascii, inside + ["[]", "\(axis)"])
    case .reduction(_, let axis?): return function(name.ascii, inside + ["\(axis)"])
    case .kronecker:
      let both = arguments.map { $0.binding < .power ? bracketed($0.text) : $0.text }
      return Piece(both.joined(separator: " \\otimes "), .product)
    case .spectral(.nuclearNorm): return norm(inside[0], "*")
    case .spectral(let function):
      guard let (stem, which) = function.stem else { return self.function(function.rawValue, inside) }
      let isLetter = MathCharacters.greekNames.contains(stem)
      return Piece((isLetter ? "\\\(stem)" : "\\operatorname{\(stem)}") + "_{\\\(which)}" + bracketed(inside[0]))
    default: return function(name.ascii, inside)
    }
  }

  private func norm(_ inside: String, _ order: String? = nil) -> Piece {
    Piece("\\lVert \(inside) \\rVert" + (order.map { "_{\($0)}" } ?? ""))
  }

  private func function(_ name: String, _ arguments: [String]) -> Piece {
    let known = LatexDialect.commands.contains(name)
    return Piece((known ? "\\" + name : "\\operatorname{\(name)}") + bracketed(arguments.joined(separator: ", ")))
  }

  /// Functions for which LaTeX itself has a command.
  private static let commands: Set<String> = [
    "max", "min", "det",
  ]

  func component(_ name: String, _ place: Int) -> Piece { self.name("\(name)_\(place)", .scalar) }
  func part(_ piece: Piece, _ places: [Int?]) -> Piece {
    Piece(piece.text + "[" + places.map { $0.map(String.init) ?? ":" }.joined(separator: ",") + "]", .postfix)
  }
  func entry(_ piece: Piece, _ indices: [String]) -> Piece {
    let base = piece.text.contains("_") || piece.binding < .atom ? bracketed(piece.text) : piece.text
    return entry(base, indices)
  }
  private func entry(_ base: String, _ indices: [String]) -> Piece { Piece(base + "_{" + list(indices) + "}", .atom) }
  /// Indices of one letter stand side by side.
  private func list(_ indices: [String]) -> String {
    indices.joined(separator: indices.allSatisfy { $0.count == 1 } ? "" : ",")
  }
  /// The unit matrix is Kronecker's δ where its size follows from what stands around it.
  func entry(constant: Constant, _ indices: [String], sizes: [Size]?) -> Piece {
    switch constant {
    case .ones: entry(bracketed(ones(sizes ?? [], isTold: false).text), indices)
    case .zeros: entry(bracketed(zeros(sizes ?? []).text), indices)
    case .unitMatrix where sizes == nil && !taken.contains("delta"): Piece("\\delta_{\(list(indices))}")
    case .unitMatrix: entry(bracketed(unitMatrix(sizes?[0] ?? "n", isTold: sizes == nil).text), indices)
    }
  }
  func reduction(_ name: String, over indices: [String], _ piece: Piece) -> Piece {
    let body = piece.binding < .product ? bracketed(piece.text) : piece.text
    let sign = name == "sum" ? "\\sum" : name == "prod" ? "\\prod" : "\\operatorname{\(name)}"
    return Piece("\(sign)_{\(list(indices))} \(body)", .product)
  }
  func tensor(_ indices: [String], _ piece: Piece) -> Piece {
    Piece("\\left[" + piece.text + "\\right]_{" + list(indices) + "}")
  }
  func reshaped(_ piece: Piece, _ sizes: [Size]) -> Piece {
    function("reshape", [piece.text] + sizes.map { size($0).text })
  }
}

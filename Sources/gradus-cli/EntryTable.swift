import Gradus

/// Exact numbers, perhaps with free parameters in them, set out as a scalar, vector or matrix in any notation.
struct EntryTable {
  let rows: [[AffineEntry]]
  let shape: [Int]
  let parameters: [String]

  init(_ entries: [AffineEntry], shape: [Int], parameters: [String] = []) {
    let width = shape.count == 2 ? shape[1] : 1
    rows = width == 0 ? [] : stride(from: 0, to: entries.count, by: width).map { Array(entries[$0..<$0 + width]) }
    self.shape = shape
    self.parameters = parameters
  }

  init(_ matrix: ExactMatrix, shape: [Int]? = nil) {
    self.init(
      matrix.rows.flatMap { $0.map { AffineEntry(constant: $0, coefficients: []) } }, shape: shape ?? matrix.shape)
  }

  func written(as notation: Format) -> String {
    let cells = rows.map { $0.map { Self.written($0, parameters, notation) } }
    switch notation {
    case .unicode:
      if shape.isEmpty { return cells[0][0] }
      if shape.count == 1 { return "(" + cells.map { $0[0] }.joined(separator: ", ") + ")" }
      return Self.brackets(cells)
    case .ascii: return shape.isEmpty ? cells[0][0] : Self.brackets(cells)
    case .latex:
      if shape.isEmpty { return cells[0][0] }
      return "\\begin{pmatrix} " + cells.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
        + " \\end{pmatrix}"
    case .mathml: return shape.isEmpty ? cells[0][0] : Self.mathTable(cells)
    case .python, .swift:
      if shape.isEmpty { return cells[0][0] }
      let lines = shape.count == 1 ? cells.map { $0[0] } : cells.map { "[" + $0.joined(separator: ", ") + "]" }
      return "np.array([" + lines.joined(separator: ", ") + "])"
    }
  }

  /// The entries as JSON holds them: exact numbers in strings, nested by row.
  var json: JSONValue {
    let cells = rows.map { $0.map { JSONValue.string(Self.written($0, parameters, .ascii)) } }
    switch shape.count {
    case 0: return cells[0][0]
    case 1: return .array(cells.map { $0[0] })
    default: return .array(cells.map(JSONValue.array))
    }
  }

  private static func brackets(_ cells: [[String]]) -> String {
    "[" + cells.map { $0.map { $0.contains(" ") ? "(\($0))" : $0 }.joined(separator: " ") }.joined(separator: "; ")
      + "]"
  }

  private static func mathTable(_ cells: [[String]]) -> String {
    let rows = cells.map { "<mtr>" + $0.map { "<mtd>\($0)</mtd>" }.joined() + "</mtr>" }.joined()
    return "<mrow><mo>(</mo><mtable>\(rows)</mtable><mo>)</mo></mrow>"
  }
}

extension EntryTable {
  /// `1/3 − 2t` in the notation.
  static func written(_ entry: AffineEntry, _ parameters: [String], _ notation: Format) -> String {
    var text = entry.constant.isZero ? "" : number(entry.constant, notation)
    for (coefficient, name) in zip(entry.coefficients, parameters) where !coefficient.isZero {
      let isFirst = text.isEmpty
      let plus = isFirst ? "" : " + "
      let minus = isFirst ? "−" : " − "
      let sign = coefficient.isNegative ? minus : plus
      let magnitude = coefficient.magnitude
      let factor = magnitude.isOne ? "" : number(magnitude, notation)
      let parameter = Self.parameter(name, notation)
      switch notation {
      case .unicode:
        text += sign + (magnitude.isInteger || magnitude.isOne ? factor : "(\(factor))") + parameter
      case .ascii, .python, .swift:
        text += sign.replacing("−", with: "-") + (factor.isEmpty ? "" : factor + "*") + parameter
      case .latex: text += sign.replacing("−", with: "-") + factor + (factor.isEmpty ? "" : " ") + parameter
      case .mathml:
        let operation = sign.isEmpty ? "" : "<mo>\(sign.trimmed)</mo>"
        text += operation + factor + (factor.isEmpty ? "" : "<mo>&#x2062;</mo>") + parameter
      }
    }
    if text.isEmpty { text = number(0, notation) }
    return notation == .mathml ? "<mrow>\(text)</mrow>" : text
  }

  static func number(_ value: Rational, _ notation: Format) -> String {
    switch notation {
    case .unicode: return value.description.replacing("-", with: "−")
    case .ascii, .python, .swift: return value.description
    case .latex:
      if value.isInteger { return value.description }
      let magnitude = value.magnitude
      return (value.isNegative ? "-" : "") + "\\frac{\(magnitude.numerator)}{\(magnitude.denominator)}"
    case .mathml:
      let magnitude = value.magnitude
      let number =
        magnitude.isInteger
        ? "<mn>\(magnitude.numerator)</mn>"
        : "<mfrac><mn>\(magnitude.numerator)</mn><mn>\(magnitude.denominator)</mn></mfrac>"
      return value.isNegative ? "<mrow><mo>−</mo>\(number)</mrow>" : number
    }
  }

  /// `t₁` in the notation.
  static func parameter(_ name: String, _ notation: Format) -> String {
    let base = String(name.prefix { !$0.isLoweredDigit })
    let index = name.dropFirst(base.count).compactMap { $0.loweredDigitValue.map(String.init) }.joined()
    switch notation {
    case .unicode: return name
    case .ascii, .python, .swift: return base + index
    case .latex: return index.isEmpty ? base : "\(base)_{\(index)}"
    case .mathml:
      return index.isEmpty ? "<mi>\(base)</mi>" : "<msub><mi>\(base)</mi><mn>\(index)</mn></msub>"
    }
  }
}

extension Character {
  fileprivate var loweredDigitValue: Int? {
    guard let scalar = unicodeScalars.first, (0x2080...0x2089).contains(scalar.value) else { return nil }
    return Int(scalar.value) - 0x2080
  }
  fileprivate var isLoweredDigit: Bool { loweredDigitValue != nil }
}

extension String {
  fileprivate var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

extension LatexTypesetter {
  /// How the columns of a table stand.
  enum Columns {
    /// All of them centred.
    case matrix
    /// Right and left in turn, without a gap within a pair.
    case aligned
    case cases
    /// As the author says: `l`, `c` and `r`.
    case told([Character])

    func style(_ column: Int) -> String {
      switch self {
      case .matrix: ""
      case .aligned: column.isMultiple(of: 2) ? "text-align:right;padding-right:0" : "text-align:left;padding-left:0"
      case .cases: "text-align:left"
      case .told(let letters):
        letters.indices.contains(column)
          ? "text-align:\(letters[column] == "l" ? "left" : letters[column] == "r" ? "right" : "center")" : ""
      }
    }
  }

  /// The brackets around matrices, by the name of the environment.
  private static let brackets: [String: (String, String)] = [
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"), "smallmatrix": ("", ""), "psmallmatrix": ("(", ")"), "bsmallmatrix": ("[", "]"),
  ]

  /// The environments that are set.
  static let environments: Set<String> = Set(brackets.keys).union([
    "array", "cases", "dcases", "rcases", "aligned", "alignedat", "align", "alignat", "split", "gathered", "gather",
    "equation", "multline", "multlined", "eqnarray", "displaymath", "math", "flalign", "subarray",
  ])

  /// `\begin{…} … \end{…}`, from behind `\begin`.
  mutating func environment() -> String {
    let name = plainGroup()
    let plain = name.filter { $0 != "*" }
    var columns = Columns.aligned
    var around = ("", "")
    switch plain {
    case "array", "subarray": columns = .told(plainGroup().filter { "lcr".contains($0) })
    case "cases", "dcases": (columns, around) = (.cases, ("{", ""))
    case "rcases": (columns, around) = (.cases, ("", "}"))
    case "gathered", "gather", "multline", "multlined": columns = .matrix
    case "alignedat", "alignat": _ = plainGroup()
    default:
      if let brackets = Self.brackets[plain] {
        (columns, around) = (.matrix, brackets)
        if name.hasSuffix("*") { _ = option() }
      }
    }
    if plain == "aligned" || plain == "gathered" || plain == "array" { skipPosition() }
    let outer = stop
    stop = .cell
    depth += 1
    if depth > 64 { isBroken = true }
    let rows = self.rows()
    depth -= 1
    stop = outer
    guard place < source.count, source[place] == "\\", commandName == "end" else {
      isBroken = true
      return ""
    }
    place += 4
    guard plainGroup() == name else {
      isBroken = true
      return ""
    }
    let isOne = rows.count == 1 && rows[0].count == 1 && around == ("", "")
    let inner = isOne ? rows[0][0] : Self.table(rows, columns)
    func sign(_ text: String) -> String { text.isEmpty ? "" : "<mo stretchy=\"true\" fence=\"true\">\(text)</mo>" }
    let known = Self.environments.contains(plain) ? "" : "<mtext>\(MathML.escaped(name))</mtext>"
    return "<mrow>\(known)\(sign(around.0))\(inner)\(sign(around.1))</mrow>"
  }

  /// `[t]` behind `\begin{aligned}`.
  private mutating func skipPosition() {
    guard place + 2 < source.count, source[place] == "[", source[place + 2] == "]", "tbc".contains(source[place + 1])
    else { return }
    place += 3
  }

  /// The cells up to the end of a table, row by row.
  mutating func rows() -> [[String]] {
    var rows: [[String]] = [[]]
    while !isBroken {
      let (outer, alphabet) = (stop, alphabet)
      let cell = rest()
      (stop, self.alphabet) = (outer, alphabet)
      rows[rows.count - 1].append(cell)
      guard place < source.count else { break }
      if source[place] == "&" {
        place += 1
      } else if source[place] == "\\", ["\\", "cr", "newline"].contains(commandName) {
        place += 1 + commandName.count
        skipSpaces()
        if place < source.count, source[place] == "*" { place += 1 }
        // `\\[4pt]` is a distance; a bracket that opens a formula has no unit in it.
        if place < source.count, source[place] == "[", isDistance { _ = option() }
        rows.append([])
      } else {
        break
      }
    }
    if rows.count > 1, rows[rows.count - 1].allSatisfy(\.isEmpty) { rows.removeLast() }
    return rows
  }

  private var isDistance: Bool {
    let inside = source[(place + 1)...].prefix { $0 != "]" }
    return ["em", "ex", "pt", "mm", "cm"].contains { String(inside).hasSuffix($0) } && inside.count < 10
  }

  static func table(_ rows: [[String]], _ columns: Columns) -> String {
    let lines = rows.map { row in
      let cells = row.enumerated().map { index, cell in
        let style = columns.style(index)
        return "<mtd\(style.isEmpty ? "" : " style=\"\(style)\"")>\(cell)</mtd>"
      }
      return "<mtr>\(cells.joined())</mtr>"
    }
    if case .aligned = columns { return "<mtable displaystyle=\"true\">\(lines.joined())</mtable>" }
    return "<mtable>\(lines.joined())</mtable>"
  }
}

extension LatexTypesetter {
  /// Whether LaTeX may be handed on to a page of LaTeX: every command is one of those that are set here, every environment
  /// too, and nothing hides a command.
  package static func isInert(_ latex: String) -> Bool {
    if latex.contains("^^") || latex.contains("$") || latex.contains("%") || mathML(latex) == nil { return false }
    var rest = Array(latex)[...]
    while let start = rest.firstIndex(of: "\\") {
      rest = rest[start...].dropFirst()
      let letters = rest.prefix { $0.isASCII && $0.isLetter || $0 == "@" }
      let name = letters.isEmpty ? rest.first.map(String.init) ?? "" : String(letters)
      rest = rest.dropFirst(max(name.count, 1))
      if name == "begin" || name == "end" {
        let inside = rest.drop { $0 == " " }
        guard inside.first == "{" else { return false }
        let environment = String(inside.dropFirst().prefix { $0 != "}" }).filter { $0 != "*" }
        guard environments.contains(environment) else { return false }
      } else if !isKnown(name) {
        return false
      }
    }
    return true
  }

  private static func isKnown(_ name: String) -> Bool {
    if name == "right" || name == "\\" || name == "cr" || name == "newline" { return true }
    if LatexSymbols.identifiers[name] != nil || LatexSymbols.operators[name] != nil { return true }
    if LatexSymbols.bigOperators[name] != nil || LatexSymbols.integrals[name] != nil { return true }
    if LatexSymbols.spaces[name] != nil || LatexSymbols.limits[name] != nil { return true }
    if LatexSymbols.accents[name] != nil || LatexSymbols.marksBelow[name] != nil { return true }
    if MathAlphabet.commands[name] != nil || MathAlphabet.switches[name] != nil { return true }
    return LatexSymbols.functions.contains(name) || LatexSymbols.silent.contains(name)
      || LatexSymbols.skipped.contains(name) || constructions.contains(name)
  }
}

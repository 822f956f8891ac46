extension LatexTypesetter {
  private static let words: Set<String> = [
    "text", "textrm", "textbf", "textit", "textsf", "texttt", "textup", "mbox", "hbox", "intertext", "textnormal",
    "emph",
  ]

  /// Commands of LaTeX that are set by a construction of their own, besides those of the tables.
  static let constructions: Set<String> = words.union([
    "frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac", "binom", "dbinom", "tbinom", "sqrt", "operatorname",
    "mathop",
    "mathrel", "mathbin", "mathord", "left", "begin", "overset", "stackrel", "underset", "xrightarrow", "xleftarrow",
    "substack", "not", "boxed", "cancel", "bcancel", "textcolor", "colorbox", "phantom", "hphantom", "vphantom", "tag",
    "norm", "abs", "pmod", "bmod", "mod", "smash", "{", "}", "%", "$", "&", "#", "_", "|", "-", "(", ")", "[", "]",
  ])

  /// The element of a command that takes groups; nil where the command is not known.
  mutating func construction(_ name: String) -> Atom? {
    if Self.words.contains(name) { return Atom(markup: words(plainGroup())) }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac", "nicefrac", "sfrac":
      let (top, bottom) = (argument(), argument())
      return Atom(markup: "<mfrac><mrow>\(top)</mrow><mrow>\(bottom)</mrow></mfrac>")
    case "binom", "dbinom", "tbinom":
      let (top, bottom) = (argument(), argument())
      return Atom(
        markup:
          "<mrow><mo>(</mo><mfrac linethickness=\"0\"><mrow>\(top)</mrow><mrow>\(bottom)</mrow></mfrac><mo>)</mo></mrow>"
      )
    case "sqrt":
      let index = option()
      let inner = "<mrow>\(argument())</mrow>"
      return Atom(markup: index.map { "<mroot>\(inner)<mrow>\($0)</mrow></mroot>" } ?? "<msqrt>\(inner)</msqrt>")
    case "operatorname":
      let takesLimits = place < source.count && source[place] == "*"
      if takesLimits { place += 1 }
      let word = plainGroup().replacing("\\,", with: " ").replacing("\\", with: "")
      return Atom(markup: "<mi>\(MathML.escaped(word))</mi><mo>&#x2061;</mo>", takesLimits: takesLimits)
    case "mathop": return Atom(markup: "<mrow>\(argument())</mrow>", takesLimits: true)
    case "mathrel", "mathbin", "mathord", "smash", "boxed", "cancel", "bcancel":
      return Atom(markup: "<mrow>\(argument())</mrow>")
    case "left": return Atom(markup: delimited())
    case "begin": return Atom(markup: environment())
    case "overset", "stackrel":
      let (above, base) = (argument(), argument())
      return Atom(markup: "<mover><mrow>\(base)</mrow><mrow>\(above)</mrow></mover>")
    case "underset":
      let (below, base) = (argument(), argument())
      return Atom(markup: "<munder><mrow>\(base)</mrow><mrow>\(below)</mrow></munder>")
    case "xrightarrow", "xleftarrow":
      let arrow = name == "xrightarrow" ? "→" : "←"
      return Atom(markup: "<mover><mo stretchy=\"true\">\(arrow)</mo><mrow>\(argument())</mrow></mover>")
    case "substack": return Atom(markup: substack())
    case "not": return Atom(markup: "<mrow>\(argument())<mo>\u{338}</mo></mrow>")
    case "textcolor", "colorbox":
      _ = plainGroup()
      return Atom(markup: "<mrow>\(argument())</mrow>")
    case "phantom", "hphantom", "vphantom": return Atom(markup: "<mphantom><mrow>\(argument())</mrow></mphantom>")
    case "tag": return Atom(markup: "<mspace width=\"2em\"/><mtext>(\(MathML.escaped(plainGroup())))</mtext>")
    case "norm": return Atom(markup: "<mrow><mo>‖</mo>\(argument())<mo>‖</mo></mrow>")
    case "abs": return Atom(markup: "<mrow><mo>|</mo>\(argument())<mo>|</mo></mrow>")
    case "bmod", "mod": return Atom(markup: "<mo>mod</mo>")
    case "pmod": return Atom(markup: "<mrow><mo>(</mo><mo>mod</mo>\(argument())<mo>)</mo></mrow>")
    case "|": return Atom(markup: "<mo stretchy=\"false\">‖</mo>")
    case "{", "}", "%", "$", "&", "#", "_":
      return Atom(markup: "<mo stretchy=\"false\">\(MathML.escaped(name))</mo>")
    case "-", "(", ")", "[", "]": return Atom(markup: "")
    default: return nil
    }
  }

  /// Words within mathematics, and the formulas between dollar signs within them.
  private func words(_ text: String) -> String {
    text.split(separator: "$", omittingEmptySubsequences: false).enumerated().map { index, part in
      if index % 2 == 1, let inner = LatexTypesetter.mathML(String(part)) { return "<mrow>\(inner)</mrow>" }
      if part.isEmpty { return "" }
      let plain = part.replacing("\\", with: "").replacing("~", with: " ")
      // A space at the edge of an element would be lost.
      let kept = plain.map { $0 == " " ? "\u{a0}" : String($0) }.joined()
      return "<mtext>\(MathML.escaped(kept))</mtext>"
    }.joined()
  }

  /// `\left( … \right]`
  private mutating func delimited() -> String {
    let open = delimiter()
    let inner = row(until: .delimiter)
    guard place < source.count, source[place] == "\\", commandName == "right" else {
      isBroken = true
      return ""
    }
    place += 6
    let close = delimiter()
    func sign(_ text: String, _ form: String) -> String {
      text.isEmpty ? "" : "<mo form=\"\(form)\" stretchy=\"true\" fence=\"true\">\(MathML.escaped(text))</mo>"
    }
    return "<mrow>\(sign(open, "prefix"))\(inner)\(sign(close, "postfix"))</mrow>"
  }

  /// The delimiter at this place, empty for the invisible one.
  private mutating func delimiter() -> String {
    skipSpaces()
    guard place < source.count else {
      isBroken = true
      return ""
    }
    guard source[place] == "\\" else {
      place += 1
      return source[place - 1] == "." ? "" : String(source[place - 1])
    }
    let name = commandName
    place += 1 + name.count
    if name == "|" { return "‖" }
    return LatexSymbols.operators[name] ?? name
  }

  /// Lines one below the other, without brackets.
  private mutating func substack() -> String {
    skipSpaces()
    guard place < source.count, source[place] == "{" else { return argument() }
    place += 1
    let outer = stop
    stop = [.cell, .brace]
    let rows = self.rows()
    stop = outer
    guard place < source.count, source[place] == "}" else {
      isBroken = true
      return ""
    }
    place += 1
    return LatexTypesetter.table(rows, .matrix)
  }
}

import GradusNotation

/// Words for LaTeX.
enum LatexText {
  /// Commands that do other things than show mathematics: they link, read, write, run and define.
  private static let commands: Set = [
    "href", "url", "hyperref", "nolinkurl", "hyperlink", "hypertarget", "input", "include", "includegraphics", "import",
    "write", "immediate", "openin", "openout", "read", "readline", "closein", "closeout", "csname", "catcode", "def",
    "edef",
    "gdef", "xdef", "let", "futurelet", "newcommand", "renewcommand", "providecommand", "newenvironment",
    "renewenvironment", "expandafter", "directlua", "latelua", "luaexec", "special", "begingroup", "endgroup",
    "usepackage",
    "documentclass", "loop", "verbatiminput", "lstinputlisting", "scantokens", "everyjob", "pdfliteral", "pdfstartlink",
    "pdfoutline", "shipout", "jobname", "end", "endinput", "stop", "AtBeginDocument", "AtEndDocument",
  ]

  /// Whether what stands between dollar signs shows mathematics and does nothing else.
  static func isMathematics(_ latex: String) -> Bool {
    // ^^5c is a backslash.
    if latex.contains("^^") || latex.contains("$") { return false }
    var rest = latex[...]
    while let start = rest.firstIndex(of: "\\") {
      rest = rest[start...].dropFirst()
      let name = rest.prefix { $0.isASCII && $0.isLetter || $0 == "@" }
      let isEnvironment = name == "end" && mathematicalEnds.contains { rest.hasPrefix($0) }
      if commands.contains(String(name)), !isEnvironment { return false }
      rest = rest.dropFirst(Swift.max(name.count, rest.isEmpty ? 0 : 1))
    }
    return true
  }

  private static let mathematicalEnds =
    [
      "matrix", "pmatrix", "bmatrix", "vmatrix", "Vmatrix", "Bmatrix", "smallmatrix", "cases", "array", "aligned",
      "gathered",
    ]
    .map { "end{\($0)}" }

  /// Text in which nothing is a command. Mathematics in Unicode goes into mathematics.
  static func escaped(_ text: String) -> String {
    var result = ""
    var formula = ""
    func flush() {
      if !formula.isEmpty { result += "$\(UnicodeLine(formula).latex)$" }
      formula = ""
    }
    for character in text {
      if let special = special[character] {
        flush()
        result += special
      } else if character.isASCII || plain.contains(character) {
        flush()
        result.append(character)
      } else if character.isLetter || UnicodeLine.isScript(character) || "−·∂Σ∇≈←→↔≠½′∈ℝ√×≤≥".contains(character) {
        formula.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }

  private static let plain: Set<Character> = Set("äöüÄÖÜßåÅæÆøØéèêëáàâíìîóòôúùûñç–—’‘“”")
  private static let special: [Character: String] = [
    "\\": "\\textbackslash{}", "{": "\\{", "}": "\\}", "$": "\\$", "&": "\\&", "#": "\\#", "%": "\\%", "_": "\\_",
    "^": "\\textasciicircum{}", "~": "\\textasciitilde{}", "<": "$<$", ">": "$>$",
  ]
}

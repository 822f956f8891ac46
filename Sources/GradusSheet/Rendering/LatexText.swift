import GradusNotation

/// Words for LaTeX.
enum LatexText {
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

import GradusExpression

extension Mathematics {
  /// The mathematics in a notation: Unicode for a terminal, LaTeX, or what stands inside MathML's element `math`.
  package func written(as notation: Notation) -> String {
    switch self {
    case .formula(let formula):
      let text = formula.written(as: notation)
      return text.insideMathElement
    case .derived(let formula, let original):
      let text = formula.written(as: notation, keepingSumsOf: original)
      return text.insideMathElement
    case .step(let step, let original): return step.line(as: notation, keepingSumsOf: original)
    case .typed(let syntax): return syntax.written(as: notation)
    case .line(let text):
      switch notation {
      case .latex: return UnicodeLine(text).latex
      case .mathml: return UnicodeLine(text).mathML
      case .unicode, .ascii, .python, .swift: return text
      }
    case .augmented(let matrix, let bar): return Mathematics.augmented(matrix, bar, notation)
    case .numbers(let literal):
      return Mathematics.entries(literal.values.map(Formula.constant), literal.shape, notation)
    case .entries(let entries, let shape): return Mathematics.entries(entries, shape, notation)
    case .membership(let symbol):
      let name = Mathematics.formula(symbol).written(as: notation)
      let sizes = symbol.shape.map { Mathematics.formula(.size($0)).written(as: notation) }
      switch notation {
      case .latex:
        return "\(name) \\in \\mathbb{R}" + (sizes.isEmpty ? "" : "^{\(sizes.joined(separator: " \\times "))}")
      case .mathml:
        let space = "<mi>ℝ</mi>"
        return "\(name)<mo>∈</mo>"
          + (sizes.isEmpty ? space : "<msup>\(space)<mrow>\(sizes.joined(separator: "<mo>×</mo>"))</mrow></msup>")
      case .unicode, .ascii, .python, .swift:
        return "\(name) ∈ ℝ" + (sizes.isEmpty ? "" : Mathematics.raised(sizes.joined(separator: "×")))
      }
    case .related(let parts, let relation):
      let sign = Mathematics.sign(relation, notation)
      // In a row of its own a minus at the start is a sign and no operation.
      let row = notation == .mathml ? ("<mrow>", "</mrow>") : ("", "")
      return parts.map { row.0 + $0.written(as: notation) + row.1 }.joined(separator: sign)
    }
  }

  /// The mathematics in a notation, to stand alone: in MathML an element `math` that is displayed.
  package func written(inElementAs notation: Notation) -> String {
    let text = written(as: notation)
    guard notation == .mathml else { return text }
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" display=\"block\"><mrow>\(text)</mrow></math>"
  }

  /// The text in raised characters where all of its characters have one, and after a sign `^` elsewhere.
  private static func raised(_ text: String) -> String {
    let characters: [Character: Character] = Dictionary(
      uniqueKeysWithValues: zip("0123456789abcdefghijklmnoprstuvwxyz×", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻˣ"))
    let raised = text.compactMap { characters[$0] }
    return raised.count == text.count ? String(raised) : "^(\(text))"
  }

  private static func sign(_ relation: Relation, _ notation: Notation) -> String {
    switch (notation, relation) {
    case (.mathml, _): "<mo>\(MathML.escaped(relation.rawValue))</mo>"
    case (.latex, .equals): " = "
    case (.latex, .becomes): " \\;\\to\\; "
    case (.latex, .differs): " \\neq "
    case (.latex, .approximates): " \\approx "
    case (.latex, .exceeds): " > "
    case (.latex, .isAtLeast): " \\geq "
    case (.latex, .assigns): " \\leftarrow "
    case (.latex, .exchanges): " \\leftrightarrow "
    case (.latex, .fallsShortOf): " < "
    case (.latex, .isAtMost): " \\leq "
    case (.ascii, .differs), (.python, .differs), (.swift, .differs): " != "
    case (.ascii, .isAtLeast), (.python, .isAtLeast), (.swift, .isAtLeast): " >= "
    case (.ascii, .isAtMost), (.python, .isAtMost), (.swift, .isAtMost): " <= "
    case (_, .becomes): "  →  "
    case (_, _): " \(relation.rawValue) "
    }
  }
}

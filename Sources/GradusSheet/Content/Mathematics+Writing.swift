import GradusExpression
public import GradusNotation
import GradusSolving

extension Mathematics {
  /// The mathematics in a notation: Unicode for a terminal, LaTeX, or what stands inside MathML's element `math`.
  public func written(as notation: Format) -> String {
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
    case .numbers(let literal): return Mathematics.numbers(literal, notation)
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

  /// The text in raised characters where all of its characters have one, and after a sign `^` elsewhere.
  private static func raised(_ text: String) -> String {
    let characters: [Character: Character] = Dictionary(
      uniqueKeysWithValues: zip("0123456789abcdefghijklmnoprstuvwxyz×", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻˣ"))
    let raised = text.compactMap { characters[$0] }
    return raised.count == text.count ? String(raised) : "^(\(text))"
  }

  private static func sign(_ relation: Relation, _ notation: Format) -> String {
    switch (notation, relation) {
    case (.mathml, _): "<mo>\(MathML.escaped(relation.rawValue))</mo>"
    case (.latex, .equals): " = "
    case (.latex, .becomes): " \\;\\to\\; "
    case (.latex, .differs): " \\neq "
    case (.latex, .approximates): " \\approx "
    case (.latex, .exceeds): " > "
    case (.latex, .isAtLeast): " \\geq "
    case (.ascii, .differs), (.python, .differs), (.swift, .differs): " != "
    case (.ascii, .isAtLeast), (.python, .isAtLeast), (.swift, .isAtLeast): " >= "
    case (_, .becomes): "  →  "
    case (_, _): " \(relation.rawValue) "
    }
  }

  /// A vector as `(1, 2)` in a line of text, and as a column elsewhere.
  private static func numbers(_ literal: Literal, _ notation: Format) -> String {
    let entries = literal.values.map { Formula.constant($0).written(as: notation) }
    if literal.shape.isEmpty { return entries[0].insideMathElement }
    let width = literal.shape.count == 2 ? literal.shape[1] : 1
    let rows = stride(from: 0, to: width == 0 ? 0 : entries.count, by: width).map { Array(entries[$0..<$0 + width]) }
    switch notation {
    case .latex:
      let lines = rows.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
      return "\\begin{pmatrix} \(lines) \\end{pmatrix}"
    case .mathml:
      let lines = rows.map { "<mtr>" + $0.map { "<mtd>\($0.insideMathElement)</mtd>" }.joined() + "</mtr>" }
      return "<mrow><mo>(</mo><mtable>\(lines.joined())</mtable><mo>)</mo></mrow>"
    case .unicode, .ascii, .python, .swift:
      if literal.shape.count == 1, notation == .unicode { return "(" + entries.joined(separator: ", ") + ")" }
      return "[" + rows.map { $0.joined(separator: " ") }.joined(separator: "; ") + "]"
    }
  }

  private static func augmented(_ matrix: ExactMatrix, _ bar: Int, _ notation: Format) -> String {
    let numbers = matrix.rows.map { $0.map { Formula.constant($0).written(as: notation) } }
    switch notation {
    case .latex:
      let columns = String(repeating: "r", count: bar) + "|" + String(repeating: "r", count: matrix.columnCount - bar)
      let rows = numbers.map { $0.joined(separator: " & ") }.joined(separator: " \\\\ ")
      return "\\left(\\begin{array}{\(columns)} \(rows) \\end{array}\\right)"
    case .mathml:
      let rows = numbers.map { row in
        let cells = row.enumerated().map { place, number in
          let style = place == bar ? " style=\"border-left:1px solid;padding-left:0.6em\"" : ""
          return "<mtd\(style)>\(number.insideMathElement)</mtd>"
        }
        return "<mtr>\(cells.joined())</mtr>"
      }
      return "<mrow><mo>(</mo><mtable>\(rows.joined())</mtable><mo>)</mo></mrow>"
    case .unicode, .ascii, .python, .swift:
      let widths = (0..<matrix.columnCount).map { column in numbers.map { $0[column].count }.max() ?? 0 }
      return numbers.map { row in
        let cells = row.indices.map { String(repeating: " ", count: widths[$0] - row[$0].count) + row[$0] }
        return "[ " + cells[..<bar].joined(separator: "  ") + " | " + cells[bar...].joined(separator: "  ") + " ]"
      }.joined(separator: "\n")
    }
  }
}

/// MathML as text.
enum MathML {
  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing(
      "\"", with: "&quot;")
  }
}

/// A line of mathematics in Unicode, as worked numbers stand in it, taken apart so that LaTeX and MathML can be written
/// from it: `∂L/∂w¹₂₁ = x₂ δ¹₁ = 3·18 = 54`.
package struct UnicodeLine {
  /// A name, number or sign with what is raised and lowered at it.
  package struct Atom: Equatable {
    package enum Kind: Equatable { case name, number, sign, space }
    var kind: Kind
    var text: String
    var above = ""
    var below = ""
  }

  package enum Piece: Equatable {
    case atom(Atom)
    /// `[18 6; 54 18]`
    case matrix([[String]])
  }

  private(set) var pieces: [Piece] = []

  package init(_ text: String) {
    var rest = Substring(text)
    while let first = rest.first {
      if let matrix = UnicodeLine.matrix(&rest) {
        pieces.append(.matrix(matrix))
      } else if let digit = UnicodeLine.raised[first] {
        attach { $0.above += String(digit) }
        rest.removeFirst()
      } else if let digit = UnicodeLine.lowered[first] {
        attach { $0.below += String(digit) }
        rest.removeFirst()
      } else if first.isASCII, first.isNumber {
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        pieces.append(.atom(Atom(kind: .number, text: String(number))))
        rest = rest.dropFirst(number.count)
      } else if first.isLetter, first != "∂" {
        let name = rest.prefix {
          $0.isLetter && $0 != "∂" && UnicodeLine.lowered[$0] == nil && UnicodeLine.raised[$0] == nil
        }
        pieces.append(.atom(Atom(kind: .name, text: String(name))))
        rest = rest.dropFirst(name.count)
      } else {
        pieces.append(.atom(Atom(kind: first == " " ? .space : .sign, text: String(first))))
        rest.removeFirst()
      }
    }
  }

  private mutating func attach(_ change: (inout Atom) -> Void) {
    // A raised sign at the start of a text belongs to what stands before the text.
    if pieces.isEmpty { pieces.append(.atom(Atom(kind: .name, text: ""))) }
    guard case .atom(var atom)? = pieces.last, atom.kind != .space else { return }
    change(&atom)
    pieces[pieces.count - 1] = .atom(atom)
  }

  /// A matrix of numbers in brackets at the start of the text.
  private static func matrix(_ text: inout Substring) -> [[String]]? {
    guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
    let inside = text[text.index(after: text.startIndex)..<end]
    guard inside.allSatisfy({ $0.isNumber || " .;−/e".contains($0) }), inside.contains(where: \.isNumber) else {
      return nil
    }
    text = text[text.index(after: end)...]
    return inside.split(separator: ";").map { $0.split(separator: " ").map(String.init) }
  }

  /// Whether the character is raised or lowered.
  package static func isScript(_ character: Character) -> Bool { raised[character] != nil || lowered[character] != nil }

  private static let raised: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀᵏ", "0123456789-Tk"))
  private static let lowered: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip("₀₁₂₃₄₅₆₇₈₉ᵢⱼₖₙ", "0123456789ijkn"))
}

extension UnicodeLine {
  package var latex: String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .matrix(let rows):
        let lines = rows.map { $0.map(UnicodeLine.latexNumber).joined(separator: " & ") }
        text += "\\begin{pmatrix} \(lines.joined(separator: " \\\\ ")) \\end{pmatrix}"
      case .atom(let atom):
        var part = UnicodeLine.latexSigns[atom.text] ?? atom.text
        if atom.kind == .name, atom.text.count > 1, UnicodeLine.latexSigns[atom.text] == nil {
          // df and dx are differentials, and no names of two letters.
          let isDifferential = atom.text.count == 2 && atom.text.first == "d"
          part = isDifferential ? "\\mathrm{d}\(atom.text.dropFirst())" : "\\operatorname{\(atom.text)}"
        }
        if !atom.above.isEmpty { part += "^{\(atom.above == "T" ? "\\top" : atom.above)}" }
        if !atom.below.isEmpty { part += "_{\(atom.below)}" }
        text += part
      }
    }
    return text
  }

  private static func latexNumber(_ text: String) -> String { text.replacing("−", with: "-") }

  private static let latexSigns = [
    "−": "-", "·": " \\cdot ", "∂": "\\partial ", "δ": "\\delta", "Σ": "\\sum", "σ": "\\sigma", "ŷ": "\\hat{y}",
    "½": "\\tfrac{1}{2}", "′": "'", "∇": "\\nabla ", "λ": "\\lambda", "θ": "\\theta", "η": "\\eta", "≈": "\\approx ",
    "←": " \\leftarrow ", "→": " \\to ", "↔": " \\leftrightarrow ", "exp": "\\exp", "log": "\\log", "tanh": "\\tanh",
    "det": "\\det ", "≠": " \\neq ", "ℝ": "\\mathbb{R}", "√": "\\surd ", "×": " \\times ", "≤": " \\leq ",
    "≥": " \\geq ", "sin": "\\sin ", "cos": "\\cos ",
    "tan": "\\tan ", "α": "\\alpha", "β": "\\beta", "γ": "\\gamma", "ε": "\\varepsilon", "κ": "\\kappa", "μ": "\\mu",
    "π": "\\pi", "ρ": "\\rho", "τ": "\\tau", "φ": "\\varphi", "ψ": "\\psi", "ω": "\\omega", "⊙": " \\odot ", "‖": "\\|",
    "∞": "\\infty", "–": "\\text{--}", "⊘": " \\oslash ", "𝟏": "\\mathbf{1}", "𝟎": "\\mathbf{0}",
  ]

  /// What stands inside the element `math`.
  package var mathML: String {
    var text = ""
    for (place, piece) in pieces.enumerated() {
      switch piece {
      case .matrix(let rows):
        let lines = rows.map { "<mtr>" + $0.map { "<mtd><mn>\($0)</mn></mtd>" }.joined() + "</mtr>" }
        text += "<mrow><mo>(</mo><mtable>\(lines.joined())</mtable><mo>)</mo></mrow>"
      case .atom(let atom):
        let inner = UnicodeLine.mathMLSigns[atom.text] ?? MathML.escaped(atom.text)
        let base: String
        switch atom.kind {
        case .name: base = inner.hasPrefix("<") ? inner : "<mi>\(inner)</mi>"
        case .number: base = "<mn>\(inner)</mn>"
        case .sign where inner.hasPrefix("<"): base = inner
        case .sign: base = "<mo\(attributes(of: atom.text, at: place))>\(inner)</mo>"
        case .space:
          // Signs bring their own space.
          if !isSign(place - 1), !isSign(place + 1) { text += "<mspace width=\"0.2em\"/>" }
          continue
        }
        let above = UnicodeLine.script(atom.above)
        let below = UnicodeLine.script(atom.below)
        switch (atom.above.isEmpty, atom.below.isEmpty) {
        case (true, true): text += base
        case (false, true): text += "<msup>\(base)\(above)</msup>"
        case (true, false): text += "<msub>\(base)\(below)</msub>"
        case (false, false): text += "<msubsup>\(base)\(below)\(above)</msubsup>"
        }
      }
    }
    return "<mrow>\(text)</mrow>"
  }

  private static func script(_ text: String) -> String {
    switch text {
    case "T": "<mo>⊤</mo>"
    case _ where text.contains(where: \.isLetter): "<mi>\(text)</mi>"
    case _ where text.hasPrefix("-"): "<mrow><mo>−</mo><mn>\(text.dropFirst())</mn></mrow>"
    default: "<mn>\(text)</mn>"
    }
  }

  /// Elements for what is no plain name or sign.
  private static let mathMLSigns = [
    "½": "<mfrac><mn>1</mn><mn>2</mn></mfrac>", "Σ": "<mo largeop=\"false\">∑</mo>",
    "ŷ": "<mover accent=\"true\"><mi>y</mi><mo>^</mo></mover>",
  ]

  private func isSign(_ place: Int) -> Bool {
    guard pieces.indices.contains(place), case .atom(let atom) = pieces[place] else { return true }
    return atom.kind == .sign
  }

  /// Brackets that stay as high as the text, a minus that belongs to its number, a slash without spaces.
  private func attributes(of sign: String, at place: Int) -> String {
    switch sign {
    case "(": return " form=\"prefix\" stretchy=\"false\""
    case ")": return " form=\"postfix\" stretchy=\"false\""
    case "/": return " lspace=\"0\" rspace=\"0\""
    case "−", "√", "∂", "∇":
      let before = pieces[..<place].last { if case .atom(let atom) = $0 { atom.kind != .space } else { true } }
      guard case .atom(let atom)? = before else { return before == nil ? " form=\"prefix\"" : "" }
      return atom.kind == .sign && atom.text != ")" ? " form=\"prefix\"" : ""
    default: return ""
    }
  }
}

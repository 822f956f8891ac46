package import GradusExpression

/// Words and mathematics in turn, as they stand on a page.
package typealias Passage = [PassagePart]

/// A part of a sentence.
package enum PassagePart: Hashable, Sendable {
  case words(String)
  case mathematics(Mathematics)

  /// A formula in a sentence.
  package static func formula(_ formula: Formula) -> PassagePart { .mathematics(.formula(formula)) }
}

extension Passage {
  /// The words of a step as they stand on the page.
  package init(_ words: Words) {
    self = words.parts.compactMap { part in
      switch part {
      case .text(let text):
        let trimmed = text.trimmingSpaces
        return trimmed.isEmpty ? nil : .words(trimmed)
      case .formula(let formula): return .formula(formula)
      }
    }
  }

  /// The parts in a row, with a space between them but none before a sign that ends a sentence.
  package func joined(_ mathematics: (Mathematics) -> String, words: (String) -> String = { $0 }) -> String {
    var text = ""
    for part in self {
      let piece: String
      var joins = false
      switch part {
      case .words(let plain):
        piece = words(plain)
        joins = plain.first.map { ".,:;?!".contains($0) } ?? true
      case .mathematics(let inner): piece = mathematics(inner)
      }
      text += (text.isEmpty || joins ? "" : " ") + piece
    }
    return text
  }

  /// The passage in a notation; formulas in MathML are elements `math`.
  package func written(as notation: Notation) -> String {
    joined { mathematics in
      let text = mathematics.written(as: notation)
      return notation == .mathml
        ? "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mrow>\(text)</mrow></math>" : text
    }
  }

  /// The passage as a line of its own: in LaTeX, where it begins with mathematics, all of it is.
  func line(as notation: Notation) -> String {
    guard notation == .latex, count > 1, case .mathematics? = first else { return written(as: notation) }
    var space = "\\quad"
    func inText(_ words: String) -> String {
      defer { space = "\\text{ }" }
      return (words.first.map { ".,:;".contains($0) } == true ? "" : space) + "\\text{\(words) }"
    }
    return joined({ $0.written(as: .latex) }, words: inText)
  }

  /// The passage as a sentence of its own: with a capital at its start, where that is a word, and a full stop at its end.
  package var asSentence: Passage {
    var passage = self
    if case .words(let words)? = passage.first {
      passage[0] = .words(words.prefix(1).uppercased() + words.dropFirst())
    }
    if case .words(let words)? = passage.last, let sign = words.last, ".:!?".contains(sign) { return passage }
    if case .words(let words)? = passage.last {
      passage[passage.count - 1] = .words(words + ".")
      return passage
    }
    return passage + [.words(".")]
  }
}

extension String {
  fileprivate var trimmingSpaces: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}

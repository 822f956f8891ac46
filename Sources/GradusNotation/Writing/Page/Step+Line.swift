public import GradusExpression

extension Step {
  /// The two sides as one line: `∂/∂w (X w − y) = X`, `d(X w) = X dw`, `(x²)′ = 2 x`, `u = x²`. Of MathML what stands inside
  /// the element `math`.
  public func line(as format: Notation, keepingSumsOf original: Formula? = nil) -> String {
    let spelling = Spelling(format: format, original: original)
    let right = spelling.formula(after)
    switch relation {
    case .becomes: return spelling.related([spelling.formula(before), right], by: "→")
    case .definition, .equality: return spelling.related([spelling.formula(before), right], by: "=")
    case .statement, .claim: return right
    case .gradient: return spelling.related([spelling.letter(format == .latex ? "\\nabla" : "∇"), right], by: "=")
    case .derivative(_, let variable):
      return spelling.related(
        [spelling.slope(nil, variable) + spelling.operand(before, isSpaced: true), right], by: "=")
    case .prime: return spelling.related([spelling.primed(before), right], by: "=")
    case .differential:
      return spelling.related([spelling.letter("d") + spelling.operand(before, isSpaced: false), right], by: "=")
    case .chain(let whole, let part, let variable):
      return spelling.related([spelling.chained(whole, part, variable), right], by: "=")
    case .total(let whole, let variable):
      let sides = before == after ? [right] : [spelling.formula(before), right]
      return spelling.related([spelling.slope(whole, variable)] + sides, by: "=")
    }
  }
}

/// The signs around the formulas of a line, in one format.
private struct Spelling {
  let format: Notation
  /// Whose sums keep together.
  let original: Formula?

  func formula(_ formula: Formula) -> String {
    let text = formula.written(as: format, keepingSumsOf: original)
    // In a row of its own a minus at the start is a sign and no operation.
    return format == .mathml ? "<mrow>\(text.insideMathElement)</mrow>" : text
  }

  func letter(_ letter: String) -> String { format == .mathml ? "<mi>\(letter)</mi>" : letter }

  func related(_ sides: [String], by sign: String) -> String {
    switch (format, sign) {
    case (.mathml, _): sides.joined(separator: "<mo>\(sign)</mo>")
    case (.latex, "→"): sides.joined(separator: " \\;\\to\\; ")
    case (.ascii, "→"), (.python, "→"), (.swift, "→"): sides.joined(separator: "  ->  ")
    case (_, "→"): sides.joined(separator: "  →  ")
    default: sides.joined(separator: " \(sign) ")
    }
  }

  /// A product of slopes.
  var dot: String {
    switch format {
    case .mathml: "<mo>·</mo>"
    case .latex: " \\cdot "
    case .unicode: " · "
    case .ascii, .python, .swift: " * "
    }
  }

  /// ∂f/∂u · ∂u/∂x. Gradients are columns: of a number f and a vector u it is (∂u/∂x)ᵀ ∂f/∂u, whose factors stand as matrices do.
  func chained(_ whole: Formula, _ part: Formula, _ variable: Formula) -> String {
    let (outer, inner) = (slope(whole, part), slope(part, variable))
    guard whole.isScalar, part.rank == 1, variable.rank < 2 else { return outer + dot + inner }
    switch format {
    case .mathml: return "<msup><mrow><mo>(</mo>\(inner)<mo>)</mo></mrow><mo>⊤</mo></msup>" + outer
    case .latex: return "\\left(\(inner)\\right)^\\top \(outer)"
    case .unicode: return "(\(inner))ᵀ \(outer)"
    case .ascii, .python, .swift: return "(\(inner))' * \(outer)"
    }
  }

  /// ∂f/∂x; without an f the operator.
  func slope(_ top: Formula?, _ bottom: Formula) -> String {
    let upper = top.map { (format == .latex ? " " : "") + $0.written(as: format) } ?? ""
    let lower = bottom.written(as: format)
    switch format {
    case .mathml:
      let over = top.map { formula($0) } ?? ""
      return "<mfrac><mrow><mo>∂</mo>\(over)</mrow><mrow><mo>∂</mo>\(formula(bottom))</mrow></mfrac>"
    case .latex: return "\\frac{\\partial\(upper)}{\\partial \(lower)}"
    case .unicode: return "∂\(upper)/∂\(lower)"
    case .ascii, .python, .swift: return "d\(upper)/d\(lower)"
    }
  }

  /// What an operator acts on: a function's call as it is, anything else in brackets.
  func operand(_ formula: Formula, isSpaced: Bool) -> String {
    let text = self.formula(formula)
    let space = format == .mathml ? "" : " "
    if case .map = formula.node, text.hasSuffix(")") || format == .mathml { return space + text }
    return (isSpaced ? space : "") + bracketed(text)
  }

  func primed(_ formula: Formula) -> String {
    let text = bracketed(self.formula(formula))
    return switch format {
    case .mathml: "<msup><mrow>\(text)</mrow><mo>′</mo></msup>"
    case .unicode: text + "′"
    case .latex, .ascii, .python, .swift: text + "'"
    }
  }

  private func bracketed(_ text: String) -> String {
    switch format {
    case .mathml: "<mo>(</mo>\(text)<mo>)</mo>"
    case .latex: "\\left(\(text)\\right)"
    case .unicode, .ascii, .python, .swift: "(\(text))"
    }
  }
}

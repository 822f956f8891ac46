import GradusExpression

/// Left sides that only say what the formula is called: `L(\theta; X) =`, `\log p(y | X, \theta) =`, `\nabla f =`,
/// `\frac{\partial L}{\partial w} =`.
extension StatementReader {
  /// Cuts the label off where the left side of the sign is one.
  func passLabel(_ piece: inout Piece) {
    guard let sign = piece.sign, piece.tokens[sign].kind == .equals || piece.tokens[sign].kind == .defines,
      isLabel(Array(piece.tokens[..<sign].filter { $0.kind != .ampersand }))
    else { return }
    piece.tokens.removeFirst(sign + 1)
    piece.sign = StatementReader.sign(in: piece.tokens)
  }

  private func isLabel(_ tokens: [Token]) -> Bool {
    var rest = tokens[...]
    if rest.first?.kind == .minus { rest = rest.dropFirst() }
    if rest.first?.kind == .fraction || rest.first?.kind == .partial { return isDerivative(rest) }
    if rest.first?.kind == .nabla {
      rest = rest.dropFirst()
      dropScripts(&rest)
    } else if case .name(let word)? = rest.first?.kind, ["log", "ln"].contains(word) {
      rest = rest.dropFirst()
    }
    // A name with primes, stars and indices in brackets above it; a power makes an equation.
    guard case .name? = rest.first?.kind else { return false }
    rest = rest.dropFirst()
    while let kind = rest.first?.kind {
      if kind == .prime {
        rest = rest.dropFirst()
      } else if kind == .caret || kind == .underscore {
        guard let next = rest.dropFirst().first, !next.isNumber else { return false }
        dropScripts(&rest)
      } else {
        break
      }
    }
    return rest.isEmpty || isListOfNames(rest)
  }

  /// `\frac{\partial L}{\partial w}`, `∂L/∂w`: nothing but differentials and names.
  private func isDerivative(_ tokens: ArraySlice<Token>) -> Bool {
    tokens.contains { token in
      if case .name(let name) = token.kind {
        token.kind == .partial || name.hasPrefix("d")
      } else {
        token.kind == .partial
      }
    }
      && tokens.allSatisfy { token in
        switch token.kind {
        case .fraction, .partial, .name, .open, .close, .slash, .prime, .caret, .comma, .superscript: true
        case .number(let value): value.isInteger
        default: false
        }
      }
  }

  private func dropScripts(_ rest: inout ArraySlice<Token>) {
    while let kind = rest.first?.kind {
      if case .superscript = kind {
        rest = rest.dropFirst()
      } else if case .subscripted = kind {
        rest = rest.dropFirst()
      } else if kind == .caret || kind == .underscore {
        rest = rest.dropFirst()
        if rest.first?.kind == .open(.brace), let end = rest.firstIndex(where: { $0.kind == .close(.brace) }) {
          rest = rest[(end + 1)...]
        } else {
          rest = rest.dropFirst()
        }
      } else {
        return
      }
    }
  }

  /// One bracket to the end that holds names and what separates them: `(y | X, \theta)`, `(q || p)`.
  private func isListOfNames(_ tokens: ArraySlice<Token>) -> Bool {
    guard case .open(let bracket)? = tokens.first?.kind, tokens.last?.kind == .close(bracket) else { return false }
    var follows = false
    for token in tokens.dropFirst().dropLast() {
      switch token.kind {
      case .name, .filled:
        if follows { return false }
        follows = true
      case .comma, .semicolon, .bar, .doubleBar, .colon: follows = false
      case .superscript, .subscripted, .prime, .caret, .underscore, .number, .open(.brace), .close(.brace): continue
      default: return false
      }
    }
    return true
  }
}

extension Token {
  fileprivate var isNumber: Bool { if case .number = kind { true } else { false } }
}

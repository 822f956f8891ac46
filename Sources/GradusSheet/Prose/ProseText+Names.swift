// Names that a sentence gives to what it shows: `Let A be the matrix [1 2; 3 4]`.
extension ProseText {
  /// The sentence with each such name and its value as one equation.
  var withNamedValues: ProseText {
    var result = self
    var place = 0
    while place < result.pieces.count {
      if let (equation, end) = result.namedValue(at: place) {
        let placed = result.pieces[place]
        result.pieces.replaceSubrange(
          place..<end,
          with: [
            Placed(piece: .formula(equation, isDisplayed: false), line: placed.line, followsSpace: placed.followsSpace)
          ])
      }
      place += 1
    }
    return result
  }

  private static let articles: Set<String> = ["the", "a", "an", "this"]
  private static let kinds: Set<String> = [
    "matrix", "vector", "number", "function", "point", "scalar", "value", "row", "column", "symmetric", "diagonal",
    "square", "following", "real", "constant", "map", "loss", "weight",
  ]

  /// `A be the matrix M`, from the name on.
  private func namedValue(at place: Int) -> (LatexTokens, end: Int)? {
    guard case .formula(let name, _) = pieces[place].piece, SymbolNames.parts(name.tokens) != nil,
      place + 2 < pieces.count, case .word(let verb) = pieces[place + 1].piece,
      ["be", "denote", "denotes", "equal", "equals"].contains(verb.lowercased())
    else { return nil }
    var end = place + 2
    while end < pieces.count {
      switch pieces[end].piece {
      case .word(let word) where Self.articles.contains(word.lowercased()) || Self.kinds.contains(word.lowercased()):
        end += 1
      case .mark(":"): end += 1
      case .formula(let value, _):
        guard let equation = ProseText.equation(name, value) else { return nil }
        return (equation, end + 1)
      default: return nil
      }
    }
    return nil
  }

  private static func equation(_ name: LatexTokens, _ value: LatexTokens) -> LatexTokens? {
    // `f be the function x ↦ x²`
    let sides = value.split(at: ["\\mapsto", "↦"])
    if sides.count == 2, SymbolNames.parts(sides[0].tokens) != nil || sides[0].tokens.first == "(" {
      let argument = sides[0].tokens.first == "(" ? sides[0].tokens : ["("] + sides[0].tokens + [")"]
      return LatexTokens(name.tokens + argument + ["="] + sides[1].tokens)
    }
    guard value.isNumeric || value.cells != nil, !value.tokens.contains("=") else { return nil }
    // `A be an n × n matrix` tells a size.
    guard !value.tokens.contains("\\times") else { return nil }
    return LatexTokens(name.tokens + ["="] + value.tokens)
  }
}

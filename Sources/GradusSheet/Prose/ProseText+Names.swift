// Names that a sentence gives to what it shows: `Let A be the matrix [1 2; 3 4]`.
extension ProseText {
  /// The sentence with each such name and its value as one equation.
  var withNamedValues: ProseText {
    var result = self
    var place = 0
    while place < result.pieces.count {
      if let (told, end) = result.toldShape(at: place) {
        result.pieces.replaceSubrange(place..<end, with: told)
      } else if let (equation, end) = result.namedValue(at: place) {
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

  // MARK: Shapes in words

  private static let adjectives: Set<String> = [
    "symmetric", "positive", "definite", "semidefinite", "diagonal", "orthogonal", "invertible", "real", "square",
    "nonsingular", "given", "data", "design", "weight", "random", "constant", "fixed", "column", "arbitrary",
  ]

  /// `X be an $n \times d$ matrix` and `x a vector in $\mathbb{R}^2$`, from the name on, as memberships with what else is told of the name.
  private func toldShape(at place: Int) -> ([Placed], end: Int)? {
    guard case .formula(let name, _) = pieces[place].piece,
      name.split(at: [","]).allSatisfy({ SymbolNames.parts($0.tokens) != nil }), !name.tokens.contains("=")
    else { return nil }
    var end = place + 1
    var hasVerb = false
    if case .word(let verb)? = piece(end), ["be", "is", "denote", "denotes", "are"].contains(verb.lowercased()) {
      (hasVerb, end) = (true, end + 1)
    }
    guard case .word(let article)? = piece(end), Self.articles.contains(article.lowercased()) else { return nil }
    end += 1
    var adjectives: [Placed] = []
    var size: LatexTokens?
    while let next = piece(end) {
      switch next {
      case .word(let word) where Self.adjectives.contains(word.lowercased()):
        adjectives.append(pieces[end])
      case .formula(let told, _) where told.tokens.contains("\\times") && size == nil: size = told
      case .word(let word) where ["matrix", "matrices"].contains(word.lowercased()):
        guard let size else { return nil }
        return (membership(place, name, ["^", "{"] + size.tokens + ["}"], adjectives), end + 1)
      case .word(let word) where ["vector", "point", "vectors"].contains(word.lowercased()) && size == nil:
        guard case .word("in")? = piece(end + 1), case .formula(let set, _)? = piece(end + 2),
          set.tokens.first.map(LatexTokens.isReals) == true, set.tokens.count > 1, hasVerb || adjectives.isEmpty
        else { return nil }
        return (membership(place, name, Array(set.tokens.dropFirst()), adjectives), end + 3)
      default: return nil
      }
      end += 1
    }
    return nil
  }

  private func piece(_ place: Int) -> Piece? { place < pieces.count ? pieces[place].piece : nil }

  private func membership(_ place: Int, _ name: LatexTokens, _ power: [String], _ adjectives: [Placed]) -> [Placed] {
    let placed = pieces[place]
    let formula = LatexTokens(name.tokens + ["\\in", "\\mathbb{R}"] + power)
    let told = adjectives.filter {
      if case .word(let word) = $0.piece { GivenReader.isOfFact(word.lowercased()) } else { false }
    }
    let verb = Placed(piece: .word("be"), line: placed.line, followsSpace: true)
    return [Placed(piece: .formula(formula, isDisplayed: false), line: placed.line, followsSpace: placed.followsSpace)]
      + (told.isEmpty ? [] : [verb] + told)
  }
}

import GradusExpression

/// `\min_w f(w)` and `\argmin_{w,b} f`, before a whole formula: what is asked about is the objective f, which the reading says.
extension Parser {
  /// The objective behind the sign at the start of the formula; nil, without moving, where no such sign stands there.
  mutating func objective() throws(ReadingError) -> Syntax? {
    let before = self
    let start = current.range.lowerBound
    // In a program argmin is a function of an array.
    guard case .name(var word) = current.kind, !names.isKnown(word), text(current.range).hasPrefix("\\") else {
      return nil
    }
    advance()
    if word == "arg", case .name(let next) = current.kind {
      word += next
      advance()
    }
    var over: [String] = []
    for sign in ["argmin", "argmax", "min", "max", "minimize", "maximize"] where word.hasPrefix(sign + "_") {
      over = [String(word.dropFirst(sign.count + 1))]
      word = sign
    }
    let isSign = ["argmin", "argmax", "min", "max", "minimize", "maximize"].contains(word)
    if isSign, over.isEmpty { over = variablesBelow() }
    // `\max_i x_i` runs over an index.
    guard isSign, !over.isEmpty, !over.contains(where: isIndex) else {
      self = before
      return nil
    }
    let inner = try sum()
    return Syntax(.objective(over: over, inner), start..<previousEnd)
  }

  /// The names of the subscript at this place.
  private mutating func variablesBelow() -> [String] {
    if case .subscripted(let text) = current.kind {
      advance()
      return [text]
    }
    guard current.kind == .underscore else { return [] }
    advance()
    let isBraced = current.kind == .open(.brace)
    if isBraced { advance() }
    var names: [String] = []
    while case .name(let name) = current.kind {
      names.append(name)
      advance()
      guard isBraced else { break }
      // What stands behind ∈ is where the variable lies.
      if current.kind == .element {
        while current.kind != .close(.brace), current.kind != .comma, current.kind != .endOfText { advance() }
      }
      if current.kind == .comma { advance() }
    }
    if isBraced {
      guard current.kind == .close(.brace) else { return [] }
      advance()
    }
    return names
  }

  /// Whether the name is an index of something that follows.
  private func isIndex(_ letter: String) -> Bool {
    tokens[place...].contains { token in
      guard case .name(let name) = token.kind, let underscore = name.lastIndex(of: "_") else { return false }
      return name[name.index(after: underscore)...].contains(letter) && letter.count == 1
    }
  }
}

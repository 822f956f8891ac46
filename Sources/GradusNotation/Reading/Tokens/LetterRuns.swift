/// Takes runs of letters apart: `Ax` is A·x on a blackboard, and one name in a program.
///
/// A run stays whole where it is known. Otherwise it is a product where every letter of it is declared, in LaTeX, and
/// for up to three letters beside characters of mathematics (`xᵀAx`).
struct LetterRuns {
  let names: KnownNames
  let isLatex: Bool
  let isBeyondASCII: Bool

  func splitting(_ tokens: [Token]) -> [Token] {
    var result: [Token] = []
    result.reserveCapacity(tokens.count)
    for token in tokens {
      if let parts = parts(of: token) { result += parts } else { result.append(token) }
    }
    return result
  }

  private func parts(of token: Token) -> [Token]? {
    guard case .name(let name) = token.kind, !token.isWord, name.utf8.count == token.range.count,
      name.utf8.count <= 64, !names.isKnown(name), Function(spelling: name) == nil
    else { return nil }
    let characters = Array(name)
    var units: [Range<Int>] = []
    for (index, character) in characters.enumerated() {
      // A new unit starts at every letter that is no part of a subscript.
      let inSubscript = index > 0 && (characters[index - 1] == "_" || isSubscriptLetter(characters, index))
      if units.isEmpty || (character.isLetter && !inSubscript) {
        units.append(index..<index + 1)
      } else {
        units[units.count - 1] = units[units.count - 1].lowerBound..<index + 1
      }
    }
    guard units.count > 1, !MathCharacters.greekNames.contains(stem(characters)),
      !LetterRuns.words.contains(String(name.prefix { $0 != "_" }))
    else {
      return nil
    }
    let pieces = units.map { String(characters[$0]) }
    guard isLatex || pieces.allSatisfy(names.isVariable) || (isBeyondASCII && units.count <= 3) else { return nil }
    return zip(units, pieces).enumerated().map { position, unit in
      let start = token.range.lowerBound
      return Token(
        kind: .name(unit.1), range: start + unit.0.lowerBound..<start + unit.0.upperBound,
        followsSpace: position == 0 && token.followsSpace)
    }
  }

  /// Whether the letter at `index` continues a subscript: everything after an underscore does.
  private func isSubscriptLetter(_ characters: [Character], _ index: Int) -> Bool {
    characters[..<index].contains("_")
  }

  private func stem(_ characters: [Character]) -> String { String(characters.prefix { $0.isLetter }) }

  static let words: Set<String> = [
    "inf", "Inf", "pi", "in", "fro", "scalar", "argmin", "argmax", "Var", "Cov", "KL", "sech", "csch", "sinc", "erfc",
    "np", "jnp", "tf", "sp", "nn", "cp", "and", "or", "if", "otherwise", "else",
  ]
}

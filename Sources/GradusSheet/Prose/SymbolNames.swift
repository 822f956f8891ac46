import GradusNotation

/// Names that carry more than the reader takes for one, as `w_{11}^1`, `\theta^k` and `\nabla L_k`, with what the reader
/// reads in their place.
struct SymbolNames: Sendable {
  private var replacements: [(tokens: [String], text: String)] = []

  /// The longest come first, so that `w_{11}^1` is not taken for `w_{11}` to a power.
  mutating func insert(_ tokens: [String], as text: String) {
    replacements.removeAll { $0.tokens == tokens }
    replacements.append((tokens, text))
    replacements.sort { $0.tokens.count > $1.tokens.count }
  }

  func text(for tokens: [String]) -> String? { replacements.first { $0.tokens == tokens }?.text }

  /// The formula with every such name replaced, in the reader's spelling.
  func text(_ formula: LatexTokens) -> String {
    guard !replacements.isEmpty else { return formula.text }
    var result: [String] = []
    var place = 0
    let tokens = formula.tokens
    while place < tokens.count {
      if let found = replacements.first(where: { matches($0.tokens, tokens, at: place) }) {
        result.append(" \(found.text) ")
        place += found.tokens.count
      } else {
        result.append(tokens[place])
        place += 1
      }
    }
    return LatexTokens(result).text
  }

  /// Whether the name stands there and does not go on behind it.
  private func matches(_ name: [String], _ tokens: [String], at place: Int) -> Bool {
    guard place + name.count <= tokens.count, Array(tokens[place..<place + name.count]) == name else { return false }
    let next = place + name.count < tokens.count ? tokens[place + name.count] : ""
    return next != "_"
  }

  /// The part of a name before its scripts, what stands below and above; nil where the tokens are no name.
  static func parts(_ tokens: [String]) -> (base: String, below: [String]?, above: [String]?)? {
    guard let base = tokens.first, isBase(base) else { return nil }
    var (below, above): ([String]?, [String]?) = (nil, nil)
    var place = 1
    while place < tokens.count {
      let sign = tokens[place]
      guard sign == "_" || sign == "^", place + 1 < tokens.count else { return nil }
      var script = [tokens[place + 1]]
      place += 2
      if script == ["{"] {
        guard let close = tokens[place...].firstIndex(of: "}") else { return nil }
        script = Array(tokens[place..<close])
        place = close + 1
      }
      if sign == "_" {
        guard below == nil else { return nil }
        below = script
      } else {
        guard above == nil, !["\\top", "T", "\\intercal", "-"].contains(script.first ?? "") else { return nil }
        above = script
      }
    }
    // 𝒥_x and ℋ_x are operators; 𝒥 alone is as often a loss.
    if below != nil, base == "\\mathcal{J}" || base == "\\mathcal{H}" { return nil }
    return (base, below, above)
  }

  private static func isBase(_ token: String) -> Bool {
    if LatexTokens.isLetter(token) { return true }
    if [
      "\\mathbf", "\\boldsymbol", "\\bm", "\\hat", "\\bar", "\\tilde", "\\vec", "\\mathit", "\\mathcal", "\\mathscr",
      "\\mathfrak",
    ]
    .contains(where: token.hasPrefix) {
      return token.hasSuffix("}") || token.last?.isLetter == true
    }
    return token.first == "\\" && LatexSymbols.isLetter(String(token.dropFirst()))
  }

  /// A name that the reader takes for one: `theta_atk` for `\theta^k`, `W1` for `W^{(1)}`.
  static func plain(_ base: String, _ below: [String]?, _ above: [String]?) -> String {
    func letters(_ tokens: [String]) -> String {
      tokens.joined().filter { $0.isLetter || $0.isNumber }
    }
    let stem = letters([base.hasPrefix("\\") && base.contains("{") ? String(base.drop { $0 != "{" }) : base])
    let low = below.map { "_" + letters($0) } ?? ""
    guard let above else { return stem + low }
    let high = above == ["*"] || above == ["\\ast"] || above == ["\\star"] ? "star" : letters(above)
    return high.allSatisfy(\.isNumber) && below == nil
      ? stem + high : stem + low + (low.isEmpty ? "_" : "") + "at" + high
  }
}

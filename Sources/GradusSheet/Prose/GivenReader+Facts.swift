/// What a sentence tells of names besides their values: `with $\lambda > 0$`, `where $A$ is symmetric`, `a positive constant $c$`.
extension GivenReader {
  // MARK: Inequalities and sets

  private static let signs: Set<String> = [
    "<", ">", "\\le", "\\leq", "\\leqslant", "\\ge", "\\geq", "\\geqslant", "\\succ", "\\succeq", "\\succcurlyeq",
    "\\prec",
    "\\preceq", "\\preccurlyeq", "\\ne", "\\neq", "≤", "≥", "≻", "⪰", "≠", "\\lt", "\\gt",
  ]

  static func isInequality(_ formula: LatexTokens) -> Bool {
    !formula.tokens.contains("=") && formula.tokens.contains(where: signs.contains)
  }

  /// `\lambda > 0`, `p \in (0, 1)`, `y_i \in \{-1, 1\}` as a declaration; nil where the reader takes it for none.
  func condition(_ formula: LatexTokens) -> String? {
    // `x_i > 0 \; \forall i`
    var tokens = formula.tokens.prefix { $0 != "\\forall" && $0 != "\\text{for all}" }[...]
    while let last = tokens.last, [",", "\\quad", "\\qquad"].contains(last) { tokens = tokens.dropLast() }
    let told = LatexTokens(Array(tokens))
    guard told.tokens.contains("\\in") || Self.isInequality(told), !told.isAboutIndices else { return nil }
    let text = scope.names.text(told)
    return StatementParser.isDeclaration(text) ? text : nil
  }

  // MARK: Words

  /// What a word, or two of them, tell of a name.
  private static let factWords: [(words: [String], fact: String)] = [
    (["symmetric", "positive", "definite"], "symmetric positive definite"),
    (["positive", "definite"], "positive definite"), (["positive-definite"], "positive definite"),
    (["positive", "semidefinite"], "positive semidefinite"), (["positive-semidefinite"], "positive semidefinite"),
    (["positive", "semi-definite"], "positive semidefinite"), (["spd"], "positive definite"),
    (["psd"], "positive semidefinite"), (["symmetric"], "symmetric"), (["diagonal"], "diagonal"),
    (["orthogonal"], "orthogonal"), (["orthonormal"], "orthogonal"), (["invertible"], "invertible"),
    (["nonsingular"], "invertible"), (["non-singular"], "invertible"), (["positive"], "positive"),
    (["nonnegative"], "nonnegative"), (["non-negative"], "nonnegative"), (["one-hot"], "zero-one sums to one"),
    (["binary"], "zero-one"),
  ]

  /// What is said of matrices and numbers and has no fact.
  private static let unusedWords: Set<String> = [
    "triangular", "upper-triangular", "lower-triangular", "singular", "unit", "nonzero", "non-zero", "negative",
    "stochastic",
    "normalised", "normalized", "sparse", "low-rank", "skew-symmetric", "antisymmetric", "idempotent",
  ]

  /// Words that may stand between what is told and the name.
  private static let betweenWords: Set<String> = [
    "and", "matrix", "matrices", "vector", "vectors", "constant", "constants", "scalar", "scalars", "number", "numbers",
    "parameter", "parameters", "real", "square", "weight", "weights", "entries", "given", "fixed", "known", "full-rank",
    "covariance", "entrywise", "elementwise", "elements", "components", "regularisation", "regularization",
    "coefficient", "variable", "variables", "integer",
    "integers", "hyperparameter", "strictly", "some", "dense",
  ]

  /// The facts that words tell, and those words that tell what no fact does.
  private static func facts(_ words: [String]) -> (facts: [String], unused: [String]) {
    var (facts, unused): ([String], [String]) = ([], [])
    var rest = words[...]
    while let word = rest.first {
      if let found = factWords.first(where: { rest.starts(with: $0.words) }) {
        // Of a diagonal matrix it is the diagonal that is positive.
        facts.append(found.fact == "positive" && facts.contains("diagonal") ? "positive definite" : found.fact)
        rest = rest.dropFirst(found.words.count)
      } else {
        if unusedWords.contains(word) { unused.append(word) }
        rest = rest.dropFirst()
      }
    }
    return (facts, unused)
  }

  /// The words and marks between the formula at a place and the one before or behind it, in their order.
  private func words(_ pieces: ArraySlice<ProseText.Placed>) -> [String] {
    pieces.map { placed in
      switch placed.piece {
      case .word(let word): word.lowercased()
      case .mark(let mark): String(mark)
      case .formula: "$"
      }
    }
  }

  /// What stands behind a formula and speaks of it: `$A$ symmetric`, `$A$ is positive definite`, `$a$ and $b$ are positive`.
  func told(behind index: Int, _ sentence: ProseText) -> (facts: [String], unused: [String]) {
    let all = words(sentence.pieces[(index + 1)...])
    // `$A$ and $B$ are symmetric`, `$A$, $B$ symmetric` speak of both.
    var rest = all[...]
    while rest.count > 1, ["and", ","].contains(rest[rest.startIndex]), rest[rest.startIndex + 1] == "$" {
      rest = rest.dropFirst(2)
    }
    var clause = Array(rest.prefix { $0 != "$" && !["(", ")", ":", ";"].contains($0) })
    if let next = clause.firstIndex(of: ",") {
      // `$A \in ℝ^{n×n}$, symmetric`: one that follows at once.
      clause = next == 0 ? Array(clause.dropFirst()) : Array(clause[..<next])
    }
    guard !clause.contains("not"), !clause.contains("necessarily") else { return ([], []) }
    // What leads to the next formula belongs to that: `$x$ and a positive constant $c$`.
    if rest.count > clause.count, rest.dropFirst(clause.count).first == "$" {
      let own = GivenReader.startOfPhrase(clause)
      clause = Array(clause[..<own])
    }
    let verbs: Set<String> = [
      "is", "are", "be", "being", "which", "that", "a", "an", "both", "all", "also", "assumed", "to",
    ]
    guard let first = clause.first(where: { !verbs.contains($0) }) else { return ([], []) }
    // Something else is said first, as in `$f$ has a positive definite Hessian`.
    let begins =
      GivenReader.factWords.contains { $0.words[0] == first } || GivenReader.unusedWords.contains(first)
      || GivenReader.betweenWords.contains(first)
    guard begins else { return ([], []) }
    let entries = clause.indices.first { place in
      clause[place] == "with" && place + 2 < clause.count
        && ["positive", "nonnegative", "non-negative"].contains(clause[place + 1])
        && ["entries", "elements", "diagonal", "components"].contains(clause[place + 2])
    }
    if let entries { clause.remove(at: entries) }
    return GivenReader.facts(
      Array(
        clause.prefix { !["if", "when", "for", "where", "because", "since", "with", "in", "on", "at"].contains($0) }))
  }

  /// What stands before a formula and speaks of it: `a symmetric matrix $A$`, `for positive $c$`.
  func told(before index: Int, _ sentence: ProseText) -> (facts: [String], unused: [String]) {
    let all = words(sentence.pieces[..<index])
    let clause = Array(all[(all.lastIndex { ["$", ",", "(", ".", ":", ";"].contains($0) }.map { $0 + 1 } ?? 0)...])
    let start = GivenReader.startOfPhrase(clause)
    guard !clause.contains("not") else { return ([], []) }
    return GivenReader.facts(Array(clause[start...]))
  }

  /// Where the adjectives and nouns begin that stand right before a formula.
  private static func startOfPhrase(_ words: [String]) -> Int {
    // `$c$ be a positive constant and $g$`
    if words.last == "and" || words.last == "with" { return words.count }
    var start = words.count
    while start > 0 {
      let word = words[start - 1]
      let isFact = factWords.contains { $0.words.contains(word) } || unusedWords.contains(word)
      guard isFact || betweenWords.contains(word) else { break }
      start -= 1
    }
    while start < words.count, words[start] == "and" { start += 1 }
    // The words of a verb are not those of the name behind them.
    let before = words[..<start].last { !["a", "an", "the", "both"].contains($0) }
    return ["is", "are", "be", "being"].contains(before ?? "") ? words.count : start
  }
}

extension LatexTokens {
  /// `k = 1, \dots, K`: which values an index takes.
  var isRange: Bool {
    let sides = split(at: ["=", "\\in"])
    return sides.count == 2 && SymbolNames.parts(sides[0].tokens) != nil
      && sides[1].tokens.contains(where: LatexTokens.isDots) && sides[1].split(at: [","]).count > 1
      && !sides[1].tokens.contains { ["+", "_"].contains($0) }
  }

  /// `j = k`, `j \ne k`.
  var relatesIndices: Bool {
    tokens.count == 3 && LatexTokens.isLetter(tokens[0]) && LatexTokens.isLetter(tokens[2])
      && ["=", "\\ne", "\\neq", "≠"].contains(tokens[1])
  }

  /// `1 \le i \le n`, `i \ne j`: where an index runs, and nothing of a quantity.
  var isAboutIndices: Bool {
    let names = tokens.filter { LatexTokens.isLetter($0) }
    return !names.isEmpty && tokens.contains { ["i", "j", "k", "l"].contains($0) }
      && tokens.allSatisfy {
        !$0.hasPrefix("\\") || GivenReader.isSign($0) || $0 == "\\ldots" || $0 == "\\dots" || $0 == "\\in"
          || $0 == "\\{" || $0 == "\\}"
      }
      && !tokens.contains("_") && !tokens.contains("^")
  }
}

extension GivenReader {
  static func tellsFact(_ word: String) -> Bool { factWords.contains { $0.words[0] == word } }
  /// Whether a word is one of those that tell a fact: `definite` of `positive definite`.
  static func isOfFact(_ word: String) -> Bool { factWords.contains { $0.words.contains(word) } }
  static func isSign(_ token: String) -> Bool { signs.contains(token) }
}

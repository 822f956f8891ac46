// What a question speaks of without naming it: `Find its gradient`, `Is it convex?`, `Find the minimum.`
extension QuestionReader {
  /// Names what pronouns and nouns with their article point at, and what a quantity is of where nothing is said.
  ///
  /// - Parameter opensCases: whether what follows may be what is asked about, one after the other.
  /// - Returns: why it is not read, where it is not told what is meant.
  func nameReferents(_ instruction: inout Instruction, opensCases: Bool) -> Reading? {
    nameSolution(&instruction)
    guard let kind = ReferentKind(instruction.words) else {
      return instruction.place(of: "is it") == nil ? nil : .unread(Self.notTold("it"))
    }
    for phrase in ["it", "its"] + kind.nouns.flatMap({ ["this \($0)", "that \($0)", "the \($0)", "the given \($0)"] }) {
      while let range = instruction.place(of: phrase) {
        let after = range.upperBound < instruction.words.count ? instruction.words[range.upperBound] : ""
        // `the function f` names it, and `it is given that …` names nothing.
        if Instruction.isFormula(after) || phrase == "it" && Self.isEmptySubject(after, instruction, range.lowerBound) {
          break
        }
        let written = kind == .matrix ? scope.matrixWritten?.text : nil
        guard let name = written ?? scope.sole(kind) else { return .unread(Self.notTold(phrase)) }
        if phrase == "its" {
          instruction.words[range.lowerBound] = "the"
          instruction.insert(name, at: instruction.endOfNoun(range.upperBound))
        } else {
          instruction.words.replaceSubrange(range, with: [instruction.append(LatexTokens([name]))])
        }
      }
    }
    if !opensCases, let place = instruction.bareQuantity(kind, isNew: { scope.isNew($0) }), let name = scope.sole(kind)
    {
      if place + 1 == instruction.words.count, Instruction.isFormula(instruction.words[place]) {
        instruction.words.removeLast()
      }
      instruction.insert(name, at: place)
    }
    return nil
  }

  /// `Derive the solution`, `Solve the problem`: of the problem that was told.
  private func nameSolution(_ instruction: inout Instruction) {
    guard !instruction.words.contains(where: Instruction.isFormula) else { return }
    let isClosed = instruction.words.contains {
      ["closed-form", "closed", "analytic", "analytical"].contains($0.lowercased())
    }
    guard let problem = scope.problem ?? (isClosed ? scope.sole(.function).map { ($0, false) } : nil) else { return }
    let words = instruction.words.map { $0.lowercased() }
    let plain = words.filter {
      ![
        "the", "a", "an", "this", "of", "to", "for", "closed-form", "analytical", "analytic", "optimal", "explicit",
        "exact", "unique", "least-squares", "least", "squares", "optimisation", "optimization", "minimisation",
        "minimization", "in", "closed", "form",
        "analytically",
      ].contains($0)
    }
    let asks = ["find", "derive", "compute", "determine", "give", "obtain", "state", "calculate"]
    let isSolution =
      plain.count >= 2 && asks.contains(plain[0])
      && ["solution", "optimum", "minimiser", "minimizer", "maximiser", "maximizer"].contains(plain[1])
      && plain.dropFirst(2).allSatisfy { $0 == "problem" }
    guard isSolution || plain == ["solve", "problem"] || plain == ["solve", "it"] else { return }
    instruction.words = [problem.isLargest ? "maximise" : "minimise", instruction.append(LatexTokens([problem.name]))]
  }

  private static func notTold(_ phrase: String) -> String {
    "it is not told what “\(phrase)” stands for: name it, as in gradient of f"
  }

  /// `It is known that …`, `whether it is possible to …`
  private static func isEmptySubject(_ after: String, _ instruction: Instruction, _ place: Int) -> Bool {
    guard ["is", "follows", "holds"].contains(after.lowercased()), place + 2 < instruction.words.count else {
      return false
    }
    return ["known", "given", "possible", "clear", "that", "true"].contains(instruction.words[place + 2].lowercased())
  }
}

/// What a quantity is a quantity of.
enum ReferentKind {
  case function, matrix

  var nouns: [String] {
    switch self {
    case .function:
      [
        "function", "objective function", "objective", "loss function", "loss", "cost function", "cost", "problem",
        "optimisation problem", "optimization problem", "minimisation problem", "minimization problem",
      ]
    case .matrix: ["matrix"]
    }
  }

  var quantities: Set<String> {
    switch self {
    case .function:
      [
        "gradient", "derivative", "derivatives", "hessian", "jacobian", "minimiser", "minimizer", "minimisers",
        "minimizers", "minimum", "minima", "maximum", "maxima", "maximiser", "maximizer", "extrema", "points",
      ]
    case .matrix:
      ["determinant", "trace", "inverse", "eigenvalues", "eigenvectors", "rank", "transpose", "component", "cholesky"]
    }
  }

  private var properties: Set<String> {
    switch self {
    case .function:
      ["convex", "concave", "smooth", "lipschitz", "quasiconvex", "minimise", "minimize", "differentiate"]
    case .matrix: ["invertible", "singular", "symmetric", "orthogonal", "definite", "semidefinite", "diagonalisable"]
    }
  }

  /// All words of quantities and properties.
  static let all = [ReferentKind.function, .matrix].reduce(into: Set<String>()) {
    $0.formUnion($1.quantities.union($1.properties))
  }

  /// Nil where the words speak of neither.
  init?(_ words: [String]) {
    let all = Set(words.map { $0.lowercased() })
    guard
      let kind = [ReferentKind.function, .matrix].first(where: {
        !all.isDisjoint(with: $0.quantities) || !all.isDisjoint(with: $0.properties)
      })
    else { return nil }
    self = kind
  }
}

extension ProseScope {
  /// Whether nothing was defined by that name.
  func isNew(_ name: [String]) -> Bool {
    let text = names.text(LatexTokens(name))
    return !functions.contains { $0.name == text || $0.arguments.contains(text) } && !matrices.contains(text)
      && !values.contains { $0.name == text }
  }

  /// The one thing of that kind that was defined in this part of the page, or on all of it; nil where there are several, or none.
  /// What others are made of, as σ of a loss, is meant where nothing else is there.
  func sole(_ kind: ReferentKind) -> String? {
    let all = kind == .function ? functions.map(\.name) : matrices
    func one(_ names: [String]) -> String? {
      let wholes = names.filter { !parts.contains($0) }
      return names.count == 1 ? names[0] : wholes.count == 1 ? wholes[0] : nil
    }
    let own = all.filter(recent.contains)
    return own.isEmpty ? one(all) : one(own)
  }
}

extension Instruction {
  /// The place behind a quantity, and those that are listed with it, of which it is not said whose they are.
  ///
  /// - Parameter isNew: whether the page gives a name no meaning, by its tokens.
  fileprivate func bareQuantity(_ kind: ReferentKind, isNew: ([String]) -> Bool) -> Int? {
    let pointers: Set<String> = ["following", "below", "each", "these", "both", "all", "respectively"]
    let lower = words.map { $0.lowercased() }
    let isAsked = [
      "find", "compute", "determine", "calculate", "give", "state", "derive", "what", "evaluate", "obtain",
    ]
    .contains(lower.first ?? "")
    guard isAsked, let first = lower.firstIndex(where: kind.quantities.contains) else { return nil }
    let end = endOfGroup(first, kind)
    // `all critical points`, but not `all of these`.
    guard !lower.contains(where: { pointers.contains($0) && !($0 == "all" && lower[first] == "points") }) else {
      return nil
    }
    // `the minimiser $x^*$`: the name of the answer.
    let isOwnName =
      end + 1 == words.count
      && formula(words[end]).map { name in
        leibniz(name) == nil && (name.isOwnName || LatexTokens.nameBeforeArguments(name.tokens).map(isNew) == true)
      } == true
    if end < words.count, lower[end] == "of" || Instruction.isFormula(words[end]) && !isOwnName { return nil }
    if isOwnName { return end }
    // A formula may say where, and in what.
    for (place, word) in words.enumerated() where Instruction.isFormula(word) {
      let before = place > 0 ? lower[place - 1] : ""
      guard place > end,
        ["at", "to", "in", "wrt", "w.r.t.", "w.r.t", "point", "over", "and", ",", "from"].contains(before)
      else { return nil }
    }
    return end
  }

  /// Behind `minimum value`, `gradient and the Hessian`, `critical points`.
  private func endOfGroup(_ first: Int, _ kind: ReferentKind) -> Int {
    var end = first + 1
    while end < words.count {
      let word = words[end].lowercased()
      if [
        "value", "values", "matrix", "vector", "point", "points", "factor", "decomposition", "factorisation",
        "factorization",
      ]
      .contains(word) {
        end += 1
        continue
      }
      guard word == "and" || word == "," else { break }
      var next = end + 1
      if next < words.count, words[next].lowercased() == "and" { next += 1 }
      if next < words.count, words[next].lowercased() == "the" { next += 1 }
      guard next < words.count, kind.quantities.contains(words[next].lowercased()) else { break }
      end = next + 1
    }
    return end
  }

  /// Behind the quantity that begins at the place, as in `global minimum`, with those that are listed with it.
  fileprivate func endOfNoun(_ place: Int) -> Int {
    var end = place
    while end < words.count, !Self.isFormula(words[end]),
      ![",", "at", "with", "and", "."].contains(words[end].lowercased())
    {
      if let kind = ReferentKind([words[end]]) { return endOfGroup(end, kind) }
      // `first and second derivatives`
      if ["first", "second"].contains(words[end].lowercased()), end + 1 < words.count,
        words[end + 1].lowercased() == "and"
      {
        end += 1
      }
      end += 1
    }
    return end
  }

  /// Puts `of f` there, unless it is told whose the quantity is.
  fileprivate mutating func insert(_ name: String, at place: Int) {
    if place < words.count, words[place].lowercased() == "of" { return }
    words.insert(contentsOf: ["of", append(LatexTokens([name]))], at: place)
  }

  /// Puts `of` and what stands for a formula behind the noun that begins at the place.
  mutating func insert(_ formula: String, behindNounAt place: Int) {
    words.insert(contentsOf: ["of", formula], at: endOfNoun(place))
  }
}

extension Instruction {
  /// Words that say how something is wanted and nothing of what is wanted.
  private static let fillers = [
    "the expression of", "the expression for", "an expression for", "an expression of", "the formula for",
    "a formula for",
    "the value of", "the values of", "the numerical value of", "a closed form for", "a closed form of",
    "the closed form of", "closed-form", "by hand", "explicitly", "analytically", "step by step", "please", "carefully",
    "in matrix form",
    "in matrix notation", "in closed form", "also", "unique", "if possible", "if it exists", "in detail", "numerically",
  ]
  /// Nouns before a formula, which is what they are.
  static let nouns: Set<String> = [
    "function", "functions", "matrix", "vector", "matrices", "vectors", "expression", "expressions", "polynomial",
    "loss",
    "objective", "point", "points", "variable", "variables", "parameter", "parameters", "weights", "scalar", "number",
    "numbers", "system", "systems", "equation", "equations", "network", "arrays", "array", "input", "quantity", "form",
    "composition", "cost", "energy", "error", "term",
  ]
  /// What has a name of its own: `the gradient ∇f of f`.
  static let quantities: Set<String> = [
    "gradient", "derivative", "derivatives", "hessian", "jacobian", "minimiser", "minimizer", "minimum", "inverse",
    "determinant", "solution",
    "rank", "trace", "transpose", "norm", "value", "maximum", "eigenvalues", "eigenvectors", "matrix", "output",
    "update",
    "maximiser", "maximizer", "deviation", "median", "covariance", "product", "sum", "length", "entropy", "mean",
    "variance",
  ]

  /// The sentence in the words of a statement.
  ///
  /// - Parameter isOwn: whether a function, by its tokens, has those arguments in its definition.
  mutating func simplifyWording(isOwn: (_ name: [String], _ arguments: [String]) -> Bool) {
    for (long, short) in [
      ("w.r.t.", "with respect to"), ("wrt", "with respect to"), ("w.r.t", "with respect to"),
      ("as a function of *", "as a function"), ("hessian matrix", "hessian"), ("jacobian matrix", "jacobian"),
      ("gradient vector", "gradient"), ("cost function", "loss"), ("loss function", "loss"),
      ("objective function", "objective"), ("step-length", "step length"), ("stepsize", "step size"),
      ("minimizer", "minimiser"), ("all critical points", "the stationary points"),
      ("all stationary points", "the stationary points"), ("critical points", "stationary points"),
      ("evaluated at", "at"), ("at the point", "at"), ("in the point", "at"),
      ("set of equations", "system"), ("linear system", "system"), ("system of equations", "system"),
      ("system of linear equations", "system"), ("linear equations", "equations"), ("linear equation", "equation"),
      ("eigenvalues and the eigenvectors", "eigenvalues and eigenvectors"),
      ("eigenvalues and corresponding eigenvectors", "eigenvalues and eigenvectors"),
      ("eigenvalues and the corresponding eigenvectors", "eigenvalues and eigenvectors"),
      ("fit a line * to", "fit a line to"), ("fit the line * to", "fit a line to"),
      ("fit a straight line * to", "fit a line to"),
      ("psd", "positive semidefinite"), ("positive semi-definite", "positive semidefinite"),
      ("partial derivative", "derivative"), ("partial derivatives", "derivatives"),
      ("by using the chain rule", "by the chain rule"), ("using the chain rule", "by the chain rule"),
      ("with the chain rule", "by the chain rule"), ("via the chain rule", "by the chain rule"),
    ] { replace(long, with: short) }
    remove(Self.fillers)
    // How to go about it says something to a derivative only.
    if !words.contains(where: { Self.quantities.contains($0.lowercased()) || $0.lowercased() == "differentiate" }),
      words.compactMap(formula).allSatisfy({ leibniz($0) == nil })
    {
      remove(["by the chain rule"])
    }
    withoutNouns()
    withoutOwnNames(isOwn)
    writeLeibniz(isOwn)
    if !contains("with respect to * and *"), !contains("with respect to * , *") {
      replace("derivatives of *", withFirst: "derivative")
    }
    // To derive a gradient is to find it, in words or as ∇f.
    if let first = words.first?.lowercased(), ["derive", "obtain", "deduce", "express", "apply"].contains(first),
      words.contains(where: { Self.quantities.contains($0.lowercased()) })
    {
      words[0] = "find"
    }
  }

  /// `the function $f$` is f: nouns right before a formula go, with their article, unless the formula is only their name.
  private mutating func withoutNouns() {
    var place = 1
    while place < words.count {
      let noun = words[place - 1].lowercased()
      // `the derivative f'(x)` is f'(x).
      let isPrime = noun == "derivative" && formula(words[place])?.tokens.contains("'") == true
      guard Self.isFormula(words[place]), Self.nouns.contains(noun) || isPrime,
        !(place + 1 < words.count && words[place + 1].lowercased() == "of")
      else {
        place += 1
        continue
      }
      var start = place - 1
      while start > 0,
        ["the", "a", "an", "following", "scalar", "quadratic", "linear", "convex", "given"].contains(
          words[start - 1].lowercased())
      { start -= 1 }
      // A verb stays: `solve the system`.
      words.removeSubrange(start..<place)
      place = start + 1
    }
  }

  /// `the minimiser $\theta^*$ of $L$`, `… with respect to $x$, $\nabla_x f(x)$`: the name of the answer goes.
  private mutating func withoutOwnNames(_ isOwn: (_ name: [String], _ arguments: [String]) -> Bool) {
    for place in words.indices.reversed() where place > 0 && place < words.count && Self.isFormula(words[place]) {
      let before = words[place - 1].lowercased()
      let after = place + 1 < words.count ? words[place + 1].lowercased() : ""
      guard let formula = formula(words[place]) else { continue }
      if Self.quantities.contains(before),
        after == "of" || after == "at"
          || after == "" && formula.isOwnName && words[..<(place - 1)].contains(where: Self.isFormula)
      {
        if leibniz(formula) == nil || after == "of" && place + 2 < words.count && Self.isFormula(words[place + 2]) {
          words.remove(at: place)
          if after == "of", let variable = leibniz(formula)?.variable, !contains("with respect to") {
            words.insert(
              contentsOf: ["with", "respect", "to", append(LatexTokens(variable))], at: min(place + 2, words.count))
          }
          if let named = leibniz(formula), let arguments = named.arguments, !isOwn(named.name, arguments),
            !contains("at")
          {
            words += ["at", append(Instruction.point(arguments))]
          }
        }
      } else if before == ",", formula.isOwnName, after == "" || after == ",", place > 1 {
        words.removeSubrange(place - 1...place)
        if place - 1 < words.count, words[place - 1] == "," { words.remove(at: place - 1) }
      }
    }
  }

  /// `the derivative $\frac{\partial f}{\partial x}$`, `$\nabla f$` and `$\nabla_x f(x)$` in words.
  private mutating func writeLeibniz(_ isOwn: (_ name: [String], _ arguments: [String]) -> Bool) {
    for (place, word) in words.enumerated().reversed() {
      guard let formula = formula(word), let (name, variable, kind, arguments) = leibniz(formula) else { continue }
      let subject = append(LatexTokens(name))
      var new = ["\(kind)", "of", subject]
      if let variable { new += ["with", "respect", "to", append(LatexTokens(variable))] }
      var start = place
      // `the derivatives ∂f/∂x and ∂f/∂y` are those in x and y.
      if start >= 2, words[start - 1].lowercased() == "and", let other = self.formula(words[start - 2]),
        let (sameName, first, _, _) = leibniz(other), sameName == name, let first, let variable
      {
        new = [
          kind, "of", subject, "with", "respect", "to", append(LatexTokens(first)), "and",
          append(LatexTokens(variable)),
        ]
        start -= 2
      }
      // What is no argument of the definition is where the derivative is taken.
      if let arguments, !isOwn(name, arguments) {
        new += ["at", append(Instruction.point(arguments))]
      }
      while start > 0,
        ["derivative", "derivatives", "gradient", "hessian", "the", "jacobian"].contains(words[start - 1].lowercased())
      { start -= 1 }
      words.replaceSubrange(start...place, with: new)
      // `f_x and f_y of f` says twice what they are derivatives of.
      let end = start + new.count
      if end + 1 < words.count, words[end].lowercased() == "of", self.formula(words[end + 1])?.tokens == name {
        words.removeSubrange(end...(end + 1))
      }
      return
    }
  }

  /// The arguments as a point.
  private static func point(_ arguments: [String]) -> LatexTokens {
    LatexTokens(arguments.contains(",") ? ["("] + arguments + [")"] : iterate(arguments) ?? arguments)
  }

  /// `\theta^k`, where a gradient is taken, is an iterate and no power: `\theta_k`.
  private static func iterate(_ place: [String]) -> [String]? {
    guard let (base, below, above) = SymbolNames.parts(place), below == nil, let above, above.count == 1,
      LatexTokens.isLetter(above[0]) || above == ["0"]
    else { return nil }
    return [base, "_"] + above
  }

  /// What a formula such as `\frac{\partial f}{\partial x}` or `\nabla_x f(x)` is the derivative of, and in what.
  func leibniz(
    _ formula: LatexTokens
  ) -> (name: [String], variable: [String]?, kind: String, arguments: [String]?)? {
    var tokens = formula.tokens
    if tokens.first == "\\nabla" {
      tokens.removeFirst()
      var kind = "gradient"
      if tokens.starts(with: ["^", "2"]) || tokens.starts(with: ["^", "{", "2", "}"]) {
        kind = "hessian"
        tokens.removeFirst(tokens[1] == "2" ? 2 : 4)
      }
      var variable: [String]?
      if tokens.first == "_", tokens.count > 2 {
        tokens.removeFirst()
        if tokens[0] == "{", let close = tokens.firstIndex(of: "}") {
          variable = Array(tokens[1..<close])
          tokens.removeFirst(close + 1)
        } else {
          variable = [tokens.removeFirst()]
        }
      }
      guard let name = LatexTokens.nameBeforeArguments(tokens) else { return nil }
      return (name, variable, kind, LatexTokens.arguments(of: name, tokens))
    }
    // ∂f/∂x on one line.
    if let bar = tokens.firstIndex(of: "/"), let d = tokens.first.flatMap(LatexTokens.differential),
      bar + 2 < tokens.count,
      LatexTokens.differential(tokens[bar + 1]) == d, bar > 1,
      let name = LatexTokens.nameBeforeArguments(Array(tokens[1..<bar])),
      SymbolNames.parts(Array(tokens[(bar + 2)...])) != nil
    {
      return (name, Array(tokens[(bar + 2)...]), "derivative", LatexTokens.arguments(of: name, Array(tokens[1..<bar])))
    }
    guard tokens.first.map({ ["\\frac", "\\dfrac", "\\tfrac"].contains($0) }) == true, tokens.count > 5,
      tokens[1] == "{",
      let close = LatexTokens.close(tokens, 1), close + 1 < tokens.count, tokens[close + 1] == "{",
      let end = LatexTokens.close(tokens, close + 1), end == tokens.count - 1
    else { return nil }
    let (top, bottom) = (Array(tokens[2..<close]), Array(tokens[(close + 2)..<end]))
    guard let d = top.first.flatMap(LatexTokens.differential), bottom.first.flatMap(LatexTokens.differential) == d,
      bottom.count > 1, top.count > 1,
      let name = LatexTokens.nameBeforeArguments(Array(top.dropFirst()))
    else { return nil }
    return (name, Array(bottom.dropFirst()), "derivative", LatexTokens.arguments(of: name, Array(top.dropFirst())))
  }
}

extension LatexTokens {
  /// `d` and `∂` in one spelling; nil of any other token.
  static func differential(_ token: String) -> String? {
    switch token {
    case "\\partial", "∂": "\\partial"
    case "d", "\\mathrm{d}", "\\operatorname{d}", "\\text{d}": "d"
    default: nil
    }
  }

  /// f of `f(x)` and of `f`; nil of anything else.
  static func nameBeforeArguments(_ tokens: [String]) -> [String]? {
    guard !tokens.isEmpty else { return nil }
    if SymbolNames.parts(tokens) != nil { return tokens }
    guard let open = tokens.firstIndex(of: "("), tokens.last == ")", open > 0, isOneBracket(tokens[open...]),
      SymbolNames.parts(Array(tokens[..<open])) != nil
    else { return nil }
    return Array(tokens[..<open])
  }

  /// Whether the bracket that opens first closes last.
  private static func isOneBracket(_ tokens: ArraySlice<String>) -> Bool {
    var depth = 0
    for (index, token) in zip(tokens.indices, tokens) {
      if token == "(" { depth += 1 }
      if token == ")" { depth -= 1 }
      if depth == 0 { return index == tokens.endIndex - 1 }
    }
    return false
  }

  /// What stands in the brackets behind the name; nil where there are none.
  static func arguments(of name: [String], _ tokens: [String]) -> [String]? {
    tokens.count > name.count + 2 ? Array(tokens[(name.count + 1)..<(tokens.count - 1)]) : nil
  }

  /// The brace that closes the one at the place.
  static func close(_ tokens: [String], _ place: Int) -> Int? {
    var depth = 0
    for index in place..<tokens.count {
      depth += LatexTokens.depth(tokens[index])
      if depth == 0 { return index }
    }
    return nil
  }

  /// Whether the formula only names an answer: ∇f, H(f), ŷ, θ*.
  var isOwnName: Bool {
    guard let first = tokens.first else { return false }
    if first == "\\nabla" || first.hasPrefix("\\mathcal") || first.hasPrefix("\\hat") || first == "\\frac"
      || first == "\\partial"
    {
      return !tokens.contains("=")
    }
    return SymbolNames.parts(tokens)?.above != nil
  }
}

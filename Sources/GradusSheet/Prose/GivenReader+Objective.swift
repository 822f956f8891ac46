// Problems that have no name: `Consider the problem $\min_x \|A x - b\|^2$`.
extension GivenReader {
  /// `let f(x) = \|A x - b\|^2` of a problem without constraints; nil of what is none, or has a name of its own.
  mutating func objective(_ formula: LatexTokens) -> [String]? {
    guard let (body, variables, isLargest) = formula.problem, !body.tokens.contains("=") else { return nil }
    // `\min_x f(x)` of a function that has its name.
    if let own = LatexTokens.nameBeforeArguments(body.tokens) {
      let name = scope.names.text(LatexTokens(own))
      guard scope.functions.contains(where: { $0.name == name }) else { return nil }
      scope.problem = (name, isLargest)
      return []
    }
    let used = Set(body.nameTexts + variables.map(\.text) + scope.functions.map(\.name))
    guard let name = ["f", "J", "F", "L", "Q"].first(where: { !used.contains($0) }) else { return nil }
    let list = variables.map { scope.names.text($0) }
    scope.define(function: name, list, of: Set(body.nameTexts).subtracting(list))
    scope.problem = (name, isLargest)
    return ["let \(name)(\(list.joined(separator: ", "))) = \(scope.names.text(body))"]
  }
}

extension LatexTokens {
  /// What stands behind `\min_{x \in \mathbb{R}^n}`, and what below it; nil of what begins otherwise.
  var objective: (body: LatexTokens, below: LatexTokens, isLargest: Bool)? {
    guard let first = tokens.first, let isLargest = LatexTokens.optimisers[first] else { return nil }
    var (rest, below) = (tokens.dropFirst(), LatexTokens([]))
    if rest.first == "_", rest.count > 1 {
      let isGroup = tokens[2] == "{"
      guard let end = isGroup ? LatexTokens.close(tokens, 2) : 2 else { return nil }
      below = LatexTokens(isGroup ? Array(tokens[3..<end]) : [tokens[2]])
      rest = tokens[(end + 1)...]
    }
    while let space = rest.first, ["\\;", "\\,", "\\quad", "\\qquad", "\\:", "\\ "].contains(space) {
      rest.removeFirst()
    }
    return (LatexTokens(Array(rest)), below, isLargest)
  }

  /// What is minimised or maximised over what, in `\min_{x \in \mathbb{R}^n} \|A x - b\|^2`; nil of any other formula, and of a problem
  /// with constraints.
  var problem: (body: LatexTokens, variables: [LatexTokens], isLargest: Bool)? {
    guard let (body, below, isLargest) = objective else { return nil }
    let isConstrained = body.tokens.contains { token in
      let word = token.filter(\.isLetter).lowercased()
      return ["textst", "textsubjectto", "mathrmst", "textsuchthat", "operatornamest"].contains(word)
    }
    // Over all vectors, and not over a set of them.
    let sides = below.split(at: ["\\in"])
    let isWhole = sides.count == 1 || sides.count == 2 && sides[1].tokens.first.map(LatexTokens.isReals) == true
    let variables = sides.first?.split(at: [","]) ?? []
    guard !isConstrained, isWhole, !body.tokens.isEmpty, !variables.isEmpty,
      variables.allSatisfy({ SymbolNames.parts($0.tokens) != nil })
    else { return nil }
    return (body, variables, isLargest)
  }

  private static let optimisers: [String: Bool] = [
    "\\min": false, "\\inf": false, "\\max": true, "\\sup": true, "\\operatorname{minimize}": false,
    "\\operatorname{minimise}": false, "\\text{minimize}": false, "\\text{minimise}": false,
    "\\operatorname{maximize}": true,
    "\\operatorname{min}": false, "\\operatorname{max}": true, "\\mathrm{minimize}": false,
  ]
}

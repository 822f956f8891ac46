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
  /// What is minimised or maximised over what, in `\min_{x \in \mathbb{R}^n} \|A x - b\|^2`; nil of any other formula, and of a problem
  /// with constraints.
  var problem: (body: LatexTokens, variables: [LatexTokens], isLargest: Bool)? {
    var rest = tokens[...]
    guard let first = rest.popFirst(), let isLargest = LatexTokens.optimisers[first], rest.popFirst() == "_" else {
      return nil
    }
    let below: [String]
    if rest.first == "{", let close = LatexTokens.close(tokens, rest.startIndex) {
      below = Array(tokens[(rest.startIndex + 1)..<close])
      rest = tokens[(close + 1)...]
    } else {
      guard let one = rest.popFirst() else { return nil }
      below = [one]
    }
    while let space = rest.first, ["\\;", "\\,", "\\quad", "\\qquad", "\\:", "\\ "].contains(space) {
      rest.removeFirst()
    }
    let isConstrained = rest.contains { token in
      let word = token.filter(\.isLetter).lowercased()
      return ["textst", "textsubjectto", "mathrmst", "textsuchthat", "operatornamest"].contains(word)
    }
    // Over all vectors, and not over a set of them.
    let sides = LatexTokens(below).split(at: ["\\in"])
    let isWhole =
      sides.count == 1 || sides[1].tokens.first.map { $0 == "\\mathbb{R}" || $0 == "\\R" || $0 == "ℝ" } == true
    let variables = sides.first?.split(at: [","]) ?? []
    guard !isConstrained, isWhole, !rest.isEmpty, !variables.isEmpty,
      variables.allSatisfy({ SymbolNames.parts($0.tokens) != nil })
    else { return nil }
    return (LatexTokens(Array(rest)), variables, isLargest)
  }

  private static let optimisers: [String: Bool] = [
    "\\min": false, "\\inf": false, "\\max": true, "\\sup": true, "\\operatorname{minimize}": false,
    "\\operatorname{minimise}": false, "\\text{minimize}": false, "\\text{minimise}": false,
    "\\operatorname{maximize}": true,
    "\\operatorname{min}": false, "\\operatorname{max}": true, "\\mathrm{minimize}": false,
  ]
}

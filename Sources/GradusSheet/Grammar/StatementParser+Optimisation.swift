extension StatementParser {
  static func propagation(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    if let rest = phrase.after(anyOf: ["forward propagate", "propagate"]),
      let (point, network) = rest.split(at: "through")
    {
      return .forward(network: network, point: point.afterAssignment)
    }
    if let rest = phrase.after(anyOf: ["forward pass of", "forward pass through", "forward propagation of", "forward"])
    {
      guard let (network, point) = rest.split(at: "at") else {
        throw StatementProblem("the input is missing: write forward N at (1, 3)", at: rest)
      }
      return .forward(network: network, point: point.afterAssignment)
    }
    if let rest = phrase.after("output of"), let (network, point) = rest.split(atAnyOf: ["for the input", "for", "at"])
    {
      return .forward(network: network, point: point.afterAssignment)
    }
    guard
      let rest = phrase.after(anyOf: [
        "backpropagate through", "backpropagate", "backpropagation through", "backpropagation of", "backward pass of",
        "backward pass through", "backward",
      ])
    else { return nil }
    guard let (network, after) = rest.split(at: "at"), let (point, last) = after.split(at: "with target") else {
      throw StatementProblem(
        "the input or the target is missing: write backward N at (1, 3) with target 30", at: rest)
    }
    // The loss that fits the last layer is taken; who names it names it.
    let named = last.split(atAnyOf: [
      "and cross-entropy loss", "and cross-entropy", "and cross entropy", "with cross-entropy", "and squared error",
      "and the squared error", "with the squared error",
    ])
    if let named, !named.after.isEmpty, named.after.after("and") == nil {
      throw StatementProblem("found \(named.after.text), expected the end or a step length", at: named.after)
    }
    let end = named.map { $0.after.isEmpty ? $0.before : last } ?? last
    let parts = end.split(atAnyOf: ["and step length", "and length", "and learning rate", "and step size"])
    return .backward(
      network: network, point: point.afterAssignment, target: parts?.before ?? end, length: parts?.after)
  }

  static func optimisation(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    func overs(_ phrase: Phrase) -> (Phrase, [Phrase]) {
      phrase.split(atAnyOf: ["over", "with respect to", "wrt"]).map { ($0.before, StatementParser.names($0.after)) }
        ?? (phrase, [])
    }
    if let rest = phrase.after(anyOf: [
      "minimise", "minimize", "minimiser of", "minimizer of", "minimum of",
    ]) {
      let (formula, names) = overs(rest.withoutArticle)
      return .minimise(formula, over: names)
    }
    for (words, isLargest) in [
      ("minimum value of", false), ("minimal value of", false), ("smallest value of", false), ("least value of", false),
      ("maximum value of", true), ("maximal value of", true), ("largest value of", true),
    ] {
      guard let rest = phrase.after(words) else { continue }
      let (formula, names) = overs(rest.withoutArticle)
      return .special(.extremeValue(of: formula, over: names, isLargest: isLargest))
    }
    if let rest = phrase.after(anyOf: [
      "optimal step of gradient descent on", "optimal step length of gradient descent on", "optimal step length of",
      "optimal step length on", "optimal step of", "optimal step on",
    ]) {
      if let (formula, point) = rest.split(atAnyOf: ["starting from", "starting at", "from", "at"]) {
        return .special(.optimalStep(of: formula.withoutArticle, from: point.withoutPlace.afterAssignment))
      }
      let (formula, names) = overs(rest)
      return .optimalStep(of: formula, over: names.first)
    }
    if let rest = phrase.after(anyOf: [
      "convergent step lengths of gradient descent on", "convergent step sizes of gradient descent on",
    ]) {
      return .special(.convergentSteps(of: rest.withoutArticle))
    }
    if let rest = phrase.after(anyOf: [
      "update rule of gradient descent on", "gradient descent update rule for", "gradient descent update for",
      "update rule of gradient descent for",
    ]) {
      let parts = rest.split(atAnyOf: [
        "with step length", "with step size", "with learning rate", "with length", "with the learning rate",
        "with the step size", "with a learning rate of",
      ])
      let (formula, names) = overs((parts?.before ?? rest).withoutArticle)
      return .special(.updateRule(of: formula, over: names, length: parts?.after.afterAssignment))
    }
    if let rest = phrase.after("convexity of") {
      let (formula, names) = overs(rest)
      return .bending(BendingClaim(kind: .convex), of: formula, over: names)
    }
    if let (claim, formula, names) = BendingClaim.constant(phrase) { return .bending(claim, of: formula, over: names) }
    return try descent(phrase)
  }

  /// `3 steps of gradient descent on f from (1, 2) with length 1/4`, `one gradient descent step on f starting at …`.
  private static func descent(_ phrase: Phrase) throws(StatementProblem) -> SheetStatement.Question? {
    func overs(_ phrase: Phrase) -> (Phrase, [Phrase]) {
      phrase.split(at: "over").map { ($0.before, StatementParser.names($0.after)) } ?? (phrase, [])
    }
    var (count, rest): (Phrase?, Phrase?) = (nil, nil)
    for words in [
      "step of gradient descent on", "steps of gradient descent on", "gradient descent step on",
      "gradient descent steps on",
    ] {
      guard rest == nil, let (before, after) = phrase.split(at: words), before.words.count <= 1 else { continue }
      let isOne = before.isEmpty || ["a", "an", "one", "1"].contains(before.text.lowercased())
      (count, rest) = (isOne ? nil : before, after.after(anyOf: ["the function", "the loss"]) ?? after)
    }
    guard let rest else { return nil }
    let lengths = ["step length", "step size", "learning rate", "length"].flatMap {
      ["with \($0)", "with a \($0) of", "with the \($0)", "and \($0)", "using \($0)", "and a \($0) of"]
    }
    // On a network it is the step of every weight.
    if let (network, after) = rest.split(at: "at"), let (point, last) = after.split(at: "with target"),
      let (target, length) = last.split(atAnyOf: lengths)
    {
      return .backward(network: network, point: point, target: target, length: length)
    }
    if let (before, after) = rest.split(atAnyOf: [
      "with exact line search", "with an exact line search", "using exact line search", "using an exact line search",
      "with the optimal step length", "with the optimal step size", "with optimal step length",
      "with optimal step size",
    ]) {
      // `on f with exact line search from (1, 0)` says the same.
      let whole = before.split(atAnyOf: ["starting from", "starting at", "from"])
      let point = whole?.after ?? after.after(anyOf: ["starting from", "starting at", "from"])
      guard let point, !point.isEmpty else {
        throw StatementProblem(
          "the start is missing: write step of gradient descent on L from (1, 3) with exact line search", at: rest)
      }
      return .special(
        .exactDescent(
          of: (whole?.before ?? before).withoutArticle, from: point.withoutPlace.afterAssignment, count: count))
    }
    guard let (front, end) = rest.split(atAnyOf: ["starting from", "starting at", "from"]),
      let (point, length) = end.split(atAnyOf: lengths)
    else {
      throw StatementProblem(
        "the start or the length is missing: write step of gradient descent on L from (1, 3) with length 2", at: rest)
    }
    let (formula, names) = overs(front)
    return .descent(
      of: formula, from: point.withoutPlace.afterAssignment,
      length: length.after("of")?.afterAssignment ?? length.afterAssignment,
      count: count, variables: names)
  }
}

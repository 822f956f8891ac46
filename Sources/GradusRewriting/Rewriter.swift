public import GradusExpression

/// The one loop that applies laws: bottom up, each distinct node once, until no law applies, recording every step.
public struct Rewriter: Sendable {
  /// The laws, in the order in which they are tried.
  public let rules: [RewriteRule]
  /// Whether products and sums take in children of their own kind: for reading, yes; where shared parts must stay shared,
  /// no.
  public let flattening: Bool

  /// A rewriter with these laws.
  public init(_ rules: [RewriteRule], flattening: Bool = true) {
    self.rules = rules
    self.flattening = flattening
  }

  /// The rewritten formula with the steps that led to it.
  public func rewrite(_ formula: Formula) -> Derivation {
    var pass = RewritePass(rewriter: self)
    let result = pass.normalise(formula)
    return Derivation(start: formula, steps: pass.steps, result: result)
  }
}

private struct RewritePass {
  let rewriter: Rewriter
  var done: [Formula: Formula] = [:]
  var steps: [Step] = []

  /// More rewrites of one node than this are taken for a pair of laws that undo each other.
  private static let mostRewrites = 200

  mutating func normalise(_ formula: Formula) -> Formula {
    settleParts(of: [formula])
    return done[formula]!
  }

  /// Settles the formulas and all below them that have no normal form yet, children before parents. Nothing below a formula
  /// that has one is visited again.
  private mutating func settleParts(of formulas: [Formula]) {
    var stack = formulas.reversed().map { (formula: $0, expanded: false) }
    while let (formula, expanded) = stack.popLast() {
      if done[formula] != nil { continue }
      if expanded {
        done[formula] = settle(formula)
      } else {
        stack.append((formula, true))
        for child in formula.node.children.reversed() where done[child] == nil { stack.append((child, false)) }
      }
    }
  }

  /// The children of the node are in normal form already.
  private mutating func settle(_ formula: Formula) -> Formula {
    // What is selected hangs on the last bit of the entries: they stay as they were given.
    if case .alongAxes(.hardmax, _, _) = formula.node { return formula }
    var current = formula.mapChildren(flattening: rewriter.flattening) { done[$0] ?? $0 }
    // A number that came forward leaves a product behind it that nobody has looked at.
    if current != formula, current.node.children.contains(where: { done[$0] == nil }) {
      current = settleChildren(of: current)
    }
    var count = 0
    while let (rule, rewrite) = firstRewrite(of: current) {
      count += 1
      if count > RewritePass.mostRewrites { return current }
      steps.append(
        Step(
          rule: rule.name, before: current, after: rewrite.formula, facts: rewrite.facts,
          sentence: Words(rule.sentence),
          relation: .equality, level: .all))
      current = settleChildren(of: rewrite.formula)
    }
    done[current] = current
    return current
  }

  private mutating func settleChildren(of formula: Formula) -> Formula {
    settleParts(of: formula.node.children)
    return formula.mapChildren(flattening: rewriter.flattening) { done[$0] ?? $0 }
  }

  /// Where the budget is spent, the formula stays as it is.
  private func firstRewrite(of formula: Formula) -> (RewriteRule, Rewrite)? {
    for rule in rewriter.rules where Budget.spend() {
      if let rewrite = rule(formula) { return (rule, rewrite) }
    }
    return nil
  }
}

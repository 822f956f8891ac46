/// A law of functions: another way to write a formula, with a name that a student knows.
///
/// The constructors know nothing of these laws, so that a formula stays what its author wrote. Whoever explains applies them one by one
/// and says so; whoever computes applies all of them first, since what they make of a formula neither overflows nor loses digits.
package struct FunctionLaw: Sendable {
  /// What the law does for a reader.
  package enum Kind: Sendable {
    /// A function meets its inverse, or does nothing: the formula says the same in fewer signs.
    case cancels
    /// A formula is the definition of a function that has a name.
    case names
  }

  /// The equality: `log(exp(u)) = u`.
  package let name: String
  /// What it says, in a sentence.
  package let sentence: String
  /// What it does for a reader.
  package let kind: Kind
  private let rewrite: @Sendable (Formula) -> Formula?

  init(_ name: String, _ sentence: String, _ kind: Kind, _ rewrite: @escaping @Sendable (Formula) -> Formula?) {
    (self.name, self.sentence, self.kind, self.rewrite) = (name, sentence, kind, rewrite)
  }

  /// What the law makes of the formula; nil where it does not apply.
  package func callAsFunction(_ formula: Formula) -> Formula? {
    guard let result = rewrite(formula), result != formula else { return nil }
    return result
  }

  /// One use of a law on a part of a formula.
  package struct Use: Sendable {
    /// The law that was used.
    package let law: FunctionLaw
    /// The part before.
    package let before: Formula
    /// The part after.
    package let after: Formula
  }
}

extension Formula {
  /// The formula as it is computed: by all laws of functions, inner parts first.
  package var withFunctionLaws: Formula { Formula.withFunctionLaws([self])[0] }

  /// Several formulas as they are computed; what they share stays shared.
  package static func withFunctionLaws(_ formulas: [Formula]) -> [Formula] {
    var settled: [Formula: Formula] = [:]
    for node in nodesBottomUp(formulas) { settled[node] = node.settled(by: FunctionLaw.all, settled).result }
    return formulas.map { settled[$0]! }
  }

  /// The formula by some laws of functions, inner parts first, with every use that was made of them.
  package func applying(_ laws: [FunctionLaw]) -> (result: Formula, uses: [FunctionLaw.Use]) {
    var settled: [Formula: Formula] = [:]
    var uses: [FunctionLaw.Use] = []
    for node in nodesBottomUp {
      let (result, own) = node.settled(by: laws, settled)
      settled[node] = result
      uses += own
    }
    return (settled[self]!, uses)
  }

  /// No law makes a formula that another one makes the first of again; this is more than any chain of them.
  private static let mostLaws = 16

  private func settled(
    by laws: [FunctionLaw], _ known: [Formula: Formula]
  ) -> (result: Formula, uses: [FunctionLaw.Use]) {
    // What is selected hangs on the last bit of the entries: they stay as they were given.
    if case .alongAxes(.hardmax, _, _) = node { return (self, []) }
    let isSame = node.children.allSatisfy { known[$0] == $0 }
    var current = isSame ? self : mapChildren(flattening: false) { known[$0] ?? $0 }
    var uses: [FunctionLaw.Use] = []
    for _ in 0..<Formula.mostLaws {
      guard
        let use = laws.lazy.compactMap({ law in
          law(current).map { FunctionLaw.Use(law: law, before: current, after: $0) }
        }).first
      else { break }
      uses.append(use)
      current = use.after
    }
    return (current, uses)
  }
}

public import GradusExpression
public import GradusRewriting

/// How far a formula is rewritten.
///
/// What simplification is made for, where two goals are at odds the first of them:
///
/// 1. The same value wherever the formula had one; a law that needs more states the fact, and the answer names it.
/// 2. The same answer for the same formula, in every process and however it was typed.
/// 3. A working that a student can follow: only named laws, each step recorded. A shorter form that no law leads to is not given.
/// 4. A short answer.
/// 5. Time: a search for a shorter form is small and bounded.
public enum Simplification: Hashable, Sendable {
  /// As a person would write it: products and sums flat, common factors taken out.
  case reading
  /// As it is run: only laws that make the graph smaller and keep shared parts shared.
  case running
}

extension Formula {
  /// The formula in its normal form, with the laws and facts that led there.
  ///
  ///     let Q = Formula.symbol("Q", ["n", "n"], facts: [.symmetric]), x = Formula.symbol("x", ["n"])
  ///     try gradient(of: x * Q * x, withRespectTo: x).simplification().result    // 2 Q x
  public func simplification(_ purpose: Simplification = .reading) -> Derivation {
    Rewriter(purpose.rules, flattening: purpose == .reading).rewrite(self)
  }

  /// The formula in its normal form.
  public func simplified(_ purpose: Simplification = .reading) -> Formula { simplification(purpose).result }
}

extension Simplification {
  /// The laws in the order in which they are tried.
  public var rules: [RewriteRule] {
    switch self {
    case .reading:
      FunctionLaws.all + EntryLaws.all + DeterminantLaws.all + MatrixLaws.all + FractionLaws.all + OpenSumLaws.all
        + CommonFactorLaws.all
    case .running: FunctionLaws.all + EntryLaws.all
    }
  }
}

import GradusCalculus
import GradusExpression

/// What coefficients have to be for a formula to be convex, or concave: λ ≥ 0 in f + λ ‖w‖².
///
/// Two ways: a Hessian that does not depend on the variable is itself the condition, and nothing else will do; otherwise signs are
/// assumed of the coefficients, and what is proved with them is claimed where they hold.
struct CoefficientConditions {
  private let formula: Formula
  private let variables: [Formula]
  /// What is known for all values of the coefficients.
  private let general: Convexity

  /// More coefficients than this have too many combinations of signs.
  private static let mostCoefficients = 4

  init(_ formula: Formula, _ variables: [Formula], _ general: Convexity) {
    (self.formula, self.variables, self.general) = (formula, variables, general)
  }

  func found() throws(DifferentiationError) -> Convexity? {
    if let exact = ofNumber() { return exact }
    let fromSigns = try bySigns()
    if let fromSigns, fromSigns.verdict == .convexWhere { return fromSigns }
    return ofMatrix() ?? fromSigns
  }

  // MARK: By the Hessian

  /// The Hessian in one variable, where it rests on the coefficients alone.
  private var fixedHessian: Formula? {
    guard variables.count == 1, let hessian = general.hessian, !hessian.symbols.isEmpty, !hessian.contains(variables[0])
    else { return nil }
    let facts = FactReasoner()
    let flat = facts.normalised(formula.withFunctionLaws)
    let analysis = CurvatureAnalysis(variables, facts: facts)
    _ = analysis.curvature(flat)
    return facts.isSmoothOnConvexDomain(flat, analysis) ? hessian : nil
  }

  /// a x² + b x + c is convex where a ≥ 0, and only there.
  private func ofNumber() -> Convexity? {
    guard let hessian = fixedHessian, hessian.isScalar else { return nil }
    let plain = withoutFactor(hessian)
    return answer(.convexWhere, [.nonnegative(plain)], strictly: [.positive(plain)], hessian, isOnlyThere: true)
  }

  /// 1 − α of ½ (1 − α), where whole numbers are left.
  private func withoutFactor(_ number: Formula) -> Formula {
    let first = (number.terms.first?.coefficient ?? 1).magnitude
    let terms = number.terms.map { Term($0.coefficient / first, $0.formula) }
    return terms.allSatisfy(\.coefficient.isInteger) ? Formula.sum(terms, shape: []) : number
  }

  /// xᵀA x is convex where A + Aᵀ is positive semidefinite, and only there.
  private func ofMatrix() -> Convexity? {
    guard let hessian = fixedHessian, hessian.rank == 2, !hessian.isZero else { return nil }
    let (coefficient, rest) = hessian.coefficientAndRest
    let matrix = coefficient.isNegative ? rest.scaled(by: -1) : rest
    return answer(
      .convexWhere, [.positiveSemidefinite(matrix)], strictly: [.positiveDefinite(matrix)], hessian, isOnlyThere: true)
  }

  private func answer(
    _ verdict: Convexity.Verdict, _ conditions: [Condition], strictly: [Condition], _ hessian: Formula,
    isOnlyThere: Bool
  ) -> Convexity {
    let line = Step(
      claim: "is the Hessian, and it does not depend on \(Words(listing: variables))", of: hessian,
      because: "a function is convex where its Hessian is nowhere negative")
    return Convexity(
      verdict: verdict, proof: [line], counterexample: general.counterexample, hessian: hessian, facts: [],
      conditions: conditions.map(\.reduced), strictConditions: strictly.map(\.reduced), isOnlyThere: isOnlyThere)
  }

  // MARK: By signs

  /// A sign that is assumed of a coefficient, λ or 1 − α.
  private struct Assumption: Hashable {
    let coefficient: Formula
    /// The symbol that stands for its magnitude.
    let symbol: Symbol
    let isNegative: Bool

    /// What the coefficient becomes: c ≥ 0, or −c with c ≥ 0.
    func value(_ fact: Fact) -> Formula {
      let known = Formula.symbol(Symbol(symbol.name, symbol.shape, facts: symbol.facts.union([fact])))
      return isNegative ? -known : known
    }
  }

  /// The numbers of the formula besides the variables, whose signs nothing tells; differences of them, as 1 − α, first, since what is put in
  /// their place is no α any more.
  private var coefficients: [Formula] {
    let isTold: (Symbol) -> Bool = {
      !$0.facts.isDisjoint(with: [.positive, .nonnegative, .plusMinusOne, .zeroOne])
    }
    let sums = formula.nodesBottomUp.filter { node in
      guard case .sum = node.node, node.isScalar, !node.symbols.isEmpty else { return false }
      return node.symbols.allSatisfy { $0.shape.isEmpty && !variables.contains(.symbol($0)) }
        && !FactReasoner().sign(node).isNonnegative
    }
    let rest = formula.substituting(Dictionary(uniqueKeysWithValues: sums.map { ($0, Formula.zero) }))
    return sums
      + rest.symbols.filter { $0.shape.isEmpty && !variables.contains(.symbol($0)) && !isTold($0) }.map(Formula.symbol)
  }

  /// A name for a coefficient that the formula does not hold.
  private func symbol(for coefficient: Formula, _ place: Int) -> Symbol {
    if case .symbol(let symbol) = coefficient.node { return symbol }
    let taken = Set(formula.symbols.map(\.name))
    return Symbol(
      ["c", "k", "s", "t", "u", "v"].first { !taken.contains("\($0)_\(place)") }.map { "\($0)_\(place)" }
        ?? "coefficient_\(place)", [])
  }

  private func bySigns() throws(DifferentiationError) -> Convexity? {
    let coefficients = coefficients
    guard (1...Self.mostCoefficients).contains(coefficients.count) else { return nil }
    for wanted in [Convexity.Verdict.convexWhere, .concaveWhere] {
      for signs in 0..<1 << coefficients.count {
        let all = coefficients.enumerated().map {
          Assumption(coefficient: $1, symbol: symbol(for: $1, $0), isNegative: signs >> $0 & 1 == 1)
        }
        guard try holds(wanted, under: all, .nonnegative) != nil else { continue }
        var needed = all
        for one in all {
          let fewer = needed.filter { $0 != one }
          if try holds(wanted, under: fewer, .nonnegative) != nil { needed = fewer }
        }
        guard !needed.isEmpty, let proved = try holds(wanted, under: needed, .nonnegative) else { continue }
        return try conditional(wanted, needed, proved)
      }
    }
    return nil
  }

  private func conditional(
    _ wanted: Convexity.Verdict, _ needed: [Assumption], _ proved: Convexity
  ) throws(DifferentiationError) -> Convexity {
    func signs(_ condition: (Formula) -> Condition) -> [Condition] {
      needed.map { condition(withoutFactor($0.isNegative ? -$0.coefficient : $0.coefficient)) }
    }
    func isStrict(_ answer: Convexity?) -> Bool {
      answer?.verdict == .strictlyConvex || answer?.verdict == .strictlyConcave
    }
    let strictly =
      isStrict(proved)
      ? signs { .nonnegative($0) }
      : isStrict(try holds(wanted, under: needed, .positive)) ? signs { .positive($0) } : []
    // In the proof the coefficients stand as they are written.
    let written = needed.flatMap { one in
      [Fact.nonnegative, .positive].map {
        one.isNegative ? (-one.value($0), -one.coefficient) : (one.value($0), one.coefficient)
      }
    }
    let names = Set(needed.map(\.symbol.name))
    let back = Dictionary(written) { first, _ in first }
    return Convexity(
      verdict: wanted, proof: proved.proof.map { $0.substituting(back) },
      counterexample: wanted == .convexWhere ? general.counterexample : nil, hessian: general.hessian,
      facts: proved.facts.filter { !names.contains($0.symbol) }, conditions: signs { .nonnegative($0) },
      strictConditions: strictly)
  }

  /// The proof that the formula is convex, or concave, where the assumptions hold.
  private func holds(
    _ wanted: Convexity.Verdict, under assumptions: [Assumption], _ fact: Fact
  ) throws(DifferentiationError) -> Convexity? {
    let values = assumptions.map { ($0.coefficient, $0.value(fact)) }
    let known = formula.substituting(Dictionary(values) { first, _ in first })
    let answer = try unconditionalConvexity(of: known, in: variables, seeksCounterexample: false)
    switch answer.verdict {
    case .convex, .strictlyConvex: return wanted == .convexWhere ? answer : nil
    case .concave, .strictlyConcave: return wanted == .concaveWhere ? answer : nil
    case .notConvex, .notProved, .convexWhere, .concaveWhere: return nil
    }
  }
}

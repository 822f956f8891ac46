public import GradusCalculus
public import GradusExpression

/// Whether a scalar formula is convex, with the proof or the counterexample.
public struct Convexity: Sendable {
  /// What is known of the bend of a formula.
  public enum Verdict: String, Hashable, Sendable {
    case convex
    case strictlyConvex = "strictly convex"
    case concave
    case strictlyConcave = "strictly concave"
    /// Neither convex nor known to be concave: there is a counterexample to convexity.
    case notConvex = "not convex"
    /// Convex, or concave, where conditions on its coefficients hold.
    case convexWhere = "convex where"
    case concaveWhere = "concave where"
    case notProved = "not proved"
  }

  /// What was found.
  public let verdict: Verdict
  /// The lines of the proof, each resting on those before; empty where nothing is proved.
  public let proof: [Derivation.Step]
  /// A point and a direction in which the formula bends down, where it is not convex, or not convex without the conditions.
  public let counterexample: Counterexample?
  /// The Hessian in the one variable, simplified; nil for several variables and where there is none.
  public let hessian: Formula?
  /// The facts that the proof uses.
  public let facts: [UsedFact]
  /// What has to hold of the coefficients, where the verdict rests on that.
  public var conditions: [Condition] = []
  /// Where the formula is strictly convex, or concave, besides; empty where nothing is known of that.
  package var strictConditions: [Condition] = []
  /// Whether the formula is that only where the conditions hold.
  package var isOnlyThere = false
  /// Whether the formula is affine: convex and concave at once.
  package var isAffine = false
}

extension Convexity {
  /// What the formula is where the conditions hold, in a word.
  package var bending: String { verdict == .convexWhere ? "convex" : "concave" }

  /// The names in the conditions, as they are written.
  package var coefficients: [String] {
    conditions.flatMap { condition -> [String] in
      switch condition {
      case .nonnegative(let formula), .positive(let formula), .positiveSemidefinite(let formula),
        .positiveDefinite(let formula), .invertible(let formula), .nonzero(let formula):
        formula.symbols.map { $0.name }
      case .noOppositeEigenvalues(let left, let right): (left.symbols + right.symbols).map(\.name)
      }
    }
  }
}

extension Convexity {
  /// Where and along what a formula bends down.
  public struct Counterexample: Hashable, Sendable {
    /// The values of all symbols.
    public let point: [String: Tensor]
    /// The direction in each of the variables.
    public let direction: [String: Tensor]
    /// (f(x + h d) − 2 f(x) + f(x − h d)) / h², which a convex f has nowhere negative.
    public let secondDifference: Double
    /// h
    public let step: Double
  }
}

/// The convexity of a scalar formula in one or several variables together, all else being fixed.
///
/// A claim is made only with a proof: by the rules of composition, or by a Hessian that is seen to be positive
/// semidefinite. "Not convex" comes with numbers that anyone can check.
///
///     let w = Formula.symbol("w", ["n"])
///     try convexity(of: softplus(X * w).summed, in: [w]).verdict    // .convex
///
/// Throws where the formula is no scalar.
public func convexity(of formula: Formula, in variables: [Formula]) throws(DifferentiationError) -> Convexity {
  let answer = try unconditionalConvexity(of: formula, in: variables)
  guard answer.verdict == .notConvex || answer.verdict == .notProved else { return answer }
  return try CoefficientConditions(formula, variables, answer).found() ?? answer
}

/// The convexity for all values of the coefficients.
///
/// - Parameter seeksCounterexample: whether numbers are looked for that refute it where nothing proves it.
func unconditionalConvexity(
  of formula: Formula, in variables: [Formula], seeksCounterexample: Bool = true
) throws(DifferentiationError) -> Convexity {
  guard formula.isScalar else { throw .notScalar(shape: formula.shape) }
  let formula = formula.withFunctionLaws
  let facts = FactReasoner()
  let flat = facts.normalised(formula)
  let analysis = CurvatureAnalysis(variables, facts: facts)
  let curvature = analysis.curvature(flat)
  let single = variables.count == 1 ? simplifiedHessian(of: flat, in: variables[0]) : nil
  let joint = variables.count > 1 ? constantHessian(of: flat, in: variables) : nil
  let block = variables.count > 1 && joint == nil ? blockHessian(of: flat, in: variables) : nil
  let hessian = single ?? joint.map { Formula.matrix($0.rows) } ?? block.map(\.formula)
  // Of a convex function with kinks the Hessian can still tell that it is strictly convex between them.
  let isSmooth = facts.isSmoothOnConvexDomain(flat, analysis)
  func definiteness(_ sign: Rational, given isKnown: Bool) -> Definiteness? {
    guard isSmooth || isKnown else { return nil }
    return single.flatMap { facts.definiteness(facts.normalised($0.scaled(by: sign)), half: variables[0].rank) }
      ?? (joint ?? block?.coefficients).flatMap { (sign * $0).definiteness }
  }
  let upward = definiteness(1, given: curvature.isConvex)
  let downward = definiteness(-1, given: curvature.isConcave)

  func answer(_ verdict: Convexity.Verdict, _ proof: [Step]) -> Convexity {
    Convexity(verdict: verdict, proof: proof, counterexample: nil, hessian: hessian, facts: facts.usedFacts.sorted())
  }
  let isFlat = curvature.isAffine || isSmooth && hessian?.isZero == true
  if isFlat {
    var flatness = answer(
      .convex, [Step(claim: "is affine", of: formula, because: "affine functions are both convex and concave")])
    flatness.isAffine = true
    return flatness
  }
  let probe = CurvatureProbe(formula, variables)
  let claimsConvex = curvature.isConvex || upward != nil
  let claimsConcave = !claimsConvex && (curvature.isConcave || downward != nil)
  if !claimsConvex, !claimsConcave, !seeksCounterexample { return answer(.notProved, []) }
  // No proof is believed against a number.
  let bendsDown = probe.search(for: .down)
  if claimsConvex, bendsDown == nil {
    let strict = upward == .definite
    return answer(
      strict ? .strictlyConvex : .convex,
      proofLines(analysis, flat, hessian, upward, sign: "positive", byRules: curvature.isConvex))
  }
  if claimsConcave, probe.search(for: .up) == nil {
    let strict = downward == .definite
    return answer(
      strict ? .strictlyConcave : .concave,
      proofLines(analysis, flat, hessian, downward, sign: "negative", byRules: curvature.isConcave))
  }
  if let bendsDown {
    return Convexity(
      verdict: .notConvex, proof: [], counterexample: bendsDown, hessian: hessian, facts: [])
  }
  return answer(.notProved, [])
}

/// The Hessian in several variables together, where it consists of numbers alone.
private func constantHessian(of formula: Formula, in variables: [Formula]) -> ExactMatrix? {
  guard let slopes = try? gradients(of: formula, withRespectTo: variables) else { return nil }
  var rows: [[Rational]] = []
  for slope in slopes {
    var blocks: [(width: Int, values: [Rational])] = []
    for variable in variables {
      guard let second = try? derivative(of: slope, withRespectTo: variable, layout: .numerator).simplified(),
        let block = ExactEvaluator().evaluate(second)
      else { return nil }
      blocks.append((block.shape[slope.rank...].reduce(1, *), block.values))
    }
    let height = blocks[0].width == 0 ? 0 : blocks[0].values.count / blocks[0].width
    for row in 0..<height {
      rows.append(blocks.flatMap { $0.values[row * $0.width..<(row + 1) * $0.width] })
    }
  }
  return try? ExactMatrix(rows)
}

/// The Hessian in several vectors of one length together, where its blocks are multiples of the unit matrix: C ⊗ I, which is definite
/// where C is.
private func blockHessian(
  of formula: Formula, in variables: [Formula]
) -> (coefficients: ExactMatrix, formula: Formula)? {
  guard let size = variables[0].shape.first, variables.allSatisfy({ $0.shape == [size] }),
    let slopes = try? gradients(of: formula, withRespectTo: variables)
  else { return nil }
  var rows: [[Rational]] = []
  for slope in slopes {
    var row: [Rational] = []
    for variable in variables {
      guard let block = try? derivative(of: slope, withRespectTo: variable, layout: .numerator).simplified() else {
        return nil
      }
      let (coefficient, rest) = block.coefficientAndRest
      guard block.isZero || rest.isUnitMatrix else { return nil }
      row.append(block.isZero ? 0 : coefficient)
    }
    rows.append(row)
  }
  guard let matrix = try? ExactMatrix(rows) else { return nil }
  return (matrix, .kronecker(.matrix(rows), .identity(size)))
}

/// The Hessian as a sum of flat products; nil where the formula has no second derivative that is known.
private func simplifiedHessian(of formula: Formula, in variable: Formula) -> Formula? {
  guard let second = try? hessian(of: formula, withRespectTo: variable) else { return nil }
  return second.simplified()
}

private func proofLines(
  _ analysis: CurvatureAnalysis, _ formula: Formula, _ hessian: Formula?, _ definiteness: Definiteness?, sign: String,
  byRules: Bool
) -> [Step] {
  var lines: [Step] = []
  if byRules { lines += analysis.linesSupporting(formula) }
  if let hessian, let definiteness, !hessian.isZero {
    let kind = definiteness == .definite ? "\(sign) definite" : "\(sign) semidefinite"
    lines.append(
      Step(claim: "is the Hessian, and it is \(kind)", of: hessian, because: analysis.facts.reason(for: hessian))
    )
  }
  return lines
}

import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

// Strong convexity, smoothness and Lipschitz constants.
extension Blackboard {
  func bending(
    _ claim: BendingClaim, _ phrase: Phrase, _ names: [Phrase]
  ) throws(StatementProblem) -> (Passage, Answer) {
    if let domain = claim.domain {
      var (board, everywhere) = (self, claim)
      try board.restrict(try bendingSubject(phrase, names).variables, to: domain)
      everywhere.domain = nil
      return try board.bending(everywhere, phrase, names)
    }
    if claim.isPlain { return try bent(claim, phrase, names) }
    let (meaning, variables) = try bendingSubject(phrase, names)
    let subject: Passage = [.mathematics(title(phrase, meaning))]
    let over = variables.map { $0.written(as: .unicode) }.joined(separator: ", ")
    let constant = claim.kind == .stronglyConvex || claim.kind == .stronglyConcave ? "μ" : "L"
    let passage: Passage =
      claim.asksConstant
      ? [.words("Find the constant \(constant) with which")] + subject + [.words("is \(claim.kind.rawValue).")]
      : [.words("Is")] + subject + [.words("\(claim.kind.rawValue) in"), .mathematics(.line(over))]
        + [.words(claim.kind == .smooth ? ", its gradient Lipschitz continuous?" : "?")]
    let value = claim.kind == .stronglyConcave ? -meaning.value : meaning.value
    if claim.kind == .lipschitz { return (passage, try lipschitz(meaning.value, variables, claim, phrase)) }
    let found: BendBounds
    do { found = try bendBounds(of: value, in: variables) } catch { throw StatementProblem("\(error)", at: phrase) }
    let end = claim.kind == .smooth ? found.greatest : found.least
    return (passage, answer(found, end, claim, constant))
  }

  /// Convex, concave, and strictly so: the verdict, and what it says of the claim.
  private func bent(
    _ claim: BendingClaim, _ phrase: Phrase, _ names: [Phrase]
  ) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, variables) = try bendingSubject(phrase, names)
    let subject: Passage = [.mathematics(title(phrase, meaning))]
    let found: Convexity
    do { found = try GradusSolving.convexity(of: meaning.value, in: variables) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    let over = variables.map { $0.written(as: .unicode) }.joined(separator: ", ")
    var answer = Answer(.convexity(found), Report(found, of: subject))
    // Who asks whether it is convex, concave or neither is told; of coefficients it would hold for some values only.
    let isNeither =
      claim.kind == .convex && found.verdict == .notConvex
      && meaning.value.symbols.allSatisfy { variables.contains(.symbol($0)) }
      && (try? GradusSolving.convexity(of: -meaning.value, in: variables))?.verdict == .notConvex
    if claim.isConcave, found.verdict == .notConvex || found.verdict == .notProved {
      answer = try notConcave(meaning.value, variables, found, subject, phrase)
    } else if let remark = claim.remark(on: found) ?? (isNeither ? "It is not concave either." : nil) {
      answer = Answer(
        answer.value, result: answer.result + [Line(remark)], working: answer.working, check: answer.check)
    }
    return (
      [.words("Is")] + subject + [.words("\(claim.kind.rawValue) in"), .mathematics(.line(over)), .words("?")], answer
    )
  }

  /// Whether a formula that bends down somewhere bends up somewhere too: its negative is not convex.
  private func notConcave(
    _ formula: Formula, _ variables: [Formula], _ found: Convexity, _ subject: Passage, _ phrase: Phrase
  ) throws(StatementProblem) -> Answer {
    let negative: Convexity
    do { negative = try GradusSolving.convexity(of: -formula, in: variables) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    guard negative.verdict == .notConvex, formula.symbols.allSatisfy({ variables.contains(.symbol($0)) }) else {
      throw StatementProblem("whether it is concave is not found: nothing proves it, and nothing refutes it", at: phrase)
    }
    let report = Report(negative, of: [.words("the negative of")] + subject)
    return Answer(
      .convexity(found), result: [Line(subject + [.words("is not concave:")])] + report.result,
      working: report.working)
  }

  /// What is asked about, and in which variables.
  func bendingSubject(
    _ phrase: Phrase, _ names: [Phrase]
  ) throws(StatementProblem) -> (meaning: Meaning, variables: [Formula]) {
    let freeNames = try freeNames(names, of: phrase)
    let meaning = try read(phrase, freeNames: freeNames)
    let symbols = meaning.value.symbols.filter { freeNames.contains($0.name) }
    let variables = (symbols.isEmpty && meaning.value.symbols.count == 1 ? meaning.value.symbols : symbols).map(
      Formula.symbol)
    guard !variables.isEmpty else {
      let known = meaning.value.symbols.map { Formula.symbol($0).written(as: .unicode) }
      throw StatementProblem(
        known.isEmpty ? "it has no variable" : "say in what: in one of \(known.joined(separator: ", "))", at: phrase)
    }
    return (meaning, variables)
  }

  /// Takes in that the variables lie in a set; one that no fact tells cannot be answered for.
  private mutating func restrict(_ variables: [Formula], to domain: Phrase) throws(StatementProblem) {
    for variable in variables {
      let before = unused.count
      do throws(StatementProblem) {
        // `x ∈ ℝ` says nothing new, and would forget what is known of x.
        if domain.text.contains("R}^") || domain.text.hasSuffix("R}") || domain.text.hasPrefix("ℝ"),
          !domain.text.contains("_")
        {
          return
        }
        try declare(Phrase("\(variable.written(as: .ascii)) ∈ \(domain.text)"))
      } catch { throw StatementProblem("\(domain.text) is no set that is known here", at: domain) }
      guard unused.count == before else {
        throw StatementProblem(
          "convexity is decided for all numbers or for those above 0, and not on \(domain.text)", at: domain)
      }
    }
  }

  private func answer(_ found: BendBounds, _ end: BendBounds.End, _ claim: BendingClaim, _ constant: String) -> Answer {
    let isStrong = constant == "μ"
    // What has an L has it whether or not it is strictly convex.
    let conditions = isStrong ? found.conditions : []
    var working = (isStrong ? found.convexity.proof.filter { !found.proof.contains($0) } : []).map { Line($0) }
    working += found.proof.map { Line($0) }
    let yes: Passage =
      [.words(conditions.isEmpty ? "Yes: it is \(claim.kind.rawValue), with" : "It is \(claim.kind.rawValue) if")]
      + (conditions.isEmpty ? [] : conditions.joined + [.words(", with")])
    let isTold = claim.asksConstant && conditions.isEmpty
    switch end {
    case .value(let formula, let isReached):
      if isStrong, !isReached {
        working.append(
          Line("What is left without \(constant)/2 ‖x‖² is still convex, which is what strongly convex means."))
      } else {
        let bound = isStrong ? "No eigenvalue of the Hessian is smaller" : "No eigenvalue of the Hessian is larger"
        working.append(Line(isReached ? "\(bound)." : "\(bound), and a nearer bound may do."))
      }
      return Answer(
        claim.asksConstant ? .formula(formula) : .shown(true),
        result: [Line(isTold ? [] : yes, .equation(.line(constant), .formula(formula)))], working: working)
    case .eigenvalue(let hessian):
      let which = isStrong ? "smallest eigenvalue of" : "largest eigenvalue, in magnitude, of"
      return Answer(
        claim.asksConstant ? .none : .shown(true),
        result: [
          Line(
            yes + [
              .words("\(constant) the \(which)"), .formula(hessian),
              .words(", the Hessian, which is the same everywhere."),
            ])
        ], working: working)
    case .none(let reason):
      return Answer(.shown(false), result: [Line("No: \(reason).")], working: working)
    case .unknown:
      // What is not convex is not strongly so.
      if isStrong, found.convexity.verdict == .notConvex {
        return Answer(.shown(false), Report(found.convexity, of: [.words("No: it")]))
      }
      let what =
        isStrong
        ? "no positive number was found that its Hessian stays above"
        : "no number was found that its Hessian stays below"
      return Answer(.none, result: [Line("Not decided: \(what).")], working: working)
    }
  }

  /// |f(x) − f(y)| ≤ L ‖x − y‖, by the gradient.
  private func lipschitz(
    _ formula: Formula, _ variables: [Formula], _ claim: BendingClaim, _ phrase: Phrase
  ) throws(StatementProblem) -> Answer {
    guard variables.count == 1 else {
      let hessian = (try? convexity(of: formula, in: variables))?.hessian
      guard let hessian, !hessian.isZero, !variables.contains(where: hessian.contains) else {
        throw StatementProblem("Lipschitz constants are found in one variable, a number or a vector", at: phrase)
      }
      return Answer(
        .shown(false), result: [Line("No: its gradient grows without bound.")],
        working: [Line("The Hessian is the same everywhere, and not 0:", .formula(hessian))])
    }
    let slope = try slopes(of: formula, in: variables, at: phrase)[0]
    let working = [Line("The gradient:", .equation(.line("∇"), .formula(slope)))]
    func yes(_ constant: Formula) -> Answer {
      Answer(
        claim.asksConstant ? .formula(constant) : .shown(true),
        result: [
          Line(
            claim.asksConstant ? [] : [.words("Yes: it is Lipschitz continuous, with")],
            .equation(.line("L"), .formula(constant)))
        ],
        working: working + [Line("A bound of the length of the gradient is a Lipschitz constant.")])
    }
    if !slope.contains(variables[0]) {
      return yes(
        slope.isScalar
          ? .map(.abs, slope).simplified()
          : Formula.power((slope .* slope).summed, .constant(Rational(1, 2))).simplified())
    }
    let bounds = FactReasoner().bounds(slope)
    if slope.isScalar, let low = bounds.low, let high = bounds.high {
      return yes(.constant(max(low.magnitude, high.magnitude)))
    }
    // A gradient that is linear in x, and not constant, grows beyond every bound.
    if let second = try? GradusCalculus.derivative(of: slope, withRespectTo: variables[0]).simplified(),
      !second.contains(variables[0]), !second.isZero
    {
      return Answer(.shown(false), result: [Line("No: its gradient grows without bound.")], working: working)
    }
    return Answer(.none, result: [Line("Not decided: no bound of its gradient was found.")], working: working)
  }
}

extension BendingClaim {
  fileprivate var isConcave: Bool { kind == .concave || kind == .strictlyConcave }

  /// Whether the verdict on convexity answers it.
  var isPlain: Bool {
    switch kind {
    case .convex, .strictlyConvex, .concave, .strictlyConcave: true
    case .stronglyConvex, .stronglyConcave, .smooth, .lipschitz: false
    }
  }

  /// What a verdict in other words than those of the question says of it.
  fileprivate func remark(on found: Convexity) -> String? {
    let isAffine = found.isAffine || found.hessian?.isZero == true
    switch (kind, found.verdict) {
    case (.strictlyConvex, .convex), (.strictlyConcave, .concave):
      if isAffine { return "It is not \(kind.rawValue): it is affine." }
      return "That it is \(kind.rawValue) is not shown: its Hessian may be singular."
    case (.strictlyConcave, .convex) where isAffine: return "It is not strictly concave: it is affine."
    case (.concave, .convex) where isAffine: return "It is concave too."
    case (.concave, .convex), (.concave, .strictlyConvex), (.strictlyConcave, .convex),
      (.strictlyConcave, .strictlyConvex), (.convex, .concave), (.convex, .strictlyConcave),
      (.strictlyConvex, .concave), (.strictlyConvex, .strictlyConcave):
      return "It is not \(kind.rawValue)."
    default: return nil
    }
  }
}

import GradusExpression
import GradusRewriting

/// One derivative with the lines that explain it: what was asked is differentiated as its author wrote it wherever that leads to the
/// answer.
struct Explanation {
  let formula: Formula
  let variable: Formula
  let relu: ReLUConvention
  let definitions: [(name: String, formula: Formula)]
  let style: WorkingStyle
  /// The derivative in its shortest form, with the facts that led there.
  let answer: Derivation

  /// Beyond this many nodes nobody compares forms.
  private static let mostNodes = 200

  init(
    of formula: Formula, in variable: Formula, relu: ReLUConvention,
    definitions: [(name: String, formula: Formula)], style: WorkingStyle
  ) throws(DifferentiationError) {
    self.formula = formula
    self.variable = variable
    self.relu = relu
    self.definitions = definitions
    self.style = style
    let computed = formula.withFunctionLaws
    let raw = try derivative(of: computed, withRespectTo: variable, layout: .numerator, relu: relu)
    var best = raw.simplification()
    // What a person arrives at is one more way to write it, with or without the working.
    if best.result.hasQuotient, computed.nodesBottomUp.count < Explanation.mostNodes {
      let working = Working(formula: computed, variable: variable, relu: relu, definitions: [], style: .chain)
      if let line = try working.steps().last?.after, line.shape == best.result.shape {
        for other in [line.simplification(), Derivation(start: line, result: line)]
        where other.result.readsShorter(than: best.result) {
          best = Derivation(start: raw, steps: other.steps, result: other.result)
        }
      }
    }
    answer = best
  }

  /// The lines from the formula to the answer.
  func steps() throws(DifferentiationError) -> [Step] {
    let (cancelled, uses) = formula.applying(FunctionLaw.cancelling)
    let prepared = uses.map(Explanation.line)
    let computed = cancelled.withFunctionLaws
    if cancelled != computed {
      // As it was written, where that way ends at the answer.
      let working = work(on: cancelled)
      let lines = try working.steps()
      let line = lines.last?.after ?? cancelled
      if style == .differential || Explanation.areSeenEqual(line, answer.result) {
        return prepared + lines + working.closing(line, answer: answer)
      }
    }
    let (whole, quotients) = cancelled.applying(FunctionLaw.quotients)
    let named = (quotients + whole.applying(FunctionLaw.all).uses).map(Explanation.line)
    let (split, splitting) = Explanation.splittingLogSoftmax(computed, variable)
    let working = work(on: split)
    let lines = try working.steps()
    return prepared + named + splitting + lines + working.closing(lines.last?.after ?? split, answer: answer)
  }

  /// Whether two forms of the derivative are close enough for one line from the one to the other.
  private static func areSeenEqual(_ line: Formula, _ answer: Formula) -> Bool {
    let short = line.simplified()
    return short == answer || (short - answer).simplified().isZero || line.isEqual(to: answer).isCertain
  }

  private func work(on formula: Formula) -> Working {
    Working(formula: formula, variable: variable, relu: relu, definitions: definitions, style: style)
  }

  /// The line that says what is differentiated next.
  static func opening(ofDerivative order: Int, of formula: Formula, in variable: Formula) -> Step {
    let names = [2: "second", 3: "third", 4: "fourth", 5: "fifth"]
    return Step(
      rule: "the \(names[order] ?? "\(order)th") derivative", before: formula, after: formula,
      sentence: "This is differentiated once more, in \(variable).", relation: .statement)
  }

  private static func line(_ use: FunctionLaw.Use) -> Step {
    Step(
      rule: use.law.name, before: use.before, after: use.after, sentence: Words(use.law.sentence), relation: .equality)
  }

  /// Σ Y ⊙ (U − log Σ exp U) = Σ Y ⊙ U − Σ Y ⊙ log Σ exp U: each of the two has a derivative that everybody knows.
  private static func splittingLogSoftmax(_ formula: Formula, _ variable: Formula) -> (Formula, [Step]) {
    var terms: [Term] = []
    var simplified: [Term] = []
    var facts: Set<UsedFact> = []
    var changed = false
    for term in formula.terms {
      guard formula.isScalar, case .contraction(let product) = term.formula.node,
        let place = product.factors.firstIndex(where: { $0.formula.isLogSoftmax && $0.formula.contains(variable) })
      else {
        terms.append(term)
        simplified.append(term)
        continue
      }
      changed = true
      for part in product.terms(distributing: place, term.coefficient) {
        terms.append(part)
        let isTotal = part.formula.nodesBottomUp.contains {
          if case .reduction(.logSumExp, _, _) = $0.node { true } else { false }
        }
        let simplification =
          isTotal ? part.formula.simplification() : Derivation(start: part.formula, result: part.formula)
        facts.formUnion(simplification.facts)
        simplified.append(Term(part.coefficient, simplification.result))
      }
    }
    if !changed { return (formula, []) }
    let split = Formula.sum(terms, shape: formula.shape, flattening: false)
    let short = Formula.sum(simplified, shape: formula.shape)
    var steps = [
      Step(
        rule: "logarithm of softmax", before: formula, after: split,
        sentence: "log softmax is the number less the log of the sum of all exponentials; the sum is taken apart.",
        relation: .equality, level: .normal)
    ]
    if short != split {
      steps.append(
        Step(
          rule: facts.isEmpty ? "simplify" : "sums to one", before: split, after: short, facts: facts.sorted(),
          sentence: facts.isEmpty ? "The same, shorter." : "The entries sum to one.", relation: .equality))
    }
    return (short, steps)
  }
}

extension Formula {
  /// Whether something stands below a line of a fraction.
  fileprivate var hasQuotient: Bool {
    nodesBottomUp.contains { $0.baseAndExponent.exponent.isNegative }
  }

  /// Whether it has fewer signs; one fraction may have one more than the sum of several.
  fileprivate func readsShorter(than other: Formula) -> Bool {
    let spare = terms.count == 1 && other.terms.count > 1 && other.terms.allSatisfy { $0.formula.hasQuotient } ? 2 : 0
    return length < other.length + spare
  }

  /// Whether the formula is u − log Σ exp u along the last axes.
  fileprivate var isLogSoftmax: Bool {
    guard case .sum = node else { return false }
    return Formula.map(.exp, self).softmaxAxes != nil
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

// Where a formula is smallest, or largest, among the points that keep equations.
extension Blackboard {
  func constrained(
    _ phrase: Phrase, _ names: [Phrase], _ equations: [Phrase], _ isLargest: Bool
  ) throws(StatementProblem) -> (Passage, Answer) {
    let freeNames = try freeNames(names, of: phrase)
    let meaning = try read(phrase, freeNames: freeNames)
    let board = knowing(meaning.value.symbols)
    var kept: [Formula] = []
    for equation in equations {
      let sides = try board.readEquation(equation, freeNames: freeNames)
      kept.append(sides.left.value - sides.right.value)
    }
    guard kept.count == 1 || kept.allSatisfy(\.isScalar) else {
      throw StatementProblem("several constraints are equations of numbers", at: equations[0])
    }
    let constraint = kept.count == 1 ? kept[0] : Formula.entries(kept, shape: [kept.count])
    let candidates = meaning.value.symbols.filter { symbol in
      freeNames.isEmpty ? constraint.contains(.symbol(symbol)) : freeNames.contains(symbol.name)
    }.map(Formula.symbol)
    guard let first = candidates.first, candidates.count == 1 || candidates.allSatisfy(\.isScalar) else {
      let list = candidates.map { $0.written(as: .unicode) }.joined(separator: ", ")
      throw StatementProblem(
        candidates.isEmpty
          ? "the constraint speaks of nothing that the formula does" : "say over what: over one of \(list)",
        at: phrase)
    }
    let objective = isLargest ? -meaning.value : meaning.value
    if kept.count == 1, let extremes = try extremes(phrase, meaning, candidates, constraint, isLargest) {
      return (asked(phrase, meaning, equations, isLargest), extremes)
    }
    let joint = JointVariable(candidates, avoiding: objective + kept.reduce(.zero) { $0 + $1.summed })
    let found: Minimiser
    do {
      found =
        try joint.map { joint in
          try GradusSolving.minimise(
            joint.joining(objective), over: joint.vector, keeping: joint.joining(constraint))
        } ?? GradusSolving.minimise(objective, over: first, keeping: constraint)
    } catch { throw StatementProblem("\(error)", at: phrase) }
    let report =
      joint.map { Report(found, over: $0, of: objective, ofNegative: isLargest) }
      ?? Report(found, ofNegative: isLargest)
    return (asked(phrase, meaning, equations, isLargest), Answer(found.solution.map { .formula($0) } ?? .none, report))
  }

  private func asked(_ phrase: Phrase, _ meaning: Meaning, _ equations: [Phrase], _ isLargest: Bool) -> Passage {
    var passage: Passage = [
      .words(isLargest ? "Maximise" : "Minimise"), .mathematics(title(phrase, meaning)), .words("subject to"),
    ]
    for (place, equation) in equations.enumerated() {
      if place > 0 { passage.append(.words("and")) }
      passage.append(.mathematics(typeset(equation: equation) ?? .line(equation.text)))
    }
    return passage + [.words(".")]
  }

  /// Where the constraint is no affine one: a quadratic form on a sphere, or polynomials of two numbers; nil of other problems.
  private func extremes(
    _ phrase: Phrase, _ meaning: Meaning, _ variables: [Formula], _ constraint: Formula, _ isLargest: Bool
  ) throws(StatementProblem) -> Answer? {
    let word = isLargest ? "largest" : "smallest"
    if variables.count == 1,
      let found = SphereExtremes(of: meaning.value, over: variables[0], keeping: constraint)
    {
      return answer(found, isLargest)
    }
    guard variables.count == 2, variables.allSatisfy(\.isScalar),
      let slopes = try? variables.map({ try GradusCalculus.derivative(of: constraint, withRespectTo: $0).simplified() }
      ),
      slopes.contains(where: { slope in variables.contains(where: slope.contains) }),
      let found = CurveExtremes(of: meaning.value, in: variables[0], variables[1], keeping: constraint)
    else { return nil }
    let names = Mathematics.line("(" + variables.map { $0.written(as: .unicode) }.joined(separator: ", ") + ")")
    func line(_ point: CurveExtremes.Point) -> Line {
      Line(
        [
          .mathematics(.equation(names, .entries([point.x, point.y], shape: [2]))), .words(", value"),
          .mathematics(.formula(point.value)),
        ])
    }
    let working =
      [
        Line(
          "Where it is extreme the gradients are parallel, and the constraint holds:",
          .equation(.formula(found.parallel), .formula(0))),
        Line("", .equation(.formula(constraint), .formula(0))), Line("All points that keep both:"),
      ] + found.points.map(line)
    guard found.isBounded else {
      return Answer(
        .none,
        result: [Line("Extremes can be at these points only; the curve is not seen to be bounded:")]
          + found.points.map(line),
        working: Array(working.prefix(2)))
    }
    let best = found.extreme(isLargest: isLargest)
    return Answer(
      .formula(best[0].value),
      result: [Line("The \(word) value is", .formula(best[0].value)), Line("at")] + best.map(line),
      working: working)
  }

  /// The smallest or largest value of a quadratic form on a sphere.
  private func answer(_ found: SphereExtremes, _ isLargest: Bool) -> Answer {
    let function = isLargest ? SpectralFunction.largestEigenvalue : .smallestEigenvalue
    var value = (found.squaredRadius * .spectral(function, found.matrix)).simplified()
    var vectors: [[Rational]] = []
    if let exact = ExactEvaluator().evaluate(found.matrix),
      let all = try? ExactMatrix(rowCount: exact.shape[0], columnCount: exact.shape[1], elements: exact.values)
        .eigenvalues(),
      let end = isLargest
        ? all.max(by: { $0.value.value.real < $1.value.value.real })
        : all.min(by: { $0.value.value.real < $1.value.value.real })
    {
      value = (found.squaredRadius * end.value.formula).simplified()
      vectors = end.eigenvectors
    }
    let places = vectors.map { vector in
      Line(
        "It is taken at the vectors of this length that are multiples of",
        .numbers(Literal(shape: [vector.count], values: vector)))
    }
    return Answer(
      .formula(value),
      result: [Line("The \(isLargest ? "largest" : "smallest") value is", .formula(value))]
        + (places.isEmpty ? [Line("It is taken at the eigenvectors of this length.")] : places),
      working: [
        Line("A quadratic form xᵀ A x with", .equation(.line("A"), .value(found.matrix))),
        Line(
          "On a sphere it lies between the smallest and the largest eigenvalue of A, times the squared radius:",
          .formula(found.squaredRadius)),
      ])
  }
}

import GradusCalculus
import GradusExpression

// Minima at kinks, where the gradient does not vanish.
extension MinimiserSearch {
  /// Of one number: the kinks, and on every piece between two of them the points at which the derivative vanishes.
  mutating func onPieces() -> Minimiser? {
    guard let line = PiecewiseFormula(formula, in: variable) else { return nil }
    let polynomials = line.pieces.compactMap { piece -> RationalPolynomial? in
      guard let quotient = SymbolicQuotient(piece.formula, in: variable), quotient.denominator.isEmpty else {
        return nil
      }
      return quotient.numerator.rational
    }
    guard polynomials.count == line.pieces.count, var candidates = stationaryPoints(line) else { return nil }
    candidates += line.kinks.map { Formula.constant($0) }
    steps =
      [
        Step(
          "on pieces", formula, line.pieces[0].formula,
          "\(line.pieces[0].range(of: variable)) the signs inside the bars are known.")
      ]
      + line.pieces.dropFirst().map {
        Step("on pieces", formula, $0.formula, "\($0.range(of: variable)):")
      }
    if Self.falls(polynomials[0], before: true) || Self.falls(polynomials[polynomials.count - 1], before: false) {
      return answer(nil, .none, [], "the formula falls without bound, so there is no smallest value")
    }
    let values = candidates.map { ($0, formula.substituting([variable: $0]).simplified().number ?? .infinity) }
    guard let least = values.map(\.1).min(), least.isFinite else { return nil }
    let margin = 1e-12 * max(1, abs(least))
    let lowest = values.filter { $0.1 <= least + margin }.map(\.0).sorted { ($0.number ?? 0) < ($1.number ?? 0) }
    let ranges = line.pieces.filter {
      !$0.formula.contains(variable) && abs(($0.formula.number ?? .infinity) - least) <= margin
    }.map(\.interval).joined
    if let first = ranges.first {
      let single = lowest.filter { point in !ranges.contains { $0.holds(point.number ?? .nan) } }
      let all = ranges.map { $0.words(of: variable) } + single.map { "\(variable) = \($0)" }
      let rest = all.dropFirst().map { ", and so is \($0)" }.joined()
      return answer(
        (first.lower ?? first.upper).map { .constant($0) }, .minimum, [],
        "\(all[0]) is one\(rest): the formula is \(rest.isEmpty ? "constant there, and " : "")larger everywhere else")
    }
    let others = lowest.dropFirst().map { "\(variable) = \($0)" }.joined(separator: ", ")
    return answer(
      lowest[0], lowest.count == 1 ? .uniqueMinimum : .minimum, [],
      lowest.count == 1
        ? "of all kinks and all points at which the derivative vanishes it has the smallest value"
        : "of all kinks and stationary points it has the smallest value, and so has \(others)")
  }

  /// The points inside the pieces at which their derivatives vanish.
  private func stationaryPoints(_ line: PiecewiseFormula) -> [Formula]? {
    var points: [Formula] = []
    for piece in line.pieces where piece.formula.contains(variable) {
      guard let slope = try? gradient(of: piece.formula, withRespectTo: variable).simplified() else { return nil }
      guard slope.contains(variable) else { continue }
      var finder = RootFinder(variable, facts: facts)
      guard let roots = finder.roots(of: slope) else { return nil }
      points += roots.filter { piece.interval.holds($0.number ?? .nan) }.map(\.value)
    }
    return points
  }

  private static func falls(_ polynomial: RationalPolynomial, before: Bool) -> Bool {
    guard polynomial.degree > 0 else { return false }
    return polynomial.leading.isNegative != (before && polynomial.degree % 2 == 1)
  }

  /// α x − b + c sign(x) = 0 of α ‖x‖²/2 − bᵀx + c ‖x‖₁: the entries of b/α, drawn towards zero by c/α.
  mutating func thresholded() -> Minimiser? {
    guard variable.rank < 2, slope.contains(variable) else { return nil }
    let sign = Formula.map(.sign, variable)
    var (curvature, weight): ([Term], [Term]) = ([], [])
    var rest: [Term] = []
    for term in slope.terms {
      if !term.formula.contains(variable) {
        rest.append(Term(-term.coefficient, term.formula))
      } else if let scale = term.formula.scale(of: variable) {
        curvature.append(Term(term.coefficient, scale))
      } else if let scale = term.formula.scale(of: sign) {
        weight.append(Term(term.coefficient, scale))
      } else {
        return nil
      }
    }
    guard !curvature.isEmpty, !weight.isEmpty else { return nil }
    let (alpha, c) = (Formula.sum(curvature, shape: []).simplified(), Formula.sum(weight, shape: []).simplified())
    guard facts.sign(alpha).isPositive else { return nil }
    let target = (Formula.sum(rest, shape: variable.shape) .* Formula.power(alpha, -1)).simplified()
    let threshold = (c / alpha).simplified()
    let solution =
      .map(.sign, target) .* Formula.map(.relu, .map(.abs, target) - threshold.broadcast(to: variable.shape))
    guard let checks = KinkCheck(formula, variable, solution, weight: c).run() else { return nil }
    steps.append(
      Step(
        "away from zero", variable, (target - threshold .* sign).simplified(),
        "Where an entry is not zero the gradient vanishes: it lies the threshold \(threshold) nearer to zero than \(target)."
      ))
    steps.append(
      Step(
        "at zero", variable, .zero(variable.shape),
        "Where \(target) lies within the threshold, the entry is zero: the slopes left and right of the kink have different signs."
      ))
    let conditions: [Condition] = facts.sign(c).isNonnegative ? [] : [.nonnegative(c)]
    return Minimiser(
      variable: variable, gradient: slope, solution: solution, kind: .uniqueMinimum, conditions: conditions,
      convexity: bending, steps: steps,
      remark:
        "soft thresholding: the quadratic part grows in every direction, and the kinks at zero hold small entries there",
      stationaryPoints: [], isExact: true, family: nil, checks: 0, lowerThanNearby: checks)
  }
}

extension RealRoots.Interval {
  /// `every x from 0 to 1`
  func words(of unknown: Formula) -> String {
    switch (lower, upper) {
    case (let lower?, let upper?): "every \(unknown) from \(lower) to \(upper)"
    case (let lower?, nil): "every \(unknown) from \(lower) on"
    case (nil, let upper?): "every \(unknown) up to \(upper)"
    case (nil, nil): "every \(unknown)"
    }
  }
}

extension Formula {
  /// What is multiplied with a part, where the formula is a number times that part; nil for anything else.
  fileprivate func scale(of part: Formula) -> Formula? {
    if self == part { return .one }
    guard case .contraction(let product) = node, product.rank == part.rank else { return nil }
    let places = product.factors.indices.filter { product.factors[$0].formula == part }
    guard places.count == 1, let place = places.first, product.factors[place].labels == Array(0..<part.rank) else {
      return nil
    }
    let others = product.factors.indices.filter { $0 != place }.map { product.factors[$0] }
    guard others.allSatisfy({ $0.labels.isEmpty && !$0.formula.nodesBottomUp.contains(part) }) else { return nil }
    return .product(others.map(\.formula))
  }
}

/// Compares a formula at a point with what it is nearby, for points at which the gradient does not vanish.
private struct KinkCheck {
  private let formula: Formula
  private let variable: Formula
  private let solution: Formula
  /// Has to be at least 0.
  private let weight: Formula

  init(_ formula: Formula, _ variable: Formula, _ solution: Formula, weight: Formula) {
    (self.formula, self.variable, self.solution, self.weight) = (formula, variable, solution, weight)
  }

  /// On how many samples nothing nearby is lower; nil where something is.
  func run() -> Int? {
    guard case .symbol(let unknown) = variable.node else { return nil }
    var passed = 0
    for seed in 0..<32 {
      var sampler = SampledValues(for: [formula, solution, variable], seed: 500 + seed, smallest: 2)
      var inputs: [String: Tensor] = [:]
      let given = Set(formula.symbols + solution.symbols).subtracting([unknown])
      for symbol in given.sorted(by: { $0.name < $1.name }) { inputs[symbol.name] = sampler.value(of: symbol) }
      let evaluator = Evaluator(inputs: inputs, sizes: sampler.sizes)
      guard let values = try? evaluator.evaluate([weight, solution]), values[0].scalar >= 0 else { continue }
      func value(_ point: Tensor) -> Double {
        inputs[unknown.name] = point
        return (try? Evaluator(inputs: inputs, sizes: sampler.sizes).evaluate(formula).scalar) ?? .nan
      }
      let least = value(values[1])
      for scale in [1e-3, 0.1, 1] {
        let away = sampler.value(of: Symbol(unknown.name, unknown.shape), scale: scale)
        let there = Tensor(shape: away.shape, values: zip(values[1].values, away.values).map(+))
        guard value(there) >= least - 1e-12 * max(1, abs(least)) else { return nil }
      }
      passed += 1
    }
    return passed > 4 ? passed : nil
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

// Questions about a function of one number.
extension Blackboard {
  func function(_ question: FunctionQuestion) throws(StatementProblem) -> (Passage, Answer) {
    switch question {
    case .inequality(let left, let sign, let right, let unknown): try inequality(left, sign, right, unknown)
    case .growth(let growth, let subject): try self.growth(growth, subject)
    case .extremes(let kind, let subject, let low, let high): try extremes(kind, subject, low, high)
    case .inverse(let subject): try inverseFunction(subject)
    case .subgradient(let subject, let place): try subgradient(subject, place)
    case .differentiable(let subject, let place): try differentiable(subject, place)
    }
  }

  /// The function and its one variable.
  private func ofOneNumber(_ phrase: Phrase) throws(StatementProblem) -> (meaning: Meaning, variable: Symbol) {
    let (meaning, variables) = try bendingSubject(phrase, [])
    guard variables.count == 1, case .symbol(let symbol) = variables[0].node, symbol.shape.isEmpty,
      meaning.value.isScalar
    else { throw StatementProblem("this is asked of a number that depends on one number", at: phrase) }
    return (meaning, symbol)
  }

  // MARK: Inequalities

  private func inequality(
    _ left: Phrase, _ sign: FunctionQuestion.InequalitySign, _ right: Phrase, _ unknown: Phrase?
  ) throws(StatementProblem) -> (Passage, Answer) {
    let name = try unknown.map { phrase throws(StatementProblem) in try spelling(phrase) }
    let free = name.map { [$0] } ?? ownVariables(of: left)
    let (a, b) = (try read(left, freeNames: free), try read(right, freeNames: free))
    let whole = try read(Phrase("(\(left.text)) - (\(right.text))"), freeNames: free)
    guard whole.value.isScalar else { throw StatementProblem("an inequality is one between numbers", at: left) }
    let symbols = whole.value.symbols.filter { name == nil || $0.name == name }
    guard symbols.count == 1, whole.value.symbols.count == 1, let symbol = symbols.first, symbol.shape.isEmpty else {
      let list = whole.value.symbols.map { Formula.symbol($0).written(as: .unicode) }.sorted().joined(separator: ", ")
      throw StatementProblem(
        list.isEmpty ? "it holds no unknown" : "inequalities are solved for one number; this one holds \(list)",
        at: left)
    }
    let isLess = sign == .less || sign == .atMost
    let difference = (isLess ? -whole.value : whole.value).simplified()
    guard let chart = SignChart(of: difference, in: symbol) else {
      throw StatementProblem("the numbers at which both sides are the same are not all found", at: left)
    }
    let relation: Mathematics.Relation =
      switch sign {
      case .less: .fallsShortOf
      case .greater: .exceeds
      case .atMost: .isAtMost
      case .atLeast: .isAtLeast
      }
    let asked = Mathematics.related(
      [typeset(left) ?? .formula(a.written), typeset(right) ?? .formula(b.written)], by: relation)
    let intervals = chart.intervals(orZero: sign == .atMost || sign == .atLeast)
    return (
      [.words("Solve"), .mathematics(asked), .words(".")],
      Answer(
        .none, result: Blackboard.lines(intervals, .formula(.symbol(symbol))),
        working: chart.working(of: isLess ? -difference : difference, .formula(.symbol(symbol)), isNegated: isLess))
    )
  }

  /// `−2 < k < 2`, `x ≥ 3`, or in words where there is no bound.
  static func lines(_ intervals: [SignChart.Interval], _ name: Mathematics) -> [Line] {
    if intervals.isEmpty { return [Line("For no value.")] }
    return intervals.map { interval in
      let above: Mathematics.Relation = interval.includesLower ? .isAtLeast : .exceeds
      let below: Mathematics.Relation = interval.includesUpper ? .isAtMost : .fallsShortOf
      switch (interval.lower, interval.upper) {
      case (nil, nil): return Line("For every value.")
      case (let a?, nil): return Line("", .related([name, .formula(a)], by: above))
      case (nil, let b?): return Line("", .related([name, .formula(b)], by: below))
      case (let a?, let b?) where a == b: return Line("", .equation(name, .formula(a)))
      case (let a?, let b?):
        if interval.includesLower == interval.includesUpper {
          return Line("", .related([.formula(a), name, .formula(b)], by: below))
        }
        return Line(
          [
            .mathematics(.related([name, .formula(a)], by: above)), .words("and"),
            .mathematics(.related([name, .formula(b)], by: below)),
          ])
      }
    }
  }

  // MARK: Growth

  private func growth(
    _ growth: FunctionQuestion.Growth, _ phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, symbol) = try ofOneNumber(phrase)
    let variable = Formula.symbol(symbol)
    var slope = meaning.value
    let order = growth == .convex || growth == .concave ? 2 : 1
    for _ in 0..<order {
      guard let next = try? GradusCalculus.derivative(of: slope, withRespectTo: variable) else {
        throw StatementProblem("it has no derivative that is known here", at: phrase)
      }
      slope = next.simplified()
    }
    let isNegative = growth == .decreasing || growth == .concave
    guard let chart = SignChart(of: isNegative ? (-slope).simplified() : slope, in: symbol) else {
      throw StatementProblem(
        "the zeros of \(order == 1 ? "the derivative" : "the second derivative") are not all found", at: phrase)
    }
    let intervals = chart.intervals(orZero: order == 2)
    return (
      [.words("Where is"), .mathematics(title(phrase, meaning)), .words("\(growth.rawValue)?")],
      Answer(
        .none, result: Blackboard.lines(intervals, .formula(variable)),
        working: [
          Line(
            "It is \(growth.rawValue) where its \(order == 1 ? "derivative" : "second derivative") is \(isNegative ? "negative" : "positive"):",
            .formula(slope))
        ] + chart.working(of: slope, .formula(variable), isNegated: isNegative))
    )
  }

  // MARK: Extremes on an interval

  private func extremes(
    _ kind: FunctionQuestion.Extreme, _ phrase: Phrase, _ low: Phrase, _ high: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, symbol) = try ofOneNumber(phrase)
    let variable = Formula.symbol(symbol)
    let (a, b) = (try read(low).value, try read(high).value)
    let found: IntervalExtremes
    do { found = try IntervalExtremes(of: meaning.value, in: symbol, from: a, to: b) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    let name = Mathematics.formula(variable)
    let words =
      switch kind {
      case .smallest: "smallest value"
      case .largest: "largest value"
      case .both: "smallest and the largest value"
      }
    let passage: Passage = [
      .words("Find the \(words) of"), .mathematics(title(phrase, meaning)), .words("for"),
      .mathematics(.related([.formula(a), name, .formula(b)], by: .isAtMost)), .words("."),
    ]
    guard let least = found.smallest.first, let most = found.largest.first else {
      return (passage, Answer(.none, result: [Line("It has the same value everywhere.")]))
    }
    func line(_ word: String, _ candidates: [IntervalExtremes.Candidate]) -> Line {
      Line(
        [
          .words("\(word)"), .mathematics(.formula(candidates[0].value)), .words("at"),
          .mathematics(
            .equation(name, .line(candidates.map { $0.place.written(as: .unicode) }.joined(separator: ", ")))),
        ])
    }
    var working = [Line("The derivative:", .formula(found.derivative))]
    working.append(Line("The values at the ends and where the derivative is 0 or has no value:"))
    for candidate in found.candidates {
      working.append(
        Line(
          [.mathematics(.equation(name, .formula(candidate.place))), .words(":")],
          .value(candidate.value)))
    }
    let result =
      (kind == .largest ? [] : [line("The smallest value is", found.smallest)])
      + (kind == .smallest ? [] : [line("The largest value is", found.largest)])
    return (
      passage,
      Answer(
        kind == .both ? .formulas([least.value, most.value]) : .formula(kind == .smallest ? least.value : most.value),
        result: result, working: working)
    )
  }

  // MARK: Kinks

  private func slopes(
    _ phrase: Phrase, _ place: Phrase
  ) throws(StatementProblem) -> (meaning: Meaning, symbol: Symbol, at: Rational, slopes: OneSidedSlopes) {
    let (meaning, symbol) = try ofOneNumber(phrase)
    let at = try numbers(place.afterAssignment)
    guard at.shape.isEmpty else { throw StatementProblem("the place is a number", at: place) }
    guard let found = OneSidedSlopes(of: meaning.value, in: symbol, at: at.values[0]) else {
      throw StatementProblem("the slopes on both sides of \(at.values[0].text) are not found", at: phrase)
    }
    return (meaning, symbol, at.values[0], found)
  }

  private static func working(_ found: OneSidedSlopes) -> [Line] {
    [
      Line("To the left it is", .formula(found.before)), Line("with the slope there", .formula(found.left)),
      Line("To the right it is", .formula(found.behind)), Line("with the slope there", .formula(found.right)),
    ]
  }

  private func subgradient(_ phrase: Phrase, _ place: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, symbol, at, found) = try slopes(phrase, place)
    let bent: Convexity
    do { bent = try GradusSolving.convexity(of: meaning.value, in: [.symbol(symbol)]) } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
    switch bent.verdict {
    case .convex, .strictlyConvex: break
    default:
      throw StatementProblem("it is not seen to be convex, and only convex functions have subgradients", at: phrase)
    }
    let passage: Passage = [
      .words("Find the subgradients of"), .mathematics(title(phrase, meaning)), .words("at"),
      .mathematics(.equation(.formula(.symbol(symbol)), .formula(.constant(at)))), .words("."),
    ]
    if found.left == found.right {
      return (
        passage,
        Answer(
          .formula(found.left), result: [Line("The derivative alone:", .formula(found.left))],
          working: Blackboard.working(found))
      )
    }
    return (
      passage,
      Answer(
        .none,
        result: [
          Line(
            "Every number g with", .related([.formula(found.left), .line("g"), .formula(found.right)], by: .isAtMost))
        ], working: Blackboard.working(found))
    )
  }

  private func differentiable(_ phrase: Phrase, _ place: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, symbol, at, found) = try slopes(phrase, place)
    let holds = found.left == found.right
    return (
      [
        .words("Is"), .mathematics(title(phrase, meaning)), .words("differentiable at"),
        .mathematics(.equation(.formula(.symbol(symbol)), .formula(.constant(at)))), .words("?"),
      ],
      Answer(
        .shown(holds),
        result: [
          Line(holds ? "Yes, the slope is the same on both sides." : "No: the slopes on both sides differ.")
        ], working: Blackboard.working(found))
    )
  }

  // MARK: Inverse functions

  /// x with f(x) = y, as a formula of y written in x.
  func inverseFunction(_ phrase: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, symbol) = try ofOneNumber(phrase)
    let taken = Set(meaning.value.symbols.map(\.name))
    let name = ["y", "u", "t", "z"].first { !taken.contains($0) } ?? "y_0"
    let y = Formula.symbol(Symbol(name, []))
    let roots: [Formula]
    var conditions: [Condition] = []
    switch Equation(meaning.value, equals: y, for: symbol).solve() {
    case .roots(let found):
      roots = found.roots.map(\.value)
      conditions = found.conditions + found.roots.flatMap(\.conditions)
      if found.roots.contains(where: { !$0.conditions.isEmpty }) && found.roots.count > 1 {
        conditions = found.conditions
      }
    case .symbolic(let value, let needed, _): (roots, conditions) = ([value], needed)
    case .exact, .unsolved: throw StatementProblem("y = f(x) is not solved for x here", at: phrase)
    }
    let passage: Passage = [.words("Find the inverse function of"), .mathematics(title(phrase, meaning)), .words(".")]
    let written = Mathematics.formula(.symbol(symbol))
    guard roots.count == 1 else {
      return (
        passage,
        Answer(
          .none,
          result: [Line("It has none: a value belongs to several numbers, or to none.")],
          working: roots.map { Line("", .equation(written, .formula($0))) })
      )
    }
    let result = roots[0].substituting([y: .symbol(symbol)]).simplified()
    let own = conditions.map { $0.mapped { $0.substituting([y: .symbol(symbol)]) } }
    return (
      passage,
      Answer(
        .formula(result), result: [Line("", .formula(result))] + own.map { Line([.words("for")] + $0.passage) },
        working: [
          Line("Solved for \(symbol.name):", .equation(.formula(y), .formula(meaning.value))),
          Line("", .equation(written, .formula(roots[0]))),
          Line("With the names exchanged:", .formula(result)),
        ])
    )
  }
}

extension SignChart {
  /// Where the formula changes its sign, and the sign between.
  fileprivate func working(of formula: Formula, _ name: Mathematics, isNegated: Bool) -> [Line] {
    guard !ends.isEmpty else { return [] }
    var lines: [Line] = []
    let zeros = ends.filter(\.isZero).map { $0.value.written(as: .unicode) }
    let gaps = ends.filter { !$0.isZero }.map { $0.value.written(as: .unicode) }
    if !zeros.isEmpty {
      lines.append(Line([.words("It is 0 at"), .mathematics(.equation(name, .line(zeros.joined(separator: ", "))))]))
    }
    if !gaps.isEmpty {
      lines.append(
        Line([.words("It may change besides at"), .mathematics(.equation(name, .line(gaps.joined(separator: ", "))))]))
    }
    let words = signs.map { sign in
      switch sign.map({ isNegated ? -$0 : $0 }) {
      case 1: "+"
      case -1: "−"
      case 0: "0"
      default: "no value"
      }
    }
    lines.append(Line("Its sign between, from left to right: \(words.joined(separator: ", "))."))
    return lines
  }
}

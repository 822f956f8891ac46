import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper

extension Blackboard {
  /// The step length of gradient descent that is best at a point: λ = gᵀg/(gᵀHg).
  func optimalStep(_ phrase: Phrase, from point: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let search = try ExactDescent(on: self, phrase, from: point, count: 1)
    let step = search.steps[0]
    return (
      [
        .words("Find the step length of gradient descent on"), .mathematics(search.title),
        .words("that is best at"), .mathematics(typeset(point) ?? .line(point.text)), .words("."),
      ],
      Answer(
        .formula(.constant(step.length)), result: [Line("", .line("λ = \(step.length.text)"))],
        working: step.lines("the start"))
    )
  }

  /// Steps of gradient descent whose lengths are the best ones: steepest descent with an exact line search.
  func exactDescent(_ phrase: Phrase, from point: Phrase, _ count: Phrase?) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    let search = try ExactDescent(on: self, phrase, from: point, count: try stepCount(count))
    let isOne = search.steps.count == 1
    var working: [Line] = []
    for (index, step) in search.steps.enumerated() {
      working += step.lines(isOne ? "the start" : "point \(index)")
      working.append(Line("A step of that length leads to", .line("x − λ g = \(step.next.tuple)")))
      if step.length.isZero { break }
    }
    let end = search.steps[search.steps.count - 1].next
    return (
      [
        .words("Take \(isOne ? "a step" : "\(search.steps.count) steps") of gradient descent on"),
        .mathematics(search.title),
        .words("from"), .mathematics(typeset(point) ?? .line(point.text)), .words("with an exact line search."),
      ],
      Answer(
        .formula(.literal(shape: end.shape, end.values)),
        result: [Line("", .equation(.line(search.names), .line(end.tuple)))],
        working: working)
    )
  }
}

/// Gradient descent on a function that is a quadratic along its gradients, each step as long as is best.
private struct ExactDescent {
  struct Step {
    let point: Literal
    let slope: Literal
    /// gᵀg and gᵀHg.
    let (squared, bend): (Rational, Rational)
    let next: Literal
    var length: Rational { squared.isZero ? .zero : squared / bend }

    func lines(_ place: String) -> [Line] {
      let gradient = Line("The gradient at \(place), \(point.tuple):", .equation(.line("g"), .line(slope.tuple)))
      guard !squared.isZero else { return [gradient, Line("It is zero: no step is needed.")] }
      return [
        gradient,
        Line(
          "Along it φ(λ) = f(x − λ g) is a parabola with φ′(0) = −gᵀg and φ″ = gᵀHg:",
          .line("gᵀg = \(squared.text), gᵀHg = \(bend.text)")),
        Line("It is smallest at", .line("λ = gᵀg/(gᵀHg) = \(length.text)")),
      ]
    }
  }

  private(set) var steps: [Step] = []
  let title: Mathematics
  /// `(x, y)` or `x`
  let names: String

  init(on board: Blackboard, _ phrase: Phrase, from start: Phrase, count: Int) throws(StatementProblem) {
    let problem = try board.descentProblem(phrase, from: try board.numbers(start), at: start, [])
    let (variables, formula) = (problem.variables, problem.meaning.value)
    title = board.title(phrase, problem.meaning)
    names = problem.names
    var point = problem.start
    for _ in 0..<count {
      var slope: [Rational] = []
      for slopeFormula in problem.slopes {
        guard let values = ExactEvaluator().evaluate(slopeFormula.substituting(point.values(of: variables)))?.values
        else {
          throw StatementProblem("the gradient at \(point.tuple) is no rational numbers", at: start)
        }
        slope += values
      }
      let direction = Literal(shape: point.shape, values: slope)
      func along(_ lambda: Rational) -> Rational? {
        let place = Literal(shape: point.shape, values: zip(point.values, slope).map { $0 - lambda * $1 })
        return ExactEvaluator().evaluate(formula.substituting(place.values(of: variables)))?.values.first
      }
      // φ(λ) = f(x − λ g) is a parabola where its third differences vanish: φ′(0) = −gᵀg, φ″ = gᵀHg.
      guard let a = along(0), let b = along(1), let c = along(2), let d = along(3),
        (d - c) - (c - b) == (c - b) - (b - a)
      else {
        throw StatementProblem(
          "the formula is no quadratic along the gradient: its best step has no closed form", at: phrase)
      }
      let squared = slope.reduce(Rational.zero) { $0 + $1 * $1 }
      let bend = (c - b) - (b - a)
      guard squared.isZero || !bend.isZero && !bend.isNegative else {
        throw StatementProblem("there is no best step: the formula does not rise again along the gradient", at: phrase)
      }
      let length = squared.isZero ? Rational.zero : squared / bend
      let next = Literal(shape: point.shape, values: zip(point.values, slope).map { $0 - length * $1 })
      steps.append(Step(point: point, slope: direction, squared: squared, bend: bend, next: next))
      point = next
      if squared.isZero { break }
    }
  }
}

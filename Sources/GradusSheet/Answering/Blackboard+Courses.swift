import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper
import GradusSolving

// Questions that courses ask by a name.
extension Blackboard {
  func course(_ question: CourseQuestion) throws(StatementProblem) -> (Passage, Answer) {
    switch question {
    case .normalEquations(let formula, let name): try normalEquations(formula, name)
    case .lagrangian(let formula, let equations): try lagrangian(formula, equations)
    case .quadraticForm(let formula): try quadraticForm(formula)
    case .steepest(let isAscent, let formula, let point): try steepest(isAscent, formula, point)
    case .shape(let formula): try shape(formula)
    case .implicit(let name, let variable, let equation): try implicit(name, variable, equation)
    case .closest(let point, let equation, let asksDistance): try closest(point, equation, asksDistance)
    }
  }

  /// The gradient of a quadratic is 0 where H w = b: XᵀX w = Xᵀy of ‖X w − y‖².
  private func normalEquations(_ phrase: Phrase, _ name: Phrase?) throws(StatementProblem) -> (Passage, Answer) {
    let (meaning, variable) = try objective(phrase, over: name)
    let slope: Formula
    let bend: Formula
    do {
      slope = try GradusCalculus.gradient(of: meaning.value, withRespectTo: variable).simplified()
      bend = try GradusCalculus.derivative(of: slope, withRespectTo: variable).simplified()
    } catch { throw StatementProblem("\(error)", at: phrase) }
    guard !bend.contains(variable), variable.rank <= 1 else {
      throw StatementProblem(
        "normal equations are those of a quadratic in a vector; its gradient is not affine", at: phrase)
    }
    let right = slope.substituting([variable: .zero(variable.shape)]).simplified().scaled(by: -1).simplified()
    let left = (bend * variable).simplified()
    let factor = left.coefficientAndRest.coefficient
    let common = factor.isZero ? right.coefficientAndRest.coefficient : factor
    let scale = common.isZero ? Rational(1) : 1 / common
    let (a, b) = (left.scaled(by: scale).simplified(), right.scaled(by: scale).simplified())
    return (
      [
        .words("Derive the normal equations of"), .mathematics(title(phrase, meaning)), .words("for"),
        .mathematics(.formula(variable)), .words("."),
      ],
      Answer(
        .none, result: [Line("", .equation(.formula(a), .formula(b)))],
        working: [
          Line("The gradient:", .formula(slope)),
          Line("It is 0 where", .equation(.formula(left), .formula(right))),
        ])
    )
  }

  /// The sizes of what a formula is.
  private func shape(_ phrase: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let meaning = try read(phrase)
    let known = Set(reader.symbols.map(\.name))
    let open = meaning.written.symbols.filter { !known.contains($0.name) }.map(\.name)
    guard open.isEmpty else {
      throw StatementProblem("nothing above says what shape \(open.joined(separator: ", ")) has", at: phrase)
    }
    let shape = meaning.value.shape
    let sizes = shape.map { "\(Formula.size($0).written(as: .unicode))" }.joined(separator: " × ")
    let words =
      switch shape.count {
      case 0: "A number."
      case 1: "A vector of \(sizes) entries."
      default: "A matrix, \(sizes)."
      }
    return (
      [.words("What shape has"), .mathematics(typeset(phrase) ?? .formula(meaning.written)), .words("?")],
      Answer(.none, result: [Line(words)])
    )
  }

  /// y′ = −F_x/F_y of F(x, y) = 0.
  private func implicit(
    _ name: Phrase, _ variable: Phrase, _ equation: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let (y, x) = (try spelling(name), try spelling(variable))
    let sides = try readEquation(equation, freeNames: [x, y])
    let whole = (sides.left.value - sides.right.value).simplified()
    guard let b = whole.symbols.first(where: { $0.name == y }), let a = whole.symbols.first(where: { $0.name == x }),
      a.shape.isEmpty, b.shape.isEmpty, whole.isScalar
    else { throw StatementProblem("the equation is none between the numbers \(x) and \(y)", at: equation) }
    let (fx, fy): (Formula, Formula)
    do {
      fx = try GradusCalculus.derivative(of: whole, withRespectTo: .symbol(a)).simplified()
      fy = try GradusCalculus.derivative(of: whole, withRespectTo: .symbol(b)).simplified()
    } catch { throw StatementProblem("\(error)", at: equation) }
    guard !fy.isZero else { throw StatementProblem("\(y) does not stand in the equation", at: equation) }
    let slope = (-fx / fy).simplified()
    let names = (Formula.symbol(a).written(as: .unicode), Formula.symbol(b).written(as: .unicode))
    return (
      [
        .words("Find"), .mathematics(.line("d\(names.1)/d\(names.0)")), .words("where"),
        .mathematics(typeset(equation: equation) ?? .line(equation.text)), .words("."),
      ],
      Answer(
        .formula(slope), result: [Line("", .equation(.line("d\(names.1)/d\(names.0)"), .formula(slope)))],
        working: [
          Line("Both sides are differentiated, \(names.1) a function of \(names.0):"),
          Line(
            "",
            .equation(
              .line("(\(fx.written(as: .unicode))) + (\(fy.written(as: .unicode))) d\(names.1)/d\(names.0)"),
              .formula(0))),
          Line("It holds where the second factor is not 0."),
        ])
    )
  }

  /// f + λ g for each g that is to be 0.
  private func lagrangian(_ phrase: Phrase, _ equations: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    let meaning = try read(phrase, freeNames: ownVariables(of: phrase))
    let board = knowing(meaning.value.symbols)
    var total = meaning.value
    var taken = Set(meaning.value.symbols.map(\.name))
    for (place, equation) in equations.enumerated() {
      guard equation.sidesOfEquation != nil else {
        throw StatementProblem("a Lagrangian is made of equations here, and this is none", at: equation)
      }
      let sides = try board.readEquation(equation)
      let gap = (sides.left.value - sides.right.value)
      taken.formUnion(gap.symbols.map(\.name))
      let base = taken.contains("lambda") && equations.count == 1 ? "mu" : "lambda"
      let name = equations.count == 1 ? base : "\(base)_\(place + 1)"
      let multiplier = Formula.symbol(name, gap.shape)
      total = total + (gap.isScalar ? multiplier * gap : (multiplier .* gap).summed)
    }
    return (
      [.words("Write down the Lagrangian of"), .mathematics(title(phrase, meaning)), .words("subject to")]
        + equations.enumerated().flatMap { place, equation -> Passage in
          (place > 0 ? [.words("and")] : []) + [.mathematics(typeset(equation: equation) ?? .line(equation.text))]
        } + [.words(".")],
      Answer(.formula(total), result: [Line("", .equation(.line("L"), .formula(total)))])
    )
  }

  /// The symmetric A with q = xᵀ A x: half the Hessian.
  private func quadraticForm(_ phrase: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let own = ownVariables(of: phrase)
    let meaning = try read(phrase, freeNames: own)
    let variables = meaning.value.symbols.filter { own.isEmpty || own.contains($0.name) }.map(Formula.symbol)
    guard variables.count == 1 || variables.allSatisfy(\.isScalar), !variables.isEmpty else {
      throw StatementProblem("a quadratic form is one in a vector, or in several numbers", at: phrase)
    }
    let names = variables.count == 1 ? variables : variables.sorted { $0.written(as: .ascii) < $1.written(as: .ascii) }
    func slope(_ formula: Formula, _ variable: Formula) throws(StatementProblem) -> Formula {
      do { return try GradusCalculus.derivative(of: formula, withRespectTo: variable).simplified() } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    let isForm = names.allSatisfy { name in
      (try? slope(meaning.value, name))?.substituting(
        Dictionary(uniqueKeysWithValues: names.map { ($0, Formula.zero($0.shape)) })
      )
      .simplified().isZero ?? false
    }
    let zero = Dictionary(uniqueKeysWithValues: names.map { ($0, Formula.zero($0.shape)) })
    guard isForm, meaning.value.substituting(zero).simplified().isZero else {
      throw StatementProblem("a quadratic form has terms of degree 2 only", at: phrase)
    }
    var matrix: Formula
    if names.count == 1, names[0].rank == 1 {
      matrix = try slope(try slope(meaning.value, names[0]), names[0]).scaled(by: Rational(1, 2)).simplified()
    } else {
      var entries: [Formula] = []
      for first in names {
        for second in names {
          entries.append(try slope(try slope(meaning.value, first), second).scaled(by: Rational(1, 2)).simplified())
        }
      }
      matrix = Formula.entries(entries, shape: [names.count, names.count])
    }
    guard !names.contains(where: matrix.contains) else {
      throw StatementProblem("a quadratic form has terms of degree 2 only", at: phrase)
    }
    if let exact = ExactEvaluator().evaluate(matrix) { matrix = .literal(shape: exact.shape, exact.values) }
    let order = names.map { $0.written(as: .unicode) }.joined(separator: ", ")
    return (
      [
        .words("Find the symmetric matrix of the quadratic form"), .mathematics(title(phrase, meaning)), .words("in"),
        .mathematics(.line(order)), .words("."),
      ],
      Answer(
        .formula(matrix), result: [Line("", .value(matrix))],
        working: [Line("It is half the matrix of the second derivatives.")])
    )
  }

  /// The gradient at a point over its length, or its negative.
  private func steepest(_ isAscent: Bool, _ phrase: Phrase, _ point: Phrase) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    let (_, variables) = try bendingSubject(phrase, [])
    var request = SheetStatement.DerivativeRequestPhrase(kind: .gradient, formula: phrase)
    request.point = point
    let (_, found) = try differentiate(request)
    guard let slope = found.value.formula, slope.rank == 1 || variables.count == 1, slope.symbols.isEmpty else {
      throw StatementProblem("the gradient at this point is no vector of numbers", at: point)
    }
    let length = Formula.power(slope.isScalar ? slope .** 2 : squaredNorm(slope), .constant(Rational(1, 2))).computed
      .simplified()
    let passage: Passage = [
      .words("Find the direction of steepest \(isAscent ? "ascent" : "descent") of"),
      .mathematics(typeset(phrase) ?? .line(phrase.text)), .words("at"),
      .mathematics(typeset(point) ?? .line(point.text)), .words("."),
    ]
    guard let number = try? Evaluator(inputs: [:]).evaluate(length).scalar, number > 0 else {
      return (passage, Answer(.none, result: [Line("There is none: the gradient is 0.")], working: found.working))
    }
    let direction = (isAscent ? slope : -slope).computed.simplified()
    return (
      passage,
      Answer(
        .formula(direction),
        result: [
          Line("", .value(direction)),
          Line([.words("of length"), .mathematics(.formula(length))], .line("≈ " + Tensor(number).decimals)),
        ],
        working: found.working + found.result + (isAscent ? [] : [Line("Downhill is the negative of it.")]))
    )
  }

  /// The point of a plane that is closest to a point, by Lagrange's multiplier.
  private func closest(_ point: Phrase, _ equation: Phrase, _ asksDistance: Bool) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    let place = try numbers(point.afterAssignment)
    let known = Set(reader.symbols.map(\.name))
    let symbols = try readEquation(equation).left.value.symbols.filter {
      !known.contains($0.name) || !isDefined($0.name)
    }
    let names: [String]
    let objective: String
    if symbols.count == 1, symbols[0].shape.count == 1 {
      names = [symbols[0].name]
      objective = "norm2(\(symbols[0].name) - \(point.afterAssignment.text))^2"
    } else {
      names = symbols.filter { $0.shape.isEmpty }.map(\.name).sorted()
      guard names.count == place.values.count, place.shape.count == 1 else {
        throw StatementProblem(
          "the point has \(place.values.count) numbers, and the equation speaks of \(names.joined(separator: ", "))",
          at: point)
      }
      objective = zip(names, place.values).map { "(\($0) - (\($1.text)))^2" }.joined(separator: " + ")
    }
    let (_, found) = try constrained(Phrase(objective), names.map { Phrase($0) }, [equation], false)
    guard let solution = found.value.formula else {
      throw StatementProblem("no closest point was found", at: equation)
    }
    let shownPoint = typeset(point) ?? .line(point.text)
    let shown = typeset(equation: equation) ?? .line(equation.text)
    let head = Line([.words("The point with the least squared distance")])
    if !asksDistance {
      return (
        [
          .words("Find the point of"), .mathematics(shown), .words("that is closest to"), .mathematics(shownPoint),
          .words("."),
        ],
        Answer(.formula(solution), result: valueLines(solution), working: [head] + found.working, check: found.check)
      )
    }
    let gap = solution - .literal(shape: place.shape, place.values)
    let distance = Formula.power(squaredNorm(gap), .constant(Rational(1, 2))).computed.simplified()
    return (
      [.words("Find the distance between"), .mathematics(shownPoint), .words("and"), .mathematics(shown), .words(".")],
      Answer(
        .formula(distance), result: valueLines(distance),
        working: [head] + found.working + found.result + [Line("The length of the difference:", .formula(distance))])
    )
  }
}

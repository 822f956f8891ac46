import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation

extension Blackboard {
  /// Steps of gradient descent by hand: x ← x − λ ∇f(x), in exact numbers.
  func descent(
    _ phrase: Phrase, _ start: Phrase, _ length: Phrase, _ count: Phrase?, _ names: [Phrase]
  ) throws(StatementProblem) -> (Passage, Answer) {
    guard let given = try? numbers(start), let lambda = try? numbers(length) else {
      return try openDescent(phrase, start, length, count, names)
    }
    guard lambda.shape.isEmpty else { throw StatementProblem("the length is a number", at: length) }
    let steps = try stepCount(count)
    let problem = try descentProblem(phrase, from: given, at: start, names)
    let (point, variables, slopes, isSplit) = (problem.start, problem.variables, problem.slopes, problem.isSplit)
    let path = try DescentPath(
      from: point, length: lambda.values[0], steps: steps, variables: variables, slopes: slopes, at: phrase)
    let letter = parameters(of: phrase) == nil ? "" : letter(of: phrase)
    var working: [Line] = []
    for (variable, slope) in zip(variables, slopes) {
      let left = isSplit ? "∂\(letter)/∂\(variable.written(as: .unicode))" : "∇\(letter)(\(problem.names))"
      working.append(Line(working.isEmpty ? "The gradient:" : "", .equation(.line(left), .formula(slope))))
    }
    working += path.lines(letter: letter, length: lambda.values[0])
    let end = path.steps[path.steps.count - 1].next
    let about = title(phrase, problem.meaning)
    let ask = steps == 1 ? "Take a step" : "Take \(steps) steps"
    return (
      [
        .words("\(ask) of gradient descent on"), .mathematics(about), .words("from"), .mathematics(.line(point.tuple)),
        .words("with the length"), .mathematics(.line(lambda.values[0].text)), .words("."),
      ],
      Answer(
        .formula(.literal(shape: end.shape, end.values)),
        result: [Line("", .equation(.line(problem.names), .line(end.tuple)))],
        working: working,
        illustration: (1...2).contains(point.values.count)
          ? .descent(
            DescentPlot(
              title: about.written(as: .unicode), formula: problem.meaning.value, variables: problem.symbols,
              names: isSplit || point.shape.isEmpty
                ? problem.symbols.map { Self.letter($0.name) } : Self.entries(of: problem.listed, end),
              points: path.points.map { $0.values.map(\.doubleValue) })) : nil,
        origin: .descent(
          DescentOrigin(
            start: point, length: lambda.values[0], count: steps, variables: variables, slopes: slopes)))
    )
  }
}

extension Blackboard {
  /// How many steps are asked for; one where nothing is said.
  func stepCount(_ count: Phrase?) throws(StatementProblem) -> Int {
    guard let count else { return 1 }
    guard let number = count.count, (1...100).contains(number) else {
      throw StatementProblem("found \(count.text), expected a number of steps from 1 to 100", at: count)
    }
    return number
  }

  /// What is descended over: the names that are given, the parameters of a function, or the only symbol.
  func descentVariables(_ phrase: Phrase, _ names: [Phrase]) throws(StatementProblem) -> [String] {
    let freeNames = try freeNames(names, of: phrase)
    if !freeNames.isEmpty { return freeNames }
    let symbols = try read(phrase).value.symbols
    guard symbols.count == 1 else {
      let list = symbols.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      throw StatementProblem("say over what: over one of \(list)", at: phrase)
    }
    return [symbols[0].name]
  }

  func slopes(
    of formula: Formula, in variables: [Formula], at phrase: Phrase
  ) throws(StatementProblem) -> [Formula] {
    var slopes: [Formula] = []
    for variable in variables {
      do {
        slopes.append(try gradient(of: formula, withRespectTo: variable).simplified())
      } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    return slopes
  }
}

extension DescentPath {
  /// Each step with its gradient: x − λ ∇f(x).
  fileprivate func lines(letter: String, length: Rational) -> [Line] {
    steps.enumerated().flatMap { index, step in
      let head = steps.count == 1 ? "At the start it is" : "Step \(index + 1): the gradient is"
      let lines = [Line(head, .equation(.line("∇\(letter)\(step.point.arguments)"), .line(step.slope.tuple)))]
      let (from, to) = ("\(step.point.tuple) − \(length.factor)·\(step.slope.operand)", step.next.tuple)
      // Long fractions go on another line.
      return from.count + to.count > 64
        ? lines + [Line("A step against it:", .line(from)), Line("", .line("= \(to)"))]
        : lines + [Line("A step against it:", .line("\(from) = \(to)"))]
    }
  }
}

extension Blackboard {
  fileprivate static func letter(_ name: String) -> String { Formula.symbol(name).written(as: .unicode) }

  /// `θ₁, θ₂`
  fileprivate static func entries(of name: String, _ point: Literal) -> [String] {
    point.values.indices.map { indexed(name, $0 + 1) }
  }
}

/// The points of gradient descent with their gradients.
struct DescentPath {
  struct Step {
    let point: Literal
    let slope: Literal
    let next: Literal
  }

  private(set) var steps: [Step] = []

  /// The start and every point that a step led to.
  var points: [Literal] { steps.prefix(1).map(\.point) + steps.map(\.next) }

  init(
    from start: Literal, length: Rational, steps count: Int, variables: [Formula], slopes: [Formula], at phrase: Phrase
  ) throws(StatementProblem) {
    var point = start
    for _ in 0..<count {
      let values = point.values(of: variables)
      var slope: [Rational] = []
      for formula in slopes { slope += try Self.value(formula.substituting(values), phrase) }
      let next = Literal(shape: point.shape, values: zip(point.values, slope).map { $0 - length * $1 })
      steps.append(Step(point: point, slope: Literal(shape: point.shape, values: slope), next: next))
      point = next
    }
  }

  /// Exact where it is rational, to six digits otherwise.
  private static func value(_ formula: Formula, _ phrase: Phrase) throws(StatementProblem) -> [Rational] {
    if let exact = ExactEvaluator().evaluate(formula) { return exact.values }
    if let missing = formula.symbols.first { throw StatementProblem("\(missing.name) has no value", at: phrase) }
    guard let value = try? Evaluator(inputs: [:]).evaluate(formula), value.values.allSatisfy(\.isFinite) else {
      throw StatementProblem("the gradient has no value there", at: phrase)
    }
    return value.values.map(\.sixDigits)
  }
}

extension Rational {
  /// `−3/4`, with a true minus sign.
  var text: String { description.replacing("-", with: "−") }

  /// As a factor: a fraction or a negative number in parentheses.
  var factor: String { isInteger && !isNegative ? text : "(\(text))" }
}

extension Literal {
  /// As the second factor of a product: a negative number in parentheses.
  fileprivate var operand: String { shape.isEmpty ? values[0].factor : tuple }

  /// `(3)`, `(1, −2/3)`: as the arguments of a function.
  fileprivate var arguments: String { shape.isEmpty ? "(\(values[0].text))" : tuple }

  /// `(1, −2/3)`; a single number stands by itself.
  var tuple: String {
    shape.isEmpty ? values[0].text : "(" + values.map(\.text).joined(separator: ", ") + ")"
  }
}

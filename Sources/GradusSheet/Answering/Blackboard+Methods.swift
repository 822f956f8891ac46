import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusOptimization
import GradusSolving

extension Blackboard {
  /// Steps by hand of a method that remembers gradients, or of Newton's.
  func method(_ request: SpecialQuestion.MethodRequest) throws(StatementProblem) -> (Passage, Answer) {
    let phrase = request.formula
    let start = try numbers(request.start)
    guard start.shape.count <= 1 else { throw StatementProblem("the start is a vector or a number", at: request.start) }
    let count =
      try request.count.map { phrase throws(StatementProblem) in
        guard let count = phrase.count, (1...100).contains(count) else {
          throw StatementProblem("found \(phrase.text), expected a number of steps from 1 to 100", at: phrase)
        }
        return count
      } ?? 1
    let (meaning, variables, slopes) = try objective(request, start)
    let path: [MethodStep]
    if request.method == .newton {
      path = try newton(meaning.value, variables, slopes, start, count, phrase)
    } else {
      path = try remembered(request, variables, slopes, start, count)
    }
    let names = variables.map { $0.written(as: .unicode) }
    let x = variables.count > 1 ? "(\(names.joined(separator: ", ")))" : names[0]
    var working = [Line("The step:", .line(request.method.formula))]
    working += zip(variables, slopes).map { variable, slope in
      Line("", .equation(.line(variables.count > 1 ? "∂f/∂\(variable.written(as: .unicode))" : "∇f"), .formula(slope)))
    }
    for (index, step) in path.enumerated() {
      working.append(Line(path.count == 1 ? "" : "Step \(index + 1):", .line("g = \(step.gradient)")))
      working += step.lines.map { Line("", .line($0)) }
    }
    let end = path[path.count - 1].point
    let exact = end.map { Rational("\($0)") ?? 0 }
    return (
      [
        .words("Take \(count == 1 ? "a step" : "\(count) steps") of \(request.method.name) on"),
        .mathematics(title(phrase, meaning)), .words("from"),
        .mathematics(typeset(request.start) ?? .line(request.start.text)), .words("."),
      ],
      Answer(
        .formula(.literal(shape: start.shape, exact)),
        result: [
          Line(
            "",
            .related(
              [.line(x), .line((start.shape.isEmpty ? Tensor(end[0]) : Tensor(vector: end)).decimals)], by: .equals))
        ], working: working)
    )
  }

  private struct MethodStep {
    let gradient: String
    let lines: [String]
    let point: [Double]
  }

  /// The formula with its variables in the shape of the start, and its gradient.
  private func objective(
    _ request: SpecialQuestion.MethodRequest, _ start: Literal
  ) throws(StatementProblem) -> (Meaning, [Formula], [Formula]) {
    let phrase = request.formula
    var names = try freeNames(request.variables, of: phrase)
    if names.isEmpty { names = try read(phrase).value.symbols.map(\.name).sorted() }
    let isSplit = names.count > 1
    guard !names.isEmpty, !isSplit || names.count == start.values.count else {
      throw StatementProblem(
        "\(names.count) variables, but \(start.values.count) numbers to start from", at: request.start)
    }
    let free = names.map { Symbol($0, isSplit ? [] : start.shape.map(Size.number)) }
    let meaning = try read(phrase, free: free, freeNames: names)
    guard meaning.value.isScalar else { throw StatementProblem("a descent needs a scalar", at: phrase) }
    var slopes: [Formula] = []
    for symbol in free {
      do { slopes.append(try gradient(of: meaning.value, withRespectTo: .symbol(symbol)).simplified()) } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    return (meaning, free.map(Formula.symbol), slopes)
  }

  private func numbers(_ formulas: [Formula], _ variables: [Formula], at point: [Double], _ phrase: Phrase)
    throws(StatementProblem) -> [Double]
  {
    var inputs: [String: Tensor] = [:]
    for (index, variable) in variables.enumerated() {
      guard let name = variable.symbols.first?.name else { continue }
      inputs[name] = variables.count > 1 || variable.isScalar ? Tensor(point[index]) : Tensor(vector: point)
    }
    if let missing = formulas.flatMap(\.symbols).first(where: { inputs[$0.name] == nil }) {
      throw StatementProblem("\(missing.name) has no value", at: phrase)
    }
    var values: [Double] = []
    for formula in formulas {
      guard let value = try? Evaluator(inputs: inputs).evaluate(formula), value.values.allSatisfy(\.isFinite) else {
        throw StatementProblem("the gradient has no value there", at: phrase)
      }
      values += value.values
    }
    return values
  }

  private func constant(_ request: SpecialQuestion.MethodRequest, _ key: String, _ fallback: Rational?)
    throws(StatementProblem) -> Rational
  {
    guard let phrase = request.constants[key] else {
      if let fallback { return fallback }
      throw StatementProblem("the learning rate is missing: write … with learning rate 0.1", at: request.formula)
    }
    guard let value = try numbers(phrase.afterAssignment).values.first, !value.isNegative else {
      throw StatementProblem("expected a positive number", at: phrase)
    }
    return value
  }

  /// By the update formulas of the optimisers that train networks.
  private func remembered(
    _ request: SpecialQuestion.MethodRequest, _ variables: [Formula], _ slopes: [Formula], _ start: Literal,
    _ count: Int
  ) throws(StatementProblem) -> [MethodStep] {
    let rate = try constant(request, "rate", nil).doubleValue
    let epsilon = try constant(request, "epsilon", Rational(1, 100_000_000))
    var point = start.values.map(\.doubleValue)
    var steps: [MethodStep] = []
    func tuple(_ values: [Double]) -> String {
      (start.shape.isEmpty ? Tensor(values[0]) : Tensor(vector: values)).decimals
    }
    let optimizer: Optimizer
    switch request.method {
    case .momentum: optimizer = .momentum(try constant(request, "momentum", Rational(9, 10)))
    case .nesterov: optimizer = .nesterov(try constant(request, "momentum", Rational(9, 10)))
    case .adam:
      optimizer = .adam(
        beta1: try constant(request, "beta1", Rational(9, 10)),
        beta2: try constant(request, "beta2", Rational(999, 1000)),
        epsilon: epsilon)
    case .rmsprop: optimizer = .rmsprop(rho: try constant(request, "decay", Rational(9, 10)), epsilon: epsilon)
    case .adagrad: optimizer = .adagrad(epsilon: epsilon)
    case .newton: return []
    }
    do { try optimizer.check() } catch { throw StatementProblem(error.description, at: request.formula) }
    let parameter = Symbol("point", [.number(point.count)])
    let update = optimizer.update(parameter, gradient: .symbol("gradient", [.number(point.count)]))
    var memories = optimizer.memories(of: parameter).map { ($0, Tensor(vector: point.map { _ in 0.0 })) }
    for index in 1...count {
      let g = try numbers(slopes, variables, at: point, request.formula)
      var inputs = ["point": Tensor(vector: point), "gradient": Tensor(vector: g)]
      for (memory, value) in memories { inputs[memory.symbol(of: parameter).name] = value }
      inputs[StepScalar.learningRate.name] = Tensor(rate)
      let time = Evaluator(inputs: [
        StepScalar.time.name: Tensor(Double(index)), StepScalar.learningRate.name: Tensor(rate),
      ])
      for scalar in optimizer.scalars { inputs[scalar.name] = try? time.evaluate(scalar.value) }
      let evaluator = Evaluator(inputs: inputs)
      guard let next = try? evaluator.evaluate(update.parameter) else {
        throw StatementProblem("the step has no value", at: request.formula)
      }
      memories = memories.map { memory, value in
        (memory, update.memories[memory.name].flatMap { try? evaluator.evaluate($0) } ?? value)
      }
      point = next.values
      let letters = ["velocity": "v", "mean": "m", "square": "s"]
      let lines =
        memories.map { "\(letters[$0.0.name] ?? $0.0.name) = \(tuple($0.1.values))" } + ["x = \(tuple(point))"]
      steps.append(MethodStep(gradient: tuple(g), lines: lines, point: point))
    }
    return steps
  }

  /// x ← x − H⁻¹ g, in exact numbers where they are rational.
  private func newton(
    _ formula: Formula, _ variables: [Formula], _ slopes: [Formula], _ start: Literal, _ count: Int, _ phrase: Phrase
  ) throws(StatementProblem) -> [MethodStep] {
    var seconds: [Formula] = []
    for slope in slopes {
      for variable in variables {
        do {
          seconds.append(
            slope.isScalar
              ? try gradient(of: slope, withRespectTo: variable).simplified()
              : try DerivativeRequest(formula, withRespectTo: [variable, variable]).answer().result)
        } catch { throw StatementProblem("\(error)", at: phrase) }
      }
    }
    let size = start.values.count
    func tuple(_ values: [Double]) -> String {
      (start.shape.isEmpty ? Tensor(values[0]) : Tensor(vector: values)).decimals
    }
    var point = start.values.map(\.doubleValue)
    var steps: [MethodStep] = []
    for _ in 0..<count {
      let g = try numbers(slopes, variables, at: point, phrase)
      let h = try numbers(seconds, variables, at: point, phrase)
      let matrix = ExactMatrix(rowCount: size, columnCount: size, elements: h.map { Rational("\($0)") ?? 0 })
      guard
        case .unique(let step) = LinearSystem(matrix, rightSide: ExactMatrix(column: g.map { Rational("\($0)") ?? 0 }))
          .solve()
      else {
        throw StatementProblem(
          "the Hessian at \(tuple(point)) is singular: Newton's method has no step there", at: phrase)
      }
      let move = step.column(0).map(\.doubleValue)
      point = zip(point, move).map { $0 - $1 }
      steps.append(
        MethodStep(
          gradient: tuple(g),
          lines: [
            "H = \(Tensor(shape: size == 1 && start.shape.isEmpty ? [] : [size, size], values: h).decimals)",
            "H⁻¹g = \(tuple(move))", "x = \(tuple(point))",
          ], point: point))
    }
    return steps
  }
}

extension SpecialQuestion.MethodRequest.Method {
  fileprivate var name: String {
    switch self {
    case .momentum: "gradient descent with momentum"
    case .nesterov: "Nesterov's gradient descent"
    case .adam: "Adam"
    case .rmsprop: "RMSProp"
    case .newton: "Newton's method"
    case .adagrad: "AdaGrad"
    }
  }

  /// One step, from memories that are zero at first.
  fileprivate var formula: String {
    switch self {
    case .momentum: "v ← μ v + g, x ← x − η v"
    case .nesterov: "v ← μ v + g, x ← x − η (g + μ v)"
    case .adam: "m ← β₁ m + (1 − β₁) g, s ← β₂ s + (1 − β₂) g², x ← x − η (m/(1 − β₁ᵗ))/(√(s/(1 − β₂ᵗ)) + ε)"
    case .rmsprop: "s ← ρ s + (1 − ρ) g², x ← x − η g/(√s + ε)"
    case .newton: "x ← x − H⁻¹ g"
    case .adagrad: "s ← s + g², x ← x − η g/(√s + ε)"
    }
  }
}

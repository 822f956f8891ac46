import GradusCalculus
import GradusExpression
import GradusNotation
import GradusPaper

extension Blackboard {
  func differentiate(_ request: SheetStatement.DerivativeRequestPhrase) throws(StatementProblem) -> (Passage, Answer) {
    let request = ofWholeArrays(takenAtArguments(request))
    let phrase = request.formula
    let kind = request.kind
    let order = request.order ?? kind.order
    let found = try derivative(
      kind, of: phrase, variables: try variables(of: request), style: request.style, layout: request.layout,
      order: order, showsWorking: true)
    let name = name(of: phrase)
    let listed = found.variables.map { $0.written(as: .unicode) }.joined(separator: ", ")
    // The gradient in several numbers is the vector of their partial derivatives.
    let isJoined = kind != .derivative && found.variables.count > 1 && found.variables.allSatisfy(\.isScalar)
    let noun = kind.noun(count: isJoined ? 1 : found.variables.count, order: order)
    let passage = question(request, found, noun: noun, listed: listed)

    var (result, working): ([Line], [Line]) = ([], [])
    var checks: [String] = []
    for (variable, answer) in zip(found.variables, found.answers) {
      if let words = try agreement(of: answer, at: phrase) { checks.append(words) }
      let own = isJoined ? SheetStatement.DerivativeKind.derivative : kind
      let left = own.symbol(
        of: name, in: variable, isPartial: found.formula.symbols.count > 1, order: isJoined ? 1 : order)
      if found.variables.count > 1 {
        working.append(Line([.words("With respect to"), .formula(variable), .words(":")]))
      }
      working += answer.steps.filter { $0.level <= .normal }.map { Line($0, from: found.formula) }
      let value = Mathematics.value(answer.result.computed.entrywise, from: found.formula)
      let line = Line(
        "", name == nil && found.variables.count == 1 ? value : .equation(.line(left), value))
      if isJoined { working.append(line) } else { result.append(line) }
      if !answer.facts.isEmpty {
        result.append(Line("Uses: " + answer.facts.map(\.description).joined(separator: ", ") + "."))
      }
      result += answer.spectralRequirements.map { Line("Where \($0).") }
    }
    var results = found.answers.map(\.result.computed.entrywise)
    if isJoined {
      results = [try joined(kind, found, layout: request.layout, at: phrase)]
      result.insert(joinedLine(results[0], kind, name, found.formula), at: 0)
    }
    if kind == .jacobian, found.formula.rank > 0 { result.append(rows(in: request.layout)) }
    if let point = request.point {
      let place = try self.point(point, of: found.variables, others: found.formula.symbols)
      results = try results.map { formula throws(StatementProblem) in try value(of: formula, at: place, point) }
      working += result
      for answer in found.answers { try refuseKink(answer.result, at: place, point) }
      result = results.map {
        Line([.words("At"), .mathematics(place.text), .words("it is")], valueLines($0)[0].display)
      }
      if kind == .jacobian, found.formula.rank > 0 { result.append(rows(in: request.layout)) }
    }
    return (
      passage,
      Answer(
        results.count == 1 ? .formula(results[0]) : .formulas(results), result: result, working: working,
        check: checks.count == found.answers.count ? checks[0] : nil,
        origin: results.count == 1 && !isJoined && request.point == nil
          ? .derivative(of: found.formula, in: found.variables[0], order: order) : nil)
    )
  }

  /// `\partial p_k/\partial z_j`, where p and z are arrays here and p_k and z_j mean nothing else: all of them are asked for.
  private func ofWholeArrays(
    _ request: SheetStatement.DerivativeRequestPhrase
  ) -> SheetStatement.DerivativeRequestPhrase {
    var request = request
    func array(_ phrase: Phrase) -> Phrase? {
      guard let name = try? spelling(phrase), !isDefined(name), parameters[name] == nil,
        let underscore = name.lastIndex(of: "_"), name[underscore...].dropFirst().allSatisfy({ "i"..."n" ~= $0 })
      else { return nil }
      return Phrase(String(name[..<underscore]))
    }
    func isArray(_ phrase: Phrase) -> Bool {
      (try? read(phrase))?.value.symbols.contains { !$0.shape.isEmpty } ?? false
        || reader.symbols.contains { $0.name == phrase.text && !$0.shape.isEmpty }
    }
    if let whole = array(request.formula), isDefined(whole.text), isArray(whole) {
      request.formula = whole
      if request.kind == .derivative { request.kind = .jacobian }
    }
    guard let found = try? read(request.formula, freeNames: request.variables.compactMap(array).map(\.text)).value
    else {
      return request
    }
    request.variables = request.variables.map { variable in
      guard let whole = array(variable), !found.symbols.contains(where: { $0.name == (try? spelling(variable)) }),
        found.symbols.contains(where: { $0.name == whole.text && !$0.shape.isEmpty }) || isDefined(whole.text)
      else { return variable }
      return whole
    }
    return request
  }

  /// The derivative of f(a) by x, an argument of f that does not stand in a, is that of f, taken at a.
  private func takenAtArguments(
    _ request: SheetStatement.DerivativeRequestPhrase
  ) -> SheetStatement.DerivativeRequestPhrase {
    guard request.point == nil, let name = request.formula.cut.words.first, name.next == "(",
      name.range.lowerBound == request.formula.range.lowerBound, let names = parameters[name.text],
      let close = name.closingBracket, close == request.formula.range.upperBound - 1
    else { return request }
    let place = name.extended(to: close).dropFirst(name.range.count + 1)
    let wanted = request.variables.compactMap { try? spelling($0) }
    guard wanted.count == request.variables.count, wanted.allSatisfy(names.contains),
      place.text != names.joined(separator: ", "),
      !place.cut.words.contains(where: { word in
        (try? spelling(word)).map((wanted.isEmpty ? names : wanted).contains) ?? false
      })
    else { return request }
    var request = request
    request.formula = name
    request.point = names.count == 1 ? place : Phrase("(\(place.text))")
    return request
  }

  /// `Find the gradient of … with respect to x at (1, 2) by the chain rule.`
  private func question(
    _ request: SheetStatement.DerivativeRequestPhrase, _ found: Derivatives, noun: String, listed: String
  ) -> Passage {
    var passage: Passage = [.words("Find the \(noun) of")]
    passage.append(.mathematics(title(request.formula, Meaning(written: found.written, value: found.formula))))
    passage += [.words("with respect to"), .mathematics(.line(listed))]
    if let point = request.point { passage += [.words("at"), .mathematics(typeset(point) ?? .line(point.text))] }
    if request.style == .chain { passage.append(.words("by the chain rule")) }
    if request.style == .differential { passage.append(.words("by differentials")) }
    passage.append(.words("."))
    return passage
  }

  private func rows(in layout: Layout) -> Line {
    Line(layout == .denominator ? "A row for each entry of the variable." : "A row for each entry of the formula.")
  }

  /// How well a derivative agrees with its formula in numbers, in words; nil where they cannot be compared.
  private func agreement(of answer: Derivative, at phrase: Phrase) throws(StatementProblem) -> String? {
    let numbers = NumericalCheck.check(answer)
    if numbers.obstacle == nil, !numbers.passed {
      throw StatementProblem("the derivative that was found does not agree with the formula in numbers", at: phrase)
    }
    return numbers.words
  }

  /// `∇f = (…)`: the partial derivatives in one.
  private func joinedLine(
    _ result: Formula, _ kind: SheetStatement.DerivativeKind, _ name: String?, _ formula: Formula
  ) -> Line {
    let sign = kind == .jacobian ? "J" : kind == .hessian ? "∇²" : "∇"
    let left = sign + (name.map { String($0.prefix { $0 != "(" }) } ?? "")
    let value = Mathematics.value(result, from: formula)
    return Line("", left.count == sign.count ? value : .equation(.line(left), value))
  }

  /// The derivative of |x| has no value at 0, whatever its formula sign(x) gives there.
  private func refuseKink(_ derivative: Formula, at point: Point, _ phrase: Phrase) throws(StatementProblem) {
    for node in derivative.nodesBottomUp {
      guard case .map(.sign, let argument) = node.node,
        let value = ExactEvaluator().evaluate(argument.substituting(point.values))
      else { continue }
      if value.values.contains(where: \.isZero) {
        throw StatementProblem(
          "there is no derivative at this point: \(Formula.map(.abs, argument).written(as: .unicode)) has a kink there",
          at: phrase)
      }
    }
  }

  /// The variables that are named, or every symbol where all partial derivatives are asked for.
  private func variables(of request: SheetStatement.DerivativeRequestPhrase) throws(StatementProblem) -> [Phrase] {
    if request.variables.isEmpty, request.kind == .gradient || request.kind == .hessian, let point = request.point,
      parameters(of: request.formula) == nil
    {
      // The gradient of x y z at (1, 2, 3): a number for each of them.
      let symbols = try read(request.formula).value.symbols.filter(\.shape.isEmpty)
      if symbols.count > 1, (try? numbers(point))?.values.count == symbols.count {
        return symbols.map(\.name).sorted().map { Phrase($0) }
      }
    }
    guard request.takesEveryVariable, request.variables.isEmpty, parameters(of: request.formula) == nil else {
      return request.variables
    }
    return try read(request.formula).value.symbols.map { Phrase($0.name) }
  }

  /// The gradient, Jacobian or Hessian in several numbers, put together of the partial derivatives.
  private func joined(
    _ kind: SheetStatement.DerivativeKind, _ found: Derivatives, layout: Layout, at phrase: Phrase
  ) throws(StatementProblem) -> Formula {
    let count = Size.number(found.variables.count)
    let partials = found.answers.map(\.result)
    guard kind == .hessian else {
      let rank = found.formula.rank
      var parts: [Formula] = []
      for (i, partial) in partials.enumerated() {
        guard rank == 1, let length = found.formula.shape[0].value(in: [:]) else {
          parts.append(
            .contraction(
              [.init(.basis(i, count), [0]), .init(partial, Array(1..<rank + 1))], output: Array(0..<rank + 1)))
          continue
        }
        // Entry by entry, so that it is written as a matrix.
        for j in 0..<length {
          let unit = Formula.basis(j, .number(length))
          let entry = Formula.contraction([.init(unit, [0]), .init(partial, [0])], output: []).simplified()
          parts.append(
            .contraction([.init(.basis(i, count), [0]), .init(unit, [1]), .init(entry, [])], output: [0, 1]))
        }
      }
      let whole = Formula.sum(parts, shape: [count] + found.formula.shape)
      return (layout == .numerator ? whole.transposed : whole).computed
    }
    var entries: [Formula] = []
    for partial in partials {
      for variable in found.variables {
        do { entries.append(try gradient(of: partial, withRespectTo: variable).simplified()) } catch {
          throw StatementProblem("\(error)", at: phrase)
        }
      }
    }
    return .entries(entries, shape: [partials.count, partials.count])
  }

  /// The name of what a phrase is, where it is one.
  func name(of phrase: Phrase) -> String? {
    if let names = parameters(of: phrase) {
      let list = names.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      return "\(letter(of: phrase))(\(list))"
    }
    return isDefined((try? spelling(phrase)) ?? phrase.text) ? letter(of: phrase) : nil
  }

  /// A phrase that is a name, as it is written.
  func letter(of phrase: Phrase) -> String {
    Formula.symbol((try? spelling(phrase)) ?? phrase.text).written(as: .unicode)
  }
}

extension SheetStatement.DerivativeKind {
  fileprivate func noun(count: Int, order: Int) -> String {
    switch self {
    case .derivative where order > 1: order == 2 ? "second derivative" : "third derivative"
    case .derivative: count > 1 ? "partial derivatives" : "derivative"
    case .gradient: count > 1 ? "gradients" : "gradient"
    case .jacobian: "Jacobian"
    case .hessian: "Hessian"
    }
  }

  /// `∂f/∂x₁`, `df/dx`, `∇f`.
  fileprivate func symbol(of name: String?, in variable: Formula, isPartial: Bool, order: Int) -> String {
    let letter = name.map { String($0.prefix { $0 != "(" }) } ?? ""
    let x = variable.written(as: .unicode)
    switch self {
    case .gradient where !letter.isEmpty && !variable.isScalar: return "∇\(letter)"
    case .hessian: return variable.isScalar ? "d²\(letter)/d\(x)²" : "∇²\(letter)"
    case .derivative where order > 1:
      let (d, raised) = (isPartial ? "∂" : "d", order == 2 ? "²" : "³")
      return "\(d)\(raised)\(letter)/\(d)\(x)\(raised)"
    case .derivative, .gradient, .jacobian:
      let d = isPartial || !variable.isScalar ? "∂" : "d"
      return "\(d)\(letter)/\(d)\(x)"
    }
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  /// Values of variables, as `(1, 2)`, `x = 2` or `x = 1 and y = 2` give them.
  struct Point {
    let values: [Formula: Formula]
    /// As it stands on the page.
    let text: Mathematics
  }

  /// - Parameter others: symbols that may have a value by name, besides the variables.
  func point(_ phrase: Phrase, of variables: [Formula], others: [Symbol] = []) throws(StatementProblem) -> Point {
    let text = typeset(phrase) ?? .line(phrase.text)
    let assignments = StatementParser.listed(phrase).compactMap(\.sidesOfEquation)
    if assignments.isEmpty {
      if let values = try formulas(phrase, of: variables) { return Point(values: values, text: text) }
      let literal = try numbers(phrase)
      if variables.count == 1, variables[0].rank > 0, literal.shape.isEmpty, literal.values[0].isZero {
        // 0 is the zero of every shape.
        return Point(values: [variables[0]: .zero(variables[0].shape)], text: text)
      }
      if variables.count == 1, literal.shape.count == variables[0].rank || others.count == 1 {
        return Point(values: [variables[0]: .literal(shape: literal.shape, literal.values)], text: text)
      }
      // The point may give every number of the formula, not only those that are asked about.
      let numbers = others.filter(\.shape.isEmpty).map(Formula.symbol).sorted {
        $0.written(as: .ascii) < $1.written(as: .ascii)
      }
      if literal.values.count != variables.count, literal.values.count == numbers.count,
        variables.allSatisfy(\.isScalar)
      {
        let values = zip(numbers, literal.values).map { ($0, Formula.constant($1)) }
        return Point(values: Dictionary(uniqueKeysWithValues: values), text: text)
      }
      guard literal.values.count == variables.count else {
        throw StatementProblem(
          "\(variables.count) variables, but \(literal.values.count) numbers for the point", at: phrase)
      }
      let values = zip(variables, literal.values).map { ($0, Formula.constant($1)) }
      return Point(values: Dictionary(uniqueKeysWithValues: values), text: text)
    }
    var values: [Formula: Formula] = [:]
    for (left, right) in assignments {
      let name = try spelling(left)
      let known = variables + others.map(Formula.symbol)
      guard let variable = known.first(where: { $0.symbols.first?.name == name }) else {
        let list = variables.map { $0.written(as: .unicode) }.joined(separator: ", ")
        throw StatementProblem("\(left.text) is no variable here; there is \(list)", at: left)
      }
      if let open = try formulas(right, of: [variable])?[variable] {
        values[variable] = open
      } else {
        let value = try literal(right)
        values[variable] = value.isScalar && value.isZero ? .zero(variable.shape) : value
      }
    }
    return Point(values: values, text: .line(phrase.text.replacing("-", with: "−")))
  }

  private func literal(_ phrase: Phrase) throws(StatementProblem) -> Formula {
    let literal = try numbers(phrase)
    return .literal(shape: literal.shape, literal.values)
  }

  /// A place without numbers, such as x₀ or (a, b): what the variables become; nil where it is numbers.
  private func formulas(_ phrase: Phrase, of variables: [Formula]) throws(StatementProblem) -> [Formula: Formula]? {
    let parts = variables.count == 1 ? [phrase] : (phrase.insideParentheses ?? phrase).parts(between: ",")
    guard parts.count == variables.count else { return nil }
    var values: [Formula: Formula] = [:]
    var isOpen = false
    for (variable, part) in zip(variables, parts) {
      // A name that means nothing yet has the shape of the variable.
      let isKnown = try read(part).value.symbols.allSatisfy { symbol in reader.symbols.contains(symbol) }
      let free = isKnown ? [] : (try? spelling(part)).map { [Symbol($0, variable.shape)] } ?? []
      let value = try read(part, free: free).value
      if !value.symbols.isEmpty { isOpen = true }
      values[variable] = value
    }
    guard isOpen else { return nil }
    for (variable, part) in zip(variables, parts) where values[variable]!.shape != variable.shape {
      throw StatementProblem(
        "\(variable.written(as: .unicode)) has the shape \(describe(shape: variable.shape)), this \(describe(shape: values[variable]!.shape))",
        at: part)
    }
    return values
  }

  /// The formula with the values of a point put in, computed as far as it goes.
  func value(of formula: Formula, at point: Point, _ phrase: Phrase) throws(StatementProblem) -> Formula {
    var sizes: [String: Size] = [:]
    var values: [Symbol: Formula] = [:]
    for (variable, value) in point.values {
      guard case .symbol(let symbol) = variable.node else { continue }
      let isFit = value.shape.count == symbol.shape.count && symbol.shape.unify(with: value.shape, &sizes)
      guard isFit else {
        throw StatementProblem(
          "\(variable.written(as: .unicode)) has the shape \(describe(shape: symbol.shape)), the point \(describe(shape: value.shape))",
          at: phrase)
      }
      values[symbol] = value
    }
    guard let placed = formula.substituting(sizes: sizes, values) else {
      throw StatementProblem("the formula speaks of an entry that the point does not have", at: phrase)
    }
    let found = withLaterValues(placed)
    if let exact = ExactEvaluator().evaluate(found) { return .literal(shape: exact.shape, exact.values) }
    guard found.symbols.isEmpty, found.sizeSymbols.isEmpty else { return found.simplified().computed }
    guard let value = try? Evaluator(inputs: [:]).evaluate(found), value.values.allSatisfy(\.isFinite) else {
      throw StatementProblem("there is no value at this point", at: phrase)
    }
    return found
  }

  /// The value of a formula at a point.
  func value(_ phrase: Phrase, at point: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let meaning = try read(phrase, freeNames: ownVariables(of: phrase))
    let names = ownVariables(of: phrase)
    let variables = meaning.value.symbols.filter { names.isEmpty || names.contains($0.name) }.map(Formula.symbol)
    let place = try self.point(point, of: variables.sorted { rank($0, names) < rank($1, names) })
    let value = try value(of: meaning.value, at: place, point)
    return (
      [
        .words("Compute"), .mathematics(title(phrase, meaning)), .words("at"), .mathematics(place.text), .words("."),
      ],
      Answer(.formula(value), result: valueLines(value))
    )
  }

  private func rank(_ variable: Formula, _ names: [String]) -> Int {
    names.firstIndex(of: variable.symbols.first?.name ?? "") ?? names.count
  }

  /// An operation that was told in words.
  func operation(_ phrase: Phrase, _ formula: String) throws(StatementProblem) -> (Passage, Answer) {
    // The inverse of a function is no reciprocal.
    if formula.hasPrefix("inv("), let subject = phrase.split(at: "of")?.after.withoutArticle ?? phrase.after("invert"),
      parameters(of: subject)?.count == 1, let value = try? read(subject).value, value.isScalar
    {
      return try inverseFunction(subject)
    }
    do { return try compute(Phrase(formula), named: nil) } catch { throw StatementProblem(error.message, at: phrase) }
  }
}

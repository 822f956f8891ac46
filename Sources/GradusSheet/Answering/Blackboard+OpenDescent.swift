import GradusCalculus
import GradusExpression
import GradusNotation

// Gradient descent with letters: a step length η, or a point x₀ without numbers.
extension Blackboard {
  /// Steps of gradient descent whose length or start is no number.
  func openDescent(
    _ phrase: Phrase, _ start: Phrase, _ length: Phrase, _ count: Phrase?, _ names: [Phrase]
  ) throws(StatementProblem) -> (Passage, Answer) {
    let steps = try stepCount(count)
    guard steps <= 3 else {
      throw StatementProblem("more than three steps with letters are not written out", at: count ?? phrase)
    }
    let rate = try stepLength(length)
    let freeNames = try descentVariables(phrase, names)
    let isSplit = freeNames.count > 1
    let shape = try read(phrase, freeNames: freeNames).value.symbols.first { freeNames.contains($0.name) }?.shape ?? []
    let point = try startingPoint(start, isSplit ? [.number(freeNames.count)] : shape)
    let free = freeNames.map { Symbol($0, isSplit ? [] : point.shape) }
    let meaning = try read(phrase, free: free, freeNames: freeNames)
    guard meaning.value.isScalar else { throw StatementProblem("descent needs a scalar", at: phrase) }
    let variables = free.map(Formula.symbol)
    let slopes = try slopes(of: meaning.value, in: variables, at: phrase)
    if isSplit, point.shape != [.number(variables.count)] {
      throw StatementProblem("\(variables.count) variables need as many numbers to start from", at: start)
    }
    var place = isSplit ? point.parts : [point]
    let listed = variables.map { $0.written(as: .unicode) }.joined(separator: ", ")
    let x = isSplit ? "(\(listed))" : listed
    var working = zip(variables, slopes).map { variable, slope in
      Line("", .equation(.line(isSplit ? "∂/∂\(variable.written(as: .unicode))" : "∇"), .formula(slope)))
    }
    working.insert(
      Line("The step:", .related([.line(x), .line("\(x) − \(rate.written(as: .unicode)) ∇")], by: .assigns)), at: 0)
    for step in 1...steps {
      let values = Dictionary(uniqueKeysWithValues: zip(variables, place))
      let slope = slopes.map { $0.substituting(values).simplified() }
      working.append(Line(steps == 1 ? "At the start:" : "Step \(step):", .equation(.line("∇"), shown(slope, isSplit))))
      place = zip(place, slope).map { ($0 - rate * $1).simplified().opened }
      working.append(Line("", .equation(.line(x), shown(place, isSplit))))
    }
    let end = isSplit ? Formula.entries(place, shape: [place.count]) : place[0]
    return (
      [
        .words(steps == 1 ? "Take a step of gradient descent on" : "Take \(steps) steps of gradient descent on"),
        .mathematics(title(phrase, meaning)), .words("from"), .mathematics(typeset(start) ?? .line(start.text)),
        .words("with the length"), .mathematics(.formula(rate)), .words("."),
      ],
      Answer(.formula(end), result: [Line("", .equation(.line(x), shown(place, isSplit)))], working: working)
    )
  }

  /// x ← x − η ∇f(x)
  func updateRule(
    _ phrase: Phrase, _ names: [Phrase], _ length: Phrase?
  ) throws(StatementProblem) -> (Passage, Answer) {
    let rate = try length.map { length throws(StatementProblem) in try stepLength(length) } ?? .symbol("eta")
    let freeNames = try descentVariables(phrase, names)
    let meaning = try read(phrase, freeNames: freeNames)
    guard meaning.value.isScalar else { throw StatementProblem("descent needs a scalar", at: phrase) }
    let variables = freeNames.compactMap { name in meaning.value.symbols.first { $0.name == name } }.map(Formula.symbol)
    let slopes = try slopes(of: meaning.value, in: variables, at: phrase)
    let rules = zip(variables, slopes).map { $0 - rate * $1 }
    let gradients = zip(variables, slopes).enumerated().map { index, pair in
      let name = variables.count == 1 ? "∇" : "∂/∂\(pair.0.written(as: .unicode))"
      return Line(index == 0 ? "The gradient:" : "", .equation(.line(name), .formula(pair.1)))
    }
    return (
      [
        .words("What is a step of gradient descent on"), .mathematics(title(phrase, meaning)),
        .words("with the length"),
        .mathematics(.formula(rate)), .words("?"),
      ],
      Answer(
        rules.count == 1 ? .formula(rules[0]) : .formulas(rules),
        result: zip(variables, rules).map { Line("", .related([.formula($0), .formula($1)], by: .assigns)) },
        working: gradients)
    )
  }

  /// The length of a step, a number or a letter that stands for one.
  private func stepLength(_ phrase: Phrase) throws(StatementProblem) -> Formula {
    var letters: [Symbol] = []
    for word in phrase.words {
      guard let name = try? spelling(word), name.first?.isLetter == true, declared(name) == nil, !isDefined(name) else {
        continue
      }
      letters.append(Symbol(name))
    }
    let length = try read(phrase, free: letters).value
    guard length.isScalar else { throw StatementProblem("the length is a number", at: phrase) }
    return length
  }

  /// Numbers, or a letter for a point of that shape.
  private func startingPoint(_ phrase: Phrase, _ shape: [Size]) throws(StatementProblem) -> Formula {
    if let name = try? spelling(phrase), !isDefined(name), declared(name) == nil { return .symbol(Symbol(name, shape)) }
    let point = try read(phrase).value
    // x₀ = 0 of a vector is the zero vector.
    if point.isScalar, point.isZero { return .zero(shape) }
    guard point.rank <= 2 else { throw StatementProblem("the start is a vector, a matrix or a number", at: phrase) }
    return point
  }

  private func shown(_ place: [Formula], _ isSplit: Bool) -> Mathematics {
    if isSplit { return .entries(place, shape: [place.count]) }
    let parts = place[0].parts
    return place[0].rank == 1 && !parts.isEmpty ? .entries(parts, shape: [parts.count]) : .formula(place[0])
  }
}

extension Formula {
  /// The entries of a vector whose length is a number.
  fileprivate var parts: [Formula] {
    guard rank == 1, let length = shape[0].value(in: [:]), (1...16).contains(length) else { return [] }
    return (0..<length).map { entry($0).simplified().withNumbersComputed }
  }

  /// With what is made of numbers alone computed, as `[2; 1]ᵀ [1; 0]`.
  fileprivate var withNumbersComputed: Formula {
    var values: [Formula: Formula] = [:]
    for part in nodesBottomUp where part.isScalar {
      if let value = part.numberOfNumbers { values[part] = value }
    }
    return values.isEmpty ? self : substituting(values).simplified()
  }

  /// A product of numbers and of matrices and vectors of numbers, with these multiplied out; nil where nothing is.
  private var numberOfNumbers: Formula? {
    if symbols.isEmpty, constantValue == nil {
      return ExactEvaluator().evaluate(self).map { .constant($0.values[0]) }
    }
    guard case .contraction(let product) = node else { return nil }
    var factors: [Formula] = []
    var isComputed = false
    for places in product.components {
      let part = Formula.contraction(places.map { product.factors[$0] }, output: [])
      if part.symbols.isEmpty, part.constantValue == nil, let value = ExactEvaluator().evaluate(part) {
        isComputed = true
        factors.append(.constant(value.values[0]))
      } else {
        factors.append(part)
      }
    }
    return isComputed ? .product(factors) : nil
  }

  /// The same, put together from its entries where it has a few.
  fileprivate var opened: Formula {
    let parts = parts
    return parts.isEmpty ? self : .entries(parts, shape: [parts.count])
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  /// A side of an equation: a formula, or a derivative told in words, `the Hessian of f`.
  ///
  /// - Parameters:
  ///   - other: the other side, whose names have the same shapes here: x_i is a row of the X that stands there.
  ///   - letters: indices of which the equation gives the entries.
  private func side(
    _ phrase: Phrase, beside other: Meaning? = nil, entriesAt letters: [String]
  ) throws(StatementProblem) -> Meaning {
    guard case .derivative(let request)? = try StatementParser.named(phrase) else {
      let known = Set(reader.symbols.map(\.name))
      return try read(
        phrase, free: (other?.value.symbols ?? []).filter { !known.contains($0.name) }, entriesAt: letters)
    }
    guard let formula = try differentiate(request).1.value.formula else {
      throw StatementProblem("say in what: with respect to x", at: phrase)
    }
    return Meaning(written: formula, value: formula)
  }

  /// Both sides, that of a function first: its definition says what names are.
  private func sides(_ left: Phrase, _ right: Phrase) throws(StatementProblem) -> (Meaning, Meaning) {
    func tells(_ phrase: Phrase) throws(StatementProblem) -> Bool {
      if case .derivative? = try StatementParser.named(phrase) { return true }
      return phrase.cut.words.contains { parameters[$0.text] != nil }
    }
    let letters = reader.lettersOfDerivatives(in: "\(left.text) = \(right.text)")
    if try tells(right), try !tells(left) {
      let b = try side(right, entriesAt: letters)
      return (try side(left, beside: b, entriesAt: letters), b)
    }
    let a = try side(left, entriesAt: letters)
    return (a, try side(right, beside: a, entriesAt: letters))
  }

  /// Refuses a name that stands on one side only and of which nothing was said: what does not hold for it says nothing.
  private func refuseUnknownName(_ a: Meaning, _ b: Meaning, at phrase: Phrase) throws(StatementProblem) {
    let known = Set(reader.symbols.map(\.name))
    let (left, right) = (Set(a.value.symbols.map(\.name)), Set(b.value.symbols.map(\.name)))
    guard let name = left.symmetricDifference(right).subtracting(known).filter({ $0.contains("_") }).min() else {
      return
    }
    throw StatementProblem(
      "\(Formula.symbol(name).written(as: .unicode)) stands on one side only, and nothing above says what it is",
      at: phrase)
  }

  private func sideAsked(_ phrase: Phrase) -> Mathematics {
    guard case .derivative(let request)? = (try? StatementParser.named(phrase)) ?? nil else {
      return typeset(phrase) ?? .line(phrase.text)
    }
    let sign = request.kind == .hessian ? "∇²" : request.kind == .gradient ? "∇" : "∂"
    return .line(sign + request.formula.text)
  }

  func show(_ left: Phrase, _ right: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    if let told = try showInSome(left, right) { return told }
    return try showThat(left, right)
  }

  /// `the gradient of ‖A x − b‖² is 2 Aᵀ(A x − b)`, which does not say in what: in the one letter for which it may be; nil of other claims.
  private func showInSome(_ left: Phrase, _ right: Phrase) throws(StatementProblem) -> (Passage, Answer)? {
    guard case .derivative(let request)? = try StatementParser.named(left), request.variables.isEmpty,
      (try? differentiate(request)) == nil, let value = try? read(request.formula).value,
      let claimed = try? read(right, free: value.symbols).value
    else { return nil }
    var found: [(Passage, Answer)] = []
    for symbol in value.symbols where symbol.shape == claimed.shape || request.kind != .gradient {
      let told = Phrase("\(left.text) with respect to \(symbol.name)")
      guard let (passage, answer) = try? showThat(told, right) else { continue }
      let name = Formula.symbol(symbol).written(as: .unicode)
      let named = Answer(
        answer.value, result: answer.result, working: [Line("With respect to \(name):")] + answer.working,
        check: answer.check)
      if case .shown(true) = answer.value { return (passage, named) }
      found.append((passage, named))
    }
    return found.count == 1 ? found[0] : nil
  }

  private func showThat(_ left: Phrase, _ right: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (a, b) = try sides(left, right)
    let (first, second) = (sideAsked(left), sideAsked(right))
    let passage: Passage = [.words("Show that"), .mathematics(.equation(first, second)), .words(".")]
    func answer(_ holds: Bool, _ sentence: String, _ working: [Line]) -> (Passage, Answer) {
      (passage, Answer(.shown(holds), result: [Line(sentence)], working: working))
    }
    let sides = [
      Line([.words("The left side is")], .formula(a.value.simplified())),
      Line([.words("The right side is")], .formula(b.value.simplified())),
    ]
    let comparison = a.value.isEqual(to: b.value)
    // Of derivatives of f it is said where f has a value.
    if comparison.holds, !speaksOfDerivatives(left, right), let gap = gap(a.value, b.value) {
      return answer(
        false,
        "This holds only where both sides have a value. At \(gap.point) the \(gap.isLeft ? "left" : "right") side has none.",
        sides)
    }
    switch comparison {
    case .proved(let one, let other):
      let facts = Set(one.facts + other.facts).sorted().map(\.description).joined(separator: ", ")
      return answer(
        true, "Both sides are the same formula." + (facts.isEmpty ? "" : " Uses: \(facts)."),
        sides + (one.steps + other.steps).map { Line($0) })
    case .decided: return answer(true, "Both sides are equal: by exact arithmetic their difference is 0.", sides)
    case .sampled(let points, let exactSizes):
      return answer(
        true,
        exactSizes.isEmpty
          ? "Sampled: equal at all of \(points) random points; no law that is known here shows why."
          : "Sampled: equal for every value under small sizes, by exact arithmetic; no law that is known here shows it for all sizes.",
        sides)
    case .partial(let gap):
      let sizes = gap.sizes.sorted { $0.key < $1.key }.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")
      return answer(
        false,
        "This does not hold for every size: with \(sizes) the \(gap.isLeft ? "left" : "right") side has no value (\(gap.reason)). Where both sides have a value they are equal.",
        sides)
    case .different(let point):
      try refuseUnknownName(a, b, at: left)
      let values = point.inputs.sorted { $0.key < $1.key }.map { name, tensor in
        Line("", .equation(.formula(.symbol(name)), .line(tensor.decimals)))
      }
      return answer(
        false, "This does not hold.",
        sides + [Line("A counterexample:")] + values + [
          Line("The left side is", .line(point.left.decimals)),
          Line("The right side is", .line(point.right.decimals)),
        ])
    case .shapes(let one, let other):
      return answer(
        false,
        "This cannot hold: the left side has the shape \(describe(shape: one)), the right side \(describe(shape: other)).",
        sides)
    case .undecided: return answer(false, "Not decided: no point was found at which both sides have a value.", sides)
    }
  }

  private func speaksOfDerivatives(_ sides: Phrase...) -> Bool {
    sides.contains { side in
      ["\\partial", "∂", "\\nabla", "∇", "gradient(", "hessian(", "jacobian("].contains(where: side.text.contains)
        || side.cut.words.contains { parameters[$0.text] != nil && $0.primes > 0 }
    }
  }

  /// A small whole point at which one side has a value and the other has none: log x² = 2 log x at −1.
  private func gap(_ left: Formula, _ right: Formula) -> (point: String, isLeft: Bool)? {
    let symbols = Array(Set(left.symbols + right.symbols)).sorted { $0.name < $1.name }
    guard (1...3).contains(symbols.count), symbols.allSatisfy({ $0.shape.isEmpty && $0.facts.isEmpty }) else {
      return nil
    }
    let numbers = [-1.0, 0, 1, -2, 2]
    var places = [[Double]()]
    for _ in symbols { places = places.flatMap { place in numbers.map { place + [$0] } } }
    for place in places {
      let inputs = Dictionary(uniqueKeysWithValues: zip(symbols.map(\.name), place.map { Tensor($0) }))
      func hasValue(_ formula: Formula) -> Bool {
        (try? Evaluator(inputs: inputs).evaluate(formula))?.values.allSatisfy(\.isFinite) ?? false
      }
      let (a, b) = (hasValue(left), hasValue(right))
      if a != b {
        return (
          zip(symbols, place).map { "\(Formula.symbol($0).written(as: .unicode)) = \(Tensor($1).decimals)" }.joined(
            separator: ", "), !a
        )
      }
    }
    return nil
  }
}

import GradusExpression

/// What exact arithmetic says of two formulas under given sizes.
enum ExactDecision {
  /// One form: equal wherever both have a value.
  case equal
  case different(Equality.Counterexample)
  /// The forms differ, or there are none, and that says nothing.
  case open

  /// Facts that no polynomial of free entries knows of: different forms may be equal under them.
  private static let beyond: Set<Fact> = [.orthogonal, .oneHotRows, .rowsSumToOne, .sumsToOne]

  init(_ left: Formula, _ right: Formula, sizes: [String: Int], symbols: [Symbol], seed: Int) {
    self = .open
    var form = ExactForm(sizes: sizes)
    do throws(ExactObstacle) {
      let (a, b) = (try form.entries(of: left), try form.entries(of: right))
      var differences: [ExactQuotient] = []
      for (x, y) in zip(a, b) where x != y {
        let difference = try form.sum(x, form.scaled(y, by: -1))
        if !difference.isZero { differences.append(difference) }
      }
      if differences.isEmpty {
        self = .equal
        return
      }
      let shape = left.shape.map { $0.value(in: sizes)! }
      let isFree = form.atoms.allSatisfy(\.isFree) && symbols.allSatisfy { Self.beyond.isDisjoint(with: $0.facts) }
      if isFree, let point = form.counterexample(a, b, shape: shape, symbols: symbols, seed: seed) {
        self = .different(point)
      } else if let difference = differences.first(where: { form.isFree($0) }),
        symbols.allSatisfy({ Self.beyond.isDisjoint(with: $0.facts) }),
        let point = form.point(of: difference, left, right, symbols: symbols, seed: seed)
      {
        self = .different(point)
      } else if form.atoms.count == 1, form.atoms[0].isTranscendental,
        let values = try? Evaluator(inputs: [:], sizes: sizes).evaluate([left, right])
      {
        // A polynomial in e, or in π, is 0 only where its coefficients are (Hermite 1873, Lindemann 1882).
        self = .different(
          Equality.Counterexample(
            sizes: sizes, inputs: [:], left: values[0], right: values[1],
            note: form.atoms[0] == .pi ? "π is the root of no polynomial" : "e is the root of no polynomial"))
      }
    } catch {
      self = .open
    }
  }
}

extension ExactAtom {
  fileprivate var isTranscendental: Bool {
    switch self {
    case .pi: true
    case .exponential(let monomial, let denominator): monomial.isOne && denominator.isEmpty
    case .entry, .rotation, .logarithm, .root, .absolute, .function: false
    }
  }
}

extension ExactForm {
  /// Small whole numbers for the entries at which two formulas of free entries differ, and their exact values there.
  fileprivate func counterexample(
    _ left: [ExactQuotient], _ right: [ExactQuotient], shape: [Int], symbols: [Symbol], seed: Int
  ) -> Equality.Counterexample? {
    var generator = SplitMix64(seed)
    for attempt in 0..<40 {
      let values = values(attempt, symbols, using: &generator)
      let (a, b) = (left.compactMap { $0.value(at: values) }, right.compactMap { $0.value(at: values) })
      guard a.count == left.count, b.count == right.count, a != b else { continue }
      return Equality.Counterexample(
        sizes: sizes, inputs: inputs(values, symbols), left: Tensor(shape: shape, values: a.map(\.doubleValue)),
        right: Tensor(shape: shape, values: b.map(\.doubleValue)),
        exact: (Literal(shape: shape, values: a), Literal(shape: shape, values: b)))
    }
    return nil
  }

  /// Small whole numbers that keep to the facts, larger ones with each attempt; 0 for what is no entry.
  private func values(_ attempt: Int, _ symbols: [Symbol], using generator: inout SplitMix64) -> [Rational] {
    let range = 1 + attempt / 4
    return atoms.map { atom -> Rational in
      guard case .entry(let name, let place, let kind) = atom else { return 0 }
      let facts = symbols.first { $0.name == name }?.facts ?? []
      let number = Int.random(in: -range...range, using: &generator)
      if facts.contains(.atMostOne), kind != .signs, kind != .bits {
        let part = Rational(1, 2 + abs(number))
        return facts.contains(.nonnegative) || number > 0 ? part : Rational(number)
      }
      switch kind {
      case .any:
        if facts.contains(.positiveSemidefinite) || facts.contains(.invertible) {
          // A dominant diagonal.
          let n = symbols.first { $0.name == name }?.shape.first?.value(in: sizes) ?? 1
          if place % (n + 1) == 0 { return Rational(n * range + 1 + abs(number)) }
        }
        return Rational(facts.contains(.nonnegative) ? abs(number) : number)
      case .positive: return Rational(abs(number) + 1)
      case .signs: return number < 0 ? -1 : 1
      case .bits: return number < 0 ? 0 : 1
      }
    }
  }

  /// Whether a quotient is made of free entries alone.
  fileprivate func isFree(_ quotient: ExactQuotient) -> Bool {
    quotient.numerator.atoms.union(quotient.denominator.keys.flatMap(\.atoms)).allSatisfy { atoms[$0].isFree }
  }

  /// A point at which two formulas differ by the value of a quotient of free entries, whatever they are made of themselves.
  fileprivate func point(
    of difference: ExactQuotient, _ left: Formula, _ right: Formula, symbols: [Symbol], seed: Int
  ) -> Equality.Counterexample? {
    var generator = SplitMix64(seed)
    for attempt in 0..<40 {
      let values = values(attempt, symbols, using: &generator)
      guard let value = difference.value(at: values), !value.isZero else { continue }
      let inputs = inputs(values, symbols)
      guard let both = try? Evaluator(inputs: inputs, sizes: sizes).evaluate([left, right]),
        both.allSatisfy({ $0.values.allSatisfy(\.isFinite) })
      else { continue }
      return Equality.Counterexample(
        sizes: sizes, inputs: inputs, left: both[0], right: both[1], note: "the difference there is \(value)")
    }
    return nil
  }

  private func inputs(_ values: [Rational], _ symbols: [Symbol]) -> [String: Tensor] {
    var inputs: [String: Tensor] = [:]
    for symbol in symbols {
      let lengths = symbol.shape.map { $0.value(in: sizes) ?? 1 }
      var tensor = Tensor(shape: lengths, repeating: 0)
      for (atom, value) in zip(atoms, values) {
        guard case .entry(symbol.name, let place, _) = atom else { continue }
        tensor.values[place] = value.doubleValue
        if symbol.facts.contains(.symmetric) {
          tensor.values[place % lengths[0] * lengths[0] + place / lengths[0]] = value.doubleValue
        }
      }
      inputs[symbol.name] = tensor
    }
    return inputs
  }
}

extension ExactQuotient {
  /// The value with numbers for the atoms; nil where it has none, or takes a root.
  fileprivate func value(at values: [Rational]) -> Rational? {
    guard var result = numerator.value(at: values) else { return nil }
    for (factor, count) in denominator {
      guard let value = factor.value(at: values), !value.isZero else { return nil }
      result /= value.power(count)
    }
    return result
  }
}

extension ExactPolynomial {
  fileprivate func value(at values: [Rational]) -> Rational? {
    var total = Rational.zero
    for (monomial, coefficient) in terms {
      guard coefficient.isReal else { return nil }
      var product = coefficient.real
      for power in monomial.powers {
        guard let exponent = power.exponent.integerValue, abs(exponent) <= 4096 else { return nil }
        let value = values[power.atom]
        if value.isZero, exponent < 0 { return nil }
        product *= value.power(exponent)
      }
      total += product
    }
    return total
  }
}

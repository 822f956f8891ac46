package import GradusExpression

extension Rational {
  /// As in print, with a true minus sign: `−3/4`.
  var printed: String { description.replacing("-", with: "−") }

  /// `2 times `, before what is multiplied; nothing for 1.
  var times: Words { isOne ? "" : "\(Formula.constant(self)) times " }
}

extension SolutionFamily {
  /// Symbols for the parameters: t, or t₁, t₂, …, in another letter where one of these is `taken`.
  package func parameters(avoiding taken: Set<String> = []) -> [Formula] {
    for letter in ["t", "s", "r", "tau", "sigma", "parameter"] {
      let names = directions.count == 1 ? [letter] : directions.indices.map { "\(letter)_\($0 + 1)" }
      if taken.isDisjoint(with: names) { return names.map { .symbol($0) } }
    }
    return directions.indices.map { .symbol("free_\($0 + 1)") }
  }
}

extension Contradiction {
  /// `−2/3 times equation 1 plus equation 2 reads 0 = 4/3`
  package var sentence: Words {
    var words: Words = ""
    for (index, weight) in weights.enumerated() where !weight.isZero {
      let isFirst = words.isEmpty
      let number = isFirst ? weight : weight.magnitude
      let sign = isFirst ? "" : weight.isNegative ? " minus " : " plus "
      words = words + "\(sign)\(number.times)equation \(index + 1)"
    }
    return words + " reads \(Formula.constant(0)) = \(Formula.constant(value))"
  }
}

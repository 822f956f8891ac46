import GradusExpression

/// How exactly a number was written: 0.73 stands for what rounds to it.
struct AnswerPrecision {
  /// Half a unit of the last decimal of the number that is written least exactly.
  let tolerance: Double

  /// Nil where the text is no list of plain decimals: a formula means what it says.
  init?(_ text: String) {
    var least: Int?
    var digits: (isFraction: Bool, count: Int, significant: Int)?
    func close() -> Bool {
      guard let number = digits else { return true }
      digits = nil
      guard number.isFraction else { return true }
      // 0.7 is too little to tell from a guess.
      guard number.significant >= 2 else { return false }
      least = min(least ?? number.count, number.count)
      return true
    }
    for character in text {
      if character.isNumber, character.isASCII {
        var number = digits ?? (false, 0, 0)
        if number.isFraction { number.count += 1 }
        if character != "0" || number.significant > 0 { number.significant += 1 }
        digits = number
      } else if character == ".", let number = digits, !number.isFraction {
        digits = (true, 0, number.significant)
      } else {
        guard close(),
          " ()[],;-−&\\".contains(character) || character.isLetter && text.contains("\\begin")
            || "{}".contains(character)
        else { return nil }
      }
    }
    guard close(), let least else { return nil }
    tolerance = (0..<least).reduce(0.5) { value, _ in value / 10 } * (1 + 1e-9)
  }

  /// Whether numbers agree as far as they were written.
  func agree(_ found: Tensor, _ expected: Tensor) -> Bool {
    found.shape == expected.shape && zip(found.values, expected.values).allSatisfy { abs($0 - $1) <= tolerance }
  }
}

import GradusExpression

extension [Term] {
  /// Places for the terms of a polynomial in one number, by falling powers: x⁴ + 3 x² + 4 x; and of a sum of powers of x₁, x₂, …, by the
  /// numbers of the symbols: x₁ + x₂². A constant term comes last. Nil for any other sum, which keeps the order of its names.
  var placesOfPowers: [Int]? {
    var powers: [(symbol: String, exponent: Int)?] = []
    for term in self {
      if term.formula.isOnes {
        powers.append(nil)
        continue
      }
      let (base, exponent) = term.formula.baseAndExponent
      guard base.isScalar, case .symbol(let symbol) = base.node, let power = exponent.integerValue,
        let small = Int(exactly: power), (1...64).contains(small)
      else { return nil }
      powers.append((symbol.name, small))
    }
    let names = Set(powers.compactMap(\.?.symbol))
    var numbers: [String: Int] = [:]
    if names.count > 1 {
      for name in names { numbers[name] = name.trailingNumber }
      let letters = Set(names.map(\.withoutTrailingNumber))
      guard numbers.count == names.count, letters.count == 1, numbers.values.allSatisfy((0...8).contains) else {
        return nil
      }
    }
    return powers.map { power in power.map { (numbers[$0.symbol] ?? 0) * 100 + 64 - $0.exponent } ?? 998 }
  }
}

extension String {
  /// The name before its number: x of x2 and of x_2.
  fileprivate var withoutTrailingNumber: String {
    let letters = prefix { !$0.isNumber }
    return letters.hasSuffix("_") ? String(letters.dropLast()) : String(letters)
  }

  /// The number at the end of a name; nil where it has none.
  fileprivate var trailingNumber: Int? { Int(drop(while: { !$0.isNumber })) }
}

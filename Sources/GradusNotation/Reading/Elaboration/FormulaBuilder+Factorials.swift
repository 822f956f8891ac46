import GradusExpression

/// n!, Γ(x) and binomials: exact where their numbers are, else by log Γ, whose values do not overflow.
extension FormulaBuilder {
  /// The largest number whose factorial is written out.
  private static let factorialLimit = 1000

  /// - Parameter shift: 0 for Γ(x), 1 for x! = Γ(x + 1).
  func gamma(_ x: Formula, shift: Int, _ index: Int) throws(ReadingError) -> Formula {
    let gamma = shift == 0 ? DefinedFunction.tgamma : .factorial
    guard let numbers = integers(x) else { return gamma.definition.formula(x) }
    let name = shift == 0 ? "Γ" : "a factorial"
    if numbers.contains(where: { $0 + shift < 1 }) {
      throw refuse(index, "\(name) at \(numbers.first { $0 + shift < 1 }!)", "it has no value")
    }
    guard numbers.allSatisfy({ $0 <= FormulaBuilder.factorialLimit }) else { return gamma.definition.formula(x) }
    let values = numbers.map { FormulaBuilder.factorial($0 + shift - 1) }
    return .literal(shape: x.shape.map { $0.value(in: [:])! }, values)
  }

  /// n (n − 1) … (n − k + 1)/k! where k is a small number, else by log Γ.
  func binomial(_ n: Formula, _ k: Formula, _ index: Int) throws(ReadingError) -> Formula {
    if k.isScalar, let count = integers(k)?.first, count <= 16 {
      if count < 0 { return Formula.ones(n.shape).scaled(by: 0) }
      let ones = Formula.ones(n.shape)
      let falling = (0..<count).reduce(ones) { $0 .* (n - Formula.constant(Rational($1)) * ones) }
      return .constant(1 / FormulaBuilder.factorial(count)) * falling
    }
    let shape = n.isScalar ? k.shape : n.shape
    let (n, k) = (n.isScalar ? n.broadcast(to: shape) : n, k.isScalar ? k.broadcast(to: shape) : k)
    if shape.isEmpty, let above = integers(n)?.first, let below = integers(k)?.first, (0...above).contains(below),
      above <= FormulaBuilder.factorialLimit
    {
      let factorials = [above, below, above - below].map(FormulaBuilder.factorial)
      return .constant(factorials[0] / (factorials[1] * factorials[2]))
    }
    func logarithm(_ x: Formula) -> Formula { .map(.lgamma, Formula.ones(shape) + x) }
    return .map(.exp, logarithm(n) - logarithm(k) - logarithm(n - k))
  }

  /// The entries of what is made of numbers alone, where all are integers.
  private func integers(_ x: Formula) -> [Int]? {
    guard x.symbols.isEmpty, let exact = ExactEvaluator().evaluate(x) else { return nil }
    let found = exact.values.compactMap(\.integerValue)
    return found.count == exact.values.count && !found.isEmpty ? found : nil
  }

  private static func factorial(_ n: Int) -> Rational { (1...max(1, n)).reduce(1) { $0 * Rational($1) } }
}

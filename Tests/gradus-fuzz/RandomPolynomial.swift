import GradusExpression

/// A polynomial with rational coefficients, some or all of whose roots are known.
struct RandomPolynomial {
  /// The coefficient of 1, of x and so on; the last is not 0.
  let coefficients: [Rational]
  /// The rational roots that went in, with their multiplicities.
  let roots: [Rational: Int]
  /// Sturm's chain: p, p′, and each the negative remainder of the two before it.
  private let chain: [[Rational]]

  init(_ generator: inout SplitMix64) {
    var coefficients: [Rational] = [1]
    var roots: [Rational: Int] = [:]
    func multiply(_ other: [Rational]) {
      var product = Array(repeating: Rational.zero, count: coefficients.count + other.count - 1)
      for (i, a) in coefficients.enumerated() { for (j, b) in other.enumerated() { product[i + j] += a * b } }
      coefficients = product
    }
    let isRandom = generator.chance(3)
    if isRandom {
      // Any coefficients, now and then of very different sizes.
      let spread = generator.chance(4) ? 60 : 1
      coefficients = (0..<2 + generator.pick(6)).map { _ in
        Rational(generator.pick(21) - 10) * Rational(10).power(generator.pick(spread) - spread / 2)
      }
      if coefficients[coefficients.count - 1].isZero { coefficients[coefficients.count - 1] = 1 }
    } else {
      for _ in 0..<1 + generator.pick(4) {
        let root =
          Rational(generator.pick(41) - 20, 1 + generator.pick(6)) * Rational(10).power(generator.chance(15) ? 30 : 0)
        roots[root, default: 0] += 1
        multiply([-root, 1])
      }
      if generator.chance(2) {
        // x² + p x + q without a real root.
        let p = Rational(generator.pick(11) - 5)
        multiply([p * p / 4 + Rational(1 + generator.pick(5), 1 + generator.pick(3)), p, 1])
      }
      let scale =
        Rational(1 + generator.pick(9), 1 + generator.pick(9)) * Rational(10).power(generator.chance(9) ? -50 : 0)
      coefficients = coefficients.map { $0 * scale }
    }
    self.coefficients = coefficients
    self.roots = roots
    chain = RandomPolynomial.sturmChain(coefficients)
  }

  var words: String {
    coefficients.enumerated().reversed().map { "(\($0.element))*x^\($0.offset)" }.joined(separator: " + ") + " = 0"
  }

  private static func sturmChain(_ coefficients: [Rational]) -> [[Rational]] {
    var chain = [coefficients, coefficients.enumerated().dropFirst().map { Rational($0.offset) * $0.element }]
    while true {
      let next = remainder(chain[chain.count - 2], chain[chain.count - 1])
      if next.isEmpty { return chain }
      chain.append(next.map { -$0 })
    }
  }

  private static func remainder(_ a: [Rational], _ b: [Rational]) -> [Rational] {
    var rest = a
    while rest.count >= b.count, !rest.isEmpty {
      let factor = rest[rest.count - 1] / b[b.count - 1]
      let shift = rest.count - b.count
      for (i, value) in b.enumerated() { rest[i + shift] -= factor * value }
      rest.removeLast()
      while rest.last?.isZero == true { rest.removeLast() }
    }
    // Only the signs count.
    guard let last = rest.last?.magnitude else { return [] }
    return rest.map { $0 / last }
  }

  private static func changes(_ signs: [Int]) -> Int {
    let signs = signs.filter { $0 != 0 }
    return zip(signs, signs.dropFirst()).count { $0 != $1 }
  }

  private func sign(_ value: Rational) -> Int { value.isZero ? 0 : value.isNegative ? -1 : 1 }

  /// The count of different real roots.
  var distinctRoots: Int {
    let above = chain.map { sign($0[$0.count - 1]) }
    let below = chain.map { sign($0[$0.count - 1]) * ($0.count % 2 == 0 ? -1 : 1) }
    return RandomPolynomial.changes(below) - RandomPolynomial.changes(above)
  }

  /// The count of different real roots in an interval whose ends are none.
  func rootCount(between low: Rational, and high: Rational) -> Int {
    func changes(_ x: Rational) -> Int {
      RandomPolynomial.changes(chain.map { sign($0.reversed().reduce(Rational.zero) { $0 * x + $1 }) })
    }
    return changes(low) - changes(high)
  }
}

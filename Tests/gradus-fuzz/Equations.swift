import Foundation
import GradusExpression
import GradusNotation
import GradusSolving

extension Section {
  /// Polynomials in numbers: the roots that went in come out, with their multiplicities; others are counted by Sturm's chain.
  static let polynomials = Section(
    name: "solve.polynomials", weight: 1,
    run: { generator in
      let polynomial = RandomPolynomial(&generator)
      let x = Formula.symbol("x")
      let terms = polynomial.coefficients.enumerated().map {
        Formula.power(x, .constant(Rational($0.offset))).scaled(by: $0.element)
      }
      let formula = terms.dropFirst().reduce(terms[0]) { $0 + $1 }
      return check(Equation(formula, equals: .zero, for: Symbol("x")).solve(), polynomial)
    }, describe: { RandomPolynomial(&$0).words })

  private static func check(_ answer: Equation.Answer, _ polynomial: RandomPolynomial) -> Outcome {
    switch answer {
    case .unsolved: return .refused
    case .symbolic: return .wrong("\(polynomial.words) is answered by a formula")
    case .exact(_, let solution):
      guard polynomial.coefficients.count == 2, case .unique(let value) = solution else {
        return .wrong("\(polynomial.words) is taken for linear")
      }
      return value[0, 0] == -polynomial.coefficients[0] / polynomial.coefficients[1]
        ? .right : .wrong("\(polynomial.words) has not the root \(value[0, 0])")
    case .roots(let found):
      let expected = polynomial.distinctRoots
      guard found.roots.count == expected, !found.isEverywhere else {
        return .wrong("\(polynomial.words): \(found.roots.compactMap(\.number)), of \(expected) roots")
      }
      for (root, multiplicity) in polynomial.roots {
        guard found.roots.contains(where: { $0.value.constantValue == root && $0.multiplicity == multiplicity }) else {
          return .wrong(
            "\(polynomial.words): the root \(root), \(multiplicity)-fold, is not among \(found.roots.map(\.value))")
        }
      }
      for root in found.roots {
        guard let number = root.number, number.isFinite else {
          return .wrong("\(polynomial.words): the root \(root.value) is no number")
        }
        let exact = Rational(double: number)
        // A root lies within a small step on either side.
        let step = max(exact.magnitude, Rational(1, 1 << 60)) * Rational(1, 1 << 40)
        if polynomial.rootCount(between: exact - step, and: exact + step) != 1 {
          return .wrong("\(polynomial.words): \(number) is no root")
        }
      }
      return .right
    }
  }

  /// Equations with functions: every root solves, and no change of sign is without one.
  static let equations = Section(
    name: "solve.equations", weight: 1,
    run: { generator in
      let text = randomEquation(&generator)
      var reader = Reader()
      guard let sides = try? reader.readEquation(text) else { return .wrong("\(text) is not read") }
      let difference = sides.left.formula - sides.right.formula
      let roots: [Double]
      switch Equation(sides.left.formula, equals: sides.right.formula, for: Symbol("x")).solve() {
      case .unsolved: return .refused
      case .symbolic(let value, _, _): roots = [evaluate(value)]
      case .exact(_, let solution):
        switch solution {
        case .unique(let matrix): roots = [matrix[0, 0].doubleValue]
        case .infinite: return checkEverywhere(difference, text)
        case .none: roots = []
        case .undefined: return .wrong("\(text) has shapes that do not fit")
        }
      case .roots(let found):
        if found.isEverywhere { return checkEverywhere(difference, text) }
        if found.roots.contains(where: { $0.number == nil }) { return .wrong("\(text) has a root that is no number") }
        roots = found.roots.compactMap(\.number)
      }
      return check(roots, difference, text)
    }, describe: { randomEquation(&$0) })

  private static func evaluate(_ formula: Formula, at x: Double? = nil) -> Double {
    let inputs = x.map { ["x": DualTensor(Dual($0))] } ?? [:]
    var oracle = DualEvaluation(inputs: inputs, sizes: [:])
    return oracle.value(formula)?.values[0].x ?? .nan
  }

  private static func checkEverywhere(_ difference: Formula, _ text: String) -> Outcome {
    for x: Double in [0.3, 1.7, 2.9, 5.1] where abs(evaluate(difference, at: x)) > 1e-6 {
      return .wrong("\(text): \(x) is no solution, though every number is said to be")
    }
    return .right
  }

  private static func check(_ roots: [Double], _ difference: Formula, _ text: String) -> Outcome {
    for root in roots {
      let there = evaluate(difference, at: root)
      let step = 1e-6 * max(1, abs(root))
      let beside: [Double] = [root - step, root + step].map { abs(evaluate(difference, at: $0)) }
      let around = beside.filter(\.isFinite).max() ?? 0
      guard abs(there) <= max(1e-9, 1e-3 * around) else { return .wrong("\(text): \(root) is no solution (\(there))") }
    }
    var before: (x: Double, value: Double)?
    for k in -600...600 {
      let x = Double(k) / 30 + 1e-4
      let value = evaluate(difference, at: x)
      defer { before = (x, value) }
      guard let before, value.isFinite, before.value.isFinite, before.value * value < 0,
        max(abs(value), abs(before.value)) < 50
      else { continue }
      // A pole changes the sign too: the function grows towards it.
      let middle = evaluate(difference, at: (x + before.x) / 2)
      guard abs(middle) < max(abs(value), abs(before.value)) else { continue }
      if !roots.contains(where: { $0 >= before.x - 1e-9 && $0 <= x + 1e-9 }) {
        return .wrong("\(text) has a solution between \(before.x) and \(x); found: \(roots)")
      }
    }
    return .right
  }

  private static func randomEquation(_ generator: inout SplitMix64) -> String {
    func number(_ generator: inout SplitMix64) -> String {
      generator.chance(3) ? "(\(generator.pick(19) - 9)/\(1 + generator.pick(5)))" : "\(generator.pick(13) - 6)"
    }
    func nonzero(_ generator: inout SplitMix64) -> String {
      generator.pick(["1", "2", "3", "-1", "-2", "1/2", "-3/2"])
    }
    let (a, b, c, d) = (nonzero(&generator), number(&generator), number(&generator), number(&generator))
    let linear = "((\(a))*x + \(b))"
    let templates = [
      "exp(\(linear)) = \(c)", "log(\(linear)) = \(c)", "sqrt(\(linear)) = \(c)", "abs(\(linear)) = \(c)",
      "tanh(\(linear)) = \(c)/7", "sigmoid(\(linear)) = \(c)/7", "\(a)/(x + \(b)) + 1/(x + \(c)) = \(d)",
      "(x^2 + \(b)*x + \(c))^2 = \(d)", "sqrt(x + \(b)) = x + \(c)", "exp(2*x) + \(b)*exp(x) + \(c) = \(d)",
      "x^3 + \(b)*x = \(c)", "2^\(linear) = \(c)", "log(x + \(b)) + log(x + \(c)) = \(d)", "abs(x^2 + \(b)*x) = \(c)",
      "\(linear)^2 = \(c)", "abs(abs(x + \(b)) - 2) = \(c)", "softplus(\(linear)) = \(c)", "cosh(\(linear)) = \(c)",
      "sinh(\(linear)) = \(c)", "\(linear)/(x^2 + 1) = \(c)/9", "exp(-\(linear)^2) = \(c)/7",
      "x^4 + \(b)*x^2 + \(c) = \(d)",
      "\(linear)*(x + \(c)) = \(d)", "x + \(b)/x = \(c)", "relu(\(linear)) = \(c)", "log(\(linear)^2) = \(c)",
      "sqrt(\(linear)) + sqrt(x + \(c)) = \(d)", "x*exp(x) = \(b)*exp(x)", "\(linear)*log(x) = 0",
      "atan(\(linear)) = \(c)/7",
      "\(linear) = \(c)*x + \(d)", "(x + \(b))^3 = \(c)", "1/(1 + exp(\(linear))) = \(c)/7", "max(x, \(b)) = \(c)",
      "exp(x) + exp(-x) = \(c)", "x^(3/2) = \(c)", "(x + \(b))*(x + \(c))/(x + \(d)) = 0",
      "log(x + \(b)) = log(2*x + \(c))",
    ]
    return generator.pick(templates)
  }

  /// Linear systems of fractions: solutions solve, families are complete, contradictions contradict.
  static let linearSystems = Section(
    name: "solve.linear", weight: 0.5,
    run: { generator in
      let (rows, right) = randomSystem(&generator)
      let width = rows[0].count
      let matrix = ExactMatrix(rowCount: rows.count, columnCount: width, elements: rows.flatMap { $0 })
      let rank = rankOf(rows)
      func residual(_ x: [Rational]) -> [Rational] {
        zip(rows, right).map { row, b in zip(row, x).reduce(-b) { $0 + $1.0 * $1.1 } }
      }
      let words = "\(rows) x = \(right)"
      switch LinearSystem(matrix, right).solve() {
      case .unique(let x):
        let solves = residual(x.column(0)).allSatisfy(\.isZero) && rank == width
        return solves ? .right : .wrong("\(words): \(x) is not the one solution")
      case .infinite(let family):
        guard residual(family.particular.column(0)).allSatisfy(\.isZero), family.directions.count == width - rank else {
          return .wrong("\(words): the family is not of all solutions")
        }
        for direction in family.directions {
          let image = rows.map { row in zip(row, direction.column(0)).reduce(Rational.zero) { $0 + $1.0 * $1.1 } }
          if !image.allSatisfy(\.isZero) { return .wrong("\(words): \(direction) is no direction") }
        }
        return rankOf(family.directions.map { $0.column(0) }) == width - rank
          ? .right : .wrong("\(words): a direction twice")
      case .none(let contradiction):
        let combined = (0..<width).map { j in
          rows.indices.reduce(Rational.zero) { $0 + contradiction.weights[$1] * rows[$1][j] }
        }
        let value = right.indices.reduce(Rational.zero) { $0 + contradiction.weights[$1] * right[$1] }
        let holds = combined.allSatisfy(\.isZero) && !value.isZero && value == contradiction.value
        return holds ? .right : .wrong("\(words): \(contradiction) is none")
      case .undefined: return .wrong("\(words) is said to have no meaning")
      }
    },
    describe: { generator in
      let (rows, right) = randomSystem(&generator)
      return "\(rows) x = \(right)"
    })

  private static func randomSystem(_ generator: inout SplitMix64) -> ([[Rational]], [Rational]) {
    let (height, width) = (1 + generator.pick(5), 1 + generator.pick(5))
    func number(_ generator: inout SplitMix64) -> Rational {
      generator.chance(3)
        ? 0
        : Rational(generator.pick(21) - 10, 1 + generator.pick(6)) * Rational(10).power(generator.chance(20) ? 40 : 0)
    }
    var rows = (0..<height).map { _ in (0..<width).map { _ in number(&generator) } }
    var right = (0..<height).map { _ in number(&generator) }
    for _ in 0..<generator.pick(3) where height > 1 {
      // One equation that follows from two others, or contradicts them.
      let (i, j, k) = (generator.pick(height), generator.pick(height), generator.pick(height))
      rows[i] = zip(rows[j], rows[k]).map { $0 + 2 * $1 }
      right[i] = right[j] + 2 * right[k] + (generator.chance(3) ? 1 : 0)
    }
    return (rows, right)
  }

  private static func rankOf(_ rows: [[Rational]]) -> Int {
    var rows = rows
    var rank = 0
    for column in 0..<(rows.first?.count ?? 0) {
      guard let pivot = (rank..<rows.count).first(where: { !rows[$0][column].isZero }) else { continue }
      rows.swapAt(rank, pivot)
      for i in rank + 1..<max(rows.count, rank + 1) where !rows[i][column].isZero {
        let factor = rows[i][column] / rows[rank][column]
        rows[i] = zip(rows[i], rows[rank]).map { $0 - factor * $1 }
      }
      rank += 1
      if rank == rows.count { break }
    }
    return rank
  }
}

extension Rational {
  /// The fraction that a finite number is.
  fileprivate init(double number: Double) {
    if number == 0 {
      self = 0
    } else {
      let whole = Rational(Int(number.significand * exp2(52)))
      self = (number < 0 ? -whole : whole) * Rational(2).power(Int(number.exponent) - 52)
    }
  }
}

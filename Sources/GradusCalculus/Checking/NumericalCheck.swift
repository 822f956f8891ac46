public import GradusExpression

/// How an answer compared with differences of the original formula.
public struct NumericalCheck: Hashable, Sendable {
  public let passed: Bool
  /// The largest error found, relative to the larger of 1 and the largest number compared.
  public let maxRelativeError: Double
  /// The sizes under which the comparison was made.
  public let sizes: [[String: Int]]
  /// Why no comparison was possible; nil where there was one.
  public let obstacle: String?

  /// Above this error an answer counts as wrong: differences of the sixth order are good to about 1e-9.
  public static let tolerance = 1e-5
}

extension NumericalCheck {
  /// Compares ∂ᵏf/∂x₁…∂xₖ with central differences of the sixth order, along random directions, at two assignments of
  /// sizes with unsymmetric data that keep to the facts.
  ///
  /// - Parameters:
  ///   - derivative: laid out as shape(formula) followed by the shape of each variable.
  ///   - variables: symbols.
  public static func check(
    derivative: Formula, of formula: Formula, withRespectTo variables: [Formula], seed: Int = 1
  ) -> NumericalCheck {
    var worst = 0.0
    var used: [[String: Int]] = []
    var obstacle: String?
    for sizes in sizeAssignments(for: [formula, derivative] + variables) where used.count < 2 {
      do {
        guard let error = try error(derivative, formula, variables, sizes, seed: seed) else {
          obstacle = "no point was found at which the formula has a value"
          continue
        }
        worst = max(worst, error)
        used.append(sizes)
      } catch {
        obstacle = "\(error)"
      }
    }
    if used.isEmpty {
      return NumericalCheck(passed: false, maxRelativeError: .infinity, sizes: [], obstacle: obstacle)
    }
    return NumericalCheck(passed: worst <= tolerance, maxRelativeError: worst, sizes: used, obstacle: nil)
  }

  /// Compares an answer with differences of its formula. Of a tied gradient the free one that it is made of is compared.
  public static func check(_ answer: Derivative, seed: Int = 1) -> NumericalCheck {
    check(
      derivative: answer.freeResult, of: answer.request.formula, withRespectTo: answer.request.variables, seed: seed)
  }

  /// Assignments of small, mostly different numbers to the size symbols, each name above and below each other one: where
  /// XᵀX is to be inverted, X must not be wider than it is high. The first two with a value are compared.
  static func sizeAssignments(for formulas: [Formula]) -> [[String: Int]] {
    let names = Set(formulas.flatMap(\.sizeSymbols)).sorted()
    if names.isEmpty { return [[:]] }
    let orders = [[2, 3, 4], [3, 4, 2], [4, 2, 3], [4, 3, 2], [3, 2, 4], [2, 4, 3]]
    return orders.prefix(names.count == 1 ? 3 : 6).map { lengths in
      Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, lengths[$0 % 3]) })
    }
  }

  private static func error(
    _ derivative: Formula, _ formula: Formula, _ variables: [Formula], _ sizes: [String: Int], seed: Int
  ) throws -> Double? {
    var symbols: [String: Symbol] = [:]
    for symbol in ([formula, derivative] + variables).flatMap(\.symbols) { symbols[symbol.name] = symbol }
    let ordered = symbols.values.sorted { $0.name < $1.name }
    for attempt in 0..<8 {
      let inputs = Formula.sampledInputs(
        for: ordered, sizes: sizes, seed: seed + attempt / 2, positive: attempt % 2 == 1)
      let value = try Evaluator(inputs: inputs, sizes: sizes).evaluate(derivative)
      guard value.values.allSatisfy(\.isFinite) else { continue }
      var worst = 0.0
      var finite = true
      for trial in 0..<(variables.count == 1 ? 4 : 2) {
        var generator = SplitMix64(seed &* 1000 + trial)
        let directions = variables.map { variable in
          let shape = variable.shape.map { $0.value(in: sizes)! }
          return Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in generator.uniform() })
        }
        let found = contract(value, directions)
        // The smaller step is for formulas with a kink or a pole nearby.
        var best = Double.infinity
        for step in [2e-2, 2e-3, 2e-4] {
          let expected = try directional(formula, variables, directions, inputs, sizes, step)
          if expected.values.allSatisfy(\.isFinite) { best = min(best, found.distance(to: expected)) }
          if best <= 1e-8 { break }
        }
        finite = finite && best.isFinite
        worst = max(worst, best)
      }
      if finite { return worst }
    }
    return nil
  }

  /// Σ D(s…, i…, j…) hᵢ kⱼ over the trailing axes.
  private static func contract(_ derivative: Tensor, _ directions: [Tensor]) -> Tensor {
    var result = derivative
    for direction in directions.reversed() {
      let count = direction.values.count
      let shape = Array(result.shape.dropLast(direction.rank))
      let rows = shape.reduce(1, *)
      result = Tensor(
        shape: shape,
        values: (0..<rows).map { row in
          (0..<count).reduce(0) { $0 + result.values[row * count + $1] * direction.values[$1] }
        })
    }
    return result
  }

  /// ∂/∂t₁…∂tₖ f(x + Σ tᵢ hᵢ) at 0, one difference within the other.
  private static func directional(
    _ formula: Formula, _ variables: [Formula], _ directions: [Tensor], _ inputs: [String: Tensor],
    _ sizes: [String: Int], _ step: Double
  ) throws -> Tensor {
    guard let variable = variables.first, case .symbol(let symbol) = variable.node else {
      return try Evaluator(inputs: inputs, sizes: sizes).evaluate(formula)
    }
    // f′ ≈ (3/4 (f₁ − f₋₁) − 3/20 (f₂ − f₋₂) + 1/60 (f₃ − f₋₃)) / h. A nested difference needs a longer step.
    let h = step * Double(1 << (variables.count - 1))
    var total: Tensor?
    for (k, weight) in [3.0 / 4, -3.0 / 20, 1.0 / 60].enumerated() {
      for sign in [1.0, -1.0] {
        var moved = inputs
        let shift = sign * Double(k + 1) * h
        for i in directions[0].values.indices { moved[symbol.name]!.values[i] += shift * directions[0].values[i] }
        let value = try directional(
          formula, Array(variables.dropFirst()), Array(directions.dropFirst()), moved, sizes, step)
        if total == nil { total = Tensor(shape: value.shape, repeating: 0) }
        for i in value.values.indices { total!.values[i] += sign * weight / h * value.values[i] }
      }
    }
    return total!
  }
}

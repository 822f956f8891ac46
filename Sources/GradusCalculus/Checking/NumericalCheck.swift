public import GradusExpression

/// How an answer compared with derivatives of the original formula that no law of the calculus was needed for.
public struct NumericalCheck: Hashable, Sendable {
  /// Whether the answer agreed at every point.
  public let passed: Bool
  /// The largest error found. By infinitesimals it is relative to the numbers compared, or, where large numbers cancel in them, to
  /// what makes the bounds of their rounding the tolerance; by differences, to the larger of 1 and the largest number compared.
  public let maxRelativeError: Double
  /// The sizes under which the comparison was made.
  public let sizes: [[String: Int]]
  /// Why no comparison was possible; nil where there was one.
  public let obstacle: Obstacle?
  /// What the answer was compared with.
  public let method: Method

  /// What stood in the way of a comparison.
  public enum Obstacle: Hashable, Sendable, CustomStringConvertible {
    /// No point was found at which the formula has a value.
    case noValue
    /// The comparison alone takes more than the budget allows; the answer may be right.
    case tooLarge(String)
    /// A part of the formula could not be computed.
    case notComputed(String)

    init(_ error: any Error) {
      if case EvaluationError.tooLarge = error { self = .tooLarge("\(error)") } else { self = .notComputed("\(error)") }
    }

    /// The obstacle in a sentence.
    public var description: String {
      switch self {
      case .noValue: "no point was found at which the formula has a value"
      case .tooLarge(let sentence), .notComputed(let sentence): sentence
      }
    }
  }

  /// What an answer is compared with.
  public enum Method: String, Hashable, Sendable {
    /// The formula computed with x + Σ hᵢ εᵢ for x, where εᵢ² = 0: exact up to rounding, at any order.
    case infinitesimals
    /// Central differences of the sixth order, for formulas of which infinitesimals know a part not.
    case differences

    /// Above this error an answer counts as wrong: differences are good to about 1e-9 in first order and lose some with each
    /// further one.
    public var tolerance: Double {
      switch self {
      case .infinitesimals: 1e-9
      case .differences: 1e-5
      }
    }
  }
}

extension NumericalCheck {
  /// Compares ∂ᵏf/∂x₁…∂xₖ along random directions, at two assignments of sizes with unsymmetric data that keep to the facts.
  ///
  /// - Parameters:
  ///   - derivative: laid out as shape(formula) followed by the shape of each variable.
  ///   - variables: symbols.
  public static func check(
    derivative: Formula, of formula: Formula, withRespectTo variables: [Formula], seed: Int = 1
  ) -> NumericalCheck {
    let comparison = Comparison(derivative: derivative, formula: formula, variables: variables, seed: seed)
    do {
      let found = try check(comparison, by: .infinitesimals)
      if found.obstacle == nil { return found }
      let other = try check(comparison, by: .differences)
      return other.obstacle == nil ? other : found
    } catch {
      return (try? check(comparison, by: .differences))
        ?? NumericalCheck(
          passed: false, maxRelativeError: .infinity, sizes: [], obstacle: Obstacle(error), method: .differences)
    }
  }

  private static func check(_ comparison: Comparison, by method: Method) throws(ForwardError) -> NumericalCheck {
    var worst = 0.0
    var used: [[String: Int]] = []
    var obstacle: Obstacle?
    for sizes in sizeAssignments(for: [comparison.formula, comparison.derivative] + comparison.variables)
    where used.count < 2 {
      do {
        let error =
          switch method {
          case .infinitesimals: try comparison.errorByInfinitesimals(sizes)
          case .differences: try comparison.errorByDifferences(sizes)
          }
        guard let error else {
          obstacle = .noValue
          continue
        }
        worst = max(worst, error)
        used.append(sizes)
      } catch let error as ForwardError {
        throw error
      } catch {
        obstacle = Obstacle(error)
      }
    }
    if used.isEmpty {
      return NumericalCheck(
        passed: false, maxRelativeError: .infinity, sizes: [], obstacle: obstacle, method: method)
    }
    return NumericalCheck(
      passed: worst <= method.tolerance, maxRelativeError: worst, sizes: used, obstacle: nil, method: method)
  }

  /// Compares an answer with its formula. Of a tied gradient the free one that it is made of is compared.
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

  /// What is compared with what.
  struct Comparison {
    let derivative: Formula
    let formula: Formula
    let variables: [Formula]
    let seed: Int

    private var symbols: [Symbol] {
      var symbols: [String: Symbol] = [:]
      for symbol in ([formula, derivative] + variables).flatMap(\.symbols) { symbols[symbol.name] = symbol }
      return symbols.values.sorted { $0.name < $1.name }
    }

    /// Points to try, one after the other.
    func points(_ sizes: [String: Int]) -> some Sequence<[String: Tensor]> {
      let symbols = symbols
      return (0..<8).lazy.map { attempt in
        Formula.sampledInputs(for: symbols, sizes: sizes, seed: seed + attempt / 2, positive: attempt % 2 == 1)
      }
    }

    /// A random direction for each variable.
    func directions(_ trial: Int, _ sizes: [String: Int]) -> [Tensor] {
      var generator = SplitMix64(seed &* 1000 + trial)
      return variables.map { variable in
        let shape = variable.shape.map { $0.value(in: sizes)! }
        return Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in generator.uniform() })
      }
    }
  }
}

extension Tensor {
  /// Σ D(s…, i…, j…) hᵢ kⱼ over the trailing axes.
  func contracted(with directions: [Tensor]) -> Tensor {
    var result = self
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
}

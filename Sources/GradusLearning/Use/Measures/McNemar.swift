internal import Glibc

/// Whether two models that were measured on the same examples differ: by those that only one of them took for what they are.
///
/// Source: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages", Psychometrika 12
/// (1947); statsmodels' `mcnemar`.
public struct McNemar: Hashable, Sendable {
  /// How many only the first took for what they are.
  public let first: Int
  /// How many only the second took for what they are.
  public let second: Int

  /// Traps unless both were measured on as many examples.
  public init(_ first: [Bool], _ second: [Bool]) {
    precondition(first.count == second.count, "\(first.count) and \(second.count) examples")
    self.first = zip(first, second).count { $0 && !$1 }
    self.second = zip(first, second).count { !$0 && $1 }
  }

  /// The numbers of examples that only one of them took for what they are.
  public init(first: Int, second: Int) { (self.first, self.second) = (first, second) }

  /// The greatest number of differences that the exact probability is computed for.
  private static let exactLimit = 1000

  /// How likely a difference at least as large is where neither model is better: 2 Σₖ C(n, k) 2⁻ⁿ up to the smaller number, at most 1; of
  /// more than a thousand differences by χ² = (|b − c| − 1)² / n.
  public var probability: Double {
    let n = first + second
    guard n > 0 else { return 1 }
    guard n <= Self.exactLimit else { return erfc((statistic / 2).squareRoot()) }
    var term = exp2(-Double(n))
    var sum = term
    for k in 0..<min(first, second) {
      term *= Double(n - k) / Double(k + 1)
      sum += term
    }
    return min(1, 2 * sum)
  }

  /// χ² with one degree of freedom, corrected for continuity; 0 without differences.
  public var statistic: Double {
    let n = first + second
    guard n > 0 else { return 0 }
    let difference = Double(abs(first - second)) - 1
    return difference * difference / Double(n)
  }
}

import GradusExpression
import GradusSolving

/// `x < 0`, `\\alpha \\le 1`: a bound of a number, to be compared with values.
struct NumberCondition {
  private let name: String
  private let bound: Double
  private let isHeld: @Sendable (Double, Double) -> Bool

  private static let signs: [(String, @Sendable (Double, Double) -> Bool)] = [
    ("\\leq", { $0 <= $1 }), ("\\le", { $0 <= $1 }), ("≤", { $0 <= $1 }), ("<=", { $0 <= $1 }),
    ("\\lt", { $0 < $1 }), ("<", { $0 < $1 }), ("\\geq", { $0 >= $1 }),
    ("\\ge", { $0 >= $1 }), ("≥", { $0 >= $1 }), (">=", { $0 >= $1 }), ("\\gt", { $0 > $1 }),
    (">", { $0 > $1 }),
  ]

  /// Nil of any other text.
  init?(_ text: String) {
    let plain = text.replacing(" beyond its sign", with: "")
    guard let (sign, holds) = Self.signs.first(where: { plain.contains($0.0) }) else { return nil }
    let sides = plain.split(separator: sign, maxSplits: 2).map { $0.trimmingBlanks }
    guard sides.count == 2 else { return nil }
    if let bound = Double(sides[1]), let name = try? Blackboard().spelling(Phrase(sides[0])) {
      (self.name, self.bound, isHeld) = (name, bound, holds)
    } else if let bound = Double(sides[0]), let name = try? Blackboard().spelling(Phrase(sides[1])) {
      (self.name, self.bound) = (name, bound)
      isHeld = { holds($1, $0) }
    } else {
      return nil
    }
  }

  /// Whether the values hold it; false where one is missing.
  func holds(_ values: [String: Tensor]) -> Bool {
    values[name].map { $0.values.allSatisfy { isHeld($0, bound) } } ?? false
  }
}

extension Convexity.Counterexample {
  /// All values at x + t h d.
  func value(_ t: Double) -> [String: Tensor] {
    var values = point
    for (name, change) in direction {
      guard let old = values[name]?.values else { continue }
      values[name]?.values = zip(old, change.values).map { $0 + t * step * $1 }
    }
    return values
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}

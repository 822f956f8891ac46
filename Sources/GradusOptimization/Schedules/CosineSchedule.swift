internal import Glibc
public import GradusExpression

/// From 1 down to `floor` over `steps` steps along half a cosine, and `floor` from there on.
///
/// Source: I. Loshchilov and F. Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, without restarts.
struct CosineSchedule: ScheduleRule {
  static let name = "cosine"
  static let summary = "down along half a cosine"
  static let settings = [
    Setting("steps", "steps until the end", .duration), Setting("floor", "the factor at the end", .share, 0),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    let part = min(1, Double(progress.step - 1) / number("steps"))
    return number("floor") + (1 - number("floor")) * (1 + cos(.pi * part)) / 2
  }
}

extension Schedule {
  /// Half a cosine from 1 down to `floor`.
  public static func cosine(steps: Int, floor: Rational = 0) -> Schedule {
    Schedule(CosineSchedule(CosineSchedule.values(["steps": .number(Rational(steps)), "floor": .number(floor)])))
  }
}

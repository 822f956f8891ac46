internal import Glibc

/// `floor` + (1 − `floor`) (1 − t / `steps`)^`power`, and `floor` after that; the power 1 is a straight line.
struct PolynomialSchedule: ScheduleRule {
  static let name = "polynomial"
  static let summary = "down along a power of the time that is left; linear where the power is 1"
  static let settings = [
    Setting("steps", "steps until the end", .duration), Setting("power", "the power", .positive, 1),
    Setting("floor", "the factor at the end", .share, 0),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    let left = 1 - min(1, Double(progress.step - 1) / number("steps"))
    return number("floor") + (1 - number("floor")) * pow(left, number("power"))
  }
}

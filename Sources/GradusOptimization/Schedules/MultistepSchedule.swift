internal import Glibc
internal import GradusExpression

/// `factor` to the power of the number of milestones that are over, of up to six.
struct MultistepSchedule: ScheduleRule {
  static let name = "multistep"
  static let summary = "down by a factor after each of the milestones"
  static let settings =
    [Setting("first", "steps before the first fall", .duration)]
    + ["second", "third", "fourth", "fifth", "sixth"].map {
      Setting(
        $0, "steps before the \($0) fall, counted from the beginning; none where it is the greatest", .duration,
        .number(never))
    } + [Setting("factor", "what remains each time", .share, .number(Rational(1, 10)))]
  private static let never = Rational(1 << 40)
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    let over = Self.settings.filter { $0.kind == .duration && values[count: $0.name] < progress.step }
    return pow(number("factor"), Double(over.count))
  }
}

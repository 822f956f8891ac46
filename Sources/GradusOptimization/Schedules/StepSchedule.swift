internal import Glibc
public import GradusExpression

/// `factor` to the power of the number of whole periods of `every` steps that are over.
struct StepSchedule: ScheduleRule {
  static let name = "step"
  static let summary = "down by a factor again and again"
  static let settings = [
    Setting("every", "steps between", .duration),
    Setting("factor", "what remains each time", .share, .number(Rational(1, 10))),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    pow(number("factor"), Double((progress.step - 1) / max(1, values[count: "every"])))
  }
}

extension Schedule {
  /// Down by a factor every so many steps.
  public static func step(every: Int, factor: Rational) -> Schedule {
    Schedule(StepSchedule(StepSchedule.values(["every": .number(Rational(every)), "factor": .number(factor)])))
  }
}

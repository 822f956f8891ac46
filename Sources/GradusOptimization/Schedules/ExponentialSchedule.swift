internal import Glibc

/// `factor` to the power of t / `every`, without stairs.
struct ExponentialSchedule: ScheduleRule {
  static let name = "exponential"
  static let summary = "down by a factor over every period, smoothly"
  static let settings = [
    Setting("factor", "what remains after a period", .share), Setting("every", "steps of a period", .duration),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double {
    pow(number("factor"), Double(progress.step - 1) / number("every"))
  }
}

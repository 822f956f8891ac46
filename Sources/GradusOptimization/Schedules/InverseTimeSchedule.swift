/// 1 / (1 + t / `half`)
struct InverseTimeSchedule: ScheduleRule {
  static let name = "inverse-time"
  static let summary = "a rate that falls as one over the time"
  static let settings = [Setting("half", "steps until half of the rate is left", .duration)]
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double { 1 / (1 + Double(progress.step - 1) / number("half")) }
}

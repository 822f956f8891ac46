/// 1
struct ConstantSchedule: ScheduleRule {
  static let name = "constant"
  static let summary = "the same rate throughout"
  static let settings: [Setting] = []
  let values: Values

  init(_ values: Values) { self.values = values }

  func factor(at progress: TrainingProgress) -> Double { 1 }
  var goesWithLength: Bool { false }
}

extension Schedule {
  /// The same rate throughout.
  public static var constant: Schedule { Schedule(ConstantSchedule(ConstantSchedule.values())) }
}

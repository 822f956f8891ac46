internal import GradusExpression

/// From 1/steps up to 1 in equal rises, then another schedule that counts from there.
///
/// Source: P. Goyal et al., "Accurate, large minibatch SGD", arXiv:1706.02677 (2017).
struct WarmupSchedule: ScheduleRule {
  static let name = "warmup"
  package static let takesParts = true
  static let summary = "up in equal rises, then another schedule: warmup(1, cosine)"
  static let settings = [Setting("steps", "steps that go up", .duration)]
  let values: Values
  /// What follows.
  let next: any ScheduleRule

  /// - Throws: `DescriptionError` unless one schedule follows that is no warm-up.
  init(_ values: Values) throws(DescriptionError) {
    guard values.parts.count <= 1 else {
      throw DescriptionError("one schedule follows a warm-up, not \(values.parts.count)")
    }
    next =
      try values.parts.first.map { part throws(DescriptionError) in try Schedule(part).rule } ?? Schedule.constant.rule
    self.values = Self.values(["steps": .number(values[number: "steps"])], parts: [next.clause])
    guard !(next is WarmupSchedule) else { throw DescriptionError("a warm-up after a warm-up: one is enough") }
  }

  init(steps: Int, then next: any ScheduleRule) {
    values = Self.values(["steps": .number(Rational(steps))], parts: [next.clause])
    self.next = next
  }

  func factor(at progress: TrainingProgress) -> Double {
    let steps = values[count: "steps"]
    return progress.step <= steps ? Double(progress.step) / Double(steps) : next.factor(at: progress.after(steps))
  }

  var goesWithLength: Bool { next.goesWithLength }

  /// Whether every constant is in its range, those of what follows too.
  func check() throws(DescriptionError) {
    _ = try Self(Values(clause, Self.settings))
    try next.check()
  }

  static func == (left: Self, right: Self) -> Bool { left.values == right.values }
  func hash(into hasher: inout Hasher) { hasher.combine(values) }
}

extension Schedule {
  /// Equal rises over so many steps, then another schedule.
  public static func warmup(steps: Int, then next: Schedule) -> Schedule {
    Schedule(WarmupSchedule(steps: steps, then: next.rule))
  }
}

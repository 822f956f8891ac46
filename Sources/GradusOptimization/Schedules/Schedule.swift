internal import GradusExpression

/// How the learning rate goes with the steps, as a factor of the rate that training begins with.
public struct Schedule: Described {
  let rule: any ScheduleRule

  init(_ rule: any ScheduleRule) { self.rule = rule }

  /// The schedules that are known; a new one is its file and its line here.
  static let rules: [any ScheduleRule.Type] = [
    ConstantSchedule.self, StepSchedule.self, MultistepSchedule.self, ExponentialSchedule.self,
    InverseTimeSchedule.self,
    PolynomialSchedule.self, CosineSchedule.self, CosineRestartsSchedule.self, OneCycleSchedule.self,
    PlateauSchedule.self, WarmupSchedule.self,
  ]

  /// Every schedule with its constants.
  public static var all: [MethodDescription] { rules.map { MethodDescription($0) } }

  /// The schedule of a description, whose durations are steps: `cosine 1000`, `warmup(100, step(every=500, factor=0.1))`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    guard let type = Self.rules.first(where: { $0.name == clause.name }) else {
      throw .unknown("schedule", clause.name, known: Self.rules.map { $0.name })
    }
    rule = try type.init(clause)
  }

  /// Its name, and the constants that are not the usual ones.
  public var clause: Clause { rule.clause }
  /// Whether the schedule counts on a number of steps, so that another number of them is another schedule.
  package var goesWithLength: Bool { rule.goesWithLength }
  /// The factor of the learning rate in a step.
  public func factor(at progress: TrainingProgress) -> Double { rule.factor(at: progress) }
  /// The factor of the learning rate in a step, counted from 1, where nothing was measured.
  public func factor(at step: Int) -> Double { factor(at: TrainingProgress(step: step)) }
  /// Whether every constant is in its range.
  ///
  /// - Throws: `DescriptionError` that names the constant and its range.
  public func check() throws(DescriptionError) { try rule.check() }
}

/// A schedule in one file.
protocol ScheduleRule: Configurable {
  /// The factor of the learning rate in a step.
  func factor(at progress: TrainingProgress) -> Double
  /// Whether the schedule counts on a number of steps.
  var goesWithLength: Bool { get }
}

extension ScheduleRule {
  var goesWithLength: Bool { true }

  func number(_ name: String) -> Double { values[number: name].doubleValue }
}

/// Where a training stands.
public struct TrainingProgress: Hashable, Sendable {
  /// The number of the step, from 1 on.
  public let step: Int
  /// What was measured after every epoch that is over, the smaller the better.
  public let measured: [Double]

  /// A place in a training. Traps unless steps are counted from 1.
  public init(step: Int, measured: [Double] = []) {
    precondition(step >= 1, "steps are counted from 1, not from \(step)")
    self.step = step
    self.measured = measured
  }

  /// The place that many steps earlier, and the first where that is before it.
  func after(_ steps: Int) -> TrainingProgress { TrainingProgress(step: max(1, step - steps), measured: measured) }
}

extension Schedule {
  /// The schedule of a description whose durations are epochs; one that is left out is the length of the training.
  ///
  /// - Parameters:
  ///   - steps: the steps of an epoch.
  ///   - epochs: the length of the training.
  ///   - warmup: steps of it that are over before the schedule begins.
  /// - Throws: `DescriptionError` that names the word.
  public init(
    _ clause: Clause, stepsPerEpoch steps: Int, epochs: Int, after warmup: Int = 0
  ) throws(DescriptionError) {
    let total = Rational(max(1, epochs)) * Rational(max(1, steps)) - Rational(warmup)
    try self.init(Self.inSteps(clause, steps, total: total > 0 ? total : 1))
  }

  private static func inSteps(_ clause: Clause, _ steps: Int, total: Rational) throws(DescriptionError) -> Clause {
    guard let type = rules.first(where: { $0.name == clause.name }) else { return clause }
    var arguments: [Clause.Argument] = []
    var position = 0
    var given: Set<String> = []
    var rest = total
    for argument in clause.arguments {
      var label = argument.label
      if label == nil, case .number = argument.value, position < type.settings.count {
        label = type.settings[position].name
        position += 1
      }
      if let label { given.insert(label) }
      switch argument.value {
      case .number(let epochs) where type.settings.contains { $0.name == label && $0.kind == .duration }:
        // What is no length of time is left to the setting, which refuses it.
        let count = epochs > 0 ? max(1, (epochs * Rational(max(1, steps)) + Rational(1, 2)).floor) : epochs
        rest = rest - count
        arguments.append(.init(label: label, .number(count)))
      case .clause(let part) where label == nil:
        arguments.append(.init(.clause(try inSteps(part, steps, total: rest > 0 ? rest : 1))))
      default: arguments.append(.init(label: label, argument.value))
      }
    }
    for setting in type.settings
    where setting.kind == .duration && setting.standard == nil && !given.contains(setting.name) {
      arguments.append(.init(label: setting.name, .number(type.usualDuration(of: total))))
    }
    return Clause(clause.name, arguments)
  }
}

extension ScheduleRule {
  /// The duration that is meant where none is given: all of the training, a third of it for what happens again and again.
  fileprivate static func usualDuration(of total: Rational) -> Rational {
    self == StepSchedule.self ? max(1, ((total + 2) / 3).floor) : total
  }
}

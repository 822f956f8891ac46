import Gradus

/// What a study says of its trials.
struct StudyAnswer {
  private let measure: Measure?

  init(_ measure: Measure?) { self.measure = measure }

  private var title: String { measure?.rawValue ?? "loss" }

  struct Object: Encodable {
    let trial: Int
    let epochs: Int
    let choices: [String: String]
    let value: Double?
    let deviation: Double?
    let reason: String?
  }

  struct Best: Encodable {
    let best: Int
    let choices: [String: String]
    let value: Double?
    let deviation: Double?
    let epochs: Int?
    /// What trains it, as words of a shell.
    let command: [String]

    init(_ trial: Trial, command: [String]) {
      (best, choices, self.command) = (trial.number, trial.choices, command)
      (value, deviation, epochs) = (trial.scores.last?.value, trial.scores.last?.deviation, trial.scores.last?.epochs)
    }
  }

  func object(_ step: Study.Step, _ score: TrialScore) -> Object {
    Object(
      trial: step.trial, epochs: step.epochs, choices: step.choices, value: score.value, deviation: score.deviation,
      reason: score.reason)
  }

  /// A line as soon as a trial has a value.
  func line(_ step: Study.Step, _ score: TrialScore, of study: Study) -> String {
    let choices = study.space.dimensions.map { "\($0.name) \(step.choices[$0.name] ?? "")" }.joined(separator: "  ")
    return
      "trial \(step.trial)/\(study.most)  \(step.epochs) epoch\(step.epochs == 1 ? "" : "s")  \(title) \(shown(score))  \(choices)\n"
  }

  private func shown(_ score: TrialScore?) -> String {
    guard let score, let value = score.value else { return "– (\(score?.reason ?? "not begun"))" }
    return rounded(value, 4) + (score.deviation.map { " ± \(rounded($0, 4))" } ?? "")
  }

  /// The best twenty trials, the best first.
  func table(of study: Study) -> String {
    let names = study.space.dimensions.map(\.name)
    let ranking = study.ranking
    let rows = ranking.prefix(20).map { trial in
      ["\(trial.number)", "\(trial.scores.last?.epochs ?? 0)", shortened(shown(trial.scores.last), 40)]
        + names.map { trial.choices[$0] ?? "" }
    }
    let head = ["trial", "epochs", title] + names
    let more = ranking.count > 20 ? "\n… \(ranking.count) in all" : ""
    return TextTable(rows: [head] + rows, left: Set(3..<head.count)).text + more
  }

  /// The value of every trial with the best so far, and the course of each over its epochs.
  func picture(of study: Study) -> String {
    var values = EpochPlot(title: "\(title), held back", rises: study.isGreaterBetter, axis: "trials")
    let points = study.trials.compactMap { trial in trial.scores.last?.value.map { (Double(trial.number), $0) } }
    var best: [(Double, Double)] = []
    for (number, value) in points {
      let isBetter = best.last.map { study.isGreaterBetter ? value > $0.1 : value < $0.1 } ?? true
      best.append((number, isBetter ? value : best.last?.1 ?? value))
    }
    values.add("each", points, color: "#7fb2e5", width: 0, marks: true)
    values.add("the best so far", best, color: "#1f6fb4")
    var courses = EpochPlot(title: "\(title), held back, of the best trials", rises: study.isGreaterBetter)
    for (place, trial) in study.ranking.prefix(EpochPlot.colors.count).enumerated() {
      let course = (trial.scores.last?.curve ?? []).enumerated().map { (Double($0 + 1), $1) }
      if course.count > 1 { courses.add("trial \(trial.number)", course, color: EpochPlot.colors[place], width: 2) }
    }
    return EpochPlot.picture([values, courses])
  }
}

extension SearchRange {
  /// As it is written in an option.
  var words: String {
    switch self {
    case .choices(let texts): texts.joined(separator: "|")
    case .numbers(let range, let isLogarithmic, let isWhole):
      "\(range.lowerBound)..\(range.upperBound)\(isLogarithmic ? " log" : "")\(isWhole ? " whole" : "")"
    }
  }
}

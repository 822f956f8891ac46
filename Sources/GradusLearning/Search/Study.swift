/// A search for settings: which are tried, for how many epochs, and what became of them. What comes next follows from what is recorded
/// alone, so that a study that was stopped goes on as if it had not been.
///
///     var study = try Study(space, .random(trials: 20), epochs: 30, seed: 1)
///     while let step = study.next { study.record(try score(step.choices, step.epochs), of: step.trial) }
public struct Study: Hashable, Sendable {
  /// What may be chosen.
  public let space: SearchSpace
  /// How it is searched.
  public let method: StudyMethod
  /// The epochs of a training that is not ended early.
  public let epochs: Int
  /// What the trials are drawn from.
  public let seed: UInt64
  /// Whether more is better of what is measured.
  public let isGreaterBetter: Bool
  /// Everything that was begun, by its number, counted from 1.
  public private(set) var trials: [Trial]
  private let choices: [[String: String]]
  private let brackets: [StudyBracket]

  /// A study of which nothing is done, or what was recorded before is.
  ///
  /// - Throws: `TrainingError.setting` for a method whose numbers make no sense, or trials that another study made.
  public init(
    _ space: SearchSpace, _ method: StudyMethod, epochs: Int, seed: UInt64 = 0, isGreaterBetter: Bool = false,
    trials: [Trial] = []
  ) throws(TrainingError) {
    guard epochs >= 1 else { throw .setting("\(epochs) epochs: there must be at least 1") }
    try method.check()
    (self.space, self.method, self.epochs, self.seed) = (space, method, epochs, seed)
    (self.isGreaterBetter, self.trials) = (isGreaterBetter, trials)
    brackets = method.brackets(epochs: epochs)
    let count = brackets.reduce(0) { $0 + $1.count }
    if case .grid(let points) = method {
      choices = try space.grid(points)
    } else {
      choices = space.draws(count, seed: seed)
    }
    if let other = trials.first(where: { $0.number > choices.count || $0.choices != choices[$0.number - 1] }) {
      throw .setting("trial \(other.number) is none of this study")
    }
  }

  /// What is to be done.
  public struct Step: Hashable, Sendable {
    /// The trial, counted from 1.
    public let trial: Int
    /// What is chosen, by name.
    public let choices: [String: String]
    /// How many epochs it is trained for in all.
    public let epochs: Int
  }

  /// What is to be done next; nil at the end.
  public var next: Step? {
    if case .asynchronous(_, let reduction, _) = method { return nextPromotion(reduction) }
    var first = 0
    for bracket in effectiveBrackets {
      var members = Array(first..<min(first + bracket.count, choices.count))
      first += bracket.count
      for epochs in bracket.rungs {
        if let open = members.first(where: { score(of: $0, after: epochs) == nil }) {
          return Step(trial: open + 1, choices: choices[open], epochs: epochs)
        }
        members = Array(ranked(members, after: epochs).prefix(max(members.count / method.reduction, 1))).sorted()
      }
    }
    return nil
  }

  /// A grid is one bracket of all its places.
  private var effectiveBrackets: [StudyBracket] {
    if case .grid = method { [StudyBracket(count: choices.count, rungs: [epochs])] } else { brackets }
  }

  /// The highest trial that is among the best of its rung and has not been trained on from there; a new one where there is none.
  ///
  /// Source: L. Li et al., "A system for massively parallel hyperparameter tuning", MLSys 2020 (ASHA), with one worker.
  private func nextPromotion(_ reduction: Int) -> Step? {
    guard let bracket = brackets.first else { return nil }
    let count = min(bracket.count, choices.count)
    for (place, epochs) in bracket.rungs.enumerated().dropLast().reversed() {
      let scored = (0..<count).filter { score(of: $0, after: epochs) != nil }
      let best = ranked(scored, after: epochs).prefix(scored.count / reduction)
      let above = bracket.rungs[place + 1]
      if let promoted = best.first(where: { score(of: $0, after: above) == nil }) {
        return Step(trial: promoted + 1, choices: choices[promoted], epochs: above)
      }
    }
    guard let new = (0..<count).first(where: { score(of: $0, after: bracket.rungs[0]) == nil }) else { return nil }
    return Step(trial: new + 1, choices: choices[new], epochs: bracket.rungs[0])
  }

  /// Keeps what became of a step.
  public mutating func record(_ score: TrialScore, of trial: Int) {
    if let place = trials.firstIndex(where: { $0.number == trial }) {
      trials[place].scores.removeAll { $0.epochs == score.epochs }
      trials[place].scores.append(score)
    } else {
      trials.append(Trial(number: trial, choices: choices[trial - 1], scores: [score]))
      trials.sort { $0.number < $1.number }
    }
  }

  /// The best of the trials that were trained longest; nil where none has a value.
  public var best: Trial? { ranking.first { $0.scores.last?.value != nil } }

  /// The trials, those that were trained longest first and the best of them before the others.
  public var ranking: [Trial] {
    trials.sorted { first, second in
      let (a, b) = (first.scores.last, second.scores.last)
      let lengths = (a?.value == nil ? 0 : a?.epochs ?? 0, b?.value == nil ? 0 : b?.epochs ?? 0)
      if lengths.0 != lengths.1 { return lengths.0 > lengths.1 }
      return isBetter(a?.value, first.number, b?.value, second.number)
    }
  }

  /// How many trials there may be.
  package var most: Int { choices.count }

  private func score(of place: Int, after epochs: Int) -> TrialScore? {
    trials.first { $0.number == place + 1 }?.scores.first { $0.epochs == epochs }
  }

  private func ranked(_ places: [Int], after epochs: Int) -> [Int] {
    let values = Dictionary(uniqueKeysWithValues: places.map { ($0, score(of: $0, after: epochs)?.value) })
    return places.sorted { isBetter(values[$0] ?? nil, $0, values[$1] ?? nil, $1) }
  }

  /// What has no value comes last, of equals the first comes first.
  private func isBetter(_ a: Double?, _ first: Int, _ b: Double?, _ second: Int) -> Bool {
    switch (a, b) {
    case (let a?, let b?) where a != b: isGreaterBetter ? a > b : a < b
    case (nil, _?): false
    case (_?, nil): true
    default: first < second
    }
  }
}

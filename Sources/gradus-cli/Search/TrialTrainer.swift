import ArgumentParser
import Gradus

/// Trains the trials of a study: each is what `gradus train` would do with the options that are fixed and those that are chosen.
final class TrialTrainer {
  /// What is compared; nil for the loss on the examples held back.
  private let measure: Measure?
  private var fixed: [String]
  private let folds: (count: Int, groups: String?)?
  /// What trainings that may go on have reached, a state for each fold.
  private var states: [Int: [TrainingState]] = [:]
  private let keepsStates: Bool
  /// What was loaded, by what the data depend on.
  private var loaded: [[String]: TrainingData] = [:]
  private var divided: [[String]: (source: FoldSource, division: FoldDivision)] = [:]

  init(_ fixed: [String], _ measure: Measure?, folds: (count: Int, groups: String?)?, keepsStates: Bool) {
    (self.fixed, self.measure, self.folds, self.keepsStates) = (fixed, measure, folds, keepsStates)
  }

  /// The words of a trial behind `gradus train`.
  func words(_ choices: [String: String]) -> [String] {
    fixed + choices.sorted { $0.key < $1.key }.flatMap { ["--\($0.key)", $0.value] }
  }

  private func train(_ choices: [String: String]) throws -> Train {
    var train = try Train.parsed(words(choices), for: "tune")
    if let measure, train.metrics?.contains(measure) != true { train.metrics = (train.metrics ?? []) + [measure] }
    return train
  }

  /// How many epochs a training has where nothing ends it early, and a number that tells the data apart.
  func plan(_ choices: [String: String]) throws -> (epochs: Int, fingerprint: UInt64) {
    let train = try train(choices)
    let training = try trainings(train, choices)[0].training
    // All have as many: what is usual goes by the size of a batch.
    if train.epochs == nil { fixed += ["--epochs", "\(training.settings.epochs)"] }
    return (training.settings.epochs, training.state.dataFingerprint)
  }

  /// Trains a trial up to so many epochs, going on from where it stands.
  func score(_ step: Study.Step, stop: StopRequest) throws -> TrialScore {
    let train = try train(step.choices)
    var values: [Double] = []
    var curves: [[Double]] = []
    var states: [TrainingState] = []
    do {
      for (place, made) in try trainings(train, step.choices).enumerated() {
        var training = made.training
        if let state = self.states[step.trial]?[place] {
          training = try Training(resuming: state, on: made.whole, validation: made.validation)
        }
        while !keepsStates || training.state.epoch < step.epochs, try training.nextEpoch() != nil {
          if let reason = stop.reason { throw StudyStopped(reason: reason) }
        }
        states.append(training.state)
        curves.append(training.state.history.map { value($0) ?? .nan })
        values.append(value(of: training))
      }
    } catch let error as TrainingError {
      guard case .diverged = error else { throw error }
      return TrialScore(epochs: step.epochs, value: nil, reason: "\(error)")
    }
    if keepsStates { self.states[step.trial] = states }
    let isDefined = values.allSatisfy(\.isFinite)
    let statistics = ColumnStatistics(values)
    let length = curves.map(\.count).min() ?? 0
    return TrialScore(
      epochs: step.epochs, value: isDefined ? statistics.mean : nil,
      deviation: isDefined && values.count > 1 ? statistics.deviation : nil,
      reason: isDefined ? nil : "\(measure?.rawValue ?? "the loss") is not defined on what is held back",
      curve: (0..<length).map { place in curves.reduce(0) { $0 + $1[place] } / Double(curves.count) })
  }

  private struct Made {
    let training: Training
    /// What a training begins with, before a share is held back.
    let whole: LearningData
    let validation: LearningData?
  }

  private func trainings(_ train: Train, _ choices: [String: String]) throws -> [Made] {
    let key = ["scaling", "impute", "resize", "validation-split"].map { choices[$0] ?? "" }
    guard let folds else {
      let data = try loaded[key] ?? train.load(DataSource(train.data), nil, nil)
      loaded[key] = data
      let training = try train.begin(data, resumed: nil, nil)
      guard training.validationCount > 0 else {
        throw CommandError(.usage, "nothing is held back to compare trials on: --validation-split says how much")
      }
      return [Made(training: training, whole: data.training, validation: data.validation)]
    }
    let (source, division) =
      try divided[key] ?? train.folds(folds.count, groups: folds.groups, repetitions: 1)
    divided[key] = (source, division)
    return try division.folds.map { fold in
      let parts = try source.parts(fold)
      let data = TrainingData(training: parts.training, validation: parts.held)
      return Made(
        training: try train.begin(data, resumed: nil, nil), whole: data.training, validation: data.validation)
    }
  }

  /// What is compared, after an epoch.
  private func value(_ report: EpochReport) -> Double? {
    measure.map { report.measures?[$0] } ?? report.validationLoss
  }

  /// What is compared, of the model that would be kept.
  private func value(of training: Training) -> Double {
    let history = training.state.history
    let best = training.settings.patience == nil ? nil : history.bestEpoch(by: training.settings.monitor)
    let report = history.last { best == nil || $0.epoch == best }
    return report.flatMap(value) ?? .nan
  }
}

/// A study that was stopped, as it was asked to.
struct StudyStopped: ErrorWithStatus {
  let reason: StopRequest.Reason
  var status: ExitStatus { .interrupted }
  var description: String { "stopped; the same command goes on from there" }
}

public import GradusLearning

/// Records a training as it goes. What cannot be written, for a full disk, a lock or a missing right, never ends the training: it is said
/// once, kept, and tried again with the next epoch.
public final class RunRecorder {
  /// The number of the run; nil before anything could be written.
  public private(set) var id: Int?
  /// The file of the runs.
  public let file: String

  private let start: RunStart
  private let resumed: (file: String, state: TrainingState)?
  private let warn: (String) -> Void
  private var store: RunStore?
  private var unwritten: [EpochReport] = []
  private var kept = 0
  private var hasFailed = false

  /// Begins to record.
  ///
  /// - Parameters:
  ///   - resumed: the model file that the training goes on from, and where it stood in it: its run goes on where it has the same file.
  ///   - warn: is told once, in a sentence, what keeps the run from being recorded.
  public init(
    _ start: RunStart, in file: String, resuming resumed: (file: String, state: TrainingState)? = nil,
    warn: @escaping (String) -> Void
  ) {
    (self.file, self.start, self.resumed, self.warn) = (file, start, resumed, warn)
    write()
  }

  /// Records an epoch.
  ///
  /// - Parameter state: where the training stands after it.
  public func record(_ report: EpochReport, _ state: TrainingState) {
    unwritten.append(report)
    kept = state.kept
    write()
  }

  /// Records how the training ended, and lets go of the file.
  ///
  /// - Parameters:
  ///   - reason: why it stopped or failed.
  ///   - test: what was measured in the end, by name.
  public func end(_ state: RunState, because reason: String? = nil, test: [String: Double] = [:]) {
    write(RunEnding(state, reason, test: test))
    store = nil
  }

  private func write(_ ending: RunEnding? = nil) {
    do throws(ExchangeError) {
      if store == nil { store = try RunStore(writingTo: file) }
      guard let store else { return }
      // Who waited once in vain waits again only in the end.
      store.wait(milliseconds: hasFailed && ending == nil ? 0 : 3000)
      if id == nil { id = try store.begin(start, resuming: resumed) }
      guard let id else { return }
      if !unwritten.isEmpty { try store.record(unwritten, kept: kept, of: id) }
      unwritten = []
      if let ending { try store.end(id, ending) }
      hasFailed = false
    } catch {
      if !hasFailed || ending != nil {
        warn(
          "\(error); \(ending == nil ? "training goes on, and this run is not recorded yet" : "this run is not recorded whole")"
        )
      }
      hasFailed = true
    }
  }
}

extension TrainingState {
  /// The epoch whose model is kept: the best with a patience, otherwise the last.
  var kept: Int {
    settings.patience == nil ? epoch : history.bestEpoch(by: settings.monitor) ?? epoch
  }
}

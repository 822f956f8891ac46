import ArgumentParser
import CProgram
import Glibc
import Gradus

/// A length of time, as in 90s, 10m or 2h, in seconds.
@Sendable func readSeconds(_ argument: String) throws -> Double {
  let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600]
  let unit = argument.last.flatMap { units[$0] }
  guard let value = Double(unit == nil ? argument[...] : argument.dropLast()), value > 0, value.isFinite else {
    throw ValidationError("expected a length of time as in 90s, 10m or 2h")
  }
  return value * (unit ?? 1)
}

/// Whether training is to stop before its end: by the first Ctrl-C or SIGTERM, or when its time is over.
struct StopRequest {
  enum Reason: Equatable { case signal(Int32), time }

  private let start = ContinuousClock.now
  private let seconds: Double?

  /// From now on the first SIGINT or SIGTERM is a request; the second ends the program.
  init(after seconds: Double?) {
    self.seconds = seconds
    gradus_program_stops_on_request()
  }

  var reason: Reason? {
    if case let signal = gradus_program_stop_signal(), signal != 0 { return .signal(signal) }
    if let seconds, (ContinuousClock.now - start) / .seconds(1) >= seconds { return .time }
    return nil
  }
}

extension StopRequest {
  /// The next step. Processes that train together tell one another with its sum whether one was asked to stop.
  func next(of training: Training, _ reporter: TrainingReporter) throws -> BatchReport? {
    if training.group != nil {
      let own: [Reason?] = [.signal(SIGINT), .signal(SIGTERM), .time]
      let told = own.map { reason == $0 ? Float(1) : 0 }
      training.notice = told + [Float](repeating: 0, count: Training.notices - told.count)
    }
    let start = ContinuousClock.now
    let messages = training.group?.secondsOfMessages ?? 0
    let batch = try training.nextBatch()
    reporter.add(
      seconds: (ContinuousClock.now - start) / .seconds(1),
      messages: (training.group?.secondsOfMessages ?? 0) - messages, examples: batch?.examples ?? 0)
    return batch
  }

  /// Why this training stops after its last step; of several processes all stop for the reason of one.
  func agreed(in training: Training) -> Reason? {
    guard training.group != nil else { return reason }
    let told = training.notice
    return told[0] > 0 ? .signal(SIGINT) : told[1] > 0 ? .signal(SIGTERM) : told[2] > 0 ? .time : nil
  }
}

/// A training that was stopped in the middle of an epoch.
struct TrainingStopped: ErrorWithStatus {
  let reason: StopRequest.Reason
  let epoch: Int
  let batch: BatchReport
  let saved: String?

  /// Whether that is what was asked for, and no error.
  var isIntended: Bool { reason == .time }
  /// As a shell says that a program ended by a signal.
  var status: ExitStatus { reason == .signal(SIGTERM) ? .terminated : .interrupted }

  var description: String {
    "stopped in epoch \(epoch) after \(batch.batch) of \(batch.batches) batches; "
      + (saved.map { "\($0.visible) is saved, and --resume \($0.visible) goes on from there" }
        ?? "without --output nothing is saved")
  }
}

import CProgram
import Glibc
import Gradus

/// This process as one of those that an `mpirun` began together. The first one speaks and writes; the others are silent but for errors.
enum Processes {
  /// Begins the messages; nil for a process alone.
  ///
  /// - Parameter silence: how many seconds another one may say nothing; nil for the usual.
  /// - Throws: `ProcessError` where MPI cannot be used.
  static func join(silence: Double? = nil) throws -> ProcessGroup? {
    let group = try ProcessGroup.joined()
    if let group, group.rank > 0 { Terminal.fallSilent() }
    if let silence { group?.silence = silence }
    return group
  }

  /// Whether this process writes what is written once.
  static func isFirst(of group: ProcessGroup?) -> Bool { (group?.rank ?? 0) == 0 }

  /// Waits for the others and ends the messages.
  static func finish(_ group: ProcessGroup?) throws { try group?.finish() }

  /// What a message is called by: which process speaks, where there are several.
  ///
  /// What is wrong for several, the first of them says; the others give it the time, and are ended before they repeat it.
  static func named(_ message: String) -> String {
    guard ProcessGroup.expectedCount > 1 else { return message }
    let rank = ProcessGroup.expectedRank
    if rank > 0 {
      let end = ContinuousClock.now + .milliseconds(500 * min(rank, 10))
      // A signal is how the first of them ends the others.
      while ContinuousClock.now < end, gradus_program_stop_signal() == 0 { usleep(10_000) }
      if gradus_program_stop_signal() != 0 {
        usleep(300_000)
        exit(ExitStatus.terminated.rawValue)
      }
    }
    return "process \(rank) on \(ProcessGroup.host): \(message)"
  }

  /// Ends all processes, once what was said has reached who began them.
  static func endAll(_ status: ExitStatus) {
    guard ProcessGroup.expectedCount > 1 else { return }
    usleep(200_000)
    ProcessGroup.endAll(status.rawValue)
  }
}

extension ProcessError: ErrorWithStatus {
  var status: ExitStatus {
    switch self {
    case .unavailable, .silent, .failed: .inputOutput
    case .difference: .data
    }
  }
}

/// How long the processes of a training took for its steps.
struct ProcessTimes: Encodable {
  /// One of them.
  struct Row: Encodable {
    let rank: Int
    let host: String
    let examplesPerSecond: Double
    /// The share of the time of its steps that went by with messages, waiting for others included.
    let messages: Double
    let bytesSent: Int
  }

  let rows: [Row]
  /// What all of them got through.
  let examplesPerSecond: Double
  /// The share of the time that was not spent with messages, over all.
  let efficiency: Double

  /// Every process gives what it knows of itself; nil for one alone.
  ///
  /// - Parameters:
  ///   - seconds: of all steps of this process.
  ///   - messages: how many of them went by with messages.
  ///   - examples: that went through all processes in them.
  init?(of group: ProcessGroup?, seconds: Double, messages: Double, examples: Int) throws {
    guard let group else { return nil }
    let all = try group.gathered([seconds, messages, Double(group.bytesSent)])
    guard seconds > 0 else { return nil }
    rows = all.enumerated().map { rank, own in
      Row(
        rank: rank, host: group.hosts[rank], examplesPerSecond: Double(examples) / Double(group.count) / own[0],
        messages: min(1, own[1] / own[0]), bytesSent: Int(own[2]))
    }
    examplesPerSecond = Double(examples) / seconds
    efficiency = 1 - rows.reduce(0) { $0 + $1.messages } / Double(rows.count)
  }

  /// A line for all, and one for each of a few.
  func text(_ noun: String) -> String {
    let head =
      "\(rows.count) processes  \(grouped(Int(examplesPerSecond))) \(noun)/s, \(percent(1 - efficiency)) of the time in messages, efficiency \(percent(efficiency))"
    return
      ([head]
      + rows.prefix(16).map {
        "  \(padded("\($0.rank)", 3)) on \($0.host.visible)  \(grouped(Int($0.examplesPerSecond))) \(noun)/s  messages \(percent($0.messages)), \(grouped($0.bytesSent)) bytes sent"
      } + (rows.count > 16 ? ["  and \(rows.count - 16) more"] : [])).joined(separator: "\n")
  }
}

internal import GradusExpression

/// Why processes that work together cannot go on.
package enum ProcessError: DescribedError, Hashable, Sendable {
  /// The messages cannot begin, in words.
  case unavailable(String)
  /// A process has said nothing for so many seconds.
  case silent(rank: Int, host: String, seconds: Double)
  /// MPI could not pass a message to or from a process.
  case failed(rank: Int, host: String)
  /// A process differs from the first one in something.
  case difference(rank: Int, host: String, what: String)

  /// What is wrong, in a sentence.
  package var description: String {
    switch self {
    case .unavailable(let reason): reason
    case .silent(let rank, let host, let seconds):
      "process \(rank) on \(host) has said nothing for \(Int(seconds)) seconds"
    case .failed(let rank, let host): "MPI passes no message to or from process \(rank) on \(host)"
    case .difference(let rank, let host, let what): "process \(rank) on \(host) has \(what) than process 0"
    }
  }
}

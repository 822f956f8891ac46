import ArgumentParser
import Glibc
import Gradus

/// What the exit status says: 0 is success, small numbers are verdicts, and errors have the names and numbers of `sysexits`.
enum ExitStatus: Int32 {
  /// A verdict: not equal, not right.
  case no = 1
  /// A verdict: agrees at every point that was tried, and nothing shows why.
  case sampled = 2
  /// A verdict: nothing was found out.
  case undecided = 3
  /// The command line asks for what does not exist or does not fit.
  case usage = 64
  /// A file or a value in it is wrong.
  case data = 65
  /// The work would take more than the budget that `--limit` sets.
  case tooLarge = 69
  /// Our own fault.
  case software = 70
  /// The operating system could not read or write.
  case inputOutput = 74
  /// Ended by Ctrl-C, as shells say it.
  case interrupted = 130
  /// Ended by SIGTERM, as shells say it.
  case terminated = 143
}

/// An error that knows its exit status.
protocol ErrorWithStatus: Error, CustomStringConvertible {
  var status: ExitStatus { get }
}

extension ExchangeError: ErrorWithStatus {
  var status: ExitStatus { kind == .inputOutput ? .inputOutput : .data }
}

extension PropagationError: ErrorWithStatus {
  var status: ExitStatus {
    switch self {
    case .network, .overflow: .data
    case .inputCount, .targetCount, .crossEntropy, .targetSum, .squaredErrorOfSoftmax, .outputMap, .lossOfOneNumber:
      .usage
    }
  }
}

extension TrainingError: ErrorWithStatus {
  var status: ExitStatus {
    switch self {
    case .setting: .usage
    case .dataMismatch, .diverged, .outputMap: .data
    case .underivable: .software
    }
  }
}

extension NetworkError: ErrorWithStatus {
  var status: ExitStatus { .usage }
}

extension DatasetError: ErrorWithStatus {
  var status: ExitStatus { .data }
}

/// Says what went wrong in one line on standard error, or as an object where JSON was asked for, and ends the program with the
/// error's status.
func leave(with error: any Error) -> Never {
  // A verdict that the command has printed already, such as "not equal".
  if let verdict = error as? ExitCode { leave(verdict.rawValue) }
  if let known = error as? any ErrorWithStatus { leave(known.status, words(of: known)) }
  switch GradusCommand.exitCode(for: error) {
  case .success:
    // Help, a version, a script of completions.
    print(GradusCommand.fullMessage(for: error))
    leave(0)
  case .validationFailure: leave(.usage, GradusCommand.message(for: error))
  default:
    // Nothing that a user did: a plan or an executor that does not fit what we asked of it.
    leave(.software, "\(error) (a fault of gradus itself)")
  }
}

/// Ends the program, once all that it printed has arrived.
func leave(_ status: Int32) -> Never {
  do { try Terminal.finish() } catch {
    printError("gradus: \(error)")
    exit(ExitStatus.inputOutput.rawValue)
  }
  exit(status)
}

private func leave(_ status: ExitStatus, _ message: String) -> Never {
  // All processes have the same command line, and the first one says what is wrong with it.
  if status == .usage, ProcessGroup.expectedRank > 0, !ProcessGroup.isBegun { exit(status.rawValue) }
  report(status, Processes.named(message))
  Processes.endAll(status)
  exit(status.rawValue)
}

/// Ends the program in the midst of its work, from whichever thread says so: nothing that waits to be written is written.
func leaveAtOnce(_ status: ExitStatus, _ message: String) -> Never {
  report(status, message)
  _exit(status.rawValue)
}

private func report(_ status: ExitStatus, _ message: String) {
  if asksForJSON, let object = try? json(Failure(error: message, status: status.rawValue)) {
    // In place of the answer; where a part of that stands there already, beside it.
    if !Terminal.hasWritten, !Terminal.isSilent, (try? Terminal.write(object + "\n")) != nil { return }
    printError(object)
  } else {
    printError("gradus: \(message)")
  }
}

/// An error as JSON.
private struct Failure: Encodable {
  let error: String
  let status: Int32
}

private func words(of error: any ErrorWithStatus) -> String {
  guard let error = error as? ExchangeError else { return "\(error)" }
  return "\(error.file.visible): \(error.reason.visible)"
}

/// Whether the command line asks for JSON, as far as it can be told from one that is wrong.
private var asksForJSON: Bool {
  let arguments = CommandLine.arguments
  return arguments.contains("--format=json")
    || zip(arguments, arguments.dropFirst()).contains { $0 == ("--format", "json") }
}

/// A line on standard error.
func printError(_ line: String) {
  let text = line.withVisibleControls + "\n"
  _ = write(STDERR_FILENO, text, text.utf8.count)
}

import ArgumentParser
import Glibc
import Gradus

/// What the exit status says, by the names and numbers of `sysexits`; 0 is success.
enum ExitStatus: Int32 {
  /// The command line asks for what does not exist or does not fit.
  case usage = 64
  /// A file or a value in it is wrong.
  case data = 65
  /// Our own fault.
  case software = 70
  /// The operating system could not read or write.
  case inputOutput = 74
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
    case .inputCount, .targetCount, .crossEntropy, .targetSum, .squaredErrorOfSoftmax: .usage
    }
  }
}

extension TrainingError: ErrorWithStatus {
  var status: ExitStatus {
    switch self {
    case .setting: .usage
    case .dataMismatch, .diverged, .noClassifier: .data
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

/// Says what went wrong in one line on standard error and ends the program with the error's status.
func leave(with error: any Error) -> Never {
  if let known = error as? any ErrorWithStatus {
    printError("gradus: \(known)")
    GradusCommand.exit(withError: ExitCode(known.status.rawValue))
  }
  // A verdict that the command has printed already, such as "not equal".
  if let verdict = error as? ExitCode { GradusCommand.exit(withError: verdict) }
  switch GradusCommand.exitCode(for: error) {
  case .validationFailure:
    printError("gradus: \(GradusCommand.message(for: error))")
    GradusCommand.exit(withError: ExitCode(ExitStatus.usage.rawValue))
  case .failure:
    // Nothing that a user did: a plan or an executor that does not fit what we asked of it.
    printError("gradus: \(error) (a fault of gradus itself)")
    GradusCommand.exit(withError: ExitCode(ExitStatus.software.rawValue))
  default:
    GradusCommand.exit(withError: error)
  }
}

/// A line on standard error.
func printError(_ line: String) {
  let text = line + "\n"
  _ = write(STDERR_FILENO, text, text.utf8.count)
}

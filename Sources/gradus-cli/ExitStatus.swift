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

/// Says what went wrong in one line on standard error and ends the program with the error's status.
func leave(with error: any Error) -> Never {
  guard let known = error as? any ErrorWithStatus else { GradusCommand.exit(withError: error) }
  printError("gradus: \(known)")
  GradusCommand.exit(withError: ExitCode(known.status.rawValue))
}

/// A line on standard error.
func printError(_ line: String) {
  let text = line + "\n"
  _ = write(STDERR_FILENO, text, text.utf8.count)
}

import Glibc
import Gradus
import Synchronization

/// Standard output, as a terminal where it is one.
enum Terminal {
  /// The width of the terminal; nil where standard output is none.
  static var columns: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes all of the text at once. Control characters that came with names or files are shown, never sent.
  ///
  /// - Throws: `ExchangeError` where nobody can take it, as with a full disk.
  static func write(_ text: String) throws { try draw(text.withVisibleControls) }

  /// Writes what this program draws itself, with the controls of a terminal in it; names in it are `visible`.
  static func draw(_ text: String) throws {
    if isSilent { return }
    written.withLock { $0 = true }
    var rest = Array(text.utf8)
    while !rest.isEmpty {
      let count = Glibc.write(STDOUT_FILENO, rest, rest.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw failure(errno) }
      rest.removeFirst(count)
    }
  }

  /// From now on nothing is written: another process says the same.
  static func fallSilent() { silence.withLock { $0 = true } }
  /// Whether nothing is written.
  static var isSilent: Bool { silence.withLock { $0 } }
  private static let silence = Mutex(false)

  /// Whether anything of the answer stands on standard output.
  static var hasWritten: Bool { written.withLock { $0 } }
  private static let written = Mutex(false)

  /// Closes standard output: some disks say only then that they are full.
  static func finish() throws {
    guard fflush(nil) == 0, close(STDOUT_FILENO) == 0 || errno == EBADF || errno == EINTR else {
      throw failure(errno)
    }
  }

  /// A standard stream that is closed would lend its number to the next file that is opened, and what is printed would go
  /// into that file: it gets a stand-in that cannot be written.
  static func openStandardStreams() {
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 && errno == EBADF {
      _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
    }
  }

  private static func failure(_ reason: Int32) -> ExchangeError {
    if reason == EPIPE {
      // Whoever read us has enough. We end as a program does that leaves this signal alone.
      signal(SIGPIPE, SIG_DFL)
      raise(SIGPIPE)
    }
    return ExchangeError(
      .inputOutput, file: "standard output", "cannot be written: \(String(cString: strerror(reason)))")
  }

  /// `━━━━━━╺────`
  static func bar(_ share: Double, width: Int) -> String {
    let filled = Int((max(0, min(1, share)) * Double(width)).rounded())
    return String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
  }
}

/// A line on standard output. Every command prints through here, so that a line that cannot be written ends the program
/// with the status of it.
func print(_ line: String) {
  do { try Terminal.write(line + "\n") } catch { leave(with: error) }
}

/// A number with a fixed count of digits behind the point.
func rounded(_ number: Double, _ digits: Int) -> String { number.written(.fixed(digits)) }

/// `88.41 %`
func percent(_ share: Double) -> String { rounded(100 * share, 2) + " %" }

/// `1:07`, or `2:01:07`
func duration(_ seconds: Double) -> String {
  let whole = Int(max(0, min(seconds, 1e9)).rounded())
  func two(_ number: Int) -> String { (number < 10 ? "0" : "") + "\(number)" }
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(whole % 60))" : "\(minutes):\(two(whole % 60))"
}

/// The text with spaces in front, up to a width.
func padded(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

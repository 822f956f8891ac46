import Glibc
import Gradus

/// Standard output, as a terminal where it is one.
enum Terminal {
  /// The width of the terminal; nil where standard output is none.
  static var columns: Int? {
    guard isatty(STDOUT_FILENO) == 1 else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  /// Writes all of the text at once.
  ///
  /// - Throws: `ExchangeError` where nobody can take it, as with a full disk.
  static func write(_ text: String) throws {
    var rest = Array(text.utf8)
    while !rest.isEmpty {
      let written = Glibc.write(STDOUT_FILENO, rest, rest.count)
      if written < 0, errno == EINTR { continue }
      guard written > 0 else {
        throw ExchangeError(
          .inputOutput, file: "standard output", "cannot be written: \(String(cString: strerror(errno)))")
      }
      rest.removeFirst(written)
    }
  }

  /// `━━━━━━╺────`
  static func bar(_ share: Double, width: Int) -> String {
    let filled = Int((max(0, min(1, share)) * Double(width)).rounded())
    return String(repeating: "━", count: filled) + String(repeating: "─", count: width - filled)
  }
}

/// A number with a fixed count of digits behind the point.
func rounded(_ number: Double, _ digits: Int) -> String {
  guard number.isFinite else { return "\(number)" }
  let scale = pow(10, Double(digits))
  let units = (Swift.abs(number) * scale).rounded()
  guard units < 1e15 else { return scientific(number) }
  let whole = Int(units / scale)
  let sign = number < 0 && units > 0 ? "-" : ""
  if digits == 0 { return "\(sign)\(whole)" }
  let fraction = String(Int(units) - whole * Int(scale))
  return "\(sign)\(whole)." + String(repeating: "0", count: digits - fraction.count) + fraction
}

/// `1.2e-06`: two digits and a power of ten.
func scientific(_ number: Double) -> String {
  guard number.isFinite, number != 0 else { return "\(number)" }
  var exponent = Int(log10(Swift.abs(number)).rounded(.down))
  var tenths = (number / pow(10, Double(exponent)) * 10).rounded()
  // 9.96 is 10 to two digits.
  if Swift.abs(tenths) >= 100 { (tenths, exponent) = (tenths / 10, exponent + 1) }
  let digits = Swift.abs(exponent) < 10 ? "0\(Swift.abs(exponent))" : "\(Swift.abs(exponent))"
  return rounded(tenths / 10, 1) + "e" + (exponent < 0 ? "-" : "+") + digits
}

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

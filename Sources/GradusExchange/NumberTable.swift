internal import Foundation

/// A table of numbers as text: a row a line, with commas, semicolons, tabs or spaces between the numbers.
public struct NumberTable: Hashable, Sendable {
  /// The rows, all of one length.
  public let rows: [[Double]]

  /// Lines that are empty or begin with `#` are passed over.
  ///
  /// - Throws: `ExchangeError` where the file is missing, a row is longer or shorter than the first, or an entry is no number.
  public init(contentsOf path: String) throws(ExchangeError) {
    try self.init(String(decoding: FileBytes.read(path), as: UTF8.self), file: path)
  }

  /// Reads a text; `file` is what errors call it.
  package init(_ text: String, file: String) throws(ExchangeError) {
    var rows: [[Double]] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = line.trimmingCharacters(in: .whitespacesAndNewlines)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let separator = ",;\t".first(where: line.contains)
      let entries =
        separator.map { mark in
          line.split(separator: mark, omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        } ?? line.split(separator: " ").map(String.init)
      var row: [Double] = []
      for entry in entries {
        guard let value = Double(entry) else {
          throw ExchangeError(.malformed, file: file, "line \(number + 1): '\(entry.prefix(40))' is no number")
        }
        row.append(value)
      }
      if let first = rows.first, first.count != row.count {
        throw ExchangeError(
          .malformed, file: file, "line \(number + 1) has \(row.count) numbers; the first row has \(first.count)")
      }
      rows.append(row)
    }
    guard !rows.isEmpty else { throw ExchangeError(.malformed, file: file, "holds no numbers") }
    self.rows = rows
  }
}

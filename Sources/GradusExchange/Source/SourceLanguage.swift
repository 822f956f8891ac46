internal import FoundationEssentials
internal import GradusExpression

/// A language that a model is written in as a program of its own.
public enum SourceLanguage: String, CaseIterable, Sendable {
  /// C99, with nothing but the mathematics of the standard library.
  case c
  /// Swift, with nothing but the C library.
  case swift
}

extension SourceLanguage {
  /// A number in single precision, to the bit.
  func number(_ value: Float) -> String { self == .c ? "\(value)f" : "\(value)" }

  func loop(_ index: String, _ count: Int) -> String {
    self == .c ? "for (int \(index) = 0; \(index) < \(count); ++\(index)) {" : "for \(index) in 0..<\(count) {"
  }

  func array(_ name: String, _ count: Int) -> String {
    self == .c
      ? "float \(name)[\(count)] = {0};" : "var \(name) = [Float](repeating: 0, count: \(count))"
  }

  func variable(_ name: String, _ value: String) -> String {
    self == .c ? "float \(name) = \(value);" : "var \(name): Float = \(value)"
  }

  func statement(_ text: String) -> String { self == .c ? text + ";" : text }

  func condition(_ text: String, _ body: String) -> String {
    self == .c ? "if (\(text)) { \(body); }" : "if \(text) { \(body) }"
  }

  /// A function of one number by an expression in x that both languages have.
  func function(_ name: String, _ body: String) -> String {
    self == .c
      ? "static inline float \(name)(float x) { return \(body); }"
      : "@inline(__always) private func \(name)(_ x: Float) -> Float { \(body) }"
  }

  /// A text between quotation marks.
  func text(_ text: String) -> String {
    let escaped = text.unicodeScalars.map { scalar -> String in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\r": "\\r"
      case "\t": "\\t"
      case _ where scalar.value < 32 || scalar.value == 127:
        self == .c ? "\\" + String(scalar.value, radix: 8).leftPadded(to: 3) : "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }

  /// The numbers of an array that belongs to the program: as numbers in C, as the text of their bytes in Swift, whose compiler takes long
  /// for long lists.
  func constant(_ name: String, _ values: [Float], _ comment: String) -> String {
    let note = "\(self == .c ? "//" : "///") \(comment)"
    guard self == .c else {
      let text = Data(littleEndian(values.map(\.bitPattern))).base64EncodedString()
      return "\(note)\nprivate let \(name) = numbers(\"\(text)\")"
    }
    let rows = stride(from: 0, to: values.count, by: 8).map { start in
      "  " + values[start..<min(start + 8, values.count)].map(number).joined(separator: ", ")
    }
    return "\(note)\nstatic const float \(name)[\(values.count)] = {\n\(rows.joined(separator: ",\n"))\n};"
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: Swift.max(0, width - count)) + self
  }
}

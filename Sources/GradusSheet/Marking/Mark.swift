/// What a student's answer to one exercise is worth.
public struct Mark: Hashable, Sendable {
  /// The exercise, `1a`.
  public let label: String
  /// What was found.
  public let verdict: Verdict

  /// What is found of a student's answer.
  public enum Verdict: Hashable, Sendable {
    case right
    /// Equal to the answer, and written otherwise.
    case rightInAnotherForm
    /// The first line that is wrong, with its number in the student's page, and why.
    case wrong(line: Int, text: String, reason: String)
    /// Some of several answers are right; the first line that is wrong, empty where one is missing.
    case partly(right: Int, of: Int, line: Int, text: String)
    /// The line is no mathematics that could be read; the reason shows the place.
    case unreadable(line: Int, reason: String)
    /// The student's page does not hold the label.
    case missing
    /// The sheet has no answer to compare with: a proof, or a mistake in the sheet.
    case notMarked(reason: String)
  }

  /// Whether it is right, in whatever form.
  public var isRight: Bool { verdict == .right || verdict == .rightInAnotherForm }
}

extension Mark: CustomStringConvertible {
  /// `1a  right`, `2b  wrong in line 7: A*x + b — a transpose of A is missing`.
  public var description: String {
    switch verdict {
    case .right: "\(label)  right"
    case .rightInAnotherForm: "\(label)  right, in another form"
    case .wrong(let line, let text, let reason): "\(label)  wrong in line \(line): \(text)\n    \(reason)"
    case .partly(let right, let count, let line, let text):
      "\(label)  \(right) of \(count) right"
        + (text.isEmpty ? "; the others are missing" : "; wrong in line \(line): \(text)")
    case .unreadable(let line, let reason): "\(label)  not readable in line \(line): \(reason)"
    case .missing: "\(label)  no answer"
    case .notMarked(let reason): "\(label)  not marked: \(reason)"
    }
  }
}

extension Exercise.Printed {
  /// `The answer of the sheet is right.`
  public var sentence: String {
    switch verdict {
    case .right, .rightInAnotherForm: "The answer that the sheet prints is right."
    case .wrong(let line, let text, let reason):
      "The answer that the sheet prints is wrong in line \(line): \(text). \(reason.prefix(1).uppercased() + reason.dropFirst())."
    case .partly(let right, let count, _, _): "Of the \(count) answers that the sheet prints, \(right) are right."
    case .unreadable(_, let reason), .notMarked(let reason):
      "The answer that the sheet prints was not compared: \(reason)."
    case .missing: "The sheet prints no answer."
    }
  }
}

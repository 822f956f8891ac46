/// A line of a sheet with what it was read as: what `--list` shows.
public struct SheetReading: Hashable, Sendable, CustomStringConvertible {
  /// The line of the page, counted from 1.
  public let line: Int
  /// The label of a question; empty for what is none.
  public let label: String
  /// What it was read as, or why it was not.
  public let text: String

  /// `line 27  1a  compute a' * b`
  public var description: String {
    let place = "line \(line)"
    return place + String(repeating: " ", count: max(1, 10 - place.count)) + (label.isEmpty ? "" : label + "  ") + text
  }
}

extension WorkedSheet {
  /// What was read and what was passed by, in the order of the page.
  public var reading: [SheetReading] {
    let questions = exercises.map { exercise in
      let text: String
      switch exercise.outcome {
      case .stated: text = "given: \(exercise.statement)"
      case .answered:
        let compared = exercise.printed.map { " (\($0.sentence))" } ?? ""
        text = "question: \(exercise.reading ?? exercise.statement)\(compared)"
      case .failed(let error): text = "NOT READ: \(error.message)"
      }
      return SheetReading(line: exercise.line, label: exercise.label, text: text)
    }
    return (questions + passed.map { SheetReading(line: $0.line, label: "", text: $0.what) }).sorted {
      $0.line < $1.line
    }
  }
}

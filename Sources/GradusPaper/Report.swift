package import GradusNotation

/// An answer as data: what it is, how it came about, how it was checked.
///
/// The command, the sheets, JSON and generated code are all written from it, so that the same answer reads the same everywhere.
package struct Report: Sendable {
  /// The answer, a line or a few.
  package var result: [Line]
  /// How it came about.
  package var working: [Line]
  /// Whether the answer stands before its reasons, as a verdict before the proof.
  package var answersFirst: Bool
  /// How it was checked; nil where exact arithmetic leaves nothing to check.
  package var check: Line?
  /// The answer for a program; the working is not in it.
  package var members: [String: JSONValue]
  /// The working for a program.
  package var steps: [JSONValue]
  /// The answer as a program; nil where it is none.
  package var code: Code?

  package init(
    result: [Line], working: [Line] = [], answersFirst: Bool = false, check: Line? = nil,
    members: [String: JSONValue] = [:],
    steps: [JSONValue] = [], code: Code? = nil
  ) {
    self.result = result
    self.working = working
    self.answersFirst = answersFirst
    self.check = check
    self.members = members
    self.steps = steps
    self.code = code
  }
}

extension Report {
  /// The lines of a terminal.
  package func text(as notation: Notation, steps: Bool) -> String {
    let working = steps ? working : []
    let lines = (answersFirst ? result + working : working + result) + [check].compactMap(\.self)
    return lines.map { $0.text(as: notation) }.joined(separator: "\n")
  }

  /// One object, with the working where it is wanted.
  package func json(steps: Bool) -> JSONValue {
    .object(members.merging(["steps": .array(steps ? self.steps : [])]) { $1 })
  }

  /// The answer in a programming language; the lines of the answer as remarks where it is no program.
  package func code(in language: Code.Language) -> String {
    if let code { return code.text(in: language) }
    return result.flatMap { $0.text(as: .ascii).split(separator: "\n") }.map { language.remark(String($0)) }
      .joined(separator: "\n")
  }
}

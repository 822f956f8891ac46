import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

extension WorkedSheet {
  /// Marks a student's page: every labelled exercise of the sheet in order.
  ///
  /// An answer is a line `1a) x = 7`. Each part between signs `=`, and each line below, must be equal to the sheet's answer; the
  /// first that is not is reported, with the likely slip or a counterexample.
  public func marks(for page: String) -> [Mark] {
    let page = AnswerPage(page)
    let boards = sheet.boards(of: Set(page.labels))
    return exercises.filter { !$0.label.isEmpty }.map { exercise in
      if let value = exercise.answer?.value, let reason = Marker.reasonNotToMark(value) {
        return Mark(label: exercise.label, verdict: .notMarked(reason: reason))
      }
      guard let lines = page.answers[exercise.label], !lines.isEmpty else {
        return Mark(label: exercise.label, verdict: .missing)
      }
      if let options = exercise.options, let mark = Marker.mark(lines, of: options) {
        return Mark(label: exercise.label, verdict: mark)
      }
      guard let answer = exercise.answer else {
        return Mark(label: exercise.label, verdict: .notMarked(reason: "the sheet has no answer"))
      }
      let board = boards[exercise.label] ?? Blackboard()
      return Mark(label: exercise.label, verdict: Marker(lines: lines, board: board).verdict(on: answer.value))
    }
  }
}

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
      Mark(label: exercise.label, verdict: verdict(on: exercise, page, boards[exercise.label] ?? Blackboard()))
    }
  }

  private func verdict(on exercise: Exercise, _ page: AnswerPage, _ board: Blackboard) -> Mark.Verdict {
    guard let answer = exercise.answer else {
      return page.answers[exercise.label] == nil ? .missing : .notMarked(reason: "the sheet has no answer")
    }
    let lines = page.answers[exercise.label] ?? []
    // What Gradus prints is right, whatever kind of answer it is.
    if !lines.isEmpty, answer.isPrinted(in: lines) { return .right }
    if let reason = Marker.reasonNotToMark(answer.value) { return .notMarked(reason: reason) }
    guard !lines.isEmpty else { return .missing }
    if let options = exercise.options, let mark = Marker.mark(lines, of: options) { return mark }
    if let text = page.texts[exercise.label], let verdict = proseVerdict(exercise, answer, board, text.text, text.line)
    {
      return verdict
    }
    if let last = lines.last, exercise.isRepeated(in: last) {
      return .wrong(line: last.number, text: last.text, reason: "it repeats the question")
    }
    return Marker(lines: lines, board: board).verdict(on: answer.value)
  }

  /// The verdict on an answer in LaTeX with displays or words, which is followed as that of an author is; nil for any other.
  private func proseVerdict(
    _ exercise: Exercise, _ answer: Answer, _ board: Blackboard, _ text: String, _ line: Int
  ) -> Mark.Verdict? {
    guard
      text.contains("\\begin{aligned}") || text.contains("\\begin{align") || text.contains("$") && text.contains("\\")
    else {
      return nil
    }
    let question = ProseQuestion(
      label: exercise.label, source: SourceLine(text: exercise.source, number: exercise.line), statement: .success(""),
      givens: [],
      claim: nil, names: exercise.names,
      printed: PrintedAnswer(text: text, line: line, sentences: ProseText(text, line: line).sentences))
    switch PrintedAnswerMarker(question, answer, board).printed?.verdict {
    case .unreadable?, .notMarked?, nil: return nil
    case let verdict?: return verdict
    }
  }
}

extension Exercise {
  /// Whether a line says no more than the question: `1/3 + 1/6` of `compute 1/3 + 1/6`.
  fileprivate func isRepeated(in line: SourceLine) -> Bool {
    func plain(_ text: String) -> String { text.lowercased().filter { !$0.isWhitespace } }
    let (asked, said) = (plain(reading ?? statement), plain(line.text))
    guard ["compute", "evaluate", "calculate"].contains(where: asked.hasPrefix),
      said.contains(where: { "+-*/^".contains($0) })
    else {
      return false
    }
    return asked.hasSuffix(said) && asked.count - said.count <= 9
  }
}

extension Answer {
  /// Whether the lines are those of the answer as Gradus writes it, in any of its notations.
  fileprivate func isPrinted(in lines: [SourceLine]) -> Bool {
    func plain(_ text: String) -> String {
      text.filter { !$0.isWhitespace && !"$.>`*".contains($0) }.replacing("\\;", with: "")
    }
    let handed = plain(lines.map(\.text).joined())
    guard !handed.isEmpty, !result.isEmpty else { return false }
    return [Notation.unicode, .latex, .ascii].contains { notation in
      let onPage = result.map { $0.passage.written(as: notation) + ($0.display?.written(as: notation) ?? "") }
      let onTerminal = result.map { $0.text(as: notation) }
      return handed == plain(onPage.joined()) || handed == plain(onTerminal.joined())
    }
  }
}

import GradusNotation

/// A sheet with the answers to its questions, ready to be rendered.
public struct WorkedSheet: Sendable {
  /// What the sheet is called in errors.
  public let name: String
  /// The pieces, in the order of the page.
  public let items: [Item]
  /// What stands on a page of prose and is shown only.
  public let passed: [PassedBy]
  /// The page, for whoever marks answers to it.
  let sheet: Sheet

  /// A piece of the page.
  public enum Item: Sendable {
    /// Markdown, as it stands in the sheet.
    case prose(String)
    case exercise(Exercise)
  }

  /// The questions, in the order of the page.
  public var exercises: [Exercise] {
    items.compactMap { if case .exercise(let exercise) = $0 { exercise } else { nil } }
  }

  /// The mistakes in the sheet, in order; the other exercises are answered all the same.
  public var errors: [SheetError] { exercises.compactMap(\.error) }

  /// The exercise with the label, such as `1a`.
  public subscript(label: String) -> Exercise? { exercises.first { $0.label == label } }
}

extension Sheet {
  /// Answers every question of the sheet.
  public func worked() -> WorkedSheet { worked { _, _ in } }

  /// What is known at each of the questions with these labels.
  func boards(of labels: Set<String>) -> [String: Blackboard] {
    var boards: [String: Blackboard] = [:]
    _ = worked { label, store in if labels.contains(label) { boards[label] = store.board } }
    return boards
  }

  /// - Parameter visit: gets the label of every question, with what is known when it is asked.
  private func worked(_ visit: (String, BoardStore) -> Void) -> WorkedSheet {
    var items: [WorkedSheet.Item] = []
    // What is known under the heading of each level, the outermost first.
    var scopes: [(level: Int, store: BoardStore)] = []
    var store = BoardStore()
    var number = ""
    var notes = passed
    for block in blocks {
      switch block {
      case .prose(let text, let level):
        if let level {
          while let last = scopes.last, last.level >= level {
            store = last.store
            scopes.removeLast()
          }
          scopes.append((level, store))
          number = Sheet.exerciseNumber(text)
        }
        items.append(.prose(text))
      case .given(let lines): for line in lines { notes += give(line, &store) }
      case .part(let label): store.begin(part: label)
      case .question(let question):
        items.append(.exercise(answer(question, &store, &notes, visit)))
      case .statements(let lines):
        for line in lines.flatMap(StatementParser.sentences).flatMap(StatementParser.definitions)
        where !line.text.allSatisfy(\.isWhitespace) && !Phrase(line.text).trimmed.text.hasPrefix("#") {
          if let exercise = answer(line, &store, number, above: &items, visit) { items.append(.exercise(exercise)) }
        }
      }
    }
    return WorkedSheet(name: name, items: items, passed: notes.sorted { $0.line < $1.line }, sheet: self)
  }

  /// Answers one line; a mistake leaves all names as they were. Nil for a line that says something of the question above.
  private func answer(
    _ line: SourceLine, _ store: inout BoardStore, _ number: String, above items: inout [WorkedSheet.Item],
    _ visit: (String, BoardStore) -> Void
  ) -> Exercise? {
    let own = StatementParser.label(of: Phrase(line.text).trimmed).0 ?? ""
    let label = own.isEmpty || own.first?.isNumber == true ? own : number + own
    do throws(StatementProblem) {
      let statement = try StatementParser(line.text).statement()
      if case .options(let seed) = statement.kind {
        try addOptions(seed, line, &items)
        return nil
      }
      visit(label, store)
      let board = store.board(for: line.text)
      let kind = own.isEmpty ? statement.kind : try board.asked(statement.kind)
      let answered = try Sheet.answered(kind, store, board)
      let (question, outcome) = (answered.passage, answered.outcome)
      store.take(answered.board, source: line.text)
      return Exercise(label: label, source: line.text, line: line.number, question: question, outcome: outcome)
    } catch {
      store.failed(StatementParser.label(of: Phrase(line.text).trimmed).1, error.message, isQuestion: !own.isEmpty)
      return Exercise(
        label: label, source: line.text, line: line.number, question: [.words(line.text)],
        outcome: .failed(SheetError(error, in: line, file: name)))
    }
  }

  /// Makes the question above one of multiple choice.
  private func addOptions(
    _ seed: Phrase?, _ line: SourceLine, _ items: inout [WorkedSheet.Item]
  ) throws(StatementProblem) {
    let phrase = Phrase(line.text)
    // A mistake in the question is told once.
    if case .exercise(let exercise)? = items.last, exercise.error != nil { return }
    guard case .exercise(var exercise)? = items.last, let answer = exercise.answer else {
      throw StatementProblem("options stand below a question that has an answer", at: phrase)
    }
    let number = try seed.map { seed throws(StatementProblem) in
      guard let number = UInt64(seed.text) else {
        throw StatementProblem("found \(seed.text), expected a whole number", at: seed)
      }
      return number
    }
    guard let options = AnswerOptions(answer, seed: number ?? UInt64(line.number)) else {
      throw StatementProblem("no wrong options are known for an answer of this kind", at: phrase)
    }
    exercise.options = options
    items[items.count - 1] = .exercise(exercise)
  }

  /// `1` of the heading `## 1 Linear algebra` or `## Exercise 1: …`.
  static func exerciseNumber(_ heading: String) -> String {
    let words = heading.drop { $0 == "#" || $0 == " " }.split { !$0.isLetter && !$0.isNumber && $0 != "." }
    // `Exercise 2.3` is 2.3, and `2. Networks` 2.
    let levels = words.prefix(2).map { $0.split(separator: ".") }
    if let number = levels.first(where: { !$0.isEmpty && $0.allSatisfy { $0.allSatisfy(\.isNumber) } }) {
      return number.joined(separator: ".")
    }
    // `Part B: …`
    guard words.count > 1, ["part", "section", "problem", "exercise", "question"].contains(words[0].lowercased()),
      words[1].count == 1, words[1].first?.isLetter == true
    else { return "" }
    return String(words[1])
  }
}

/// A sheet with the answers to its questions, ready to be rendered.
public struct WorkedSheet: Sendable {
  public let name: String
  public let items: [Item]

  public enum Item: Sendable {
    /// Markdown, as it stands in the sheet.
    case prose(String)
    case exercise(Exercise)
  }

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
  public func worked() -> WorkedSheet {
    var items: [WorkedSheet.Item] = []
    // What is known under the heading of each level, the outermost first.
    var scopes: [(level: Int, board: Blackboard)] = []
    var board = Blackboard()
    var number = ""
    for block in blocks {
      switch block {
      case .prose(let text, let level):
        if let level {
          while let last = scopes.last, last.level >= level {
            board = last.board
            scopes.removeLast()
          }
          scopes.append((level, board))
          number = Sheet.exerciseNumber(text)
        }
        items.append(.prose(text))
      case .statements(let lines):
        for line in lines where !line.text.allSatisfy(\.isWhitespace) && !Phrase(line.text).trimmed.text.hasPrefix("#")
        {
          items.append(.exercise(answer(line, &board, number)))
        }
      }
    }
    return WorkedSheet(name: name, items: items)
  }

  /// Answers one line; a mistake leaves the blackboard as it was.
  private func answer(_ line: SourceLine, _ board: inout Blackboard, _ number: String) -> Exercise {
    let own = StatementParser.label(of: Phrase(line.text).trimmed).0 ?? ""
    let label = own.isEmpty || own.first?.isNumber == true ? own : number + own
    do {
      let statement = try StatementParser(line.text).statement()
      var changed = board
      let (question, outcome) = try changed.answer(statement.kind)
      board = changed
      return Exercise(label: label, source: line.text, line: line.number, question: question, outcome: outcome)
    } catch {
      return Exercise(
        label: label, source: line.text, line: line.number, question: [.words(line.text)],
        outcome: .failed(SheetError(error, in: line, file: name)))
    }
  }

  /// `1` of the heading `## 1 Linear algebra` or `## Exercise 1: …`.
  private static func exerciseNumber(_ heading: String) -> String {
    let words = heading.drop { $0 == "#" || $0 == " " }.split { !$0.isLetter && !$0.isNumber }
    return words.prefix(2).first { $0.allSatisfy(\.isNumber) }.map(String.init) ?? ""
  }
}

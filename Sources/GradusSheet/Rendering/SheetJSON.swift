import FoundationEssentials
import GradusNotation

/// A worked sheet in JSON: formulas in LaTeX and, where the answer is one, in ASCII that reads back.
struct SheetJSON {
  let detail: SheetDetail

  func text(_ sheet: WorkedSheet) -> String {
    let items = sheet.items.map { item -> Item in
      switch item {
      case .prose(let text): Item(kind: "prose", markdown: InertMarkdown.page(text))
      case .exercise(let exercise): Item(exercise, detail)
      }
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // Nothing in it can fail to encode: strings and integers only.
    guard let data = try? encoder.encode(Page(sheet: sheet.name, items: items)) else {
      preconditionFailure("a worked sheet of \(items.count) items did not encode")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Page: Encodable {
    let sheet: String
    let items: [Item]
  }

  private struct Item: Encodable {
    let kind: String
    var markdown: String?
    var label: String?
    var source: String?
    var line: Int?
    var question: String?
    var options: [Choice]?
    var answer: [WrittenLine]?
    var value: String?
    var steps: [WrittenLine]?
    var check: String?
    var picture: Drawing?
    var error: Mistake?

    init(kind: String, markdown: String) { (self.kind, self.markdown) = (kind, markdown) }

    init(_ exercise: Exercise, _ detail: SheetDetail) {
      switch exercise.outcome {
      case .stated: kind = "statement"
      case .answered, .failed: kind = "exercise"
      }
      label = exercise.label.isEmpty ? nil : exercise.label
      source = exercise.source
      line = exercise.line
      question = exercise.question.joined { "$\($0.written(as: .latex))$" }
      options = exercise.options?.options.map { option in
        Choice(
          letter: option.letter, latex: option.written(as: .latex), text: option.written(as: .ascii),
          isRight: detail.showsSolutions ? option.isRight : nil, slip: detail.showsSolutions ? option.slip : nil)
      }
      if let answer = exercise.answer, detail.showsSolutions {
        self.answer = answer.result.map(WrittenLine.init)
        value = answer.value.formula?.written(as: .ascii)
        if detail.showsSteps {
          steps = answer.working.map(WrittenLine.init)
          check = answer.check
        }
      }
      picture = exercise.answer.flatMap(detail.picture).map {
        Drawing(title: $0.title, description: $0.summary, svg: $0.svg)
      }
      error = exercise.error.map { Mistake(message: $0.message, line: $0.line, column: $0.column) }
    }
  }

  private struct WrittenLine: Encodable {
    let sentence: String?
    let latex: String?

    init(_ line: Line) {
      sentence = line.passage.isEmpty ? nil : line.passage.joined { "$\($0.written(as: .latex))$" }
      latex = line.display?.written(as: .latex)
    }
  }

  private struct Choice: Encodable {
    let letter: String
    let latex: String
    let text: String
    let isRight: Bool?
    let slip: String?
  }

  private struct Drawing: Encodable {
    let title: String
    let description: String
    let svg: String
  }

  private struct Mistake: Encodable {
    let message: String
    let line: Int
    let column: Int
  }
}

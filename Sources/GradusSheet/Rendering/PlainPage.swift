import FoundationEssentials
import GradusNotation

/// What a format made of lines does to prose and mathematics.
protocol PlainMarkup {
  func inline(_ mathematics: Mathematics) -> String
  func display(_ mathematics: Mathematics) -> String
  func label(_ text: String) -> String
  func heading(_ text: String) -> String
  /// The picture beside an answer, where the format can show it.
  ///
  /// - Parameter file: the file that holds it; nil where the page itself must.
  func picture(_ illustration: Illustration, file: String?) -> String?
  /// Answers to choose from, one a line.
  func options(_ options: [(letter: String, text: String)]) -> String
  /// The page without links and tags that could run.
  func inert(_ page: String) -> String
  /// Lines of an answer, set off from the question.
  func solution(_ lines: [String]) -> [String]
}

/// A worked sheet in lines: for a terminal, or as Markdown.
struct PlainPage {
  let detail: SheetDetail
  let markup: any PlainMarkup
  /// What the names of picture files begin with; nil where the page holds its pictures.
  var pictures: String?

  func page(_ sheet: WorkedSheet) -> String {
    var blocks: [String] = []
    var count = 0
    for piece in sheet.pieces {
      switch piece {
      case .prose(let text):
        let trimmed = text.trimmingNewlines
        if !trimmed.isEmpty { blocks.append(trimmed) }
      case .given(let passage): blocks.append(sentence(passage))
      case .exercise(let exercise):
        if exercise.answer.flatMap(detail.picture) != nil { count += 1 }
        blocks.append(block(exercise, picture: pictures.map { "\($0)-\(count).svg" }))
      }
    }
    return markup.inert(blocks.joined(separator: "\n\n") + "\n")
  }

  /// - Parameter file: the file of the exercise's picture.
  func block(_ exercise: Exercise, picture file: String? = nil) -> String {
    var lines: [String] = []
    let label = exercise.label.isEmpty ? "" : markup.label(exercise.label + ")") + " "
    switch exercise.outcome {
    case .stated: return ""
    case .failed(let error):
      return label + exercise.statement + "\n\n" + solutionText([markup.heading("Mistake:") + " " + error.message])
        + (detail.showsSolutions ? exercise.printed.map { printed($0, detail) } ?? "" : "")
    case .answered(let answer):
      lines.append(label + sentence(exercise.question))
      let illustration = detail.showsSolutions ? answer.illustration : answer.illustration?.ofQuestion
      if let picture = illustration.flatMap({ markup.picture($0, file: file) }) { lines.append(picture) }
      if let options = exercise.options {
        lines.append(markup.options(options.options.map { ($0.letter, markup.inline($0.content)) }))
      }
      let head = lines.joined(separator: "\n\n")
      guard detail.showsSolutions else { return head }
      var solution: [String] = []
      if detail.showsSteps { solution += answer.working.flatMap(self.lines) }
      let result = exercise.results(detail).flatMap(self.lines)
      let isShort = result.count == 1 && answer.result[0].passage.isEmpty
      if isShort, let display = answer.result[0].display {
        solution.append(markup.heading("Answer:") + " " + markup.inline(display))
      } else if !result.isEmpty {
        solution.append(markup.heading("Answer:"))
        solution += result
      }
      if detail.showsSteps, let check = answer.check { solution.append(check) }
      let printed = exercise.printed.map { self.printed($0, detail) } ?? ""
      return (solution.isEmpty ? head : head + "\n\n" + solutionText(solution)) + printed
    }
  }

  /// The author's own answer as it stands on the page, and what it is worth.
  private func printed(_ printed: Exercise.Printed, _ detail: SheetDetail) -> String {
    let text = detail.showsSteps ? printed.text.trimmingNewlines : ""
    return (text.isEmpty ? "" : "\n\n" + text) + "\n\n" + solutionText([printed.sentence])
  }

  private func solutionText(_ lines: [String]) -> String { markup.solution(lines).joined(separator: "\n") }

  func sentence(_ passage: Passage) -> String { passage.joined(markup.inline) }

  private func lines(_ line: Line) -> [String] {
    var lines: [String] = []
    if !line.passage.isEmpty { lines.append(sentence(line.passage)) }
    if let display = line.display { lines.append(markup.display(display)) }
    return lines
  }
}

struct TextMarkup: PlainMarkup {
  func inline(_ mathematics: Mathematics) -> String { mathematics.written(as: .unicode) }
  func display(_ mathematics: Mathematics) -> String {
    mathematics.written(as: .unicode).split(separator: "\n").map { "    " + $0 }.joined(separator: "\n")
  }
  func inert(_ page: String) -> String { InertMarkdown.links(page) }
  func label(_ text: String) -> String { text }
  func heading(_ text: String) -> String { text }
  func picture(_ illustration: Illustration, file: String?) -> String? {
    illustration.plot.map { $0.lines.map { "   " + $0 }.joined(separator: "\n") }
  }
  func options(_ options: [(letter: String, text: String)]) -> String {
    options.map { "   (\($0.letter)) \($0.text)" }.joined(separator: "\n")
  }
  func solution(_ lines: [String]) -> [String] {
    lines.flatMap { $0.split(separator: "\n") }.map { "   " + $0 }
  }
}

struct MarkdownMarkup: PlainMarkup {
  func inline(_ mathematics: Mathematics) -> String { "$\(mathematics.written(as: .latex))$" }
  func display(_ mathematics: Mathematics) -> String { "$$\(mathematics.written(as: .latex))$$" }
  func inert(_ page: String) -> String { InertMarkdown.page(page) }
  func label(_ text: String) -> String { "**\(text)**" }
  func heading(_ text: String) -> String { "**\(text)**" }
  func picture(_ illustration: Illustration, file: String?) -> String? {
    guard let picture = illustration.picture else { return nil }
    let address =
      file.map { $0.replacing(" ", with: "%20") }
      ?? "data:image/svg+xml;base64," + Data(picture.svg.utf8).base64EncodedString()
    return "![\(picture.title.replacing("[", with: "(").replacing("]", with: ")"))](\(address))"
  }
  func options(_ options: [(letter: String, text: String)]) -> String {
    options.map { "- **(\($0.letter))** \($0.text)" }.joined(separator: "\n")
  }
  /// A block quotation, its paragraphs apart.
  func solution(_ lines: [String]) -> [String] { Array(lines.map { ["> " + $0] }.joined(separator: [">"])) }
}

extension String {
  var trimmingNewlines: String {
    String(drop { $0 == "\n" }.reversed().drop { $0 == "\n" }.reversed())
  }
}

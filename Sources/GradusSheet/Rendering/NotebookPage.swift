import FoundationEssentials

/// A worked sheet as a Jupyter notebook (format 4.5): a cell for each piece of prose and each exercise.
struct NotebookPage {
  let detail: SheetDetail

  func page(_ sheet: WorkedSheet) -> String {
    let plain = PlainPage(detail: detail, markup: MarkdownMarkup())
    var sources: [String] = []
    for piece in sheet.pieces {
      switch piece {
      case .prose(let text): sources.append(text.trimmingNewlines)
      case .given(let passage): sources.append(plain.sentence(passage))
      case .exercise(let exercise): sources.append(plain.block(exercise))
      }
    }
    let cells = sources.filter { !$0.isEmpty }.enumerated().map { index, source in
      Cell(id: "cell-\(index + 1)", source: plain.markup.inert(source))
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(Notebook(cells: cells)) else {
      preconditionFailure("a notebook of \(cells.count) cells did not encode")
    }
    return String(decoding: data, as: UTF8.self) + "\n"
  }

  private struct Notebook: Encodable {
    let cells: [Cell]
    let metadata: [String: String] = [:]
    let nbformat = 4
    // Snake case is the format's own.
    let nbformatMinor = 5

    enum CodingKeys: String, CodingKey {
      case cells, metadata, nbformat
      case nbformatMinor = "nbformat_minor"
    }
  }

  private struct Cell: Encodable {
    let cellType = "markdown"
    let id: String
    let metadata: [String: String] = [:]
    let source: String

    init(id: String, source: String) { (self.id, self.source) = (id, source) }

    enum CodingKeys: String, CodingKey {
      case id, metadata, source
      case cellType = "cell_type"
    }
  }
}

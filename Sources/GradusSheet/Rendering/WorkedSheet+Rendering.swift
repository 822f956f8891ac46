import GradusNotation

/// The forms in which a worked sheet is handed out.
public enum SheetFormat: String, Hashable, Sendable, CaseIterable {
  /// Unicode for a terminal.
  case text
  /// Markdown with LaTeX between dollar signs.
  case markdown
  /// A LaTeX document.
  case latex
  /// One page of HTML with MathML that needs no network.
  case html
  case json
  /// A Jupyter notebook of Markdown cells.
  case notebook
}

/// How much of a worked sheet is shown.
public struct SheetDetail: Hashable, Sendable {
  /// Without solutions it is the question sheet.
  public var showsSolutions: Bool
  /// Without steps it is the short key.
  public var showsSteps: Bool

  /// What of a worked sheet is shown; all of it by default.
  public init(showsSolutions: Bool = true, showsSteps: Bool = true) {
    self.showsSolutions = showsSolutions
    self.showsSteps = showsSteps
  }
}

extension SheetDetail {
  /// The picture beside a question: with the answer where it is shown, and otherwise what the question itself lets one see.
  func picture(of answer: Answer) -> Picture? {
    showsSolutions ? answer.picture : answer.illustration?.ofQuestion?.picture
  }
}

extension Exercise {
  /// The lines of the answer, with the letter of the right option where there are options.
  func results(_ detail: SheetDetail) -> [Line] {
    (answer?.result ?? []) + (options.map { [$0.explanation(showsSlips: detail.showsSteps)] } ?? [])
  }
}

extension WorkedSheet {
  /// The sheet as a file of the format.
  ///
  /// - Parameter pictures: the name that Markdown's picture files have in common, as for ``pictureFiles(named:detail:)``;
  ///   without it Markdown holds its pictures itself, as addresses `data:`. The other formats always hold theirs.
  public func rendered(
    as format: SheetFormat, detail: SheetDetail = SheetDetail(), pictures: String? = nil
  ) -> String {
    switch format {
    case .text: PlainPage(detail: detail, markup: TextMarkup()).page(self)
    case .markdown: PlainPage(detail: detail, markup: MarkdownMarkup(), pictures: pictures).page(self)
    case .latex: LatexPage(detail: detail).page(self)
    case .html: HTMLPage(detail: detail).page(self)
    case .json: SheetJSON(detail: detail).text(self)
    case .notebook: NotebookPage(detail: detail).page(self)
    }
  }

  /// The pictures of the sheet as files `NAME-1.svg`, `NAME-2.svg`, … in their order.
  public func pictureFiles(
    named name: String, detail: SheetDetail = SheetDetail()
  ) -> [(name: String, picture: Picture)] {
    exercises.compactMap(\.answer).compactMap(detail.picture).enumerated().map { ("\(name)-\($0 + 1).svg", $1) }
  }
}

extension WorkedSheet {
  /// The items with what is given before a question gathered into one sentence: "Let a = (1, 2), b = (4, 2)."
  enum Piece {
    case prose(String)
    case given(Passage)
    case exercise(Exercise)
  }

  var pieces: [Piece] {
    var pieces: [Piece] = []
    for item in items {
      switch item {
      case .prose(let text): pieces.append(.prose(text))
      case .exercise(let exercise):
        guard case .stated = exercise.outcome else {
          pieces.append(.exercise(exercise))
          continue
        }
        if case .given(let passage)? = pieces.last {
          pieces[pieces.count - 1] = .given(passage.dropLast() + [.words(",")] + exercise.question + [.words(".")])
        } else {
          pieces.append(.given([.words("Let")] + exercise.question + [.words(".")]))
        }
      }
    }
    return pieces
  }
}

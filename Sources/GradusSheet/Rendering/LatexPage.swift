import GradusNotation

/// A worked sheet as a LaTeX document.
struct LatexPage {
  let detail: SheetDetail

  func page(_ sheet: WorkedSheet) -> String {
    let body = sheet.pieces.map { piece -> String in
      switch piece {
      case .prose(let text): MarkdownProse.blocks(text).map(block).joined(separator: "\n\n")
      case .given(let passage): sentence(passage)
      case .exercise(let exercise): block(exercise)
      }
    }
    // A page without pictures needs no package for them.
    let hasPictures = sheet.exercises.contains { $0.answer.flatMap(detail.picture) != nil }
    let preamble = hasPictures ? "\n" + Picture.tikzPreamble : ""
    return """
      \\documentclass[11pt,a4paper]{article}
      \\usepackage[T1]{fontenc}
      \\usepackage[utf8]{inputenc}
      \\usepackage{lmodern,amsmath,amssymb}
      \\usepackage[margin=25mm]{geometry}\(preamble)
      \\usepackage[hidelinks]{hyperref}
      \\setlength{\\parindent}{0pt}
      \\setlength{\\parskip}{6pt plus 2pt}
      \\newenvironment{solution}{\\begin{list}{}{\\leftmargin=1.5em\\rightmargin=0pt}\\item[]}{\\end{list}}
      \\allowdisplaybreaks
      \\begin{document}

      \(body.filter { !$0.isEmpty }.joined(separator: "\n\n"))

      \\end{document}

      """
  }

  private func block(_ block: MarkdownProse.Block) -> String {
    switch block {
    case .heading(let level, let text):
      let command = level == 1 ? "section*" : level == 2 ? "subsection*" : "subsubsection*"
      return "\\\(command){\(inline(text))}"
    case .paragraph(let text): return inline(text)
    case .list(let isOrdered, let items):
      let name = isOrdered ? "enumerate" : "itemize"
      return "\\begin{\(name)}\n" + items.map { "\\item \(inline($0))" }.joined(separator: "\n") + "\n\\end{\(name)}"
    case .display(let latex): return Self.display(latex)
    case .rule: return "\\par\\noindent\\hrulefill\\par"
    case .table(let header, let rows):
      let lines = ([header] + rows).map { $0.map(inline).joined(separator: " & ") + " \\\\" }
      let columns = String(repeating: "l", count: header.count)
      return
        "\\begin{tabular}{\(columns)}\n\(lines[0]) \\hline\n\(lines.dropFirst().joined(separator: "\n"))\n\\end{tabular}"
    case .quotation(let text): return "\\begin{quote}\(inline(text))\\end{quote}"
    case .code(let lines):
      // The one thing that verbatim text cannot hold is its own end.
      let text = lines.joined(separator: "\n").replacing("\\end{verbatim}", with: "\\end {verbatim}")
      return "\\begin{verbatim}\n" + text + "\n\\end{verbatim}"
    }
  }

  /// A displayed formula, where it only shows mathematics. Environments that stand by themselves stand in the display.
  private static func display(_ latex: String) -> String {
    guard LatexTypesetter.isInert(latex) else { return "\\texttt{\(LatexText.escaped(latex))}" }
    var text = latex
    for (outer, inner) in [
      ("align", "aligned"), ("gather", "gathered"), ("equation", "gathered"), ("eqnarray", "aligned"),
      ("multline", "gathered"),
    ] {
      for star in ["*", ""] {
        text = text.replacing("\\begin{\(outer)\(star)}", with: "\\begin{\(inner)}").replacing(
          "\\end{\(outer)\(star)}", with: "\\end{\(inner)}")
      }
    }
    return "\\[ \(text) \\]"
  }

  private func inline(_ text: String) -> String {
    MarkdownProse.spans(text).map { span in
      switch span {
      case .plain(let text): LatexText.escaped(text)
      case .strong(let text): "\\textbf{\(inline(text))}"
      case .emphasis(let text): "\\emph{\(inline(text))}"
      case .code(let text): "\\texttt{\(LatexText.escaped(text))}"
      case .mathematics(let text, let isDisplayed):
        isDisplayed
          ? Self.display(text)
          : LatexTypesetter.isInert(text) ? "$\(text)$" : "\\texttt{\(LatexText.escaped(text))}"
      case .raised(let text): "\\textsuperscript{\(LatexText.escaped(text))}"
      // A file that may not be there would stop LaTeX.
      case .image(let text, let address): "[\(LatexText.escaped(text.isEmpty ? address : text))]"
      case .link(let text, let address): "\\href{\(LatexText.escaped(address))}{\(LatexText.escaped(text))}"
      }
    }.joined()
  }

  private func block(_ exercise: Exercise) -> String {
    let label = exercise.label.isEmpty ? "" : "\\textbf{\(exercise.label))} "
    switch exercise.outcome {
    case .stated: return ""
    case .failed(let error):
      return label
        + "\\texttt{\(LatexText.escaped(exercise.statement))}\n\n\\textbf{Mistake:} \(LatexText.escaped(error.message))"
    case .answered(let answer):
      var question = label + sentence(exercise.question)
      let picture =
        detail.picture(of: answer).map { "\n\n\\nopagebreak\n\\begin{center}\n\($0.tikz)\n\\end{center}" } ?? ""
      question += picture
      if let options = exercise.options {
        let items = options.options.map { "\\item[(\($0.letter))] $\($0.content.written(as: .latex))$" }
        question += "\n\\begin{itemize}\n" + items.joined(separator: "\n") + "\n\\end{itemize}"
      }
      guard detail.showsSolutions else { return question }
      var lines = detail.showsSteps ? answer.working.map(line) : []
      let results = exercise.results(detail)
      if !results.isEmpty { lines.append("\\textbf{Answer:}") }
      lines += results.map(line)
      if detail.showsSteps, let check = answer.check { lines.append("\\emph{\(LatexText.escaped(check))}") }
      var text = question
      if !lines.isEmpty { text += "\n\\begin{solution}\n" + lines.joined(separator: "\n") + "\n\\end{solution}" }
      guard let printed = exercise.printed else { return text }
      if detail.showsSteps {
        text += "\n\n" + MarkdownProse.blocks(printed.text).map { block($0) }.joined(separator: "\n\n")
      }
      return text + "\n\n\\emph{\(LatexText.escaped(printed.sentence))}"
    }
  }

  private func line(_ line: Line) -> String {
    var text = line.passage.isEmpty ? "" : sentence(line.passage) + "\n"
    if let display = line.display { text += "\\[ \(display.written(as: .latex)) \\]" }
    return text
  }

  private func sentence(_ passage: Passage) -> String {
    passage.joined({ "$\($0.written(as: .latex))$" }, words: LatexText.escaped)
  }
}

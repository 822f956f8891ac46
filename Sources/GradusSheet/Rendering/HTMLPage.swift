import GradusNotation

/// A worked sheet as one page of HTML: MathML, no scripts, nothing from the network, light and dark, and fit to be printed.
struct HTMLPage {
  let detail: SheetDetail

  func page(_ sheet: WorkedSheet) -> String {
    let title =
      sheet.items.lazy.compactMap { item -> String? in
        guard case .prose(let text) = item else { return nil }
        for case .heading(_, let words) in MarkdownProse.blocks(text) { return words }
        return nil
      }.first ?? sheet.name
    let body = sheet.pieces.map { piece -> String in
      switch piece {
      case .prose(let text): MarkdownProse.blocks(text).map(block).joined(separator: "\n")
      case .given(let passage): "<p class=\"given\">\(passage.html)</p>"
      case .exercise(let exercise): block(exercise)
      }
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(MathML.escaped(title))</title>
      <style>
      \(Picture.style)
      \(HTMLPage.style)
      </style>
      </head>
      <body>
      <main>
      \(body.filter { !$0.isEmpty }.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }

  private func block(_ block: MarkdownProse.Block) -> String {
    switch block {
    case .heading(let level, let text): return "<h\(level)>\(inline(text))</h\(level)>"
    case .paragraph(let text): return "<p>\(inline(text))</p>"
    case .list(let isOrdered, let items):
      let name = isOrdered ? "ol" : "ul"
      return "<\(name)>" + items.map { "<li>\(inline($0))</li>" }.joined() + "</\(name)>"
    case .display(let latex): return "<div class=\"display\">\(Self.mathematics(latex, isDisplayed: true))</div>"
    case .rule: return "<hr>"
    case .table(let header, let rows):
      func row(_ cells: [String], _ name: String) -> String {
        "<tr>" + cells.map { "<\(name)>\(inline($0))</\(name)>" }.joined() + "</tr>"
      }
      return "<table><thead>\(row(header, "th"))</thead><tbody>\(rows.map { row($0, "td") }.joined())</tbody></table>"
    case .quotation(let text): return "<blockquote><p>\(inline(text))</p></blockquote>"
    case .code(let lines): return "<pre><code>\(MathML.escaped(lines.joined(separator: "\n")))</code></pre>"
    }
  }

  private func inline(_ text: String) -> String {
    MarkdownProse.spans(text).map { span in
      switch span {
      case .plain(let text): MathML.escaped(text)
      case .strong(let text): "<strong>\(inline(text))</strong>"
      case .emphasis(let text): "<em>\(inline(text))</em>"
      case .code(let text): "<code>\(MathML.escaped(text))</code>"
      case .mathematics(let text, let isDisplayed): HTMLPage.mathematics(text, isDisplayed: isDisplayed)
      case .raised(let text): "<sup>\(MathML.escaped(text))</sup>"
      case .image(let text, let address):
        // The page asks nothing of the network: a picture elsewhere is a link.
        address.contains("://")
          ? "<a href=\"\(MathML.escaped(address))\">\(MathML.escaped(text.isEmpty ? address : text))</a>"
          : "<img src=\"\(MathML.escaped(address))\" alt=\"\(MathML.escaped(text))\">"
      case .link(let text, let address): "<a href=\"\(MathML.escaped(address))\">\(MathML.escaped(text))</a>"
      }
    }.joined()
  }

  /// LaTeX in prose, set as it was typed; as code where its braces do not close.
  private static func mathematics(_ latex: String, isDisplayed: Bool = false) -> String {
    guard let markup = LatexTypesetter.mathML(latex) else { return "<code>\(MathML.escaped(latex))</code>" }
    return "<math\(isDisplayed ? " display=\"block\"" : "")><mrow>\(markup)</mrow></math>"
  }

  private func block(_ exercise: Exercise) -> String {
    let label = exercise.label.isEmpty ? "" : "<span class=\"label\">\(MathML.escaped(exercise.label)))</span> "
    switch exercise.outcome {
    case .stated: return ""
    case .failed(let error):
      return """
        <section class="exercise"><p>\(label)<code>\(MathML.escaped(exercise.statement))</code></p>
        <p class="mistake">Mistake: \(MathML.escaped(error.message))</p></section>
        """
    case .answered(let answer):
      var parts = ["<p class=\"question\">\(label)\(exercise.question.html)</p>"]
      if let picture = detail.picture(of: answer) {
        parts.append("<figure>\(picture.svg(standsAlone: false))</figure>")
      }
      if let options = exercise.options {
        let items = options.options.map { option in
          "<li>\(([.mathematics(option.content)] as Passage).html)</li>"
        }
        parts.append("<ol class=\"options\" type=\"A\">\(items.joined())</ol>")
      }
      if detail.showsSolutions {
        if detail.showsSteps, !answer.working.isEmpty {
          parts.append(
            "<details open><summary>Working</summary>\n\(answer.working.map(\.html).joined(separator: "\n"))\n</details>"
          )
        }
        let check = detail.showsSteps ? answer.check.map { "<p class=\"check\">\(MathML.escaped($0))</p>" } ?? "" : ""
        let result = exercise.results(detail).map(\.html).joined(separator: "\n") + check
        if !result.isEmpty { parts.append("<div class=\"answer\">\(result)</div>") }
        if let printed = exercise.printed { parts.append(self.printed(printed)) }
      }
      return "<section class=\"exercise\">\n\(parts.joined(separator: "\n"))\n</section>"
    }
  }

  /// The author's own answer, and what it is worth.
  private func printed(_ printed: Exercise.Printed) -> String {
    let text = detail.showsSteps ? MarkdownProse.blocks(printed.text).map(block).joined(separator: "\n") : ""
    return "<div class=\"printed\">\(text)\n<p class=\"check\">\(MathML.escaped(printed.sentence))</p></div>"
  }

  private static let style = """
    :root { color-scheme: light dark; --paper: #fff; --ink: #16191d; --line: #d5d9e0; --soft: #f5f6f8; --accent: #1f5fa8; --bad: #b3261e; }
    @media (prefers-color-scheme: dark) {
      :root { --paper: #14171c; --ink: #e6e9ed; --line: #3a404a; --soft: #20242b; --accent: #7fb2ec; --bad: #ff8a80; }
    }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 Georgia, "Times New Roman", serif; }
    main { max-width: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
    h1, h2, h3 { line-height: 1.25; }
    h2 { margin-top: 2.2rem; border-bottom: 1px solid var(--line); padding-bottom: .2rem; }
    math { font-size: 1.08em; }
    code, pre { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .88em; }
    table { border-collapse: collapse; margin: .8rem 0; } th, td { border: 1px solid var(--line); padding: .2rem .6rem; }
    mtable td, mtd { border: 0; } img { max-width: 100%; }
    pre, .display { overflow-x: auto; overflow-y: hidden; }
    .display { padding: .15rem 0; }
    .given { margin: .35rem 0; }
    .given, .question, details p, .answer p { overflow-x: auto; overflow-y: hidden; }
    .exercise { margin: 1.3rem 0; }
    .question { margin-bottom: .4rem; }
    .label { font-weight: bold; color: var(--accent); }
    details { border-left: 3px solid var(--line); padding-left: .9rem; }
    details p { margin: .45rem 0 .1rem; }
    summary { cursor: pointer; color: var(--accent); font-size: .92em; }
    .answer { background: var(--soft); border-left: 3px solid var(--accent); padding: .4rem .9rem; margin-top: .5rem; }
    .answer p { margin: .25rem 0; }
    figure { margin: .8rem 0; text-align: center; }
    svg.picture { max-width: 100%; height: auto; overflow: visible; }
    @media (max-width: 30rem) { svg.picture { font-size: 16px; } }
    .options { padding-left: 2.2rem; } .options li { padding: .12rem 0; } .options li::marker { font-weight: bold; }
    .check { font-size: .85em; opacity: .8; }
    .mistake { color: var(--bad); }
    @media print {
      main { max-width: none; padding: 0; } body { font-size: 11pt; }
      summary { display: none; } h1, h2, h3, .question, details p { break-after: avoid; } .display { overflow: visible; }
      figure, .answer { break-inside: avoid; } svg.picture { max-height: 9cm; }
    }
    """
}

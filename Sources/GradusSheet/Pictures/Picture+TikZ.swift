import GradusNotation

extension Picture {
  /// The picture for LaTeX, with the package `tikz` and the colours of ``tikzPreamble``.
  var tikz: String {
    // Two plots fit on a page, and nothing is wider than it.
    let scale = min(0.54, 430 / width)
    let lines = marks.map { Picture.command($0, scale: scale) }
    return "\\begin{tikzpicture}[x=\(scale.short)pt,y=-\(scale.short)pt,line join=round,line cap=round]\n"
      + lines.joined(separator: "\n") + "\n\\end{tikzpicture}"
  }

  static let tikzPreamble: String =
    "\\usepackage{tikz}\n"
    + Ink.allCases.map { "\\definecolor{\($0.rawValue)}{HTML}{\($0.light.dropFirst().uppercased())}" }
    .joined(separator: "\n")

  private static func command(_ mark: Mark, scale: Double) -> String {
    func place(_ point: Point) -> String { "(\(point.x.short),\(point.y.short))" }
    switch mark {
    case .lines(let lines, let ink, let width, let dash):
      var options = "draw=\(ink.rawValue),line width=\((width > 6 ? scale * width : 0.6 * width).short)pt"
      if !dash.isEmpty {
        let pattern = dash.enumerated().map { "\($0 % 2 == 0 ? "on" : "off") \((0.6 * $1).short)pt" }
        options += ",dash pattern=\(pattern.joined(separator: " "))"
      }
      // TeX reads a long line in pieces.
      let path = lines.map { $0.map(place).joined(separator: "\n--") }.joined(separator: "\n")
      return "\\draw[\(options)] \(path);"
    case .disc(let centre, let radius, let fill, let edge):
      let circle = "circle[radius=\((scale * radius).short)pt]"
      return "\\draw[fill=\(fill.rawValue),draw=\(edge.rawValue),line width=1.1pt] \(place(centre)) \(circle);"
    case .words(let words, let point, let anchor, let ink, let size, let isBold):
      let place = "anchor=base\(anchor == .start ? " west" : anchor == .end ? " east" : "")"
      // Print is read more closely than a screen, but not much.
      let points = (1.12 * scale * size).short
      let font = "\\fontsize{\(points)}{\(points)}\\selectfont"
      let body =
        switch words {
        case .plain(let text): isBold ? "\\textbf{\(LatexText.escaped(text))}" : LatexText.escaped(text)
        case .mathematics(let text):
          isBold ? "$\\mathbf{\(UnicodeLine(text).latex)}$" : "$\(UnicodeLine(text).latex)$"
        }
      let options = "\(place),inner sep=0pt,text=\(ink.rawValue),font=\(font)"
      return
        "\\node[\(options)] at (\(point.x.short),\(point.y.short)) {\(body)};"
    }
  }
}

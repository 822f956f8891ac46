import GradusExpression
import GradusNotation

extension Picture {
  /// The picture as a file of its own.
  public var svg: String { svg(standsAlone: true) + "\n" }

  /// - Parameter standsAlone: whether it is a file; on a page of HTML the page holds ``style``.
  func svg(standsAlone: Bool) -> String {
    let attributes =
      standsAlone
      ? "xmlns=\"http://www.w3.org/2000/svg\" class=\"picture\" " : "class=\"picture\" "
    let (w, h) = (width.short, height.short)
    var parts = [
      "<svg \(attributes)viewBox=\"0 0 \(w) \(h)\" width=\"\(w)\" height=\"\(h)\" role=\"img\">",
      "<title>\(MathML.escaped(title))</title>", "<desc>\(MathML.escaped(summary))</desc>",
    ]
    if standsAlone {
      parts.append("<style>\n\(Picture.style)\n</style>")
      parts.append("<rect class=\"fill-paper\" width=\"\(w)\" height=\"\(h)\"/>")
    }
    return (parts + marks.map(Picture.element) + ["</svg>"]).joined(separator: "\n")
  }

  private static func element(_ mark: Mark) -> String {
    switch mark {
    case .lines(let lines, let ink, let width, let dash):
      let path = lines.map { line in
        "M" + line.map { "\($0.x.short) \($0.y.short)" }.joined(separator: "L")
      }.joined()
      let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash.map(\.short).joined(separator: " "))\""
      return "<path class=\"line-\(ink.rawValue)\" stroke-width=\"\(width.short)\"\(dashes) d=\"\(path)\"/>"
    case .disc(let centre, let radius, let fill, let edge):
      return
        "<circle class=\"fill-\(fill.rawValue) edge-\(edge.rawValue)\" cx=\"\(centre.x.short)\" cy=\"\(centre.y.short)\" r=\"\(radius.short)\"/>"
    case .words(let words, let point, let anchor, let ink, let size, let isBold):
      let weight = isBold ? " font-weight=\"bold\"" : ""
      return
        "<text class=\"fill-\(ink.rawValue)\" x=\"\(point.x.short)\" y=\"\(point.y.short)\" font-size=\"\((size / 13).short)em\" text-anchor=\"\(anchor.rawValue)\"\(weight)>\(MathML.escaped(words.text))</text>"
    }
  }

  /// The style sheet of every picture, for light paper and for dark.
  static let style: String = {
    func colours(_ colour: (Ink) -> String) -> String {
      Ink.allCases.map { ink in
        ".picture .line-\(ink.rawValue),.picture .edge-\(ink.rawValue){stroke:\(colour(ink))}"
          + ".picture .fill-\(ink.rawValue){fill:\(colour(ink))}"
      }.joined(separator: "\n") + "\n.picture text{stroke:\(colour(.paper))}"
    }
    return """
      .picture{font-size:13px;font-family:system-ui,"Segoe UI",Helvetica,Arial,sans-serif}
      .picture path{fill:none;stroke-linejoin:round;stroke-linecap:round}
      .picture circle{stroke-width:1.5}
      .picture text{paint-order:stroke;stroke-width:3.5;stroke-linejoin:round}
      \(colours(\.light))
      @media (prefers-color-scheme:dark){
      \(colours(\.dark))
      }
      """
  }()
}

extension Double {
  /// At most two digits behind the point, without zeros at the end.
  var short: String { written(.place) }
}

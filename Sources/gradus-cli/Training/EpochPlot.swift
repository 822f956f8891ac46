import Gradus
import GradusNotation

/// A plot of lines over the epochs.
struct EpochPlot {
  let title: String
  /// Whether values are shares, written in percent.
  var percent = false
  /// Whether lines go up, and the lower right corner is free for their names.
  var rises = false
  /// What stands below the axis.
  var axis = "epochs"
  private var lines: [(name: String, points: [(Double, Double)], color: String, width: Double, marks: Bool)] = []

  private static let (width, height) = (380.0, 250.0)
  /// Colours that are told apart on white, by those too who see red and green alike.
  static let colors = ["#1f6fb4", "#d9730d", "#2a8f5d", "#9b4fb0", "#b8384a", "#6b6b6b", "#b59300", "#159aa8"]

  init(title: String, percent: Bool = false, rises: Bool = false, axis: String = "epochs") {
    (self.title, self.percent, self.rises, self.axis) = (title, percent, percent || rises, axis)
  }

  /// Points that are no numbers are left out.
  mutating func add(
    _ name: String, _ points: [(Double, Double)], color: String, width: Double = 2.5, marks: Bool = false
  ) {
    lines.append((name, points.filter { $0.0.isFinite && $0.1.isFinite }, color, width, marks))
  }

  var isEmpty: Bool { lines.allSatisfy { $0.points.isEmpty } }

  /// Plots in two columns, on white.
  static func picture(_ plots: [EpochPlot]) -> String {
    let rows = (plots.count + 1) / 2
    let drawn = plots.enumerated().map { place, plot in
      plot.svg(x: place % 2 == 0 ? 70 : 550, top: 50 + Double(360 * (place / 2)))
    }
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 \(360 * max(rows, 1))" font-family="sans-serif" font-size="13" fill="#222">
      <rect width="960" height="\(360 * max(rows, 1))" fill="#fff"/>
      \(drawn.joined(separator: "\n"))
      </svg>

      """
  }

  private func svg(x: Double, top: Double) -> String {
    let (width, height) = (Self.width, Self.height)
    let values = lines.flatMap { $0.points.map(\.1) }
    let ticks = Ticks(around: percent ? values.min() ?? 0 : min(0, values.min() ?? 0), values.max() ?? 1)
    let epochs = lines.flatMap { $0.points.map(\.0) }.max()?.rounded(.up) ?? 1
    func across(_ epoch: Double) -> Double { x + epoch / max(epochs, 1) * width }
    func down(_ value: Double) -> Double { top + height * (1 - (value - ticks.low) / (ticks.high - ticks.low)) }

    var parts = [text(title, x, top - 20, "font-weight=\"bold\" font-size=\"15\"")]
    for value in ticks.values {
      let y = down(value)
      parts.append("<path d=\"M\(place(x)) \(place(y))H\(place(x + width))\" stroke=\"#ddd\"/>")
      let label = percent ? rounded(100 * value, ticks.digits > 2 ? 1 : 0) + " %" : rounded(value, ticks.digits)
      parts.append(text(label, x - 8, y + 4, "text-anchor=\"end\" fill=\"#555\""))
    }
    let step = max(1, Int((epochs / 10).rounded(.up)))
    for epoch in stride(from: 0, through: Int(epochs), by: step) {
      parts.append(text("\(epoch)", across(Double(epoch)), top + height + 20, "text-anchor=\"middle\" fill=\"#555\""))
    }
    parts.append(text(axis, x + width / 2, top + height + 42, "text-anchor=\"middle\" fill=\"#555\""))
    for (index, line) in lines.enumerated() {
      let points = line.points.map { "\(place(across($0.0))),\(place(down($0.1)))" }
      parts.append(
        "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"\(line.color)\" stroke-width=\"\(line.width)\" stroke-linejoin=\"round\"/>"
      )
      if line.marks {
        for point in line.points {
          parts.append(
            "<circle cx=\"\(place(across(point.0)))\" cy=\"\(place(down(point.1)))\" r=\"4\" fill=\"\(line.color)\"/>")
        }
      }
      // A falling loss leaves its upper right corner free.
      let y = rises ? top + height - 18 - Double(18 * (lines.count - 1 - index)) : top + 18 + Double(18 * index)
      parts.append(
        line.width > 0
          ? "<path d=\"M\(place(x + width - 165)) \(place(y - 4))h22\" stroke=\"\(line.color)\" stroke-width=\"\(line.width)\"/>"
          : "<circle cx=\"\(place(x + width - 154))\" cy=\"\(place(y - 4))\" r=\"4\" fill=\"\(line.color)\"/>")
      parts.append(text(line.name, x + width - 135, y, ""))
    }
    return parts.joined(separator: "\n")
  }

  private func text(_ words: String, _ x: Double, _ y: Double, _ attributes: String) -> String {
    "<text x=\"\(place(x))\" y=\"\(place(y))\" \(attributes)>\(MathML.escaped(words.visible))</text>"
  }

  private func place(_ value: Double) -> String { rounded(value, 1) }
}

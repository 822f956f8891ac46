import Gradus

/// Lines over the epochs, in the colours of the page.
struct ReportChart {
  let title: String
  let lines: [(name: String, points: [(Double, Double)])]
  var isShare = false

  private static let (left, top, width, height) = (52.0, 30.0, 330.0, 190.0)

  /// Empty where there is nothing to draw.
  var svg: String {
    let drawn = lines.enumerated().filter { !$1.points.isEmpty && $1.points.allSatisfy { $0.1.isFinite } }
    let values = drawn.flatMap { $1.points.map(\.1) }
    guard let low = values.min(), let high = values.max() else { return "" }
    let epochs = drawn.flatMap { $1.points.map(\.0) }
    let (start, end) = (epochs.min() ?? 0, max(epochs.max() ?? 1, (epochs.min() ?? 0) + 1))
    let margin = high > low ? (high - low) * 0.06 : max(abs(high) * 0.1, 1e-9)
    let (bottom, peak) = (
      low >= 0 ? max(low - margin, 0) : low - margin, isShare ? min(high + margin, 1) : high + margin
    )
    let span = max(peak - bottom, 1e-12)
    func x(_ epoch: Double) -> String { rounded(Self.left + (epoch - start) / (end - start) * Self.width, 1) }
    func y(_ value: Double) -> String { rounded(Self.top + (peak - value) / span * Self.height, 1) }
    var parts = ["<text x=\"\(Self.left)\" y=\"18\" class=\"title\">\(title)</text>"]
    for step in 0...4 {
      let value = bottom + span * Double(step) / 4
      let label = isShare ? rounded(100 * value, span < 0.08 ? 1 : 0) + " %" : value.written(.significant(3))
      parts.append("<path class=\"grid\" d=\"M\(Self.left) \(y(value))h\(Self.width)\"/>")
      parts.append("<text x=\"\(Self.left - 6)\" y=\"\(y(value))\" dy=\".32em\" text-anchor=\"end\">\(label)</text>")
    }
    for epoch in [start, end] {
      parts.append(
        "<text x=\"\(x(epoch))\" y=\"\(Self.top + Self.height + 18)\" text-anchor=\"middle\">\(Int(epoch))</text>")
    }
    parts.append(
      "<text x=\"\(Self.left + Self.width / 2)\" y=\"\(Self.top + Self.height + 18)\" text-anchor=\"middle\">epochs</text>"
    )
    for (place, line) in drawn {
      let points = line.points.map { "\(x($0.0)),\(y($0.1))" }.joined(separator: " ")
      parts.append("<polyline class=\"line\(place)\" points=\"\(points)\"/>")
      let right = Self.left + Self.width
      parts.append(
        "<text class=\"name\(place)\" x=\"\(rounded(right - 90 * Double(drawn.count - 1 - place), 1))\" y=\"18\" text-anchor=\"end\">\(line.name)</text>"
      )
    }
    return "<svg class=\"chart\" viewBox=\"0 0 400 250\" role=\"img\" aria-label=\"\(title)\">\(parts.joined())</svg>"
  }

  /// How often the likeliest class is right, by its probability: on the diagonal where probabilities are what they say.
  static func reliability(_ bins: [ReportContent.Bin]) -> String {
    let most = Double(bins.map(\.count).max() ?? 1)
    func x(_ share: Double) -> String { rounded(left + share * 240, 1) }
    func y(_ share: Double) -> String { rounded(top + (1 - share) * 190, 1) }
    var parts = [
      "<path class=\"grid\" d=\"M\(x(0)) \(y(0))L\(x(1)) \(y(1))M\(x(0)) \(y(0))H\(x(1))V\(y(1))H\(x(0))Z\"/>"
    ]
    for share in [0, 0.5, 1] {
      parts.append(
        "<text x=\"\(left - 6)\" y=\"\(y(share))\" dy=\".32em\" text-anchor=\"end\">\(rounded(100 * share, 0)) %</text>"
      )
      parts.append(
        "<text x=\"\(x(share))\" y=\"\(top + 208)\" text-anchor=\"middle\">\(rounded(100 * share, 0)) %</text>")
    }
    parts.append("<text class=\"title\" x=\"\(left)\" y=\"18\">right, by the probability that is told</text>")
    let points = bins.map { "\(x($0.confidence)),\(y($0.accuracy))" }.joined(separator: " ")
    parts.append("<polyline class=\"line0\" points=\"\(points)\"/>")
    for bin in bins {
      let radius = rounded(2.5 + 5 * (Double(bin.count) / most).squareRoot(), 1)
      parts.append("<circle class=\"dot\" cx=\"\(x(bin.confidence))\" cy=\"\(y(bin.accuracy))\" r=\"\(radius)\"/>")
    }
    return
      "<svg class=\"chart square\" viewBox=\"0 0 320 250\" role=\"img\" aria-label=\"reliability\">\(parts.joined())</svg>"
  }
}

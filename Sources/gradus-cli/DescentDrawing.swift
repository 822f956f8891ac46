import Foundation
import Gradus

/// A descent as a picture: contours with the path for two unknowns, otherwise the value by iteration.
struct DescentDrawing {
  private let descent: Descent
  private let iterates: [Descent.Iterate]
  private let width = 640.0
  private let height = 480.0
  private let margin = 40.0

  init(_ descent: Descent, _ iterates: [Descent.Iterate]) {
    self.descent = descent
    self.iterates = iterates.filter { $0.value.isFinite && $0.point.allSatisfy(\.isFinite) }
  }

  func svg() throws -> String {
    let body = try descent.objective.count == 2 ? contours() : curve()
    return """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(height))" font-family="sans-serif" font-size="12">
      <rect width="100%" height="100%" fill="white"/>
      \(body.joined(separator: "\n"))
      </svg>

      """
  }

  // MARK: Two unknowns

  private func contours() throws -> [String] {
    let xs = iterates.map { $0.point[0] }
    let ys = iterates.map { $0.point[1] }
    let horizontal = padded(xs)
    let vertical = padded(ys)
    let (columns, rows) = (80, 60)
    func x(_ column: Int) -> Double { horizontal.low + horizontal.length * Double(column) / Double(columns) }
    func y(_ row: Int) -> Double { vertical.low + vertical.length * Double(row) / Double(rows) }
    var grid: [[Double]] = []
    for row in 0...rows {
      grid.append(try (0...columns).map { try descent.objective([x($0), y(row)]).value })
    }
    let values = grid.flatMap(\.self).filter(\.isFinite).sorted()
    guard let lowest = values.first else { return [] }
    // Levels at even shares of the area, so that flat valleys and steep walls both show.
    let levels = (1...12).map { values[min(values.count - 1, values.count * $0 / 13)] }.filter { $0 > lowest }
    var body: [String] = []
    for level in levels {
      var path = ""
      for row in 0..<rows {
        for column in 0..<columns {
          let corners = [
            (x(column), y(row), grid[row][column]), (x(column + 1), y(row), grid[row][column + 1]),
            (x(column + 1), y(row + 1), grid[row + 1][column + 1]), (x(column), y(row + 1), grid[row + 1][column]),
          ]
          for (a, b) in crossings(corners, level) {
            path += "M\(place(a, horizontal, vertical))L\(place(b, horizontal, vertical))"
          }
        }
      }
      body.append("<path d=\"\(path)\" fill=\"none\" stroke=\"#9bb\" stroke-width=\"0.8\"/>")
    }
    let points = iterates.map { place(($0.point[0], $0.point[1]), horizontal, vertical) }
    body.append(
      "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"#c33\" stroke-width=\"1.5\"/>")
    body += points.map { point in
      let parts = point.split(separator: ",")
      return "<circle cx=\"\(parts[0])\" cy=\"\(parts[1])\" r=\"2.5\" fill=\"#c33\"/>"
    }
    return body + axes(horizontal, vertical)
  }

  /// The ends of the level's segments in one cell (marching squares).
  private func crossings(
    _ corners: [(Double, Double, Double)], _ level: Double
  ) -> [((Double, Double), (Double, Double))] {
    var ends: [(Double, Double)] = []
    for index in 0..<4 {
      let (a, b) = (corners[index], corners[(index + 1) % 4])
      guard a.2.isFinite, b.2.isFinite, (a.2 < level) != (b.2 < level) else { continue }
      let share = (level - a.2) / (b.2 - a.2)
      ends.append((a.0 + share * (b.0 - a.0), a.1 + share * (b.1 - a.1)))
    }
    return ends.count == 2 ? [(ends[0], ends[1])] : ends.count == 4 ? [(ends[0], ends[1]), (ends[2], ends[3])] : []
  }

  // MARK: The value by iteration

  private func curve() -> [String] {
    let values = iterates.map(\.value)
    let lowest = values.min() ?? 0
    // Distances from the best value span many orders; the smallest ones are rounding.
    let logarithms = values.dropLast().map { log10(max($0 - lowest, 1e-16 * max(1, abs(lowest)))) }
    guard logarithms.count > 1 else { return [] }
    let horizontal = padded([0, Double(logarithms.count - 1)])
    let vertical = padded(logarithms)
    let points = logarithms.enumerated().map { place((Double($0), $1), horizontal, vertical) }
    return [
      "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" stroke=\"#c33\" stroke-width=\"1.5\"/>",
      "<text x=\"\(margin)\" y=\"\(margin / 2)\">log₁₀ of the value's distance from the last one, by iteration</text>",
    ] + axes(horizontal, vertical)
  }

  // MARK: Layout

  private struct Span {
    var low: Double
    var length: Double
  }

  private func padded(_ values: [Double]) -> Span {
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let length = high > low ? high - low : max(1, abs(low))
    return Span(low: low - 0.2 * length, length: 1.4 * length)
  }

  private func place(_ point: (Double, Double), _ horizontal: Span, _ vertical: Span) -> String {
    let x = margin + (point.0 - horizontal.low) / horizontal.length * (width - 2 * margin)
    let y = height - margin - (point.1 - vertical.low) / vertical.length * (height - 2 * margin)
    return String(format: "%.2f,%.2f", x, y)
  }

  private func axes(_ horizontal: Span, _ vertical: Span) -> [String] {
    func label(_ value: Double) -> String { String(format: "%.4g", value) }
    let bottom = height - margin
    return [
      "<rect x=\"\(margin)\" y=\"\(margin)\" width=\"\(width - 2 * margin)\" height=\"\(height - 2 * margin)\" fill=\"none\" stroke=\"#444\"/>",
      "<text x=\"\(margin)\" y=\"\(bottom + 16)\">\(label(horizontal.low))</text>",
      "<text x=\"\(width - margin)\" y=\"\(bottom + 16)\" text-anchor=\"end\">\(label(horizontal.low + horizontal.length))</text>",
      "<text x=\"\(margin - 4)\" y=\"\(bottom)\" text-anchor=\"end\">\(label(vertical.low))</text>",
      "<text x=\"\(margin - 4)\" y=\"\(margin + 10)\" text-anchor=\"end\">\(label(vertical.low + vertical.length))</text>",
    ]
  }
}

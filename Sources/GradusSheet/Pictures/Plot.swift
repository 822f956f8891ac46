/// Curves, contours and paths over a range of two quantities, before anybody says how they are drawn.
package struct Plot: Hashable, Sendable {
  /// A range of numbers with a name.
  package struct Axis: Hashable, Sendable {
    var label: String
    var low: Double
    var high: Double
    /// Whether round numbers on it are parts of π.
    var isInPi = false

    var length: Double { high - low }
    func contains(_ value: Double) -> Bool { value >= low && value <= high }
    func ticks(most: Int) -> Ticks { Ticks(within: low, high, most: most, isInPi: isInPi) }

    /// The numbers with a margin around them, a share of their span; `least` is the smallest span.
    init(_ label: String, around values: [Double], margin: Double, least: Double = 0) {
      let finite = values.filter(\.isFinite)
      let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
      let span = max(high - low, least, high > low ? 0 : max(1, abs(low)))
      let middle = low + (high - low) / 2
      self.init(label, middle - (0.5 + margin) * span, middle + (0.5 + margin) * span)
    }

    init(_ label: String, _ low: Double, _ high: Double, isInPi: Bool = false) {
      (self.label, self.low, self.high, self.isInPi) = (label, low, high, isInPi)
    }
  }

  /// Runs of points; between two runs the function has no value or jumps.
  package struct Curve: Hashable, Sendable {
    var label: String
    var runs: [[Point]]
  }

  /// The points at which a function of two variables has one value.
  package struct Contour: Hashable, Sendable {
    var level: Double
    var runs: [[Point]]
  }

  typealias Point = Picture.Point

  var title: String
  var summary: String
  var horizontal: Axis
  var vertical: Axis
  var curves: [Curve] = []
  var contours: [Contour] = []
  /// Points that were visited one after another.
  var path: [Point] = []
  /// Whether a unit is as long on both axes, where the ranges allow it.
  var hasEqualUnits = false

  init(title: String, summary: String, horizontal: Axis, vertical: Axis) {
    (self.title, self.summary, self.horizontal, self.vertical) = (title, summary, horizontal, vertical)
  }
}

extension Plot {
  /// What of a line lies in a rectangle.
  static func clipped(_ line: [Point], to x: ClosedRange<Double>, _ y: ClosedRange<Double>) -> [[Point]] {
    var runs: [[Point]] = []
    for (a, b) in zip(line, line.dropFirst()) {
      guard let (start, end) = segment(a, b, x, y) else { continue }
      if let last = runs.last?.last, last == start {
        runs[runs.count - 1].append(end)
      } else {
        runs.append([start, end])
      }
    }
    return runs
  }

  /// The part of a segment in a rectangle (Liang and Barsky 1984).
  private static func segment(
    _ a: Point, _ b: Point, _ x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> (Point, Point)? {
    var (enter, leave) = (0.0, 1.0)
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    for (step, room) in [
      (-dx, a.x - x.lowerBound), (dx, x.upperBound - a.x), (-dy, a.y - y.lowerBound), (dy, y.upperBound - a.y),
    ] {
      if step == 0 {
        if room < 0 { return nil }
      } else if step < 0 {
        enter = max(enter, room / step)
      } else {
        leave = min(leave, room / step)
      }
    }
    guard enter <= leave else { return nil }
    func at(_ share: Double) -> Point { share == 0 ? a : share == 1 ? b : Point(a.x + share * dx, a.y + share * dy) }
    return (at(enter), at(leave))
  }
}

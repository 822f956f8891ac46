import GradusExpression
import GradusLearning
import GradusNotation

/// What a curve shows: where it is zero, where it turns, and where it has no value.
struct CurveFacts {
  private(set) var zeros: [Double] = []
  private(set) var lows: [Picture.Point] = []
  private(set) var highs: [Picture.Point] = []
  /// Places at which it jumps or has a pole.
  private(set) var breaks: [Double] = []
  /// Single places without a value, at which the curve runs on.
  private(set) var holes: [Double] = []
  /// Stretches without values, with their ends.
  private(set) var gaps: [(low: Double, high: Double)] = []
  private let letter: String

  /// More of a kind than this are not told one by one.
  private static let most = 6

  init(_ curve: Plot.Curve, of function: (Double) -> Double, in axis: Plot.Axis) {
    letter = axis.label
    let size = curve.runs.joined().map { abs($0.y) }.filter(\.isFinite).sorted()
    let scale = size.isEmpty ? 1 : size[size.count / 2]
    for run in curve.runs {
      findZeros(run, function, near: 1e-9 * max(scale, 1e-300))
      findTurns(run, function, least: 1e-6 * axis.length)
    }
    for (before, after) in zip(curve.runs, curve.runs.dropFirst()) {
      guard let from = before.last, let to = after.first else { continue }
      if to.x - from.x > 1e-6 * axis.length {
        gaps.append((from.x, to.x))
      } else if abs(to.y - from.y) < 1e-3 * max(scale, abs(from.y)), abs(from.y) < 1e3 * scale {
        holes.append(from.x + (to.x - from.x) / 2)
      } else {
        breaks.append(from.x + (to.x - from.x) / 2)
      }
    }
    if let first = curve.runs.first?.first?.x, first > axis.low + 1e-9 * axis.length {
      gaps.insert((axis.low, first), at: 0)
    }
    if let last = curve.runs.last?.last?.x, last < axis.high - 1e-9 * axis.length { gaps.append((last, axis.high)) }
  }

  private mutating func findZeros(_ run: [Picture.Point], _ function: (Double) -> Double, near: Double) {
    // Rounding may leave a last digit where the curve touches zero.
    let run = run.map { Picture.Point($0.x, abs($0.y) < near ? 0 : $0.y) }
    func add(_ x: Double) {
      let isKnown = zeros.contains { abs($0 - x) <= 1e-9 * max(1, abs(x)) }
      if !isKnown { zeros.append(abs(x) < near ? 0 : x) }
    }
    // A stretch of zeros is none that crosses.
    for (a, b) in zip(run, run.dropFirst()) where !(a.y == 0 && b.y == 0) {
      if a.y == 0 { add(a.x) } else if b.y == 0 { add(b.x) }
      guard a.y * b.y < 0 else { continue }
      var (low, high) = (a, b)
      for _ in 0..<60 {
        let middle = low.x + (high.x - low.x) / 2
        let value = function(middle)
        if (value < 0) == (low.y < 0) { low = .init(middle, value) } else { high = .init(middle, value) }
      }
      add(low.x + (high.x - low.x) / 2)
    }
  }

  private mutating func findTurns(_ run: [Picture.Point], _ function: (Double) -> Double, least: Double) {
    guard run.count > 2 else { return }
    for index in 1..<run.count - 1 {
      let (a, b, c) = (run[index - 1], run[index], run[index + 1])
      // Next to the end of a run rounding makes turns of its own.
      guard b.x - a.x > least, c.x - b.x > least else { continue }
      let isHigh = b.y > a.y && b.y >= c.y
      guard isHigh || b.y < a.y && b.y <= c.y else { continue }
      // The golden section narrows down to where a parabola cannot be told from its top: half the digits.
      var (low, high) = (a.x, c.x)
      let golden = (5.0.squareRoot() - 1) / 2
      for _ in 0..<40 {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low))
        if (function(left) > function(right)) == isHigh { high = right } else { low = left }
      }
      let x = low + (high - low) / 2
      let point = Picture.Point(x, function(x))
      if isHigh { highs.append(point) } else { lows.append(point) }
    }
  }

  /// A few sentences, each about one kind of place.
  var sentences: [Passage] {
    func list(_ values: [Double]) -> [String] {
      values.enumerated().map { ($0 == 0 ? "\(letter) ≈ " : "") + CurveFacts.rounded($1) }
    }
    func points(_ points: [Picture.Point]) -> [String] {
      points.map { "(\(CurveFacts.rounded($0.x)), \(CurveFacts.rounded($0.y)))" }
    }
    var sentences: [Passage] = []
    func tell(_ places: [String], _ one: String, _ several: String) {
      if places.isEmpty { return }
      if places.count > CurveFacts.most {
        let noun = several.split(separator: " ").dropLast().joined(separator: " ").lowercased()
        sentences.append([.words("\(places.count) \(noun).")])
        return
      }
      // Each by itself, so that the line can end between them.
      var passage: Passage = [.words(places.count == 1 ? one : several)]
      for (index, place) in places.enumerated() {
        passage += (index == 0 ? [] : [.words(",")]) + [.mathematics(.line(place))]
      }
      sentences.append(passage + [.words(".")])
    }
    tell(list(zeros), "Zero at", "Zeros at")
    tell(points(lows), "Low point near", "Low points near")
    tell(points(highs), "High point near", "High points near")
    tell(list(breaks), "A jump or pole at", "Jumps or poles at")
    tell(list(holes), "No value at", "No values at")
    for (low, high) in gaps.prefix(CurveFacts.most) {
      sentences.append([
        .words("No value for"), .mathematics(.line(letter)), .words("from"),
        .mathematics(.line(CurveFacts.rounded(low))), .words("to"), .mathematics(.line(CurveFacts.rounded(high))),
        .words("."),
      ])
    }
    return sentences
  }

  /// Four digits: what can be read off a drawing.
  private static func rounded(_ value: Double) -> String {
    !value.isFinite || abs(value) > 1e-7 ? value.written(.significant(4)) : "0"
  }
}

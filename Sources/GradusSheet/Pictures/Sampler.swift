import GradusCompilation
import GradusExpression

/// A scalar formula of numbers, compiled once: what plots are made from. Where it has no value it is NaN.
final class Sampler {
  private let computation: Computation
  private let isJoined: Bool

  /// - Parameter variables: scalars, or one vector with a length in numbers.
  /// - Throws: where the formula holds other symbols or cannot be computed.
  init(_ formula: Formula, in variables: [Symbol]) throws {
    isJoined = variables.count == 1 && !variables[0].shape.isEmpty
    computation = try Computation([formula], of: variables, sizes: [:])
  }

  func callAsFunction(_ point: [Double]) -> Double {
    let values = isJoined ? [point] : point.map { [$0] }
    guard let value = try? computation.run(values)[0][0], value.isFinite else { return .nan }
    return value
  }
}

extension Plot.Curve {
  /// The graph of a function over a range: runs of points that end where the function has no value or jumps.
  ///
  /// Between samples that are far apart the step is halved until the difference is small or seen to be a jump: at a pole and
  /// at a step it stays however near the points come.
  init(_ label: String, of function: (Double) -> Double, from low: Double, to high: Double, samples: Int = 400) {
    self.init(label: label, runs: [])
    let xs = (0...samples).map { low + (high - low) * Double($0) / Double(samples) }
    let points = xs.map { Picture.Point($0, function($0)) }
    let finite = points.map(\.y).filter(\.isFinite)
    if finite.isEmpty { return }
    let view = Plot.Axis("", function: finite)
    var run: [Picture.Point] = []
    func close() {
      if !run.isEmpty { runs.append(run) }
      run = []
    }
    for (index, point) in points.enumerated() {
      guard point.y.isFinite else {
        if let last = run.last { run.append(Self.edge(function, defined: last, undefined: point.x)) }
        close()
        continue
      }
      if run.isEmpty, index > 0, !points[index - 1].y.isFinite {
        run = [Self.edge(function, defined: point, undefined: points[index - 1].x)]
      } else if let last = run.last, abs(point.y - last.y) > 0.05 * view.length {
        let (inside, jumps) = Self.bridge(function, last, point, view)
        for piece in inside {
          run.append(piece)
          if jumps.contains(piece) { close() }
        }
      }
      run.append(point)
    }
    close()
  }

  /// The last point towards a place without a value.
  private static func edge(
    _ function: (Double) -> Double, defined: Picture.Point, undefined: Double
  ) -> Picture.Point {
    var (best, outside) = (defined, undefined)
    for _ in 0..<50 {
      let middle = best.x + (outside - best.x) / 2
      let value = function(middle)
      if value.isFinite { best = .init(middle, value) } else { outside = middle }
    }
    return best
  }

  /// Points between two that are far apart, and those of them behind which the function jumps.
  private static func bridge(
    _ function: (Double) -> Double, _ a: Picture.Point, _ b: Picture.Point, _ view: Plot.Axis, depth: Int = 0
  ) -> (points: [Picture.Point], jumps: Set<Picture.Point>) {
    let isOutside = min(a.y, b.y) > view.high + view.length || max(a.y, b.y) < view.low - view.length
    if abs(b.y - a.y) <= 0.02 * view.length || isOutside { return ([], []) }
    if depth > 6 { return jump(function, a, b, view) }
    let middle = a.x + (b.x - a.x) / 2
    let value = function(middle)
    guard value.isFinite else {
      let left = edge(function, defined: a, undefined: middle)
      return ([left, edge(function, defined: b, undefined: middle)], [left])
    }
    let centre = Picture.Point(middle, value)
    let left = bridge(function, a, centre, view, depth: depth + 1)
    let right = bridge(function, centre, b, view, depth: depth + 1)
    return (left.points + [centre] + right.points, left.jumps.union(right.jumps))
  }

  /// Follows the larger difference down to the last digit: where it stays, the function jumps.
  private static func jump(
    _ function: (Double) -> Double, _ a: Picture.Point, _ b: Picture.Point, _ view: Plot.Axis
  ) -> (points: [Picture.Point], jumps: Set<Picture.Point>) {
    var (left, right) = (a, b)
    for _ in 0..<60 {
      if abs(right.y - left.y) <= 0.02 * view.length { return ([], []) }
      let middle = left.x + (right.x - left.x) / 2
      if middle == left.x || middle == right.x { break }
      let value = function(middle)
      guard value.isFinite else { break }
      if abs(value - left.y) >= abs(right.y - value) {
        right = .init(middle, value)
      } else {
        left = .init(middle, value)
      }
    }
    return ([left, right], [left])
  }
}

extension Plot.Axis {
  /// The range in which the values of a function are shown: all of it, unless a few of them run away, as at a pole.
  init(_ label: String, function values: [Double]) {
    let sorted = values.filter(\.isFinite).sorted()
    guard let low = sorted.first, let high = sorted.last else {
      self.init(label, -1, 1)
      return
    }
    let lower = sorted[sorted.count / 10]
    let upper = sorted[sorted.count - 1 - sorted.count / 10]
    let core = upper - lower
    let runsAway = high - low > 20 * core && core > 0
    self.init(
      label,
      around: runsAway ? [max(low, lower - 0.6 * core), min(high, upper + 0.6 * core)] : [low, high], margin: 0.06)
  }
}

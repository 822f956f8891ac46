import Foundation
import GradusExpression
import GradusLearning
import GradusNotation
public import GradusSolving

extension Plot {
  /// The way down of a function of one number, or the contours of one of two with the way across them.
  ///
  /// - Parameter function: its value; of one or two numbers.
  static func descent(
    title: String, names: [String], points: [[Double]], of function: ([Double]) -> Double
  ) -> Plot {
    let seen = points.filter { $0.allSatisfy { $0.isFinite && abs($0) < 1e100 } }
    let ends = [seen.first, seen.last].compactMap { $0 }.map { "(" + $0.map(decimal).joined(separator: ", ") + ")" }
    let way = "The path has \(seen.count) points, from \(ends.first ?? "") to \(ends.last ?? "")."
    if names.count == 1 {
      let across = Axis(names[0], around: seen.map { $0[0] }, margin: 0.35, least: 1e-6)
      let curve = Curve(title, of: { function([$0]) }, from: across.low, to: across.high)
      let path = seen.map { Point($0[0], function($0)) }
      var plot = Plot(
        title: title, summary: "The curve \(title) with the path of the descent. \(way)", horizontal: across,
        vertical: Axis("", around: curve.runs.flatMap { $0.map(\.y) } + path.map(\.y), margin: 0.08))
      plot.curves = [curve]
      plot.path = path
      return plot
    }
    let (xs, ys) = (seen.map { $0[0] }, seen.map { $0[1] })
    // Where the path runs along one axis the other is shown over about the same length.
    let least = [xs, ys].map { ($0.max() ?? 0) - ($0.min() ?? 0) }.max() ?? 0
    func axis(_ name: String, _ values: [Double]) -> Axis {
      Axis(name, around: values, margin: 0.3, least: max(0.75 * least, 1e-9))
    }
    let (across, up) = (axis(names[0], xs), axis(names[1], ys))
    var plot = Plot(
      title: title, summary: "Contours of \(title) with the path of the descent. \(way)", horizontal: across,
      vertical: up)
    plot.hasEqualUnits = true
    plot.path = zip(xs, ys).map { Point($0, $1) }
    plot.addContours { function([$0, $1]) }
    return plot
  }
}

extension Picture {
  /// A descent: contours with the path for two unknowns, the curve with the points for one, and otherwise how far each
  /// value is from the last, on a logarithmic scale.
  public init(_ descent: Descent, path iterates: [Descent.Iterate]) {
    let path = iterates.filter { $0.value.isFinite && $0.point.allSatisfy(\.isFinite) }
    let objective = descent.objective
    let names = Picture.names(objective)
    if (1...2).contains(objective.count) {
      let plot = Plot.descent(
        title: objective.formula.written(as: .unicode), names: names, points: path.map(\.point)
      ) { (try? objective($0).value) ?? .nan }
      self = plot.picture
      return
    }
    let values = path.map(\.value)
    let lowest = values.min() ?? 0
    // Distances from the best value span many orders; the smallest ones are rounding.
    let logarithms = values.dropLast().map { log10(max($0 - lowest, 1e-16 * max(1, abs(lowest)))) }
    let points = logarithms.enumerated().map { Picture.Point(Double($0), $1) }
    var plot = Plot(
      title: "Descent", summary: "The distance of the value from the last one, by iteration.",
      horizontal: .init("iteration", 0, Double(max(points.count - 1, 1))),
      vertical: .init("", around: points.map(\.y), margin: 0.08))
    plot.curves = [.init(label: "log₁₀ of the value's distance from the last one", runs: [points])]
    self = plot.picture
  }

  /// A name for each unknown number: `x`, or `θ₁, θ₂` of a vector.
  private static func names(_ objective: Objective) -> [String] {
    zip(objective.variables, objective.shapes).flatMap { symbol, shape in
      let name = Formula.symbol(symbol).written(as: .unicode)
      let count = shape.reduce(1, *)
      return shape.isEmpty ? [name] : (1...max(count, 1)).map { indexed(name, $0) }
    }
  }
}

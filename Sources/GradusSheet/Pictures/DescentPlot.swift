import GradusExpression

/// The steps of a descent on a formula of one or two numbers, to be drawn.
struct DescentPlot: Sendable {
  let title: String
  let formula: Formula
  /// One or two scalars, or a vector of as many entries.
  let variables: [Symbol]
  let names: [String]
  let points: [[Double]]

  /// Nil where the formula has no values to draw.
  var plot: Plot? {
    guard let sampler = try? Sampler(formula, in: variables), points.contains(where: { sampler($0).isFinite }) else {
      return nil
    }
    return Plot.descent(title: title, names: names, points: points) { sampler($0) }
  }
}

import GradusKernels
import GradusOptimization

/// Why a point at which the gradient vanishes is no minimum, as far as numbers around it tell.
public enum StationaryDoubt: Hashable, Sendable, CustomStringConvertible {
  /// The value bends down in a direction: the smallest eigenvalue of the Hessian.
  case bendsDown(Double)
  /// The slope jumps at the point: what is given as gradient is a convention.
  case kink
  /// The value goes on falling, far beyond the point.
  case fallsBeyond(distance: Double)

  /// The doubt in words.
  public var description: String {
    switch self {
    case .bendsDown(let eigenvalue):
      "the value bends down there (the smallest eigenvalue of the Hessian is \(eigenvalue)): a saddle point or maximum"
    case .kink: "the point is a kink, where the gradient is a convention and says nothing"
    case .fallsBeyond(let distance):
      "the value is still lower \(distance) further on: there may be no minimum, or --tolerance is too large here"
    }
  }
}

/// Looks around a point at which the gradient vanishes, by differences. What it computes is not counted among the evaluations of
/// the descent.
struct StationaryCheck {
  let objective: Objective
  let start: [Double]

  /// More unknowns than this are not looked at one by one.
  private static let mostUnknowns = 64

  /// Nil where nothing speaks against a minimum.
  func doubt(at point: [Double], value: Double, gradient: [Double]) -> StationaryDoubt? {
    guard point.count <= Self.mostUnknowns, !point.isEmpty else { return nil }
    let noise = 1e-12 * max(1, abs(value))
    func valueAt(_ direction: [Double], _ step: Double) -> Double? {
      guard let found = try? objective.uncounted(zip(point, direction).map { $0 + step * $1 }).value, found.isFinite
      else {
        return nil
      }
      return found
    }
    for axis in point.indices {
      let unit = point.indices.map { $0 == axis ? 1.0 : 0 }
      let step = 1e-4 * max(1, abs(point[axis]))
      /// f(x + h) + f(x − h) − 2 f(x): it goes with h at a kink, and with h² where the slope is continuous.
      func second(_ step: Double) -> Double? {
        guard let after = valueAt(unit, step), let before = valueAt(unit, -step) else { return nil }
        return after + before - 2 * value
      }
      guard let whole = second(step), let half = second(step / 2) else { continue }
      if abs(half) > 100 * noise, abs(whole) < 2.4 * abs(half), abs(whole) > 1.6 * abs(half) { return .kink }
    }

    guard let hessian = differences(point), let system = try? SymmetricEigendecomposition(hessian),
      let smallest = system.values.first, let largest = system.values.last
    else { return nil }
    let size = max(abs(smallest), abs(largest))
    if smallest < -1e-6 * size, smallest < -1e-7 * max(1, abs(value)) {
      let direction = (0..<point.count).map { system.vectors[$0, 0] }
      for step in [1e-2, -1e-2, 1e-3, -1e-3] {
        if let found = valueAt(direction, step), found < value - noise { return .bendsDown(smallest) }
      }
    }

    // A step to where the gradient would vanish, were it to go on as it does here. Near a minimum it is short.
    let coordinates = (0..<point.count).map { column in
      (0..<point.count).reduce(0.0) { $0 + system.vectors[$1, column] * gradient[$1] }
    }
    let step = zip(coordinates, system.values).map { $0 / max(abs($1), 1e-8 * size, .leastNormalMagnitude) }
    let length = largestMagnitude(step)
    let travelled = largestMagnitude(minus(point, start))
    let slope = dot(gradient, gradient).squareRoot()
    guard slope > 0, !(length <= 0.1) || travelled > 1000 * max(1, largestMagnitude(start)) else { return nil }
    let scale = max(1, largestMagnitude(point))
    let down = gradient.map { -$0 / slope }
    guard let near = valueAt(down, scale), near < value, let far = valueAt(down, 100 * scale), far < near else {
      return nil
    }
    return .fallsBeyond(distance: 100 * scale)
  }

  /// The Hessian by central differences of the gradient; nil where a point nearby has none.
  private func differences(_ point: [Double]) -> DenseMatrix? {
    guard var matrix = try? DenseMatrix(rowCount: point.count, columnCount: point.count) else { return nil }
    for column in point.indices {
      let step = 1e-5 * max(1, abs(point[column]))
      var (after, before) = (point, point)
      after[column] += step
      before[column] -= step
      guard let up = try? objective.uncounted(after).gradient, let down = try? objective.uncounted(before).gradient
      else {
        return nil
      }
      let slopes = minus(up, down).map { $0 / (after[column] - before[column]) }
      guard slopes.allSatisfy(\.isFinite) else { return nil }
      for row in point.indices { matrix[row, column] = slopes[row] }
    }
    for i in point.indices {
      for j in 0..<i {
        let mean = (matrix[i, j] + matrix[j, i]) / 2
        (matrix[i, j], matrix[j, i]) = (mean, mean)
      }
    }
    return matrix
  }
}

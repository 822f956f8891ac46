import GradusOptimization

/// Descent on functions with kinks: the direction is the shortest vector in the hull of the gradients around the point.
///
/// J. Burke, A. Lewis, M. Overton, *A robust gradient sampling algorithm for nonsmooth, nonconvex optimization*, SIAM J. Optim. 15
/// (2005). Where that vector vanishes for ever smaller balls, 0 is a subgradient: of a convex function that is the minimum.
struct GradientSampling {
  /// How far from the point gradients are taken, and how long their shortest mixture may be before that shrinks.
  private var radius: Double
  private var bound = 0.1
  private var random: UInt64 = 0x9e37_79b9_7f4a_7c15

  private static let smallestRadius = 1e-8
  private static let mostSamples = 40

  init(at point: [Double]) { radius = 0.1 * max(1, largestMagnitude(point)) }

  struct Move {
    let point: [Double]
    let step: Double
    /// The shortest mixture of gradients that led here.
    let subgradient: [Double]
  }

  enum Outcome {
    case moved(Move)
    /// Around the point, as far as the radius, the gradients mix to a vector of this length.
    case stationary(length: Double, radius: Double)
  }

  /// The next point.
  mutating func next(
    from point: [Double], value: Double, gradient: [Double], tolerance: Double, _ objective: Objective
  ) throws -> Outcome {
    while true {
      let shortest = GradientSampling.shortestMixture(try gradients(around: point, gradient, objective))
      let length = dot(shortest, shortest).squareRoot()
      if length > bound, let move = try lower(from: point, value: value, shortest, length, objective) {
        return .moved(move)
      }
      if radius <= GradientSampling.smallestRadius, length <= max(tolerance, bound) {
        return .stationary(length: length, radius: radius)
      }
      if radius <= GradientSampling.smallestRadius * 1e-3 { return .stationary(length: length, radius: radius) }
      radius /= 10
      bound = max(bound / 10, tolerance)
    }
  }

  /// The gradient here and at points drawn from the ball.
  private mutating func gradients(
    around point: [Double], _ gradient: [Double], _ objective: Objective
  ) throws -> [[Double]] {
    var all = [gradient]
    for _ in 0..<min(2 * point.count + 2, GradientSampling.mostSamples) {
      let direction = point.map { _ in draw() }
      let scale = radius / max(dot(direction, direction).squareRoot(), .leastNormalMagnitude)
      let (value, found) = try objective(zip(point, direction).map { $0 + scale * $1 })
      if value.isFinite, found.allSatisfy(\.isFinite) { all.append(found) }
    }
    return all
  }

  private mutating func draw() -> Double {
    random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(Int64(bitPattern: random) >> 11) / Double(1 << 52)
  }

  /// A point along −g at which the value has fallen, by halving.
  private func lower(
    from point: [Double], value: Double, _ direction: [Double], _ length: Double, _ objective: Objective
  ) throws -> Move? {
    var step = 1.0
    while step * length > radius * 1e-3 {
      let trial = zip(point, direction).map { $0 - step * $1 }
      let (found, _) = try objective(trial)
      if found.isFinite, found < value - 1e-4 * step * length * length {
        return Move(point: trial, step: step, subgradient: direction)
      }
      step /= 2
    }
    return nil
  }

  /// The shortest vector Σ λᵢ gᵢ with λ ≥ 0 and Σ λᵢ = 1, by the method of Mitchell, Dem'yanov and Malozemov: weight goes from the
  /// vector that leans most along the mixture to the one that leans least.
  static func shortestMixture(_ vectors: [[Double]]) -> [Double] {
    var weights = vectors.indices.map { $0 == 0 ? 1.0 : 0 }
    var mixture = vectors[0]
    for _ in 0..<2000 {
      let products = vectors.map { dot($0, mixture) }
      guard let least = products.indices.min(by: { products[$0] < products[$1] }),
        let most = products.indices.filter({ weights[$0] > 0 }).max(by: { products[$0] < products[$1] })
      else { break }
      let difference = minus(vectors[most], vectors[least])
      let size = dot(difference, difference)
      guard size > 0, products[most] - products[least] > 1e-14 * max(1, abs(products[most])) else { break }
      let moved = min(weights[most], (products[most] - products[least]) / size)
      weights[most] -= moved
      weights[least] += moved
      mixture = zip(mixture, difference).map { $0 - moved * $1 }
    }
    return mixture
  }
}

/// What L-BFGS knows of the inverse Hessian: its last steps, and how the gradient changed over them.
///
/// Source: J. Nocedal, "Updating quasi-Newton matrices with limited storage", Math. Comp. 35 (1980).
package struct LimitedMemory {
  /// A step and the change of the gradient over it.
  package struct Pair {
    package let step: [Double]
    package let change: [Double]
    /// ρ = 1/(yᵀs)
    let scale: Double
  }

  /// The oldest first.
  package private(set) var pairs: [Pair] = []
  /// How many steps are remembered.
  package let capacity: Int

  /// - Parameter capacity: how many steps are remembered.
  package init(capacity: Int = 10) { self.capacity = capacity }

  /// Takes in a step where the function bends upwards along it, as a pair must for the directions to fall.
  package mutating func add(step: [Double], change: [Double]) {
    let product = dot(step, change)
    guard product > 2.2e-16 * dot(change, change) else { return }
    pairs.append(Pair(step: step, change: change, scale: 1 / product))
    if pairs.count > capacity { pairs.removeFirst() }
  }

  /// −H g in two loops over the pairs, with H = (sᵀy / yᵀy) I before the oldest of them.
  package func direction(_ gradient: [Double]) -> [Double] {
    var result = gradient
    var weights: [Double] = []
    for pair in pairs.reversed() {
      let weight = pair.scale * dot(pair.step, result)
      weights.append(weight)
      result = zip(result, pair.change).map { $0 - weight * $1 }
    }
    if let newest = pairs.last {
      let scale = 1 / (newest.scale * dot(newest.change, newest.change))
      result = result.map { scale * $0 }
    }
    for (pair, weight) in zip(pairs, weights.reversed()) {
      let correction = weight - pair.scale * dot(pair.change, result)
      result = zip(result, pair.step).map { $0 + correction * $1 }
    }
    return result.map { -$0 }
  }
}

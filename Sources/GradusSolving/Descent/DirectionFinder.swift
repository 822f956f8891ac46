import GradusExpression
import GradusKernels
import GradusOptimization

/// The directions of the methods that search along lines, with what they remember.
struct DirectionFinder {
  private let method: DescentMethod
  private var inverse: [[Double]]?
  /// Whether the last direction leads to the minimum of the function's quadratic model.
  private(set) var hasModel = false
  private var memory = LimitedMemory()
  private var last: (point: [Double], gradient: [Double], direction: [Double])?

  init(_ method: DescentMethod) { self.method = method }

  /// A direction along which the value falls.
  mutating func direction(at point: [Double], gradient: [Double], objective: Objective) throws -> [Double] {
    let found = try candidate(point, gradient, objective)
    // Rounding can spoil what was remembered; then begin again with the steepest direction.
    let result = dot(found, gradient) < 0 ? found : gradient.map { -$0 }
    if dot(found, gradient) >= 0 { (inverse, memory) = (nil, LimitedMemory()) }
    last = (point, gradient, result)
    return result
  }

  private mutating func candidate(_ point: [Double], _ gradient: [Double], _ objective: Objective) throws -> [Double] {
    switch method {
    case .gradient, .steepest, .momentum, .nesterov, .adam, .gradientSampling: return gradient.map { -$0 }
    case .conjugateGradient: return fallsOn(after: gradient) ? conjugate(gradient) : gradient.map { -$0 }
    case .newton: return try newton(objective.hessian(point), gradient, at: point)
    case .bfgs: return bfgs(point, gradient)
    case .lbfgs: return limitedMemory(point, gradient)
    }
  }

  /// −g + β d₀ with β = max(0, gᵀ(g − g₀) / g₀ᵀg₀)
  private func conjugate(_ gradient: [Double]) -> [Double] {
    guard let last else { return gradient.map { -$0 } }
    let factor = max(0, dot(gradient, minus(gradient, last.gradient)) / dot(last.gradient, last.gradient))
    return zip(gradient, last.direction).map { -$0 + factor * $1 }
  }

  /// Whether the next direction falls, should the search along the last one end at this gradient: a conjugate direction after a
  /// search that was not exact enough may rise.
  func fallsOn(after gradient: [Double]) -> Bool {
    switch method {
    case .conjugateGradient: dot(conjugate(gradient), gradient) <= -0.01 * dot(gradient, gradient)
    case .gradient, .steepest, .momentum, .nesterov, .adam, .newton, .bfgs, .lbfgs, .gradientSampling: true
    }
  }

  /// −H⁻¹ g, or −V |Λ|⁻¹ Vᵀ g where H = V Λ Vᵀ is not positive definite.
  private mutating func newton(_ hessian: DenseMatrix, _ gradient: [Double], at point: [Double]) throws -> [Double] {
    let right = DenseMatrix(column: gradient.map { -$0 })
    hasModel = false
    if let factors = try? CholeskyFactorization(hessian), factors.condition < 1e14 {
      hasModel = true
      return try factors.solve(right).columnMajor
    }
    let system = try SymmetricEigendecomposition(hessian)
    let largest = system.values.reduce(0) { max($0, abs($1)) }
    if largest == 0 { return gradient.map { -$0 } }
    let coordinates = try system.vectors.transposed * right
    // Where the function hardly bends its model knows no length: a step of ten times the point's own size is the longest.
    let longest = 10 * max(1, largestMagnitude(point))
    let scaled = zip(coordinates.columnMajor, system.values).map {
      $0 / max(abs($1), 1e-8 * largest, abs($0) / longest)
    }
    return try (system.vectors * DenseMatrix(column: scaled)).columnMajor
  }

  /// H⁻¹ ← (I − ρ s yᵀ) H⁻¹ (I − ρ y sᵀ) + ρ s sᵀ,  ρ = 1/(yᵀs)
  private mutating func bfgs(_ point: [Double], _ gradient: [Double]) -> [Double] {
    let count = point.count
    var matrix =
      inverse ?? (0..<count).map { row in (0..<count).map { $0 == row ? 1 : 0 } }
    if let last {
      let step = minus(point, last.point)
      let change = minus(gradient, last.gradient)
      let product = dot(step, change)
      if product > 0, product.isFinite {
        let image = matrix.map { dot($0, change) }
        let factor = (1 + dot(change, image) / product) / product
        for i in 0..<count {
          for j in 0..<count {
            matrix[i][j] += factor * step[i] * step[j] - (image[i] * step[j] + step[i] * image[j]) / product
          }
        }
      }
    }
    inverse = matrix
    return matrix.map { -dot($0, gradient) }
  }

  private mutating func limitedMemory(_ point: [Double], _ gradient: [Double]) -> [Double] {
    if let last { memory.add(step: minus(point, last.point), change: minus(gradient, last.gradient)) }
    return memory.direction(gradient)
  }
}

import GradusKernels
import GradusOptimization

/// A descent as a sequence of points to pull from; `stop` says why it ended.
///
///     let descent = try Descent(objective, from: [-1.2, 1], method: .bfgs)
///     for iterate in descent { print(iterate.point, iterate.value) }
///
/// One pass only: a descent is its own iterator.
public final class Descent: Sequence, IteratorProtocol {
  /// A point that the descent has reached.
  public struct Iterate: Hashable, Sendable {
    /// 0 for the start.
    public let index: Int
    /// The numbers of the variables.
    public let point: [Double]
    /// The value there.
    public let value: Double
    /// The gradient there.
    public let gradient: [Double]
    /// The step length that led here; nil at the start.
    public let step: Double?
    /// How often value and gradient have been computed so far.
    public let evaluations: Int

    /// The largest entry of the gradient, without its sign.
    public var gradientNorm: Double { largestMagnitude(gradient) }
  }

  /// When to stop.
  public struct Limits: Hashable, Sendable {
    /// The largest entry of the gradient at which the point counts as stationary.
    public var gradient = 1e-5
    /// The fall of the value, relative to its size, at which it counts as settled; L-BFGS alone asks.
    public var value = 2.2e-9
    /// The most points.
    public var iterations = 1000
    /// The most evaluations of value and gradient.
    public var evaluations = 20000

    /// The limits that serve most functions.
    public init() {}
  }

  /// What is minimised.
  public let objective: Objective
  /// How the next point is found.
  public let method: DescentMethod
  /// How long a step is.
  public let rule: StepRule
  /// When to stop.
  public let limits: Limits
  /// Why the sequence ended; nil while it has not.
  public private(set) var stop: StopReason?

  private var current: Iterate?
  private let start: [Double]
  private var finder: DirectionFinder
  private var previousValue: Double?
  /// For how many steps the value has hardly fallen.
  private var settled = 0
  private var updates: UpdateFormulas?
  private var sampling: GradientSampling?

  /// - Parameter rule: how step lengths are found; the method's usual way by default.
  public init(
    _ objective: Objective, from start: [Double], method: DescentMethod, step rule: StepRule? = nil,
    limits: Limits = Limits()
  ) throws {
    guard start.count == objective.count else {
      throw DescentError.startCount(expected: objective.count, found: start.count)
    }
    self.objective = objective
    self.method = method
    self.rule = rule ?? method.usualStep
    self.limits = limits
    self.start = start
    finder = DirectionFinder(method)
    if method == .gradientSampling { sampling = GradientSampling(at: start) }
    if let optimizer = method.optimizer {
      guard case .fixed(let rate) = self.rule else { throw DescentError.needsStep(method.rawValue) }
      updates = try UpdateFormulas(optimizer, count: objective.count, learningRate: rate)
    }
    let (value, gradient) = try objective(start)
    guard value.isFinite, gradient.allSatisfy(\.isFinite) else { throw DescentError.undefinedAtStart }
    first = Iterate(
      index: 0, point: start, value: value, gradient: gradient, step: nil, evaluations: objective.evaluations)
  }

  private var first: Iterate?

  /// The next point; nil where the descent has ended.
  public func next() -> Iterate? {
    if let first {
      current = first
      self.first = nil
      if first.gradientNorm <= limits.gradient, sampling == nil { stop = stationary(first) }
      return first
    }
    guard stop == nil, let before = current else { return nil }
    if before.index >= limits.iterations {
      stop = .iterationLimit(limits.iterations)
      return nil
    }
    do {
      guard let after = try advance(from: before) else {
        if stop == nil { stop = .noLowerPoint }
        return nil
      }
      return accept(before, after)
    } catch {
      stop = .undefined("\(error)")
      return nil
    }
  }

  private func accept(_ before: Iterate, _ after: Iterate) -> Iterate {
    judge(before, after)
    previousValue = before.value
    current = after
    return after
  }

  private func judge(_ before: Iterate, _ after: Iterate) {
    if !after.value.isFinite || largestMagnitude(after.point) > 1e12 || !largestMagnitude(after.point).isFinite {
      stop = .diverges(bound: divergenceBound(at: start))
    } else if after.gradientNorm <= limits.gradient, sampling == nil {
      stop = stationary(after)
    } else if method == .lbfgs,
      before.value - after.value <= limits.value * Swift.max(abs(before.value), abs(after.value), 1)
    {
      settled += 1
      // max |gᵢ| max(1, |xᵢ|) / max(1, |f|): Dennis and Schnabel, Numerical Methods for Unconstrained Optimization, 7.2.
      let relative =
        zip(after.gradient, after.point).reduce(0) { Swift.max($0, abs($1.0) * Swift.max(1, abs($1.1))) }
        / Swift.max(1, abs(after.value))
      if relative <= 1e-3 {
        let doubt = check.doubt(at: after.point, value: after.value, gradient: after.gradient)
        stop =
          doubt.map { .noMinimum($0, gradient: after.gradientNorm) } ?? .valueSettles(relativeGradient: relative)
      } else if settled >= 20 {
        stop = .slopeRemains(after.gradientNorm)
      }
    } else if after.evaluations >= limits.evaluations {
      stop = .evaluationLimit(after.evaluations)
    }
  }

  private var check: StationaryCheck { StationaryCheck(objective: objective, start: start) }

  /// What a point is at which the gradient vanishes.
  private func stationary(_ iterate: Iterate) -> StopReason {
    check.doubt(at: iterate.point, value: iterate.value, gradient: iterate.gradient)
      .map { .noMinimum($0, gradient: iterate.gradientNorm) } ?? .gradientVanishes(iterate.gradientNorm)
  }

  /// 2/λmax of a quadratic's Hessian; nil for other formulas and where the steps are not of a fixed length.
  package func divergenceBound(at point: [Double]) -> Double? {
    guard case .fixed = rule, objective.isQuadratic, let hessian = try? objective.hessian(point),
      let largest = try? SymmetricEigendecomposition(hessian).values.last, largest > 0
    else { return nil }
    return 2 / largest
  }

  // MARK: One step

  private func advance(from before: Iterate) throws -> Iterate? {
    if sampling != nil { return try sampled(from: before) }
    if updates != nil, let point = try updates?.step(before.point, before.gradient), case .fixed(let rate) = rule {
      return try iterate(before, point, step: rate)
    }
    let direction = try finder.direction(at: before.point, gradient: before.gradient, objective: objective)
    let slope = dot(direction, before.gradient)
    if case .fixed(let step) = rule {
      return try iterate(before, moved(before.point, direction, step), step: step)
    }
    return try searched(before, direction, slope)
  }

  /// A step along the shortest mixture of gradients. At the end, entries that are nearly 0 become 0 where the value allows it: kinks
  /// mostly lie there.
  private func sampled(from before: Iterate) throws -> Iterate? {
    let outcome = try sampling?.next(
      from: before.point, value: before.value, gradient: before.gradient, tolerance: limits.gradient, objective)
    switch outcome {
    case .moved(let move)?: return try iterate(before, move.point, step: move.step)
    case .stationary(let length, let radius)?:
      stop = .subgradientVanishes(length, radius: radius)
      let rounded = before.point.map { abs($0) < 1e-4 ? 0 : $0 }
      guard rounded != before.point, case let last = try iterate(before, rounded, step: 1), last.value <= before.value
      else { return nil }
      return last
    case nil: return nil
    }
  }

  private func moved(_ point: [Double], _ direction: [Double], _ step: Double) -> [Double] {
    zip(point, direction).map { $0 + step * $1 }
  }

  private func iterate(_ before: Iterate, _ point: [Double], step: Double) throws -> Iterate {
    let (value, gradient) = try objective(point)
    return Iterate(
      index: before.index + 1, point: point, value: value, gradient: gradient, step: step,
      evaluations: objective.evaluations)
  }

  private func searched(_ before: Iterate, _ direction: [Double], _ slope: Double) throws -> Iterate? {
    if rule == .exact, objective.isQuadratic {
      let hessian = try objective.hessian(before.point)
      let image = try (hessian * DenseMatrix(column: direction)).columnMajor
      let bending = dot(direction, image)
      guard bending > 0 else {
        stop = .diverges(bound: nil)
        return nil
      }
      // φ(α) = f + α gᵀd + ½ α² dᵀHd
      return try iterate(before, moved(before.point, direction, -slope / bending), step: -slope / bending)
    }
    var reached: [Double: ([Double], [Double])] = [:]
    func sample(_ step: Double) throws -> WolfeLineSearch.Sample {
      let point = moved(before.point, direction, step)
      let (value, gradient) = try objective(point)
      reached[step] = (point, gradient)
      return .init(step: step, value: value, slope: dot(gradient, direction))
    }
    let start = WolfeLineSearch.Sample(step: 0, value: before.value, slope: slope)
    let found: WolfeLineSearch.Sample?
    switch rule {
    case .armijo: found = try backtrack(from: start, evaluate: sample)
    case .exact:
      found = try WolfeLineSearch(decrease: 1e-10, curvature: 1e-8).search(
        from: start, first: firstStep(before, direction, slope), evaluate: sample)
    case .wolfe, .fixed:
      found = try lineSearch.search(
        from: start, first: firstStep(before, direction, slope),
        accepts: { trial in
          guard let (_, gradient) = reached[trial.step] else { return false }
          return largestMagnitude(gradient) <= limits.gradient || finder.fallsOn(after: gradient)
        }, evaluate: sample)
    }
    guard let found, let (point, gradient) = reached[found.step] else { return nil }
    return Iterate(
      index: before.index + 1, point: point, value: found.value, gradient: gradient, step: found.step,
      evaluations: objective.evaluations)
  }

  private var lineSearch: WolfeLineSearch {
    switch method {
    // Conjugate directions need a more exact search.
    case .conjugateGradient: WolfeLineSearch(curvature: 0.4)
    case .lbfgs: .ofLimitedMemory
    // The minimum of a quadratic model learns nothing from the slope at its end: a fall is enough. Any other direction has no
    // length of its own, and the slope must tell when to stop.
    case .newton: WolfeLineSearch(curvature: finder.hasModel ? .infinity : 0.9)
    case .gradient, .steepest, .momentum, .nesterov, .adam, .bfgs, .gradientSampling: WolfeLineSearch()
    }
  }

  /// 1 for the methods whose directions have a length of their own, the step that repeats the last fall for the others.
  private func firstStep(_ before: Iterate, _ direction: [Double], _ slope: Double) -> Double {
    switch method {
    case .newton: return 1
    case .lbfgs: return before.index == 0 ? 1 / dot(direction, direction).squareRoot() : 1
    case .gradient, .steepest, .momentum, .nesterov, .adam, .conjugateGradient, .bfgs, .gradientSampling:
      // Nocedal and Wright, Numerical Optimization, (3.60); before the first step a fall of half the gradient's length is guessed.
      let guess = previousValue ?? before.value + dot(before.gradient, before.gradient).squareRoot() / 2
      let step = 1.01 * 2 * (before.value - guess) / slope
      return step > 0 && step.isFinite ? Swift.min(1, step) : 1
    }
  }

  private func backtrack(
    from start: WolfeLineSearch.Sample, evaluate: (Double) throws -> WolfeLineSearch.Sample
  ) rethrows -> WolfeLineSearch.Sample? {
    var step = 1.0
    for _ in 0..<60 {
      let trial = try evaluate(step)
      if trial.value.isFinite, trial.value <= start.value + 1e-4 * step * start.slope { return trial }
      step /= 2
    }
    return nil
  }
}

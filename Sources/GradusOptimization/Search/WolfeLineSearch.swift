/// A step length along a direction that satisfies the strong Wolfe conditions
///
///     φ(α) ≤ φ(0) + c₁ α φ′(0)   and   |φ′(α)| ≤ c₂ |φ′(0)|
///
/// J. Moré and D. Thuente, "Line search algorithms with guaranteed sufficient decrease", ACM Trans. Math. Software 20 (1994).
package struct WolfeLineSearch {
  /// c₁
  package var decrease: Double
  /// c₂
  package var curvature: Double
  /// The interval's length, relative to its upper end, below which the search gives up.
  package var relativeWidth: Double
  package var mostEvaluations: Int

  /// A search with the constants that serve most functions.
  package init(
    decrease: Double = 1e-4, curvature: Double = 0.9, relativeWidth: Double = 1e-14, mostEvaluations: Int = 60
  ) {
    (self.decrease, self.curvature) = (decrease, curvature)
    (self.relativeWidth, self.mostEvaluations) = (relativeWidth, mostEvaluations)
  }

  /// That of L-BFGS, whose directions mostly have the right length: what SciPy's L-BFGS-B has.
  package static let ofLimitedMemory = WolfeLineSearch(
    decrease: 1e-3, curvature: 0.9, relativeWidth: 0.1, mostEvaluations: 20)

  /// φ and φ′ at a step.
  package struct Sample {
    package var step: Double
    package var value: Double
    package var slope: Double

    package init(step: Double, value: Double, slope: Double) {
      (self.step, self.value, self.slope) = (step, value, slope)
    }
  }

  /// The accepted sample; nil where none was found.
  ///
  /// - Parameters:
  ///   - start: the sample at 0, with a negative slope.
  ///   - first: the first step to try.
  ///   - accepts: what must hold besides for a step to be accepted.
  ///   - evaluate: φ and φ′ at a step.
  package func search(
    from start: Sample, first: Double, accepts: (Sample) -> Bool = { _ in true },
    evaluate: (Double) throws -> Sample
  ) rethrows -> Sample? {
    let (smallest, largest) = (1e-100, 1e100)
    let test = decrease * start.slope
    var bracket = Bracket(
      best: start, other: start, width: largest - smallest, high: 5 * first, relativeWidth: relativeWidth)
    var isFirstStage = true
    var step = first
    var lowestFinite: Sample?

    for _ in 0..<mostEvaluations {
      let trial = try evaluate(step)
      if !trial.value.isFinite || !trial.slope.isFinite {
        // Beyond the domain: come back half the way.
        let best = bracket.best.step
        step = best + (step - best) / 2
        bracket.high = step
        if step <= best + 1e-16 * abs(best) { return lowestFinite }
        continue
      }
      if trial.value < start.value, trial.value < lowestFinite?.value ?? .infinity { lowestFinite = trial }
      let bound = start.value + step * test
      if isFirstStage, trial.value <= bound, trial.slope >= 0 { isFirstStage = false }
      if satisfiesWolfe(trial, from: start, bound: bound), accepts(trial) { return trial }
      let isExhausted = bracket.isClosed && bracket.leavesNothing(at: step)
      if isExhausted || (step == largest && trial.value <= bound) || (step == smallest && trial.value > bound) {
        return lowestFinite
      }
      // While no step has satisfied the first condition, the function less its bound is the one that is minimised.
      let isModified = isFirstStage && trial.value <= bracket.best.value && trial.value > bound
      step = bracket.narrowed(by: trial, lessSlope: isModified ? test : 0)
      step = min(max(step, smallest), largest)
      if bracket.isClosed, bracket.leavesNothing(at: step) { step = bracket.best.step }
    }
    return lowestFinite
  }

  /// Whether a sample falls far enough and is flat enough.
  private func satisfiesWolfe(_ trial: Sample, from start: Sample, bound: Double) -> Bool {
    // What rounding makes of the values.
    let noise = 4 * Double.ulpOfOne * abs(start.value)
    // Where the fall drowns in rounding the slopes tell, as they do for a parabola: φ(α) ≤ φ(0) + c₁ α φ′(0) where
    // φ′(α) ≤ (2 c₁ − 1) φ′(0) (Hager and Zhang, "A new conjugate gradient method", SIAM J. Optim. 16, 2005).
    let falls =
      trial.value <= bound
      || abs(trial.value - start.value) <= noise && trial.slope <= (2 * decrease - 1) * start.slope
    return falls && abs(trial.slope) <= -curvature * start.slope
  }
}

/// The samples between which a step to accept lies, once the bracket is closed, and the bounds of the next trial.
private struct Bracket {
  typealias Sample = WolfeLineSearch.Sample

  var best: Sample
  var other: Sample
  var isClosed = false
  var width: Double
  var previousWidth: Double
  var low = 0.0
  var high: Double
  let relativeWidth: Double

  init(best: Sample, other: Sample, width: Double, high: Double, relativeWidth: Double) {
    (self.best, self.other, self.width, self.previousWidth) = (best, other, width, 2 * width)
    (self.high, self.relativeWidth) = (high, relativeWidth)
  }

  func leavesNothing(at step: Double) -> Bool { step <= low || step >= high || high - low <= relativeWidth * high }

  /// Takes a sample in and gives the next step to try.
  ///
  /// - Parameter slope: what is taken from all slopes meanwhile.
  mutating func narrowed(by trial: Sample, lessSlope slope: Double) -> Double {
    var trial = trial
    if slope != 0 {
      tilt(&trial, by: -slope)
      tilt(&best, by: -slope)
      tilt(&other, by: -slope)
    }
    var step = Self.advance(&best, &other, trial, &isClosed, low, high)
    if slope != 0 {
      tilt(&best, by: slope)
      tilt(&other, by: slope)
    }
    guard isClosed else {
      (low, high) = (step + 1.1 * (step - best.step), step + 4 * (step - best.step))
      return step
    }
    // An interval that does not shrink fast enough is halved.
    if abs(other.step - best.step) >= 0.66 * previousWidth { step = best.step + (other.step - best.step) / 2 }
    previousWidth = width
    width = abs(other.step - best.step)
    (low, high) = (min(best.step, other.step), max(best.step, other.step))
    return step
  }

  /// φ + slope · α
  private func tilt(_ sample: inout Sample, by slope: Double) {
    sample.value += slope * sample.step
    sample.slope += slope
  }

  /// The next trial step, by cubic and quadratic interpolation, and the interval that holds a minimiser.
  private static func advance(
    _ best: inout Sample, _ other: inout Sample, _ trial: Sample, _ isBracketed: inout Bool, _ low: Double,
    _ high: Double
  ) -> Double {
    let distance = trial.step - best.step
    let next: Double
    if trial.value > best.value {
      // Higher: the minimum is between.
      let cubic = best.step + cubicFraction(best, trial) * distance
      let quadratic = best.step + best.slope / ((best.value - trial.value) / distance + best.slope) / 2 * distance
      next = abs(cubic - best.step) < abs(quadratic - best.step) ? cubic : cubic + (quadratic - cubic) / 2
      isBracketed = true
    } else if trial.slope * best.slope < 0 {
      // Lower, with slopes of opposite signs: the minimum is between.
      let cubic = trial.step - cubicFraction(trial, best) * distance
      let secant = trial.step - trial.slope / (trial.slope - best.slope) * distance
      next = abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
      isBracketed = true
    } else if abs(trial.slope) < abs(best.slope) {
      // Lower, and flatter.
      let secant = trial.step - trial.slope / (trial.slope - best.slope) * distance
      let cubic = extrapolated(best, trial) ?? (distance > 0 ? high : low)
      if isBracketed {
        let nearer = abs(cubic - trial.step) < abs(secant - trial.step) ? cubic : secant
        let limit = trial.step + 0.66 * (other.step - trial.step)
        next = distance > 0 ? min(limit, nearer) : max(limit, nearer)
      } else {
        let further = abs(cubic - trial.step) > abs(secant - trial.step) ? cubic : secant
        next = max(low, min(high, further))
      }
    } else if isBracketed {
      // Lower, and steeper: towards the other end.
      next = trial.step + cubicFraction(trial, other) * (other.step - trial.step)
    } else {
      next = distance > 0 ? high : low
    }

    if trial.value > best.value {
      other = trial
    } else {
      if trial.slope * best.slope < 0 { other = best }
      best = trial
    }
    return next
  }

  /// Where between two samples, as a fraction of the way from the first, the cubic through both has its minimum.
  private static func cubicFraction(_ first: Sample, _ second: Sample) -> Double {
    let (theta, gamma) = cubicTerms(first, second, isClamped: false)
    let signed = second.step < first.step ? -gamma : gamma
    let (a, b) = (first.slope, second.slope)
    return (signed - a + theta) / (signed - a + signed + b)
  }

  /// The minimum of the cubic beyond the trial; nil where the cubic falls without end or its minimum lies behind.
  private static func extrapolated(_ best: Sample, _ trial: Sample) -> Double? {
    let (theta, gamma) = cubicTerms(best, trial, isClamped: true)
    let signed = trial.step > best.step ? -gamma : gamma
    let ratio = (signed - trial.slope + theta) / (signed + (best.slope - trial.slope) + signed)
    return ratio < 0 && signed != 0 ? trial.step + ratio * (best.step - trial.step) : nil
  }

  private static func cubicTerms(_ first: Sample, _ second: Sample, isClamped: Bool) -> (Double, Double) {
    let theta = 3 * (first.value - second.value) / (second.step - first.step) + first.slope + second.slope
    let scale = max(abs(theta), abs(first.slope), abs(second.slope))
    if scale == 0 { return (0, 0) }
    let square = (theta / scale) * (theta / scale) - first.slope / scale * (second.slope / scale)
    return (theta, scale * (isClamped ? max(0, square) : square).squareRoot())
  }
}

internal import Glibc

/// Φ⁻¹: the number below which a standard normal one lies with a probability, as ratios of polynomials, so that every export writes the same.
///
/// Source: M. Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988): sixteen digits. Beyond
/// 10⁻⁷ and 1 − 10⁻⁷ the answer stays what it is there, as in scikit-learn's `QuantileTransformer`.
package enum NormalQuantile {
  /// The smallest probability that is told from 0.
  package static let least = 1e-7 - Double.ulpOfOne
  /// Where |p − ½| is at most this, the ratio is one in 0.180625 − (p − ½)², times p − ½.
  package static let bend = 0.425
  /// The square of `bend`.
  package static let bendSquared = 0.180625
  /// What is taken off r = √(−log min(p, 1 − p)) in the tails.
  package static let tailShift = 1.6

  /// The polynomials over and under the line in the middle, from the constant on.
  package static let middle: (over: [Double], under: [Double]) = (
    [
      3.3871328727963666080, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
      4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3,
    ],
    [
      1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3, 2.1213794301586595867e+4,
      3.9307895800092710610e+4, 2.8729085735721942674e+4, 5.2264952788528545610e+3,
    ]
  )
  /// Those of the tails.
  package static let tail: (over: [Double], under: [Double]) = (
    [
      1.42343711074968357734, 4.63033784615654529590, 5.76949722146069140550, 3.64784832476320460504,
      1.27045825245236838258, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ],
    [
      1, 2.05319162663775882187, 1.67638483018380384940, 6.89767334985100004550e-1, 1.48103976427480074590e-1,
      1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ]
  )

  /// Φ⁻¹ of a probability.
  package static func value(_ probability: Double) -> Double {
    let p = min(max(probability, least), 1 - least)
    let q = p - 0.5
    if abs(q) <= bend { return q * ratio(middle, bendSquared - q * q) }
    let root = (-log(q < 0 ? p : 1 - p)).squareRoot()
    let magnitude = ratio(tail, root - tailShift)
    return q < 0 ? -magnitude : magnitude
  }

  private static func ratio(_ parts: (over: [Double], under: [Double]), _ r: Double) -> Double {
    func polynomial(_ coefficients: [Double]) -> Double { coefficients.reversed().reduce(0) { $0 * r + $1 } }
    return polynomial(parts.over) / polynomial(parts.under)
  }
}

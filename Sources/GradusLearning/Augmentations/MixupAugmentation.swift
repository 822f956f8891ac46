internal import Glibc
import GradusExpression
import GradusOptimization

/// λ x + (1 − λ) x′ of each image and another of the batch, and of what is told of them, with one λ of Beta(α, α) for the batch.
///
/// Source: H. Zhang et al., "mixup: beyond empirical risk minimization", ICLR 2018.
struct MixupAugmentation: MixingKind {
  static let name = "mixup"
  static let summary = "each image mixed with another of the batch, and what is told with it"
  static let settings = [
    Setting(
      "alpha", "α of the distribution of the share, up to 1000: the smaller, the less is mixed", .positive,
      .number(Rational(1, 5)))
  ]
  let values: Values

  init(_ values: Values) throws(DescriptionError) { self.values = try values.withAlpha(of: Self.name) }

  func mix(
    _ images: inout [AugmentedImage], with partners: [Int], using generator: inout SeededGenerator
  ) -> Float {
    let share = Float(generator.beta(values[number: "alpha"].doubleValue))
    let old = images
    for (place, partner) in partners.enumerated() {
      for sample in old[place].samples.indices {
        images[place].samples[sample] = share * old[place].samples[sample] + (1 - share) * old[partner].samples[sample]
      }
    }
    return share
  }
}

extension Values {
  /// - Throws: `DescriptionError` where α is beyond what is drawn with.
  func withAlpha(of name: String) throws(DescriptionError) -> Values {
    let alpha = self[number: "alpha"].doubleValue
    guard (0.001...1000).contains(alpha) else {
      throw DescriptionError("the alpha of \(name) is \(alpha): it must be from 0.001 to 1000")
    }
    return self
  }
}

extension SeededGenerator {
  /// A number of the distribution Beta(α, α).
  mutating func beta(_ alpha: Double) -> Double {
    let (x, y) = (logGamma(alpha), logGamma(alpha))
    return 1 / (1 + exp(y - x))
  }

  /// The logarithm of a number of the distribution Γ(α, 1), since the number itself may be too small where α is.
  ///
  /// Source: G. Marsaglia and W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26 (2000).
  private mutating func logGamma(_ alpha: Double) -> Double {
    if alpha < 1 { return logGamma(alpha + 1) + log(1 - uniform()) / alpha }
    let d = alpha - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normal()
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if v > 0, log(1 - uniform()) < 0.5 * x * x + d - d * v + d * log(v) { return log(d * v) }
    }
  }
}

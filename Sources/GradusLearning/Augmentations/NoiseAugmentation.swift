import GradusExpression
import GradusOptimization

/// A normal number added to every sample.
struct NoiseAugmentation: ImageKind {
  static let name = "noise"
  static let summary = "a normal number added to every sample"
  static let settings = [
    Setting("deviation", "σ, where 1 is white", .nonnegative, .number(Rational(1, 20))), .probability(),
  ]
  let values: Values
  var makesNegative: Bool { true }

  init(_ values: Values) { self.values = values }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    let deviation = Float(values[number: "deviation"].doubleValue)
    for place in image.samples.indices { image.samples[place] += deviation * Float(generator.normal()) }
  }
}

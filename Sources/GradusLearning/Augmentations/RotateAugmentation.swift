import GradusOptimization

/// The image turned around its middle.
struct RotateAugmentation: ImageKind {
  static let name = "rotate"
  static let summary = "turned around the middle"
  static let settings = [
    Setting("degrees", "the greatest angle, to either side", .nonnegative, 10), AugmentedImage.border, .probability(),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    image.transform(values.border, degrees: values.drawn("degrees", using: &generator), shift: (0, 0))
  }
}

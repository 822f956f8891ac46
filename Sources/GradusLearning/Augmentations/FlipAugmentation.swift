import GradusExpression
import GradusOptimization

/// Left and right exchanged, or above and below.
struct FlipAugmentation: ImageKind {
  static let name = "flip"
  static let summary = "left and right exchanged, or above and below"
  static let settings = [
    Setting.probability(.number(Rational(1, 2))),
    Setting(
      "along", "what is exchanged: left and right (horizontal), above and below, or each for itself",
      .choice(["horizontal", "vertical", "both"]), .word("horizontal")),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    let along = values[word: "along"]
    let columns = along != "vertical" && values.isDrawn(using: &generator)
    let rows = along != "horizontal" && values.isDrawn(using: &generator)
    let (height, width, channels) = (image.shape.height, image.shape.width, image.shape.channels)
    guard columns || rows else { return }
    let old = image.samples
    for row in 0..<height {
      for column in 0..<width {
        let from = ((rows ? height - 1 - row : row) * width + (columns ? width - 1 - column : column)) * channels
        let to = (row * width + column) * channels
        for channel in 0..<channels { image.samples[to + channel] = old[from + channel] }
      }
    }
  }
}

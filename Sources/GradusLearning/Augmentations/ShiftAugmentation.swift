import GradusExpression
import GradusOptimization

/// The image moved by a share of its height and width, between pixels too.
struct ShiftAugmentation: ImageKind {
  static let name = "shift"
  static let summary = "moved by a share of the height and the width"
  static let settings = [
    Setting("share", "the greatest share", .share, .number(Rational(1, 10))), AugmentedImage.border, .probability(),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    let rows = values.drawn("share", using: &generator) * Double(image.shape.height)
    let columns = values.drawn("share", using: &generator) * Double(image.shape.width)
    image.move(values.border) { ($0 - Float(rows), $1 - Float(columns)) }
  }
}

import GradusExpression
import GradusOptimization

/// The image turned, shifted, made larger or smaller, and slanted.
struct AffineAugmentation: ImageKind {
  static let name = "affine"
  static let summary = "turned, shifted, made larger or smaller, and slanted"
  static let settings = [
    Setting("degrees", "the greatest angle, to either side", .nonnegative, 10),
    Setting("shift", "the greatest share of height and width that it is moved by", .share, .number(Rational(1, 10))),
    Setting("scale", "the greatest share that it is made larger or smaller by", .decay, .number(Rational(1, 10))),
    Setting("shear", "the greatest angle that it is slanted by, below 90", .nonnegative, 5), AugmentedImage.border,
    .probability(),
  ]
  let values: Values

  init(_ values: Values) throws(DescriptionError) {
    guard values[number: "shear"] < 90 else {
      throw DescriptionError("the shear of affine is \(values[number: "shear"]): it must be below 90")
    }
    self.values = values
  }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    let degrees = values.drawn("degrees", using: &generator)
    let rows = values.drawn("shift", using: &generator) * Double(image.shape.height)
    let columns = values.drawn("shift", using: &generator) * Double(image.shape.width)
    let scale = 1 + values.drawn("scale", using: &generator)
    let shear = values.drawn("shear", using: &generator)
    image.transform(values.border, degrees: degrees, scale: scale, shear: shear, shift: (rows, columns))
  }
}

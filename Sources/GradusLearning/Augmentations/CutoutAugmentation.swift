import GradusExpression
import GradusOptimization

/// A square of the image made black; its middle lies in the image.
///
/// Source: T. DeVries and G. Taylor, "Improved regularization of convolutional neural networks with cutout", 2017.
struct CutoutAugmentation: ImageKind {
  static let name = "cutout"
  static let summary = "a square made black"
  static let settings = [
    Setting("size", "the sides of the square, in pixels", .count(1, 4096), 8),
    Setting("value", "what stands in the square, where 1 is white", .number, 0), .probability(),
  ]
  let values: Values
  var makesNegative: Bool { values[number: "value"].isNegative }

  init(_ values: Values) { self.values = values }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    let size = values[count: "size"]
    let value = Float(values[number: "value"].doubleValue)
    let (rows, columns) = image.rectangle(size, size, using: &generator)
    for row in rows {
      for place in image.samples(row, columns) { image.samples[place] = value }
    }
  }
}

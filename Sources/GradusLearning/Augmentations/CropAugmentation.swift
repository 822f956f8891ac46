import GradusOptimization

/// The image with pixels around it, of which a part of its own size is taken: it is moved by whole pixels.
struct CropAugmentation: ImageKind {
  static let name = "crop"
  static let summary = "a part as large as the image, of the image with pixels around it"
  static let settings = [
    Setting("padding", "how many pixels are put around", .count(1, 4096), 4), AugmentedImage.border,
    .probability(),
  ]
  let values: Values

  init(_ values: Values) { self.values = values }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    let padding = values[count: "padding"]
    func offset() -> Int { generator.integer(below: 2 * padding + 1) - padding }
    let (rows, columns) = (offset(), offset())
    image.move(values.border, rows: rows, columns: columns)
  }
}

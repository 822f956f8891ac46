import Gradus

/// Several images in one.
enum ImageSheet {
  /// Images of one size in rows and columns, a pixel apart. Traps where there are none.
  static func grid(_ images: [RasterImage]) -> RasterImage {
    let shape = images[0].shape
    let columns = Int(Double(images.count).squareRoot().rounded(.up))
    let rows = (images.count + columns - 1) / columns
    let whole = ImageShape(
      height: rows * (shape.height + 1) - 1, width: columns * (shape.width + 1) - 1, channels: shape.channels)
    var pixels = [UInt8](repeating: 128, count: whole.count)
    for (place, image) in images.enumerated() {
      let (top, left) = (place / columns * (shape.height + 1), place % columns * (shape.width + 1))
      let length = shape.width * shape.channels
      for row in 0..<shape.height {
        let start = ((top + row) * whole.width + left) * shape.channels
        pixels.replaceSubrange(start..<start + length, with: image.pixels[row * length..<(row + 1) * length])
      }
    }
    return RasterImage(shape: whole, pixels: pixels)
  }

  /// What a network sees as an image of one channel or three: 1 is white.
  static func image(_ samples: [Float], _ shape: ImageShape) -> RasterImage {
    let pixels = samples.map { UInt8((255 * min(max($0, 0), 1)).rounded()) }
    return ReportImage.drawable(RasterImage(shape: shape, pixels: pixels))
  }
}

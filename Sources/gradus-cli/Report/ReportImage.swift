import FoundationEssentials
import Gradus

/// Images within a page.
enum ReportImage {
  /// An image as the text of its PNG file.
  ///
  /// - Throws: `ExchangeError` where libpng is missing.
  static func tag(_ image: RasterImage, _ words: String) throws -> String {
    let data = Data(try PNG.encode(drawable(image), for: "the report")).base64EncodedString()
    return "<img alt=\"\(words)\" src=\"data:image/png;base64,\(data)\">"
  }

  /// An image of one channel or three: of other counts the first channel.
  static func drawable(_ image: RasterImage) -> RasterImage {
    let shape = image.shape
    if shape.channels == 1 || shape.channels == 3 { return image }
    return RasterImage(
      shape: ImageShape(height: shape.height, width: shape.width),
      pixels: stride(from: 0, to: shape.count, by: shape.channels).map { image.pixels[$0] })
  }

  /// Weights as an image: white for 0, blue above and red below, the greatest magnitude the darkest. Of several channels their mean.
  static func weights(_ values: [Double], _ shape: ImageShape) -> RasterImage {
    let means = stride(from: 0, to: shape.count, by: shape.channels).map { start in
      values[start..<start + shape.channels].reduce(0, +) / Double(shape.channels)
    }
    let most = max(means.map(abs).max() ?? 1, 1e-30)
    let pixels = means.flatMap { value -> [UInt8] in
      let strength = abs(value) / most
      func blend(_ end: Double) -> UInt8 { UInt8((255 + (end - 255) * strength).rounded()) }
      return value >= 0 ? [blend(20), blend(75), blend(160)] : [blend(170), blend(30), blend(30)]
    }
    return RasterImage(shape: ImageShape(height: shape.height, width: shape.width, channels: 3), pixels: pixels)
  }
}

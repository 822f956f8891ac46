internal import CPNG
package import GradusLearning

/// PNG pictures, through libpng.
package enum PNG {
  /// The most pixels that a picture may have: 2²⁸, that is 16384 x 16384.
  package static let pixelLimit = 1 << 28

  static func isPNG(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  }

  /// Decodes a file of any bit depth and colour type, transparent parts over black; of 16 bits the upper eight.
  ///
  /// - Parameters:
  ///   - channels: 1 for gray (colour by its luma), 3 for RGB.
  ///   - name: what errors call the file.
  /// - Throws: `ExchangeError` with libpng's words where the file is malformed.
  package static func decode(_ file: [UInt8], channels: Int, named name: String) throws(ExchangeError) -> RasterImage {
    precondition(channels == 1 || channels == 3, "a PNG with \(channels) channels")
    return try picture(file, named: name).image(channels: channels)
  }

  static func picture(_ file: [UInt8], named name: String) throws(ExchangeError) -> Picture {
    var info = GradusPNGInfo()
    guard gradus_png_info(file, file.count, &info) == 1 else { throw malformed(info, name) }
    let (height, width, hasColor) = (Int(info.height), Int(info.width), info.has_color == 1)
    guard height * width <= pixelLimit else {
      throw ExchangeError(
        .unsupported, file: name, "is a picture of \(height)x\(width) pixels; at most \(pixelLimit) are read")
    }
    // What the header promises is judged before room is made for it: blank pages of sixteen million pixels are, beyond that a byte has
    // a thousand at most.
    guard height * width <= max(1 << 24, Gzip.greatestRatio * file.count) else {
      throw ExchangeError(
        .malformed, file: name, "promises \(height)x\(width) pixels, more than its \(file.count) bytes can hold")
    }
    var samples = [UInt8](repeating: 0, count: height * width * 4)
    guard gradus_png_decode(file, file.count, &samples, samples.count, &info) == 1 else { throw malformed(info, name) }
    return Picture(height: height, width: width, channels: 4, samples: samples, hasColor: hasColor)
  }

  /// The bytes of a PNG file of an image with 1 or 3 channels.
  ///
  /// - Parameter name: what errors call what the picture is for.
  /// - Throws: `ExchangeError` where libpng is missing, or the picture is too large for it.
  package static func encode(_ image: RasterImage, for name: String) throws(ExchangeError) -> [UInt8] {
    let shape = image.shape
    precondition(shape.channels == 1 || shape.channels == 3, "a PNG with \(shape.channels) channels")
    var info = GradusPNGInfo()
    // Twice what uncompressed rows take is always enough.
    var file = [UInt8](repeating: 0, count: 2 * (shape.count + shape.height) + 4096)
    let written = gradus_png_encode(
      image.pixels, UInt32(shape.width), UInt32(shape.height), Int32(shape.channels), &file, file.count, &info)
    guard written > 0 else {
      throw ExchangeError(.unsupported, file: name, "its pictures are PNG files, and \(message(info))")
    }
    file.removeSubrange(written...)
    return file
  }

  private static func malformed(_ info: GradusPNGInfo, _ name: String) -> ExchangeError {
    info.is_missing == 1
      ? ExchangeError(.unsupported, file: name, "is a PNG file, and \(message(info))")
      : ExchangeError(.malformed, file: name, "is no valid PNG file: \(message(info))")
  }

  private static func message(_ info: GradusPNGInfo) -> String {
    var info = info
    return String(cString: gradus_png_message(&info))
  }
}

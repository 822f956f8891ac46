internal import CJPEG

/// JPEG pictures, through libjpeg-turbo.
enum JPEG {
  /// A block of 8 by 8 pixels takes at least a bit in a file that is not made to mislead, and one of colour three.
  private static let greatestRatio = 1024

  static func isJPEG(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0xff, 0xd8, 0xff]) }

  /// - Throws: `ExchangeError` with libjpeg's words where the file is malformed.
  static func picture(_ file: [UInt8], named name: String) throws(ExchangeError) -> Picture {
    var info = GradusJPEGInfo()
    guard gradus_jpeg_info(file, file.count, &info) == 1 else { throw malformed(info, name) }
    let (height, width, channels) = (Int(info.height), Int(info.width), Int(info.channels))
    guard channels < 4 else {
      throw ExchangeError(.unsupported, file: name, "is a JPEG file with the inks of a press (CMYK): save it as RGB")
    }
    guard height * width <= min(PNG.pixelLimit, greatestRatio * file.count) else {
      throw ExchangeError(
        .malformed, file: name, "promises \(height)x\(width) pixels, more than its \(file.count) bytes can hold")
    }
    var samples = [UInt8](repeating: 0, count: height * width * channels)
    guard gradus_jpeg_decode(file, file.count, &samples, samples.count, &info) == 1 else { throw malformed(info, name) }
    return Picture(height: height, width: width, channels: channels, samples: samples, hasColor: channels == 3)
  }

  private static func malformed(_ info: GradusJPEGInfo, _ name: String) -> ExchangeError {
    var info = info
    let message = String(cString: gradus_jpeg_message(&info))
    return info.is_missing == 1
      ? ExchangeError(.unsupported, file: name, "is a JPEG file, and \(message)")
      : ExchangeError(.malformed, file: name, "is no valid JPEG file: \(message)")
  }
}

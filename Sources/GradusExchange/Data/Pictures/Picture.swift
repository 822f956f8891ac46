internal import GradusLearning

/// A picture as its file has it: samples of 8 bits, pixel after pixel, with an opacity where the file has one.
struct Picture {
  let height: Int
  let width: Int
  /// 1 for gray, 3 for colour, 4 for colour and opacity.
  let channels: Int
  let samples: [UInt8]
  /// Whether the file is one of colour, whatever its pixels show.
  let hasColor: Bool

  /// The picture in any of the formats that are read, told by its first bytes; nil where it is in none of them.
  init?(_ file: [UInt8], named name: String) throws(ExchangeError) {
    if PNG.isPNG(file) {
      self = try PNG.picture(file, named: name)
    } else if JPEG.isJPEG(file) {
      self = try JPEG.picture(file, named: name)
    } else if PNM.isPNM(file) {
      self = try PNM.picture(file, named: name)
    } else {
      return nil
    }
  }

  /// Whether the bytes begin as a picture does.
  static func isPicture(_ start: [UInt8]) -> Bool { PNG.isPNG(start) || JPEG.isJPEG(start) || PNM.isPNM(start) }

  /// Traps unless there is one byte a sample.
  init(height: Int, width: Int, channels: Int, samples: [UInt8], hasColor: Bool) {
    precondition(samples.count == height * width * channels, "\(samples.count) samples")
    (self.height, self.width, self.channels, self.samples) = (height, width, channels, samples)
    self.hasColor = hasColor
  }

  /// The picture over a background, in gray (1) or colour (3).
  ///
  /// What lies under a pixel of opacity α shows as (α p + (255 − α) b) / 255, rounded; the gray of a colour is its luma,
  /// 0.299 R + 0.587 G + 0.114 B.
  ///
  /// Source: ITU-R Recommendation BT.601, with the weights in 2⁻¹⁶ that Pillow has.
  func image(channels: Int, over background: ImageFile.Background = .black) -> RasterImage {
    let shape = ImageShape(height: height, width: width, channels: channels)
    if channels == self.channels { return RasterImage(shape: shape, pixels: samples) }
    var pixels: [UInt8] = []
    pixels.reserveCapacity(shape.count)
    for start in stride(from: 0, to: samples.count, by: self.channels) {
      if self.channels == 1 {
        for _ in 0..<channels { pixels.append(samples[start]) }
        continue
      }
      var (r, g, b) = (Int(samples[start]), Int(samples[start + 1]), Int(samples[start + 2]))
      if self.channels == 4, samples[start + 3] < 255 {
        let opacity = Int(samples[start + 3])
        func over(_ sample: Int, _ below: UInt8) -> Int {
          let sum = sample * opacity + Int(below) * (255 - opacity) + 128
          return (sum >> 8 + sum) >> 8
        }
        (r, g, b) = (over(r, background.red), over(g, background.green), over(b, background.blue))
      }
      if channels == 1 {
        pixels.append(UInt8((19_595 * r + 38_470 * g + 7_471 * b + 32_768) >> 16))
      } else {
        pixels += [UInt8(r), UInt8(g), UInt8(b)]
      }
    }
    return RasterImage(shape: shape, pixels: pixels)
  }
}

extension ImageFile {
  /// What lies under the transparent parts of a picture.
  public struct Background: Hashable, Sendable {
    /// From 0 to 255.
    public let red: UInt8
    /// From 0 to 255.
    public let green: UInt8
    /// From 0 to 255.
    public let blue: UInt8

    /// A colour.
    public init(red: UInt8, green: UInt8, blue: UInt8) { (self.red, self.green, self.blue) = (red, green, blue) }

    /// Nothing shines.
    public static let black = Background(red: 0, green: 0, blue: 0)

    /// `black`, `white`, a gray as `128`, or a colour as `255,128,0`; nil for anything else.
    public init?(_ text: String) {
      switch text {
      case "black": self = .black
      case "white": self.init(red: 255, green: 255, blue: 255)
      default:
        let samples = text.split(separator: ",", omittingEmptySubsequences: false).compactMap { UInt8($0) }
        guard samples.count == text.count(where: { $0 == "," }) + 1, samples.count == 1 || samples.count == 3 else {
          return nil
        }
        self.init(red: samples[0], green: samples[samples.count / 2], blue: samples[samples.count - 1])
      }
    }
  }
}

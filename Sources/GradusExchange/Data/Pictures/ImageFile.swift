public import GradusLearning

/// Images without labels, from pictures (PNG, JPEG, PNM) or IDX files.
public enum ImageFile {
  /// What to do with a picture before a network sees it.
  public struct Preparation: Hashable, Sendable {
    /// The size to shrink or stretch to; nil leaves the picture as it is.
    public var size: ImageShape?
    /// Whether to exchange black and white.
    public var invert: Bool
    /// What lies under transparent parts.
    public var background: Background

    /// How a picture becomes an image: scaled to a size, where one is given, and with its shades turned round where asked.
    public init(size: ImageShape? = nil, invert: Bool = false, background: Background = .black) {
      (self.size, self.invert, self.background) = (size, invert, background)
    }

    func callAsFunction(_ image: RasterImage) -> RasterImage {
      let sized = size.map { image.resized(to: $0) } ?? image
      return invert ? sized.inverted : sized
    }
  }

  /// All images of a file, told by its first bytes: one of a picture, all of an IDX file.
  ///
  /// - Parameter channels: 1 to see pictures as gray, 3 as RGB. IDX files are taken as they are.
  /// - Throws: `ExchangeError` where the file is missing, malformed, or of another format.
  public static func load(
    _ path: String, channels: Int, preparation: Preparation = Preparation()
  ) throws(ExchangeError) -> [RasterImage] {
    try decode(FileBytes.read(path), channels: channels, preparation: preparation, named: path)
  }

  /// All images of the bytes of a file; `name` is what errors call it.
  package static func decode(
    _ file: [UInt8], channels: Int, preparation: Preparation = Preparation(), named path: String
  ) throws(ExchangeError) -> [RasterImage] {
    let images: [RasterImage]
    if let picture = try Picture(file, named: path) {
      images = [picture.image(channels: channels, over: preparation.background)]
    } else if Gzip.isGzip(file) || file.starts(with: [0, 0]) {
      let (pixels, shape) = try idx(IDX(file: file, named: path), named: path)
      images = stride(from: 0, to: pixels.count, by: shape.count).map {
        RasterImage(shape: shape, pixels: Array(pixels[$0..<$0 + shape.count]))
      }
    } else {
      throw ExchangeError(.unsupported, file: path, "is neither a picture (PNG, JPEG, PNM) nor an IDX file")
    }
    return images.map { preparation($0) }
  }

  private static func idx(_ array: IDX, named path: String) throws(ExchangeError) -> (
    pixels: [UInt8], shape: ImageShape
  ) {
    try checkAxes(array, named: path)
    guard array.type == .unsignedByte else {
      throw ExchangeError(.unsupported, file: path, "holds numbers that are no bytes, and is no picture for that")
    }
    let shape = ImageShape(
      height: array.sizes[1], width: array.sizes[2], channels: array.sizes.count == 4 ? array.sizes[3] : 1)
    return (array.bytes, shape)
  }

  static func checkAxes(_ array: IDX, named path: String) throws(ExchangeError) {
    guard (3...4).contains(array.sizes.count) else {
      throw ExchangeError(
        .malformed, file: path,
        "has \(array.sizes.count) axes; images have 3 (images, rows, columns) or 4 (and channels)")
    }
    guard array.sizes.dropFirst().allSatisfy({ $0 > 0 }) else {
      throw ExchangeError(
        .malformed, file: path, "its images have no pixels: \(array.sizes.map(String.init).joined(separator: " x "))")
    }
  }
}

/// The size of every image of a data set: rows, columns, and samples a pixel.
public struct ImageShape: Hashable, Sendable, CustomStringConvertible {
  /// The count of the rows.
  public let height: Int
  /// The count of the columns.
  public let width: Int
  /// 1 for gray, 3 for RGB.
  public let channels: Int

  /// Traps unless all three are positive.
  public init(height: Int, width: Int, channels: Int = 1) {
    precondition(height > 0 && width > 0 && channels > 0, "an image of \(height)x\(width)x\(channels)")
    self.height = height
    self.width = width
    self.channels = channels
  }

  /// The number of samples in an image, which is the number of inputs of a network that reads it.
  public var count: Int { height * width * channels }

  /// `28x28` for gray, `32x32x3` for colour.
  public var description: String { "\(height)x\(width)" + (channels == 1 ? "" : "x\(channels)") }
}

extension ImageShape {
  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard (2...3).contains(parts.count), parts.allSatisfy({ ($0 ?? 0) > 0 && ($0 ?? 0) <= 1 << 20 }) else { return nil }
    let sizes = parts.compactMap(\.self)
    self.init(height: sizes[0], width: sizes[1], channels: sizes.count == 3 ? sizes[2] : 1)
  }
}

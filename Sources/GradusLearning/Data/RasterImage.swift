/// One image of 8-bit samples: rows from the top, pixels from the left, channels together.
public struct RasterImage: Hashable, Sendable {
  /// Its size.
  public let shape: ImageShape
  /// Its samples, row after row, the channels of a pixel side by side.
  public let pixels: [UInt8]

  /// Traps unless there is one byte a sample.
  public init(shape: ImageShape, pixels: [UInt8]) {
    precondition(pixels.count == shape.count, "\(pixels.count) bytes for an image of \(shape)")
    self.shape = shape
    self.pixels = pixels
  }

  /// Black for white: 255 minus every sample.
  public var inverted: RasterImage { RasterImage(shape: shape, pixels: pixels.map { 255 - $0 }) }

  /// The image at another height and width, each new sample the mean of the area that it covers.
  public func resized(height: Int, width: Int) -> RasterImage {
    let rows = coverage(from: shape.height, to: height)
    let columns = coverage(from: shape.width, to: width)
    let result = ImageShape(height: height, width: width, channels: shape.channels)
    var samples: [UInt8] = []
    samples.reserveCapacity(result.count)
    for row in rows {
      for column in columns {
        for channel in 0..<shape.channels {
          var sum = 0.0
          for (y, rowWeight) in row {
            for (x, columnWeight) in column {
              let sample = pixels[(y * shape.width + x) * shape.channels + channel]
              sum += rowWeight * columnWeight * Double(sample)
            }
          }
          samples.append(UInt8(sum.rounded()))
        }
      }
    }
    return RasterImage(shape: result, pixels: samples)
  }
}

/// For each of `to` equal pieces of an axis of `from` samples: the samples that it covers and their shares, of sum 1.
private func coverage(from: Int, to: Int) -> [[(Int, Double)]] {
  (0..<to).map { piece in
    // In units of 1/to of a sample the piece is [piece · from, (piece + 1) · from) and sample s is [s · to, (s + 1) · to).
    let start = piece * from
    let end = start + from
    return (start / to...(end - 1) / to).map { sample in
      let overlap = min(end, (sample + 1) * to) - max(start, sample * to)
      return (sample, Double(overlap) / Double(from))
    }
  }
}

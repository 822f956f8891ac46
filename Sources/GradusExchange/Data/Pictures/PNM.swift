/// Pictures of the Netpbm family: PBM, PGM and PPM, as text (P1 to P3) or bytes (P4 to P6).
///
/// Source: the Netpbm manual, "pbm", "pgm", "ppm". A sample of another greatest value than 255 is scaled to it and rounded.
enum PNM {
  static func isPNM(_ bytes: [UInt8]) -> Bool {
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "P"), (0x31...0x36).contains(bytes[1]) else { return false }
    return isBlank(bytes[2]) || bytes[2] == UInt8(ascii: "#")
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  /// - Throws: `ExchangeError` where the file is cut short, or its header is none.
  static func picture(_ file: [UInt8], named name: String) throws(ExchangeError) -> Picture {
    var text = Words(file: file, name: name, place: 2)
    let kind = file[1] - 0x30
    let isOfBits = kind == 1 || kind == 4
    let (width, height) = (try text.number(), try text.number())
    let greatest = isOfBits ? 1 : try text.number()
    guard (1...65_535).contains(greatest) else {
      throw text.malformed("is no valid PNM file: its greatest sample is \(greatest), not 1 to 65535")
    }
    guard width > 0, height > 0, width <= PNG.pixelLimit / height else {
      throw text.malformed("is a picture of \(height)x\(width) pixels; from 1 to \(PNG.pixelLimit) are read")
    }
    let channels = kind == 3 || kind == 6 ? 3 : 1
    let samples =
      try kind <= 3
      ? text.samples(width * height * channels, digits: isOfBits ? 1 : 5)
      : bytes(file, at: text.place + 1, rows: height, width * channels, isOfBits: isOfBits, greatest, text)
    var scaled: [UInt8] = []
    scaled.reserveCapacity(samples.count)
    for sample in samples {
      guard sample <= greatest else {
        throw text.malformed("is no valid PNM file: a sample of \(sample) above \(greatest)")
      }
      let share = Double(sample) / Double(greatest)
      scaled.append(isOfBits ? (sample == 1 ? 0 : 255) : UInt8((share * 255).rounded(.toNearestOrEven)))
    }
    return Picture(height: height, width: width, channels: channels, samples: scaled, hasColor: channels == 3)
  }

  /// Samples of a bit, a byte or two bytes; rows of bits begin with a byte of their own.
  private static func bytes(
    _ file: [UInt8], at start: Int, rows: Int, _ width: Int, isOfBits: Bool, _ greatest: Int, _ text: Words
  ) throws(ExchangeError) -> [Int] {
    let isWide = greatest > 255
    let row = isOfBits ? (width + 7) / 8 : isWide ? 2 * width : width
    guard row * rows <= file.count - start else {
      throw text.malformed("is cut short: it promises \(row * rows) bytes, and has \(max(file.count - start, 0))")
    }
    var samples: [Int] = []
    samples.reserveCapacity(rows * width)
    for place in stride(from: start, to: start + row * rows, by: row) {
      for sample in 0..<width {
        if isOfBits {
          samples.append(Int(file[place + sample / 8] >> UInt8(7 - sample % 8) & 1))
        } else if isWide {
          samples.append(Int(file[place + 2 * sample]) << 8 | Int(file[place + 2 * sample + 1]))
        } else {
          samples.append(Int(file[place + sample]))
        }
      }
    }
    return samples
  }

  /// The numbers of a file that are written as text.
  private struct Words {
    let file: [UInt8]
    let name: String
    var place: Int

    func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: name, reason) }

    mutating func number(digits: Int = 9) throws(ExchangeError) -> Int {
      while place < file.count, isBlank(file[place]) || file[place] == UInt8(ascii: "#") {
        if file[place] == UInt8(ascii: "#") {
          while place < file.count, file[place] != 0x0a, file[place] != 0x0d { place += 1 }
        } else {
          place += 1
        }
      }
      var value = 0
      let start = place
      while place < file.count, (0x30...0x39).contains(file[place]), place - start < digits {
        value = 10 * value + Int(file[place] - 0x30)
        place += 1
      }
      guard place > start else { throw malformed("is no valid PNM file: a number was expected at byte \(place)") }
      return value
    }

    mutating func samples(_ count: Int, digits: Int) throws(ExchangeError) -> [Int] {
      guard count <= file.count - place else { throw malformed("is cut short: it promises \(count) samples") }
      var samples: [Int] = []
      for _ in 0..<count { samples.append(try number(digits: digits)) }
      return samples
    }
  }
}

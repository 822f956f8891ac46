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
    func malformed(_ reason: String) -> ExchangeError { ExchangeError(.malformed, file: name, reason) }
    let kind = file[1] - 0x30
    var place = 2
    func number(digits: Int = 9) throws(ExchangeError) -> Int {
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
    let (width, height) = (try number(), try number())
    let isOfBits = kind == 1 || kind == 4
    let greatest = isOfBits ? 1 : try number()
    guard (1...65_535).contains(greatest) else {
      throw malformed("is no valid PNM file: its greatest sample is \(greatest), not 1 to 65535")
    }
    let channels = kind == 3 || kind == 6 ? 3 : 1
    guard width > 0, height > 0, width <= PNG.pixelLimit / height else {
      throw malformed("is a picture of \(height)x\(width) pixels; from 1 to \(PNG.pixelLimit) are read")
    }
    let count = width * height * channels
    func scaled(_ sample: Int) throws(ExchangeError) -> UInt8 {
      guard sample <= greatest else { throw malformed("is no valid PNM file: a sample of \(sample) above \(greatest)") }
      if isOfBits { return sample == 1 ? 0 : 255 }
      return UInt8((Double(sample) / Double(greatest) * 255).rounded(.toNearestOrEven))
    }
    var samples: [UInt8] = []
    if kind <= 3 {
      guard count <= file.count - place else { throw malformed("is cut short: it promises \(count) samples") }
      samples.reserveCapacity(count)
      for _ in 0..<count { samples.append(try scaled(number(digits: isOfBits ? 1 : 5))) }
    } else {
      // One blank stands behind the header.
      place += 1
      let row = isOfBits ? (width + 7) / 8 : width * channels * (greatest > 255 ? 2 : 1)
      guard row * height <= file.count - place else {
        throw malformed("is cut short: it promises \(row * height) bytes, and has \(max(file.count - place, 0))")
      }
      samples.reserveCapacity(count)
      for start in stride(from: place, to: place + row * height, by: row) {
        for sample in 0..<width * channels {
          let value =
            isOfBits
            ? Int(file[start + sample / 8] >> UInt8(7 - sample % 8) & 1)
            : greatest > 255
              ? Int(file[start + 2 * sample]) << 8 | Int(file[start + 2 * sample + 1]) : Int(file[start + sample])
          samples.append(try scaled(value))
        }
      }
    }
    return Picture(height: height, width: width, channels: channels, samples: samples, hasColor: channels == 3)
  }
}

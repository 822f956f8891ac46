import GradusExpression

extension SplitMix64 {
  /// The bytes with a few of them changed, lost, doubled or exchanged; now and then cut short or made longer.
  mutating func mutated(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<[1, 1, 1, 2, 3, 8][pick(6)] {
      if bytes.isEmpty { return bytes }
      let place = pick(bytes.count)
      switch pick(11) {
      case 0: bytes[place] ^= 1 << UInt8(pick(8))
      case 1: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
      case 2: bytes[place] = pick([0, 1, 0x7f, 0x80, 0xff, 0x20, 0x2d, 0x30, 0x39, 0x5b, 0x7b, 0x22])
      case 3: bytes.remove(at: place)
      case 4: bytes.insert(bytes[pick(bytes.count)], at: place)
      case 5: bytes.removeSubrange(place..<min(place + 1 + pick(16), bytes.count))
      case 6: bytes.insert(contentsOf: bytes[place..<min(place + 1 + pick(16), bytes.count)], at: pick(bytes.count))
      case 7: bytes.removeLast(pick(bytes.count))
      case 8:
        // A word of four or eight bytes that is small, large or negative.
        let word = pick([0, 1, 2, 255, 1 << 16, 1 << 31, 1 << 32, .max, -1, .min, 1 << 62])
        for k in 0..<pick([4, 8]) where place + k < bytes.count {
          bytes[place + k] = UInt8(truncatingIfNeeded: word >> (8 * k))
        }
      case 9: replaceNumber(&bytes, near: place)
      default: bytes.swapAt(place, pick(bytes.count))
      }
    }
    return bytes
  }

  /// Puts another number where the digits around a place are.
  private mutating func replaceNumber(_ bytes: inout [UInt8], near place: Int) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let start = bytes[place...].firstIndex(where: digits.contains) else { return }
    let end = bytes[start...].firstIndex { !digits.contains($0) } ?? bytes.count
    let number = pick([
      "0", "1", "-1", "2", "3", "9", "255", "256", "65536", "4294967296", "9223372036854775807", "9223372036854775808",
      "-9223372036854775808", "1e308", "1e400", "1e-400", "0.1", "1.5", "null", "true", "[]", "{}", "\"\"",
      "100000000000000000000000000000000000000000", "NaN", "1/0", "1/3",
    ])
    bytes.replaceSubrange(start..<end, with: number.utf8)
  }

  /// The text with a few of its signs changed, lost or doubled, or with a piece put in.
  mutating func mutated(_ text: String, pieces: [String]) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<1 + pick(3) {
      if scalars.isEmpty { break }
      let place = pick(scalars.count)
      switch pick(5) {
      case 0: scalars.remove(at: place)
      case 1: scalars.insert(scalars[place], at: place)
      case 2: scalars[place] = pick(scalars)
      case 3: scalars.swapAt(place, pick(scalars.count))
      default: scalars.insert(contentsOf: pick(pieces).unicodeScalars, at: place)
      }
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }
}

/// The beginning of some bytes for a report.
func shown(_ bytes: [UInt8]) -> String {
  let hexadecimal = bytes.prefix(2000).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  return "\(bytes.count) bytes: \(hexadecimal)\n\(String(decoding: bytes.prefix(2000), as: UTF8.self).debugDescription)"
}

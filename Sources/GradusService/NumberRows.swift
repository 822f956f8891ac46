/// Reads `{"rows": [[1, 2.5], [3, 4e-1]]}`, quickly: a request of an image is a thousand numbers.
struct NumberRows {
  private let bytes: [UInt8]
  private var place = 0
  /// All numbers, row after row.
  private(set) var numbers: [Float] = []
  /// How many numbers each row has.
  private(set) var lengths: [Int] = []

  /// Nil where the text is anything else, which may be right all the same.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    numbers.reserveCapacity(bytes.count / 4)
    guard take("{"), takeName(), take(":"), take("[") else { return nil }
    if !take("]") {
      repeat { guard readRow() else { return nil } } while take(",")
      guard take("]") else { return nil }
    }
    guard take("}") else { return nil }
    skip()
    guard place == bytes.count else { return nil }
  }

  private mutating func readRow() -> Bool {
    guard take("[") else { return false }
    let start = numbers.count
    if !take("]") {
      repeat {
        guard let number = readNumber() else { return false }
        numbers.append(number)
      } while take(",")
      guard take("]") else { return false }
    }
    lengths.append(numbers.count - start)
    return true
  }

  private mutating func takeName() -> Bool {
    skip()
    let name = Array("\"rows\"".utf8)
    guard bytes[place...].starts(with: name) else { return false }
    place += name.count
    return true
  }

  private mutating func skip() {
    while place < bytes.count, bytes[place] == 32 || bytes[place] == 10 || bytes[place] == 13 || bytes[place] == 9 {
      place += 1
    }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skip()
    guard place < bytes.count, bytes[place] == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  private var digit: Int? {
    guard place < bytes.count, bytes[place] &- 48 < 10 else { return nil }
    return Int(bytes[place] &- 48)
  }

  /// A number of JSON. Up to 15 digits and powers up to 22 are exact in double precision, and so is their product, rounded; others go the
  /// longer way.
  private mutating func readNumber() -> Float? {
    skip()
    let start = place
    let isNegative = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if isNegative { place += 1 }
    var (whole, digits, power) = (0, 0, 0)
    let first = place
    while let next = digit {
      if digits < 18 { whole = 10 * whole + next }
      digits += 1
      place += 1
    }
    guard digits > 0, digits == 1 || bytes[first] != 48 else { return nil }
    if place < bytes.count, bytes[place] == UInt8(ascii: ".") {
      place += 1
      let before = digits
      while let next = digit {
        if digits < 18 { whole = 10 * whole + next }
        digits += 1
        power -= 1
        place += 1
      }
      guard digits > before else { return nil }
    }
    if place < bytes.count, bytes[place] | 32 == UInt8(ascii: "e") {
      place += 1
      let isBelow = place < bytes.count && bytes[place] == UInt8(ascii: "-")
      if isBelow || place < bytes.count && bytes[place] == UInt8(ascii: "+") { place += 1 }
      var exponent = 0
      guard digit != nil else { return nil }
      while let next = digit {
        exponent = min(10 * exponent + next, 100_000)
        place += 1
      }
      power += isBelow ? -exponent : exponent
    }
    guard digits <= 15, abs(power) <= 22 else { return Float(String(decoding: bytes[start..<place], as: UTF8.self)) }
    let value = power < 0 ? Double(whole) / Self.powers[-power] : Double(whole) * Self.powers[power]
    return Float(isNegative ? -value : value)
  }

  /// 10⁰ to 10²², which double precision holds exactly.
  private static let powers: [Double] = {
    var powers = [1.0]
    for _ in 0..<22 { powers.append(10 * powers[powers.count - 1]) }
    return powers
  }()
}

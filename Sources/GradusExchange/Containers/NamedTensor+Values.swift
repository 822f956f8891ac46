extension NamedTensor {
  /// An array of 32-bit floats. Traps unless there is one value an element.
  public init(name: String, shape: [Int], values: [Float]) {
    self.init(name: name, type: .f32, shape: shape, bytes: littleEndian(values.map(\.bitPattern)))
  }

  /// An array of 64-bit floats. Traps unless there is one value an element.
  public init(name: String, shape: [Int], values: [Double]) {
    self.init(name: name, type: .f64, shape: shape, bytes: littleEndian(values.map(\.bitPattern)))
  }

  /// The elements as 32-bit floats: exact for F32, F16 and BF16, rounded for F64; nil for any other type.
  public var floats: [Float]? {
    switch type {
    case .f32: words(UInt32.self).map(Float.init(bitPattern:))
    case .f64: words(UInt64.self).map { Float(Double(bitPattern: $0)) }
    case .bf16: words(UInt16.self).map { Float(bitPattern: UInt32($0) << 16) }
    case .f16: words(UInt16.self).map { Float(halfPrecision: $0) }
    case .i64, .i32, .i16, .i8, .u64, .u32, .u16, .u8, .bool, .f8e5m2, .f8e4m3, .f8e8m0, .c64: nil
    }
  }

  /// The elements as 64-bit floats, all exact; nil where they are no floats of 16 bits or more.
  public var doubles: [Double]? {
    type == .f64 ? words(UInt64.self).map(Double.init(bitPattern:)) : floats?.map(Double.init)
  }

  /// The elements as 64-bit floats, whole numbers too; nil where they are none that are read.
  var numbers: [Double]? {
    switch type {
    case .f64, .f32, .f16, .bf16: doubles
    case .i64: words(Int64.self).map { Double($0) }
    case .i32: words(Int32.self).map { Double($0) }
    case .i16: words(Int16.self).map { Double($0) }
    case .i8: bytes.map { Double(Int8(bitPattern: $0)) }
    case .u64: words(UInt64.self).map { Double($0) }
    case .u32: words(UInt32.self).map { Double($0) }
    case .u16: words(UInt16.self).map { Double($0) }
    case .u8, .bool: bytes.map { Double($0) }
    case .f8e5m2, .f8e4m3, .f8e8m0, .c64: nil
    }
  }

  private func words<Word: FixedWidthInteger>(_ type: Word.Type) -> [Word] { littleEndianWords(bytes[...], as: type) }
}

/// The numbers that the bytes are, least significant byte first.
package func littleEndianWords<Word: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, as _: Word.Type) -> [Word] {
  let width = Word.bitWidth / 8
  return stride(from: bytes.startIndex, to: bytes.endIndex, by: width).map { start in
    var word: Word = 0
    for place in 0..<width { word |= Word(truncatingIfNeeded: bytes[start + place]) << Word(8 * place) }
    return word
  }
}

package func littleEndian<Word: FixedWidthInteger>(_ words: [Word]) -> [UInt8] {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(words.count * Word.bitWidth / 8)
  for word in words {
    for place in 0..<Word.bitWidth / 8 { bytes.append(UInt8(truncatingIfNeeded: word >> Word(8 * place))) }
  }
  return bytes
}

extension Float {
  /// The value of an IEEE 754 binary16 number: 1 sign bit, 5 of exponent with bias 15, 10 of fraction.
  init(halfPrecision half: UInt16) {
    let sign: FloatingPointSign = half >> 15 == 1 ? .minus : .plus
    let exponent = Int(half >> 10 & 0x1f)
    let fraction = Float(half & 0x3ff)
    switch exponent {
    case 0: self.init(sign: sign, exponent: -24, significand: fraction)
    case 31: self = fraction == 0 ? (sign == .minus ? -.infinity : .infinity) : .nan
    default: self.init(sign: sign, exponent: exponent - 25, significand: 1024 + fraction)
    }
  }
}

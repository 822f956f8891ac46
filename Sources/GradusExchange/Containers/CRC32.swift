/// Checksums of four bytes: remainders of polynomials over bits.
enum CRC32 {
  /// x³² + x²⁶ + x²³ + x²² + x¹⁶ + x¹² + x¹¹ + x¹⁰ + x⁸ + x⁷ + x⁵ + x⁴ + x² + x + 1, of gzip, zip and PNG.
  private static let usual = table(of: 0xedb8_8320)
  /// x³² + x²⁸ + x²⁷ + x²⁶ + x²⁵ + x²³ + x²² + x²⁰ + x¹⁹ + x¹⁸ + x¹⁴ + x¹³ + x¹¹ + x¹⁰ + x⁹ + x⁸ + x⁶ + 1, of G. Castagnoli, S. Bräuer and
  /// M. Herrmann (1993).
  private static let castagnoli = table(of: 0x82f6_3b78)

  private static func table(of polynomial: UInt32) -> [UInt32] {
    (0..<256).map { byte in
      (0..<8).reduce(UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ polynomial : rest >> 1 }
    }
  }

  static func of(_ bytes: some Sequence<UInt8>) -> UInt32 { remainder(of: bytes, usual) }

  /// By Castagnoli's polynomial, masked as records of TensorFlow have it, so that the checksum of bytes with a checksum in them is none of theirs.
  static func masked(_ bytes: some Sequence<UInt8>) -> UInt32 {
    let crc = remainder(of: bytes, castagnoli)
    return (crc >> 15 | crc << 17) &+ 0xa282_ead8
  }

  private static func remainder(of bytes: some Sequence<UInt8>, _ table: [UInt32]) -> UInt32 {
    var crc: UInt32 = 0xffff_ffff
    for byte in bytes { crc = crc >> 8 ^ table[Int(UInt8(truncatingIfNeeded: crc) ^ byte)] }
    return ~crc
  }
}

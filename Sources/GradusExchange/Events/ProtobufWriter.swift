/// Writes a message of protocol buffers, field after field.
struct ProtobufWriter {
  private(set) var bytes: [UInt8] = []

  private mutating func key(_ number: Int, _ type: UInt64) { integer(UInt64(number) << 3 | type) }

  /// Seven bits a byte, the lowest first.
  private mutating func integer(_ value: UInt64) {
    var rest = value
    while rest >= 128 {
      bytes.append(UInt8(rest & 127) | 128)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func field(_ number: Int, integer value: Int) {
    key(number, 0)
    integer(UInt64(bitPattern: Int64(value)))
  }

  mutating func field(_ number: Int, double value: Double) {
    key(number, 1)
    bytes += littleEndian([value.bitPattern])
  }

  mutating func field(_ number: Int, float value: Float) {
    key(number, 5)
    bytes += littleEndian([value.bitPattern])
  }

  mutating func field(_ number: Int, bytes value: [UInt8]) {
    key(number, 2)
    integer(UInt64(value.count))
    bytes += value
  }

  mutating func field(_ number: Int, text: String) { field(number, bytes: Array(text.utf8)) }

  mutating func field(_ number: Int, doubles values: [Double]) {
    field(number, bytes: littleEndian(values.map(\.bitPattern)))
  }

  /// A message within.
  mutating func field(_ number: Int, _ content: (inout ProtobufWriter) -> Void) {
    var inner = ProtobufWriter()
    content(&inner)
    field(number, bytes: inner.bytes)
  }
}

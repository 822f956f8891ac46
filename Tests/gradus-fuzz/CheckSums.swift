/// The bytes of a PNG file with the check sum of every chunk made right, so that damage reaches what stands behind the check;
/// other files as they are.
func withCheckSums(_ file: [UInt8]) -> [UInt8] {
  guard file.starts(with: [0x89, 0x50, 0x4e, 0x47]) else { return file }
  var file = file
  var place = 8
  while place + 12 <= file.count {
    let length = file[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = place + 8 + length
    guard end + 4 <= file.count else { break }
    let sum = checkSum(file[place + 4..<end])
    for k in 0..<4 { file[end + k] = UInt8(truncatingIfNeeded: sum >> (24 - 8 * k)) }
    place = end + 4
  }
  return file
}

/// CRC-32, bit by bit.
func checkSum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
  var sum = UInt32.max
  for byte in bytes {
    sum ^= UInt32(byte)
    for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xedb8_8320 : sum >> 1 }
  }
  return ~sum
}

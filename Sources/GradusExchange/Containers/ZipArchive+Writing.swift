extension ZipArchive {
  /// The bytes of an archive of files, stored as they are, with no date. Sizes of 4 GiB and more stand in fields of 64 bits.
  static func file(of members: [(name: String, content: [UInt8])]) -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for (name, content) in members {
      let (start, size, checksum) = (file.count, content.count, CRC32.of(content))
      let isLarge = size >= UInt32.max || start >= UInt32.max
      let version: UInt16 = isLarge ? 45 : 20
      func short(_ number: Int) -> UInt32 { isLarge ? .max : UInt32(number) }
      // Names are UTF-8 (bit 11), nothing is compressed, and the day is the first that the format has.
      let common = littleEndian([version, 1 << 11, 0, 0, 0x21]) + littleEndian([checksum, short(size), short(size)])
      let wide = isLarge ? littleEndian([UInt16(1), 16]) + littleEndian([UInt64(size), UInt64(size)]) : []
      let widePlace =
        isLarge ? littleEndian([UInt16(1), 24]) + littleEndian([UInt64(size), UInt64(size), UInt64(start)]) : []
      file +=
        littleEndian([UInt32(0x0403_4b50)]) + common + littleEndian([UInt16(name.utf8.count), UInt16(wide.count)])
      file += name.utf8 + wide + content
      directory += littleEndian([UInt32(0x0201_4b50)]) + littleEndian([version]) + common
      directory += littleEndian([UInt16(name.utf8.count), UInt16(widePlace.count), 0, 0, 0])
      directory += littleEndian([UInt32(0), short(start)]) + name.utf8 + widePlace
    }
    let (start, count) = (file.count, members.count)
    file += directory
    let isLarge = start >= UInt32.max || count >= UInt16.max
    if isLarge {
      let record = file.count
      file += littleEndian([UInt32(0x0606_4b50)]) + littleEndian([UInt64(44)]) + littleEndian([UInt16(45), 45])
      file += littleEndian([UInt32(0), 0])
      file += littleEndian([UInt64(count), UInt64(count), UInt64(directory.count), UInt64(start)])
      file += littleEndian([UInt32(0x0706_4b50), 0]) + littleEndian([UInt64(record)]) + littleEndian([UInt32(1)])
    }
    let shown = isLarge ? UInt16.max : UInt16(count)
    file += littleEndian([UInt32(0x0605_4b50)]) + littleEndian([UInt16(0), 0, shown, shown])
    file += littleEndian([UInt32(directory.count), isLarge ? .max : UInt32(start)]) + littleEndian([UInt16(0)])
    return file
  }
}

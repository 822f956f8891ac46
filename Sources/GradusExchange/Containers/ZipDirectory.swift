/// The directory at the end of a zip archive.
struct ZipDirectory {
  struct Fault: Error { let reason: String }

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What the directory lists.
  func entries() throws(Fault) -> [ZipArchive.Entry] {
    var (place, count) = try directory()
    var entries: [ZipArchive.Entry] = []
    while entries.count < count {
      guard number(place, UInt32.self) == 0x0201_4b50, let entry = entry(at: place),
        let lengths = lengths(at: place + 28, count: 3)
      else { throw Fault(reason: "is cut short or damaged: entry \(entries.count + 1) of its directory is none") }
      entries.append(entry)
      place += 46 + lengths.reduce(0, +)
    }
    return entries
  }

  /// Where the bytes of a file lie; nil where that is outside the archive or its own header speaks of another file.
  func data(of entry: ZipArchive.Entry) -> Range<Int>? {
    guard number(entry.start, UInt32.self) == 0x0403_4b50, let lengths = lengths(at: entry.start + 26, count: 2),
      text(entry.start + 30, lengths[0]) == entry.name
    else { return nil }
    let start = entry.start + 30 + lengths[0] + lengths[1]
    guard start <= bytes.count, entry.compressedSize <= bytes.count - start else { return nil }
    return start..<start + entry.compressedSize
  }

  /// Where the directory begins and how many entries it has.
  private func directory() throws(Fault) -> (start: Int, count: Int) {
    // The record at the end, behind which a comment of at most 65535 bytes may stand.
    let last = bytes.count - 22
    guard last >= 0,
      let end = (max(0, last - 65535)...last).reversed().first(where: {
        number($0, UInt32.self) == 0x0605_4b50 && number($0 + 20, UInt16.self).map(Int.init) == last - $0
      }), let count = number(end + 10, UInt16.self), let start = number(end + 16, UInt32.self)
    else { throw Fault(reason: "is cut short: the directory at the end of a zip archive is missing") }
    guard count == .max || start == .max else { return (Int(start), Int(count)) }
    guard number(end - 20, UInt32.self) == 0x0706_4b50, let record = size(end - 12),
      number(record, UInt32.self) == 0x0606_4b50, let count = size(record + 32), let start = size(record + 48)
    else { throw Fault(reason: "is damaged: the record of 64 bits that its directory needs is missing") }
    return (start, count)
  }

  private func entry(at place: Int) -> ZipArchive.Entry? {
    guard let flags = number(place + 8, UInt16.self), let method = number(place + 10, UInt16.self),
      let checksum = number(place + 16, UInt32.self), let compressed = number(place + 20, UInt32.self),
      let size = number(place + 24, UInt32.self), let start = number(place + 42, UInt32.self),
      let lengths = lengths(at: place + 28, count: 2), let name = text(place + 46, lengths[0])
    else { return nil }
    // Numbers that 32 bits do not hold stand in an extra field, in this order.
    var wide = extra(1, place + 46 + lengths[0], lengths[1])
    func resolved(_ number: UInt32) -> Int? {
      guard number == .max else { return Int(number) }
      guard let field = wide, field.count >= 8 else { return nil }
      wide = field.dropFirst(8)
      return self.size(field.startIndex)
    }
    guard let size = resolved(size), let compressed = resolved(compressed), let start = resolved(start) else {
      return nil
    }
    return ZipArchive.Entry(
      name: name, method: method, isEncrypted: flags & 1 == 1, checksum: checksum, compressedSize: compressed,
      size: size,
      start: start)
  }

  /// The place of the extra field of a kind.
  private func extra(_ kind: UInt16, _ start: Int, _ length: Int) -> Range<Int>? {
    var place = start
    while place + 4 <= start + length, let found = number(place, UInt16.self), let size = number(place + 2, UInt16.self)
    {
      let end = place + 4 + Int(size)
      guard end <= start + length else { return nil }
      if found == kind { return place + 4..<end }
      place = end
    }
    return nil
  }

  private func lengths(at place: Int, count: Int) -> [Int]? {
    let lengths = (0..<count).compactMap { number(place + 2 * $0, UInt16.self).map(Int.init) }
    return lengths.count == count ? lengths : nil
  }

  private func text(_ place: Int, _ length: Int) -> String? {
    guard place >= 0, place <= bytes.count, length <= bytes.count - place else { return nil }
    return String(decoding: bytes[place..<place + length], as: UTF8.self)
  }

  /// A number of 64 bits that counts bytes; nil where no memory holds so many.
  private func size(_ place: Int) -> Int? { number(place, UInt64.self).flatMap { $0 < 1 << 48 ? Int($0) : nil } }

  /// The number at a place, least significant byte first; nil outside the archive.
  private func number<Word: FixedWidthInteger>(_ place: Int, _ type: Word.Type) -> Word? {
    let width = Word.bitWidth / 8
    guard place >= 0, place <= bytes.count - width else { return nil }
    return littleEndianWords(bytes[place..<place + width], as: type).first
  }
}

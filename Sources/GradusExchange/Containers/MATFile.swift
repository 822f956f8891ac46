/// The numeric arrays of a MATLAB file of version 5 to 7.2, its elements plain or compressed. Cells, structures and texts are passed over.
///
/// Source: MathWorks, "MAT-File Format", version 5.
struct MATFile {
  private let arrays: [(header: Header, body: [UInt8])]
  private let file: String

  /// In the order of the file.
  var names: [String] { arrays.map(\.header.name) }

  static func isMAT(_ bytes: [UInt8]) -> Bool { bytes.starts(with: Array("MATLAB ".utf8)) && bytes.count >= 128 }

  /// - Throws: `ExchangeError` where the file is of another version, cut short or damaged.
  init(_ bytes: [UInt8], file: String) throws(ExchangeError) {
    self.file = file
    guard Self.isMAT(bytes) else { throw ExchangeError(.malformed, file: file, "is no MATLAB file") }
    if bytes[124...125].elementsEqual([0, 2]) || bytes[10..<20].elementsEqual("7.3 MAT-fi".utf8.prefix(10)) {
      throw ExchangeError(.unsupported, file: file, "is a MATLAB file of version 7.3: save it with -v7")
    }
    guard bytes[126] == UInt8(ascii: "I"), bytes[127] == UInt8(ascii: "M") else {
      throw ExchangeError(
        .unsupported, file: file, "is a MATLAB file with the greatest byte first, or of no known version")
    }
    var found: [(Header, [UInt8])] = []
    var place = 128
    while place + 8 <= bytes.count {
      guard let element = Element(bytes[...], at: place) else {
        throw ExchangeError(.malformed, file: file, "is cut short: an element at byte \(place) goes beyond its end")
      }
      var body = Array(bytes[element.data])
      var isArray = element.type == 14
      if element.type == 15 {
        body = try Self.inflated(body, file: file)
        guard let inner = Element(body[...], at: 0) else {
          throw ExchangeError(.malformed, file: file, "is damaged: a compressed element holds none")
        }
        isArray = inner.type == 14
        body = Array(body[inner.data])
      }
      if isArray, let header = Header(body) { found.append((header, body)) }
      // Compressed elements are not filled up to a multiple of eight.
      place = element.type == 15 ? element.data.upperBound : element.end
    }
    arrays = found
  }

  private static func inflated(_ body: [UInt8], file: String) throws(ExchangeError) -> [UInt8] {
    // The first eight bytes say how many follow: they are judged before room is made for them.
    let start = try Gzip.beginning(of: body, atMost: 8, file: file)
    let words = littleEndianWords(start[..<(start.count & ~3)], as: UInt32.self)
    guard words.count == 2 else { throw ExchangeError(.malformed, file: file, "is damaged: an element has no length") }
    let size = words[0] >> 16 == 0 ? Int(words[1]) : 0
    guard size / Gzip.greatestRatio <= body.count else {
      throw ExchangeError(
        .malformed, file: file, "promises \(size) bytes, more than \(body.count) compressed bytes can hold")
    }
    return try Gzip.beginning(of: body, atMost: size + 8, file: file)
  }

  /// The array of a name; nil where there is none.
  func array(_ name: String) throws(ExchangeError) -> NumberArray? {
    guard let (header, body) = arrays.first(where: { $0.header.name == name }) else { return nil }
    guard let numbers = Element(body[...], at: header.end),
      let elements = Self.elements(body[numbers.data], numbers.type, as: header.kind)
    else { throw ExchangeError(.unsupported, file: file, "its array \(name) holds numbers that are not read") }
    var count = 1
    for size in header.shape {
      let (product, overflow) = count.multipliedReportingOverflow(by: size)
      guard !overflow else {
        throw ExchangeError(.malformed, file: file, "its array \(name) has the shape \(header.shape)")
      }
      count = product
    }
    guard count == elements.count else {
      throw ExchangeError(
        .malformed, file: file, "its array \(name) has \(elements.count) numbers for the shape \(header.shape)")
    }
    return NumberArray(shape: header.shape, elements).inRows
  }

  /// Numbers may be stored in a smaller type than theirs; only numbers of one byte are kept as bytes.
  private static func elements(_ bytes: ArraySlice<UInt8>, _ type: UInt32, as kind: UInt8) -> NumberArray.Elements? {
    if type == 2, kind == 9 { return .bytes(Array(bytes)) }
    switch type {
    case 1: return .numbers(bytes.map { Double(Int8(bitPattern: $0)) })
    case 2: return .numbers(bytes.map { Double($0) })
    case 3: return .numbers(words(bytes, Int16.self).map { Double($0) })
    case 4: return .numbers(words(bytes, UInt16.self).map { Double($0) })
    case 5: return .numbers(words(bytes, Int32.self).map { Double($0) })
    case 6: return .numbers(words(bytes, UInt32.self).map { Double($0) })
    case 7: return .numbers(words(bytes, UInt32.self).map { Double(Float(bitPattern: $0)) })
    case 9: return .numbers(words(bytes, UInt64.self).map { Double(bitPattern: $0) })
    case 12: return .numbers(words(bytes, Int64.self).map { Double($0) })
    case 13: return .numbers(words(bytes, UInt64.self).map { Double($0) })
    default: return nil
    }
  }

  private static func words<Word: FixedWidthInteger>(_ bytes: ArraySlice<UInt8>, _: Word.Type) -> [Word] {
    littleEndianWords(bytes.dropLast(bytes.count % (Word.bitWidth / 8)), as: Word.self)
  }
}

extension MATFile {
  /// A tag of eight bytes and what follows; of at most four bytes, those stand in the tag.
  fileprivate struct Element {
    let type: UInt32
    let data: Range<Int>
    /// Where the next element begins.
    let end: Int

    /// Nil where it goes beyond the bytes.
    init?(_ bytes: ArraySlice<UInt8>, at place: Int) {
      guard place >= 0, place + 8 <= bytes.count else { return nil }
      let words = littleEndianWords(bytes[place..<place + 8], as: UInt32.self)
      if words[0] >> 16 != 0 {
        guard words[0] >> 16 <= 4 else { return nil }
        type = words[0] & 0xffff
        data = place + 4..<place + 4 + Int(words[0] >> 16)
        end = place + 8
      } else {
        guard Int(words[1]) <= bytes.count - place - 8 else { return nil }
        type = words[0]
        data = place + 8..<place + 8 + Int(words[1])
        end = data.upperBound + (8 - data.count % 8) % 8
      }
    }
  }

  /// What stands before the numbers of an array: its kind, its shape and its name.
  fileprivate struct Header {
    let kind: UInt8
    let shape: [Int]
    let name: String
    let end: Int

    /// Nil where it is no array of real numbers.
    init?(_ body: [UInt8]) {
      let all = body[...]
      guard let flags = Element(all, at: 0), flags.data.count >= 4, let sizes = Element(all, at: flags.end),
        sizes.type == 5, let name = Element(all, at: sizes.end)
      else { return nil }
      kind = body[flags.data.lowerBound]
      // 6 to 15 are numbers; the flag of imaginary parts is 8.
      guard (6...15).contains(kind), body[flags.data.lowerBound + 1] & 8 == 0 else { return nil }
      let lengths = MATFile.words(body[sizes.data], Int32.self)
      guard (1...8).contains(lengths.count), lengths.allSatisfy({ $0 >= 0 }) else { return nil }
      shape = lengths.map(Int.init)
      self.name = String(decoding: body[name.data], as: UTF8.self)
      end = name.end
    }
  }
}

internal import GradusLearning

/// An array of any kind as data have it: numbers, bytes or names, row-major.
struct NumberArray {
  enum Elements {
    case bytes([UInt8])
    case numbers([Double])
    case texts([String])
  }

  let shape: [Int]
  let elements: Elements

  /// Traps where the count of the elements is not the product of the shape.
  init(shape: [Int], _ elements: Elements) {
    (self.shape, self.elements) = (shape, elements)
    precondition(shape.reduce(1, *) == elements.count, "\(elements.count) elements for the shape \(shape)")
  }

  /// How many rows there are: the length of the first axis.
  var rows: Int { shape.first ?? 1 }
  /// How many elements a row has.
  var width: Int { shape.dropFirst().reduce(1, *) }

  /// The elements of a column, of which there are `width`.
  func column(_ column: Int) -> Table.Values {
    let places = (0..<rows).map { $0 * width + column }
    return switch elements {
    case .bytes(let bytes): .numbers(places.map { Double(bytes[$0]) })
    case .numbers(let numbers): .numbers(places.map { numbers[$0] })
    case .texts(let texts): .texts(places.map { texts[$0].isEmpty ? nil : texts[$0] })
    }
  }

  /// The same array, row-major, of one that lies with its first axis the fastest.
  var inRows: NumberArray {
    func turned<Element>(_ values: [Element]) -> [Element] { NumPyArray.rowMajor(values, shape) }
    return switch elements {
    case .bytes(let bytes): NumberArray(shape: shape, .bytes(turned(bytes)))
    case .numbers(let numbers): NumberArray(shape: shape, .numbers(turned(numbers)))
    case .texts(let texts): NumberArray(shape: shape, .texts(turned(texts)))
    }
  }
}

extension NumberArray.Elements {
  var count: Int {
    switch self {
    case .bytes(let bytes): bytes.count
    case .numbers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }
}

extension NumberArray {
  /// An array in NumPy's file, of texts too.
  init(numPy bytes: [UInt8], file: String) throws(ExchangeError) {
    let header = try NumPyHeader(bytes, file: file)
    if header.type == .byte, !header.isColumnMajor {
      guard try header.count(file: file) == bytes.count - header.length else {
        throw ExchangeError(.malformed, file: file, "holds another number of bytes than its shape \(header.shape)")
      }
      self.init(shape: header.shape, .bytes(Array(bytes[header.length...])))
    } else if let texts = try header.texts(bytes, file: file) {
      self.init(shape: header.shape, .texts(header.isColumnMajor ? NumPyArray.rowMajor(texts, header.shape) : texts))
    } else {
      let array = try NumPyArray(bytes, file: file)
      self.init(shape: array.shape, .numbers(array.values))
    }
  }

  /// An array of a safetensors file.
  init(_ tensor: NamedTensor, file: String) throws(ExchangeError) {
    if tensor.type == .u8 || tensor.type == .bool {
      self.init(shape: tensor.shape, .bytes(tensor.bytes))
    } else if let numbers = tensor.numbers {
      self.init(shape: tensor.shape, .numbers(numbers))
    } else {
      throw ExchangeError(
        .unsupported, file: file, "its array \"\(tensor.name)\" has the type \(tensor.type.rawValue), which is not read"
      )
    }
  }

  /// An IDX array of any type.
  init(_ array: IDX) {
    self.init(shape: array.sizes, array.type == .unsignedByte ? .bytes(array.bytes) : .numbers(array.values))
  }
}

extension NumPyHeader {
  /// Texts of one width (`<U12`, `|S5`), without the zeros that fill them up; nil where the elements are none.
  func texts(_ bytes: [UInt8], file: String) throws(ExchangeError) -> [String]? {
    let letters = typeName.drop { "<>|=".contains($0) }
    if letters.first == "O" {
      throw ExchangeError(
        .unsupported, file: file, "holds objects of Python: save numbers or texts, as with `astype(str)`")
    }
    guard let kind = letters.first, kind == "U" || kind == "S", let length = Int(letters.dropFirst()), length >= 0,
      length <= 1 << 20
    else { return nil }
    let size = kind == "U" ? 4 * length : length
    let count = try count(file: file)
    guard
      size == 0 ? bytes.count == self.length : count <= bytes.count / size && count * size == bytes.count - self.length
    else { throw ExchangeError(.malformed, file: file, "holds another number of texts than its shape \(shape)") }
    guard size > 0 else { return count <= 1 << 24 ? Array(repeating: "", count: count) : nil }
    return stride(from: self.length, to: bytes.count, by: size).map { start in
      let own = bytes[start..<start + size]
      if kind == "S" { return String(decoding: own.prefix { $0 != 0 }, as: UTF8.self) }
      let words = littleEndianWords(own, as: UInt32.self).map { typeName.hasPrefix(">") ? $0.byteSwapped : $0 }
      return String(String.UnicodeScalarView(words.prefix { $0 != 0 }.map { Unicode.Scalar($0) ?? "\u{fffd}" }))
    }
  }
}

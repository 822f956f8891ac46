/// Named arrays and a table of words about them, in the safetensors format.
///
/// A file is a little-endian 64-bit number, the length of a JSON header; the header, which gives for every name the type,
/// the shape and the place of its bytes; and the bytes, row-major and little-endian, without gaps.
///
/// Source: Hugging Face, "Safetensors", https://github.com/huggingface/safetensors#format
public struct Safetensors: Hashable, Sendable {
  /// The greatest length of a header: 100 MB.
  package static let headerLimit = 100_000_000

  /// The arrays in the order of the file.
  public private(set) var tensors: [NamedTensor]
  /// Words about the file, by key.
  public var metadata: [String: String]

  /// Traps where two arrays share a name.
  public init(tensors: [NamedTensor] = [], metadata: [String: String] = [:]) {
    precondition(Set(tensors.map(\.name)).count == tensors.count, "two arrays with one name")
    self.tensors = tensors
    self.metadata = metadata
  }

  /// The array of a name; nil where there is none.
  public subscript(name name: String) -> NamedTensor? { tensors.first { $0.name == name } }
}

/// An array with a name, a type and a shape, its elements as the bytes of a file.
public struct NamedTensor: Hashable, Sendable {
  /// The name, which is unique in its file.
  public let name: String
  /// The kind of its numbers.
  public let type: ElementType
  /// The size of every axis; none for a single number.
  public let shape: [Int]
  /// The elements, row-major, little-endian.
  public let bytes: [UInt8]

  /// The number of elements.
  public var count: Int { shape.reduce(1, *) }

  /// Traps unless there are the bytes that the shape and type need.
  public init(name: String, type: ElementType, shape: [Int], bytes: [UInt8]) {
    precondition(
      shape.reduce(type.bits, *) == 8 * bytes.count, "\(bytes.count) bytes for \(type.rawValue) of shape \(shape)")
    self.name = name
    self.type = type
    self.shape = shape
    self.bytes = bytes
  }
}

/// The types of elements that safetensors files hold.
public enum ElementType: String, CaseIterable, Hashable, Sendable, Codable {
  case f64 = "F64"
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  case i64 = "I64"
  case i32 = "I32"
  case i16 = "I16"
  case i8 = "I8"
  case u64 = "U64"
  case u32 = "U32"
  case u16 = "U16"
  case u8 = "U8"
  case bool = "BOOL"
  case f8e5m2 = "F8_E5M2"
  case f8e4m3 = "F8_E4M3"
  case f8e8m0 = "F8_E8M0"
  case c64 = "C64"

  /// The number of bits of an element.
  package var bits: Int {
    switch self {
    case .f64, .i64, .u64, .c64: 64
    case .f32, .i32, .u32: 32
    case .f16, .bf16, .i16, .u16: 16
    case .i8, .u8, .bool, .f8e5m2, .f8e4m3, .f8e8m0: 8
    }
  }
}

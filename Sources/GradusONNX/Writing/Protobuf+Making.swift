internal import Foundation
internal import GradusExchange
internal import GradusExpression

/// The types of numbers that graphs are written with.
enum NumberType: Int32, Hashable {
  case float = 1
  case byte = 2
  case signedByte = 3
  case whole = 6
  case integer = 7
  case text = 8
  case bool = 9
  case double = 11
}

/// The entries of an array that belongs to a graph.
enum TensorData: Hashable {
  case floats([Float])
  case doubles([Double])
  case integers([Int])
  case bytes([UInt8])
  case signedBytes([Int8])
  case wholes([Int32])
}

extension Onnx_TensorProto {
  /// An array; numbers as raw bytes, least significant first.
  init(_ name: String, _ shape: [Int], _ data: TensorData) {
    self.init()
    self.name = name
    dims = shape.map { Int64($0) }
    switch data {
    case .floats(let values):
      dataType = NumberType.float.rawValue
      rawData = Data(littleEndian(values.map(\.bitPattern)))
    case .doubles(let values):
      dataType = NumberType.double.rawValue
      rawData = Data(littleEndian(values.map(\.bitPattern)))
    case .integers(let values):
      dataType = NumberType.integer.rawValue
      rawData = Data(littleEndian(values.map { Int64($0) }))
    case .bytes(let values):
      dataType = NumberType.byte.rawValue
      rawData = Data(values)
    case .signedBytes(let values):
      dataType = NumberType.signedByte.rawValue
      rawData = Data(values.map { UInt8(bitPattern: $0) })
    case .wholes(let values):
      dataType = NumberType.whole.rawValue
      rawData = Data(littleEndian(values))
    }
  }
}

extension Onnx_AttributeProto {
  private init(_ name: String, _ type: AttributeType) {
    self.init()
    self.name = name
    self.type = type
  }

  static func integer(_ name: String, _ value: Int) -> Self {
    var made = Self(name, .int)
    made.i = Int64(value)
    return made
  }

  static func number(_ name: String, _ value: Double) -> Self {
    var made = Self(name, .float)
    made.f = Float(value)
    return made
  }

  static func integers(_ name: String, _ values: [Int]) -> Self {
    var made = Self(name, .ints)
    made.ints = values.map { Int64($0) }
    return made
  }

  static func text(_ name: String, _ value: String) -> Self {
    var made = Self(name, .string)
    made.s = Data(value.utf8)
    return made
  }

  static func texts(_ name: String, _ values: [String]) -> Self {
    var made = Self(name, .strings)
    made.strings = values.map { Data($0.utf8) }
    return made
  }
}

extension Onnx_ValueInfoProto {
  /// A value's name, type and shape; lengths with names stay names.
  init(_ name: String, _ type: NumberType, _ shape: [Size], documentation: String = "") {
    self.init()
    self.name = name
    docString = documentation
    self.type.tensorType.elemType = type.rawValue
    self.type.tensorType.shape.dim = shape.map { size in
      var dimension = Onnx_TensorShapeProto.Dimension()
      if case .number(let length) = size { dimension.dimValue = Int64(length) } else { dimension.dimParam = "\(size)" }
      return dimension
    }
  }
}

extension Onnx_StringStringEntryProto {
  init(_ key: String, _ value: String) {
    self.init()
    self.key = key
    self.value = value
  }
}

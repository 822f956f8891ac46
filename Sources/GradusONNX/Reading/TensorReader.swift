internal import Foundation
internal import GradusExchange
internal import GradusExpression

/// The numbers of an array in a file.
enum TensorReader {
  /// - Throws: `GraphFault` where the numbers are no real ones, are missing, or do not fit the shape.
  static func tensor(
    _ proto: Onnx_TensorProto, _ data: ((Onnx_TensorProto) throws(GraphFault) -> [UInt8])? = nil
  ) throws(GraphFault) -> Tensor {
    func fault(_ reason: String) -> GraphFault { GraphFault("the array \(proto.name.prefix(80)) \(reason)") }
    guard let kind = ElementKind(proto.dataType) else {
      throw fault(
        "has elements of type \(proto.dataType); floats of 32 and 64 bits, whole numbers and booleans are read")
    }
    var shape: [Int] = []
    var count = 1
    for length in proto.dims {
      let (product, overflows) = count.multipliedReportingOverflow(by: Int(clamping: length))
      guard length >= 0, !overflows, product <= GraphReader.entryLimit else {
        throw fault("has the shape \(proto.dims)")
      }
      shape.append(Int(length))
      count = product
    }
    let values: [Double]
    if proto.dataLocation == .external {
      guard let data else {
        throw fault("lies in another file; say --external-data to read it from the model's folder")
      }
      values = try raw(try data(proto), kind, count, fault)
    } else if !proto.rawData.isEmpty {
      values = try raw([UInt8](proto.rawData), kind, count, fault)
    } else {
      values = typed(proto, kind)
    }
    guard values.count == count else { throw fault("has \(values.count) numbers for the shape \(shape)") }
    return Tensor(shape: shape, values: values)
  }

  private static func typed(_ proto: Onnx_TensorProto, _ kind: ElementKind) -> [Double] {
    switch kind {
    case .float: proto.floatData.map(Double.init)
    case .double: proto.doubleData
    case .int64: proto.int64Data.map { Double($0) }
    case .uint32, .uint64: proto.uint64Data.map { Double($0) }
    case .uint8, .int8, .uint16, .int16, .int32, .bool: proto.int32Data.map { Double($0) }
    }
  }

  private static func raw(
    _ bytes: [UInt8], _ kind: ElementKind, _ count: Int, _ fault: (String) -> GraphFault
  ) throws(GraphFault) -> [Double] {
    guard bytes.count == count * kind.size else {
      throw fault("has \(bytes.count) bytes, and its shape takes \(count * kind.size)")
    }
    switch kind {
    case .float: return littleEndianWords(bytes[...], as: UInt32.self).map { Double(Float(bitPattern: $0)) }
    case .double: return littleEndianWords(bytes[...], as: UInt64.self).map(Double.init(bitPattern:))
    case .int64: return littleEndianWords(bytes[...], as: Int64.self).map { Double($0) }
    case .uint64: return littleEndianWords(bytes[...], as: UInt64.self).map { Double($0) }
    case .int32: return littleEndianWords(bytes[...], as: Int32.self).map { Double($0) }
    case .uint32: return littleEndianWords(bytes[...], as: UInt32.self).map { Double($0) }
    case .int16: return littleEndianWords(bytes[...], as: Int16.self).map { Double($0) }
    case .uint16: return littleEndianWords(bytes[...], as: UInt16.self).map { Double($0) }
    case .int8: return bytes.map { Double(Int8(bitPattern: $0)) }
    case .uint8, .bool: return bytes.map { Double($0) }
    }
  }
}

extension ElementKind {
  /// The bytes of a number.
  var size: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .float, .int32, .uint32: 4
    case .int64, .uint64, .double: 8
    }
  }
}

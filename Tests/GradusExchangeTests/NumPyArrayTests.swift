import GradusExpression
import Testing

@testable import GradusExchange

@Suite("NumPy's arrays")
struct NumPyArrayTests {
  /// A file with this header, padded as NumPy pads it, and these bytes.
  static func file(_ header: String, _ body: [UInt8], version: UInt8 = 1) -> [UInt8] {
    let length = version == 1 ? 2 : 4
    let text = Array(header.utf8)
    return [0x93] + Array("NUMPY".utf8) + [version, 0]
      + (0..<length).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text + body
  }

  static func bytes<Number>(_ numbers: [Number]) -> [UInt8] { numbers.withUnsafeBytes { Array($0) } }

  static func header(_ type: String, _ shape: String, order: String = "False") -> String {
    "{'descr': '\(type)', 'fortran_order': \(order), 'shape': \(shape), }\n"
  }

  @Test("what is written comes back", arguments: [[], [3], [2, 3], [2, 1, 3], [0, 4]])
  func roundTrip(shape: [Int]) throws {
    let folder = try TemporaryFolder()
    let count = shape.reduce(1, *)
    let array = NumPyArray(shape: shape, values: (0..<count).map { Double($0) / 7 - 1 })
    let path = folder.path + "/a.npy"
    try array.write(to: path)
    #expect(try NumPyArray(contentsOf: path) == array)
    #expect(try FileBytes.read(path).count == (count * 8) + 128 || FileBytes.read(path).count == (count * 8) + 64)
  }

  @Test("every type of numbers, in every version")
  func types() throws {
    for (type, body) in [
      ("<f8", Self.bytes([1, -2.5, 3] as [Double])), ("<f4", Self.bytes([1, -2.5, 3] as [Float])),
    ] {
      for version in 1...3 as ClosedRange<UInt8> {
        let array = try NumPyArray(Self.file(Self.header(type, "(3,)"), body, version: version), file: "x")
        #expect(array == NumPyArray(shape: [3], values: [1, -2.5, 3]))
      }
    }
    for (type, body) in [
      ("<i8", Self.bytes([-1, 2] as [Int64])), ("<i4", Self.bytes([-1, 2] as [Int32])),
      ("<i2", Self.bytes([-1, 2] as [Int16])), ("|i1", Self.bytes([-1, 2] as [Int8])),
    ] {
      #expect(try NumPyArray(Self.file(Self.header(type, "(2,)"), body), file: "x").values == [-1, 2])
    }
    #expect(try NumPyArray(Self.file(Self.header("|u1", "(2,)"), [200, 1]), file: "x").values == [200, 1])
  }

  @Test("columns first becomes rows first")
  func columnMajor() throws {
    let body = Self.bytes([1, 4, 2, 5, 3, 6] as [Double])
    let array = try NumPyArray(Self.file(Self.header("<f8", "(2, 3)", order: "True"), body), file: "x")
    #expect(array == NumPyArray(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]))
  }

  @Test(
    "what is wrong is said",
    arguments: [
      (Array("no array".utf8), "is no NumPy array"), ([0x93] + Array("NUMPY".utf8), "is no NumPy array"),
      (file(header("<f8", "(3,)"), [1, 2]), "holds 2 bytes of numbers; the shape [3] of <f8 takes 24"),
      (file(header("<f8", "(1,)"), Array(repeating: 0, count: 16)), "holds 16 bytes"),
      (file(header("<c16", "(1,)"), []), "holds numbers of the type <c16"),
      (file(header(">f8", "(1,)"), []), "takes 8"),
      (file("{'descr': '<f8'}", []), "without descr, fortran_order and shape"),
      (file(header("<f8", "(-1,)"), []), "has the shape (-1,), which is none"),
      (file(header("<f8", "(4294967296, 4294967296, 8)"), []), "which no memory holds"),
      (Array(file(header("<f8", "(1,)"), []).prefix(30)), "ends within its header"),
      (file(header("<f8", "()"), [], version: 9), "is of version 9"),
    ])
  func faults(bytes: [UInt8], reason: String) {
    let error = failure { try NumPyArray(bytes, file: "x.npy") }
    #expect(error?.description.hasPrefix("x.npy: ") == true)
    #expect(error?.reason.contains(reason) == true, "\(String(describing: error))")
  }

  @Test("no bytes make it trap", arguments: 0..<200)
  func fuzz(seed: Int) {
    var generator = SplitMix64(seed)
    var bytes = Self.file(Self.header("<f8", "(2, 2)"), Array(repeating: 0, count: 32))
    for _ in 0...seed % 5 { bytes[Int.random(in: 6..<bytes.count, using: &generator)] = .random(in: 0...255) }
    if seed % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
    _ = try? NumPyArray(bytes, file: "x")
  }
}

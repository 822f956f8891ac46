import Foundation
import GradusExpression
import Testing

@testable import GradusExchange

@Suite("NumPy's archives")
struct NumPyArchiveTests {
  /// `numpy.savez("plain.npz", w=[[1, 2.5], [3, -4]], b=int32 [7, 8, 9])`, by NumPy 2.4.
  static let plain = bytes(
    "UEsDBC0AAAAAAAAAIQAHYZuP//////////8FABQAdy5ucHkBABAAoAAAAAAAAACgAAAAAAAAAJNOVU1QWQEAdgB7J2Rlc2NyJzog"
      + "JzxmOCcsICdmb3J0cmFuX29yZGVyJzogRmFsc2UsICdzaGFwZSc6ICgyLCAyKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAKAAAAAAAA8D8AAAAAAAAEQAAAAAAAAAhAAAAAAAAAEMBQSwMELQAAAAAA"
      + "AAAhAKeZaxX//////////wUAFABiLm5weQEAEACMAAAAAAAAAIwAAAAAAAAAk05VTVBZAQB2AHsnZGVzY3InOiAnPGk0JywgJ2Zv"
      + "cnRyYW5fb3JkZXInOiBGYWxzZSwgJ3NoYXBlJzogKDMsKSwgfSAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAg"
      + "ICAgICAgICAgICAgICAgICAgICAgIAoHAAAACAAAAAkAAABQSwECLQMtAAAAAAAAACEAB2Gbj6AAAACgAAAABQAAAAAAAAAAAAAA"
      + "gAEAAAAAdy5ucHlQSwECLQMtAAAAAAAAACEAp5lrFYwAAACMAAAABQAAAAAAAAAAAAAAgAHXAAAAYi5ucHlQSwUGAAAAAAIAAgBm"
      + "AAAAmgEAAAAA")
  /// `numpy.savez_compressed("packed.npz", w=float32 zeros((4, 3)) + 0.5, b=int32 [7, 8, 9], t=["a", "bc"])`
  static let packed = bytes(
    "UEsDBC0AAAAIAAAAIQBe7vTu//////////8FABQAdy5ucHkBABAAsAAAAAAAAABMAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6l"
      + "oG6TZqKuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GiY6CsaaOgq1CmQDLgYGBntSMABQSwMELQAAAAgAAAAhAKeZaxX/"
      + "/////////wUAFABiLm5weQEAEACMAAAAAAAAAE0AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbpNpoq6joJ6WX1RSlJgXn1+U"
      + "kgoSd0vMKU4FihdnJBakAvkaxjqaOgq1ChQALnYGBgYOIOYEYgBQSwMELQAAAAgAAAAhAHBHbZb//////////wUAFAB0Lm5weQEA"
      + "EACQAAAAAAAAAE0AAAAAAAAAm+wX6hsQychQxlCtnpJanFykbqWgbhNqpK6joJ6WX1RSlJgXn1+UkgoSd0vMKU4FihdnJBakAvka"
      + "RjqaOgq1ChQArkQGCEgC4mQgBgBQSwECLQMtAAAACAAAACEAXu707kwAAACwAAAABQAAAAAAAAAAAAAAgAEAAAAAdy5ucHlQSwEC"
      + "LQMtAAAACAAAACEAp5lrFU0AAACMAAAABQAAAAAAAAAAAAAAgAGDAAAAYi5ucHlQSwECLQMtAAAACAAAACEAcEdtlk0AAACQAAAA"
      + "BQAAAAAAAAAAAAAAgAEHAQAAdC5ucHlQSwUGAAAAAAMAAwCZAAAAiwEAAAAA")

  static func bytes(_ text: String) -> [UInt8] { Array(Data(base64Encoded: text)!) }

  @Test("stored arrays come by name")
  func stored() throws {
    let archive = try NumPyArchive(file: Self.plain, named: "x.npz")
    #expect(archive.names == ["w", "b"])
    #expect(try archive.array("w") == NumPyArray(shape: [2, 2], values: [1, 2.5, 3, -4]))
    #expect(try archive.array("b") == NumPyArray(shape: [3], values: [7, 8, 9]))
  }

  @Test("deflated arrays, beside one that holds no numbers")
  func deflated() throws {
    let archive = try NumPyArchive(file: Self.packed, named: "x.npz")
    #expect(archive.names == ["w", "b", "t"])
    #expect(try archive.array("w") == NumPyArray(shape: [4, 3], values: Array(repeating: 0.5, count: 12)))
    #expect(try archive.array("b").values == [7, 8, 9])
    #expect(failure { try archive.array("t") }?.description.hasPrefix("x.npz:t: holds numbers of the type <U2") == true)
  }

  @Test("which array is asked where it is not said")
  func names() throws {
    let archive = try NumPyArchive(file: Self.plain, named: "x.npz")
    #expect(failure { try archive.array() }?.reason == "holds the arrays w, b: say which, as in x.npz:w")
    #expect(failure { try archive.array("v") }?.reason == "has no array v; it holds the arrays w, b")
  }

  @Test("a damaged number is found by its checksum", arguments: [plain, packed])
  func damage(file: [UInt8]) throws {
    var found = 0
    for place in stride(from: 40, to: file.count, by: 3) {
      var damaged = file
      damaged[place] ^= 0x11
      for name in ["w", "b"] {
        let before = try NumPyArchive(file: file, named: "x").array(name)
        // Bytes that nobody reads, as a time, may change; numbers may not.
        if let after = try? NumPyArchive(file: damaged, named: "x").array(name) {
          #expect(after == before)
        } else {
          found += 1
        }
      }
    }
    #expect(found > file.count / 12)
  }

  @Test("what is cut short or no archive is said")
  func faults() {
    for count in [0, 4, 21, 100, Self.plain.count - 1] {
      let error = failure { try NumPyArchive(file: Array(Self.plain.prefix(count)), named: "x.npz") }
      #expect(error?.reason == "is cut short: the directory at the end of a zip archive is missing")
    }
    // An entry twice: two names for the same bytes are one name too many.
    let twice = Archive(files: [("a.npy", 0), ("a.npy", 60)])
    #expect(failure { try NumPyArchive(file: twice.bytes, named: "x") }?.reason == "holds \"a.npy\" twice")
    let overlapping = Archive(files: [("a.npy", 0), ("b.npy", 10)])
    #expect(
      failure { try NumPyArchive(file: overlapping.bytes, named: "x") }?.reason
        == "\"b.npy\" begins within another file of the archive")
    let lying = Archive(files: [("a.npy", 0)], method: 8, size: 4_000_000_000)
    #expect(
      failure { try NumPyArchive(file: lying.bytes, named: "x").array() }?.reason
        == "\"a.npy\" would have 4000000000 bytes, more than 10 compressed bytes can hold")
    let strange = Archive(files: [("a.npy", 0)], method: 12, size: 10)
    #expect(failure { try NumPyArchive(file: strange.bytes, named: "x").array() }?.kind == .unsupported)
  }

  @Test("sizes of 64 bits, and names that would be paths")
  func wide() throws {
    let body = NumPyArrayTests.file(NumPyArrayTests.header("<f8", "(1,)"), NumPyArrayTests.bytes([2.5] as [Double]))
    let archive = Archive(files: [("../../a.npy", 0)], body: body, isWide: true)
    #expect(try NumPyArchive(file: archive.bytes, named: "x").array("../../a").values == [2.5])
  }

  @Test("no bytes make it trap", arguments: 0..<200)
  func fuzz(seed: Int) {
    var generator = SplitMix64(seed)
    var bytes = seed % 2 == 0 ? Self.plain : Self.packed
    for _ in 0...seed % 5 { bytes[Int.random(in: 0..<bytes.count, using: &generator)] = .random(in: 0...255) }
    if let archive = try? NumPyArchive(file: bytes, named: "x") {
      for name in archive.names { _ = try? archive.array(name) }
    }
  }
}

/// An archive written by hand, with files of one content at given places.
private struct Archive {
  var bytes: [UInt8] = []

  init(
    files: [(name: String, start: Int)], body: [UInt8] = Array(repeating: 1, count: 10), method: UInt16 = 0,
    size: Int? = nil,
    isWide: Bool = false
  ) {
    let size = size ?? body.count
    var directory: [UInt8] = []
    for (name, start) in files {
      let checksum = littleEndian([crc32(body)])
      let sizes =
        isWide ? Array(repeating: 0xff, count: 8) : littleEndian([UInt32(body.count), UInt32(size)])
      let wide = isWide ? littleEndian([1, 16] as [UInt16]) + littleEndian([UInt64(size), UInt64(body.count)]) : []
      let common = littleEndian([0, method, 0, 0]) + checksum + sizes
      let file =
        [0x50, 0x4b, 3, 4, 20, 0] + common + littleEndian([UInt16(name.utf8.count), UInt16(wide.count)]) + name.utf8
        + wide
        + body
      bytes += Array(repeating: 0, count: max(0, start + file.count - bytes.count))
      bytes.replaceSubrange(start..<start + file.count, with: file)
      directory += [0x50, 0x4b, 1, 2, 20, 0, 20, 0] + common
      directory +=
        littleEndian([UInt16(name.utf8.count), UInt16(wide.count), 0, 0, 0, 0, 0]) + littleEndian([UInt32(start)])
      directory += Array(name.utf8) + wide
    }
    let start = bytes.count
    bytes += directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + littleEndian([UInt16(files.count), UInt16(files.count)])
    bytes += littleEndian([UInt32(directory.count), UInt32(start)]) + [0, 0]
  }
}

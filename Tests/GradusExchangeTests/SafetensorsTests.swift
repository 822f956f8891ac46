import GradusExchange
import Testing

/// A file of this header and this many bytes of arrays.
private func file(_ header: String, _ count: Int, length: UInt64? = nil) -> [UInt8] {
  let length = length ?? UInt64(header.utf8.count)
  return (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) } + Array(header.utf8)
    + Array(repeating: 0, count: count)
}

@Suite("A safetensors file")
struct SafetensorsTests {
  let sample = Safetensors(
    tensors: [
      NamedTensor(name: "layers.0.weight", shape: [2, 3], values: [1, -2.5, 3, .infinity, -0.0, 0x1p-149] as [Float]),
      NamedTensor(name: "a \"quoted\" ünïcode/name", shape: [], values: [Double.pi]),
      NamedTensor(name: "empty", shape: [0, 4], values: [] as [Float]),
      NamedTensor(name: "bytes", type: .u8, shape: [3], bytes: [1, 2, 255]),
    ], metadata: ["format": "gradus", "note": "line\nbreak"])

  @Test("comes back as it was written, to the bit")
  func roundTrip() throws {
    let read = try Safetensors(file: sample.file, named: "x")
    #expect(read == sample)
    #expect(read.file == sample.file)
    #expect(read[name: "a \"quoted\" ünïcode/name"]?.doubles == [Double.pi])
    #expect(
      read[name: "layers.0.weight"]?.floats?.map(\.bitPattern)
        == [1, -2.5, 3, .infinity, -0.0, 0x1p-149].map { (x: Float) in x.bitPattern })
    #expect(read[name: "bytes"]?.floats == nil)
  }

  @Test("without arrays is a header alone")
  func empty() throws { #expect(try Safetensors(file: Safetensors().file, named: "x") == Safetensors()) }

  @Test("is laid out as the format says")
  func layout() {
    let bytes = Safetensors(tensors: [NamedTensor(name: "x", shape: [1], values: [1] as [Float])]).file
    let header = #"{"x":{"data_offsets":[0,4],"dtype":"F32","shape":[1]}}"#
    #expect(bytes == file(header + String(repeating: " ", count: 56 - header.utf8.count), 0) + [0, 0, 0x80, 0x3f])
  }

  @Test("of half precision is read exactly")
  func halves() {
    let halves: [(UInt16, Float)] = [
      (0x3c00, 1), (0xc000, -2), (0x7bff, 65504), (0x0001, 0x1p-24), (0x03ff, 1023 * 0x1p-24), (0x8000, -0.0),
      (0x7c00, .infinity),
    ]
    let bytes = halves.flatMap { [UInt8(truncatingIfNeeded: $0.0), UInt8($0.0 >> 8)] }
    let tensor = NamedTensor(name: "h", type: .f16, shape: [halves.count], bytes: bytes)
    #expect(tensor.floats?.map(\.bitPattern) == halves.map(\.1.bitPattern))
    #expect(NamedTensor(name: "b", type: .bf16, shape: [1], bytes: [0xc0, 0x3f]).floats == [1.5])
  }

  @Test(
    "is refused when it breaks a rule of the format",
    arguments: [
      ([], "has 0 bytes"), (file("{}", 0, length: 3), "is cut short"),
      (file("{}", 0, length: .max), "at most 100000000"),
      (file("{}", 0, length: 100_000_001), "at most"), (file("", 0), "does not begin with {"),
      (file(" {}", 0), "does not begin with {"),
      (file("{", 0), "no JSON"), (file("{]", 0), "no JSON"), (file("{} {}", 0), "no JSON"),
      (file("{}", 1), "belong to no array"),
      (file(#"{"x":{"dtype":"F32","shape":[1]}}"#, 4), #""data_offsets" is missing"#),
      (file(#"{"x":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}}"#, 4), "unknown or impossible value"),
      (file(#"{"x":{"dtype":"F32","shape":"a","data_offsets":[0,4]}}"#, 4), "a list was expected"),
      (file(#"{"x":7}"#, 4), "an object was expected"), (file(#"{"__metadata__":{"a":1}}"#, 0), "a text was expected"),
      (file(#"{"x":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#, 4), "needs 8 bytes, its offsets give 4"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}"#, 8), "needs 4 bytes, its offsets give 8"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 3), "has only 3 bytes"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#, 5), "1 bytes at its end belong to no array"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}"#, 8), "begins at 4"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#, 8), "a begin and an end"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[-4,0]}}"#, 8), "a begin and an end"),
      (file(#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[4]}}"#, 8), "a begin and an end"),
      (file(#"{"x":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#, 4), "which no array has"),
      (file(#"{"x":{"dtype":"F32","shape":[9223372036854775807,2],"data_offsets":[0,4]}}"#, 4), "which no array has"),
      (
        file(
          #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}"#,
          6), #""y" begins at 2, but the array before it ends at 4"#
      ),
      (
        file(
          #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"y":{"dtype":"F32","shape":[1],"data_offsets":[8,12]}}"#,
          12), "begins at 8"
      ),
      (
        file(
          #"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"x":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#,
          4), #"gives "x" twice"#
      ),
      (file(#"{"x":{"dtype":"F32","shape":[1],"shape":[1],"data_offsets":[0,4]}}"#, 4), #"gives "shape" twice"#),
    ] as [([UInt8], String)])
  func malformed(bytes: [UInt8], words: String) throws {
    let error = try #require(failure { try Safetensors(file: bytes, named: "x") })
    #expect(error.kind == .malformed)
    #expect(error.reason.contains(words), "\(error)")
    #expect(!error.description.contains("\n"))
  }

  @Test("cut at any byte is refused", arguments: 0..<40)
  func truncated(piece: Int) {
    let length = sample.file.count * piece / 40
    #expect(failure { try Safetensors(file: Array(sample.file[..<length]), named: "x") }?.kind == .malformed)
  }
}

@Suite("Writing a file")
struct FileBytesTests {
  @Test("replaces the old one and leaves nothing beside it")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("model", [1, 2, 3])
    try FileBytes.write([4, 5], to: path)
    #expect(try FileBytes.read(path) == [4, 5])
    #expect(folder.names == ["model"])
  }

  @Test("to a full disk is an error that says so, and leaves the old file")
  func fullDisk() throws {
    let error = try #require(failure { try FileBytes.write(Array(repeating: 1, count: 100_000), to: "/dev/full") })
    #expect(error.kind == .inputOutput)
    #expect(error.reason.contains("the disk is full"))
    #expect(FileBytes.exists("/dev/full"))
  }

  @Test("to a folder that is not there, or to a folder, is an error")
  func nowhere() throws {
    let folder = try TemporaryFolder()
    #expect(
      try #require(failure { try FileBytes.write([1], to: "\(folder.path)/none/model") }).reason.contains(
        "no such file or folder"))
    #expect(try #require(failure { try FileBytes.write([1], to: folder.path) }).reason.contains("is a folder"))
    #expect(try #require(failure { try FileBytes.read(folder.path) }).reason.contains("is a folder"))
    #expect(try #require(failure { try FileBytes.read("\(folder.path)/none") }).reason.contains("no such file"))
    #expect(folder.names.isEmpty)
  }
}

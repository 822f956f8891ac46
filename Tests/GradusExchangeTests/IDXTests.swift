import GradusExchange
import GradusLearning
import Testing

/// A header of IDX, and elements.
private func file(_ magic: [UInt8], _ sizes: [UInt32], _ count: Int) -> [UInt8] {
  magic + sizes.flatMap { size in [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) } }
    + (0..<count).map { UInt8(truncatingIfNeeded: $0) }
}

@Suite("An IDX file")
struct IDXTests {
  @Test("comes back as it was written", arguments: [[3], [2, 3, 4], [2, 2, 2, 3], [0, 5, 5]], [false, true])
  func roundTrip(sizes: [Int], compressed: Bool) throws {
    let array = IDX(sizes: sizes, bytes: (0..<sizes.reduce(1, *)).map { UInt8($0 * 7 % 256) })
    #expect(try IDX(file: array.file(compressed: compressed), named: "x") == array)
  }

  @Test(
    "is refused, plain, when its header is wrong",
    arguments: [
      ([], "has 0 bytes"), ([0, 0, 8], "has 3 bytes"),
      (file([1, 0, 8, 1], [3], 3), "is neither"), (Array("hello world".utf8), "begins with the bytes 68 65 6c 6c"),
      (file([0, 0, 7, 1], [3], 3), "names no type of IDX: 07"),
      (file([0, 0, 0x0d, 1], [3], 11), "gives 3 x 4 = 12 bytes, there are 11"),
      (file([0, 0, 8, 0], [], 1), "has 0 axes"),
      (file([0, 0, 8, 5], [1, 1, 1, 1, 1], 1), "has 5 axes"),
      (file([0, 0, 8, 3], [2, 2], 0), "ends within its header"),
      (file([0, 0, 8, 1], [3], 2), "is cut short: its header gives 3 = 3 bytes, there are 2"),
      (file([0, 0, 8, 3], [2, 2, 2], 9), "is too long: its header gives 2 x 2 x 2 = 8 bytes, there are more"),
      (file([0, 0, 8, 3], [.max, .max, .max], 9), "promises 4294967295 x 4294967295 x 4294967295 elements"),
      (file([0, 0, 8, 4], [.max, .max, .max, 0], 0), "promises"),
      (file([0, 0, 8, 2], [1 << 18, 1 << 17], 9), "at most"),
    ] as [([UInt8], String)])
  func malformed(bytes: [UInt8], words: String) throws {
    let error = try #require(failure { try IDX(file: bytes, named: "x") })
    if words != "is neither" { #expect(error.reason.contains(words), "\(error)") }
    #expect(!error.description.contains("\n"))
  }

  @Test("is refused, compressed, at whatever byte it is cut", arguments: 2..<40)
  func truncated(length: Int) throws {
    let whole = IDX(sizes: [2, 30, 30], bytes: (0..<1800).map { UInt8($0 * $0 % 251) }).file(compressed: true)
    let cut = length < 20 ? length : whole.count - (length - 19)
    let error = try #require(failure { try IDX(file: Array(whole[..<cut]), named: "x") })
    #expect(error.reason.contains("cut short"), "\(error)")
  }

  @Test("is refused when one bit of its compressed data is wrong", arguments: 0..<60)
  func flipped(step: Int) throws {
    let array = IDX(sizes: [2, 30, 30], bytes: (0..<1800).map { UInt8($0 * $0 % 251) })
    var bytes = array.file(compressed: true)
    // From behind the header of gzip, whose time and system nobody checks, to the checksum and length at the end.
    let place = 10 + step * (bytes.count - 11) / 59
    bytes[place] ^= 0x10
    #expect(failure { try IDX(file: bytes, named: "x") }?.kind == .malformed)
  }

  @Test("is refused, compressed, when its header lies or bytes follow")
  func lying() throws {
    let compressed = { IDX(sizes: [$0.count], bytes: $0).file(compressed: true) }
    let whole = compressed([1, 2, 3])
    #expect(try #require(failure { try IDX(file: whole + [9], named: "x") }).reason.contains("follow the end"))
    let inner = file([0, 0, 8, 1], [1_000_000_000], 3)
    let few = IDX(sizes: [inner.count], bytes: inner)
    // An IDX file whose elements are a lying IDX file: drop the outer header by compressing the inner bytes alone.
    let lying = gzip(few.bytes)
    #expect(try #require(failure { try IDX(file: lying, named: "x") }).reason.contains("can hold"))
    let long = gzip(file([0, 0, 8, 1], [3], 4))
    #expect(try #require(failure { try IDX(file: long, named: "x") }).reason.contains("too long"))
    let short = gzip(file([0, 0, 8, 1], [9], 4))
    #expect(try #require(failure { try IDX(file: short, named: "x") }).reason.contains("cut short"))
  }

  @Test("may be several gzip members in a row")
  func members() throws {
    let bytes = file([0, 0, 8, 1], [100], 100)
    let joined = gzip(Array(bytes[..<50])) + gzip(Array(bytes[50...]))
    #expect(try IDX(file: joined, named: "x").bytes == Array(bytes[8...]))
  }

  /// gzip with a stored block, written out here: an independent check of the reader.
  private func gzip(_ bytes: [UInt8]) -> [UInt8] {
    let length = UInt16(bytes.count)
    let little = { (word: UInt32, count: Int) in (0..<count).map { UInt8(truncatingIfNeeded: word >> (8 * UInt32($0))) }
    }
    return [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1] + little(UInt32(length), 2) + little(UInt32(~length), 2) + bytes
      + little(crc32(bytes), 4) + little(UInt32(bytes.count), 4)
  }
}

@Suite("A source of data")
struct ImageSourceTests {
  func folder(labels: [UInt8] = [1, 0], images: Int = 2, compressed: Bool = false) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    let ending = compressed ? ".gz" : ""
    for prefix in ["train", "t10k"] {
      try folder.write(
        "\(prefix)-images-idx3-ubyte\(ending)",
        IDX(sizes: [images, 2, 3], bytes: (0..<UInt8(images * 6)).map { $0 }).file(compressed: compressed))
      try folder.write(
        "\(prefix)-labels-idx1-ubyte\(ending)", IDX(sizes: [labels.count], bytes: labels).file(compressed: compressed))
    }
    return folder
  }

  @Test("is a folder of IDX files, compressed or not", arguments: [false, true])
  func folders(compressed: Bool) throws {
    let folder = try folder(compressed: compressed)
    for part in ImageSource.Part.allCases {
      let data = try ImageSource(folder.path).load(part)
      #expect(data.count == 2)
      #expect(data.task.names == ["0", "1"])
      #expect(data.imageShape == ImageShape(height: 2, width: 3))
    }
  }

  @Test("is a file with its labels beside it")
  func files() throws {
    let folder = try folder()
    let source = ImageSource("\(folder.path)/t10k-images-idx3-ubyte")
    #expect(source.has(.training) && !source.has(.test))
    #expect(try ImageSource(folder.path).has(.test) && !ImageSource(TemporaryFolder().path).has(.test))
    #expect(try source.load(.training).targets.classes == [1, 0])
  }

  @Test("says what is missing or does not fit")
  func refuses() throws {
    let three = try folder(labels: [0, 0, 0])
    #expect(
      try #require(failure { try ImageSource(three.path).load(.training) }).reason
        == "2 images but 3 labels: every image needs one label")
    let empty = try TemporaryFolder()
    #expect(
      try #require(failure { try ImageSource(empty.path).load(.test) }).reason.contains(
        "holds no file t10k-images-idx3-ubyte"))
    #expect(try #require(failure { try ImageSource("nowhere").load(.test) }).description.contains("nowhere"))
    let swapped = try TemporaryFolder()
    try swapped.write("train-images-idx3-ubyte", IDX(sizes: [2], bytes: [0, 1]).file())
    try swapped.write("train-labels-idx1-ubyte", IDX(sizes: [2], bytes: [0, 1]).file())
    #expect(try #require(failure { try ImageSource(swapped.path).load(.training) }).reason.contains("images have 3"))
    let flat = try TemporaryFolder()
    try flat.write("train-images-idx3-ubyte", IDX(sizes: [2, 0, 3], bytes: []).file())
    try flat.write("train-labels-idx1-ubyte", IDX(sizes: [2], bytes: [0, 1]).file())
    #expect(try #require(failure { try ImageSource(flat.path).load(.training) }).reason.contains("no pixels"))
  }

  @Test("knows Fashion-MNIST", .enabled(if: FileBytes.isFolder("/usr/share/datasets/fashion-mnist")))
  func fashion() throws {
    let data = try ImageSource("fashion-mnist").load(.test)
    #expect(data.count == 10_000)
    #expect(data.imageShape == ImageShape(height: 28, width: 28))
    #expect((0..<10).allSatisfy { label in data.targets.classes!.filter { $0 == label }.count == 1000 })
    #expect(data.task.names[Int(data.targets.classes![0])] == "Ankle boot")
  }
}

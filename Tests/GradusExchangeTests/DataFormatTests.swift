import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Data in any format")
struct DataFormatTests {
  struct Other: Error {}

  func table(_ name: String, _ reading: DataReading = DataReading(), _ part: ImageSource.Part = .training) throws -> (
    table: Table, content: DataContent
  ) {
    let content = try DataSource(fixture(name)).load(part, reading)
    guard case .table(let table) = content.kind else { throw Other() }
    return (table, content)
  }

  func images(_ name: String, _ part: ImageSource.Part = .training) throws -> (examples: Examples, targets: Targets) {
    let content = try DataSource(fixture(name)).load(part)
    guard case .images(let examples, let targets?) = content.kind else { throw Other() }
    return (examples, targets)
  }

  static let a: [Double] = [0, 2, 4, 6, 8, 10]
  static let b: [Double] = [1.5, -3, 0.25, 0, 1e-3, 1e6]
  static let y: [Double] = [0, 1, 2, 0, 1, 2]

  @Test(
    "arrays and sparse tables are the same table",
    arguments: [
      ("plain.npz", ["1", "2", "y"]), ("packed.npz", ["1", "2", "y"]), ("data.safetensors", ["1", "2", "y"]),
      ("plain.mat", ["1", "2", "y"]), ("packed.mat", ["1", "2", "y"]), ("zero.svm", ["0", "1", "label"]),
      ("whole.npy", ["1", "2", "3"]),
    ])
  func same(name: String, columns: [String]) throws {
    let (table, content) = try table(name)
    #expect(table.columns.map(\.name) == columns)
    #expect(table.columns.map(\.values) == [.numbers(Self.a), .numbers(Self.b), .numbers(Self.y)])
    #expect(content.target == (name == "whole.npy" ? nil : columns[2]))
  }

  @Test("names are classes, parts have one name, and what is told may lie in a file of its own")
  func targets() throws {
    let named = try table("named.npz").table
    #expect(named["y"]?.values == .texts(["ant", "bee", "cat", "ant", "bee", "cat"]))
    #expect(named["1"]?.values == .numbers(Self.a))
    let (own, held) = (try table("parts.npz").table, try table("parts.npz", DataReading(), .test).table)
    #expect(own.count == 4 && held.count == 2 && own.columns.map(\.name) == held.columns.map(\.name))
    #expect(try DataSource(fixture("parts.npz")).has(.test) && !DataSource(fixture("plain.npz")).has(.test))
    var reading = DataReading()
    reading.target = fixture("y.npy")
    #expect(try table("x.npy", reading).table["y"]?.values == .numbers(Self.y))
    reading.target = fixture("train_32x32.mat")
    #expect(throws: ExchangeError.self) { try table("x.npy", reading) }
  }

  @Test("a sparse table keeps its indices, queries, labels and what follows the end of its gzip file")
  func sparse() throws {
    for name in ["one.svm", "padded.svm.gz"] {
      let table = try table(name).table
      #expect(table.columns.map(\.name) == ["1", "2", "qid", "label"])
      #expect(table["2"]?.values == .numbers(Self.b) && table["qid"]?.values == .numbers(Self.y.map { $0 + 5 }))
    }
    let several = try table("several.svm")
    #expect(several.content.target == "label.0,label.1")
    #expect(several.table["label.0"]?.values == .numbers([1, 0, 1, 0, 1, 0]))
    // Known columns are there, if only with zeros; those of another count are not mistaken for them.
    var reading = DataReading()
    reading.columns = ["0", "1", "4"]
    #expect(try table("zero.svm", reading).table["4"]?.values == .numbers(Array(repeating: 0, count: 6)))
    reading.columns = ["1", "2"]
    #expect(try #require(failure { try table("zero.svm", reading) }).reason.contains("begin with 0"))
  }

  @Test(
    "a sparse table is refused where a line is none",
    arguments: [
      ("1 1:2\n1 2:x\n", "line 2: '2:x'"), ("1 1:2\n1 3:1 2:1\n", "not above"), ("1 1:2\nx 1:2\n", "no label"),
      ("1 1:2\n1 -1:2\n", "index from 0"), ("1 1:1\n1 134217000:1\n", "nearly all 0"),
      ("99223372:3685477", "in at most 1048576 columns"), ("1 1:inf\n", "no index:value"),
    ])
  func sparseFaults(text: String, words: String) throws {
    let error = try #require(failure { try SparseText(Array(text.utf8), file: "x").content(columns: []) })
    #expect(error.reason.contains(words), "\(error)")
  }

  @Test("the smallest whole number is a text like any other")
  func smallest() throws {
    let text = "1,3 1:1\n-9223372036854775808 1:4\n"
    let content = try SparseText(Array(text.utf8), file: "x").content(columns: [])
    #expect(content.target == "label.-9.223372036854776e+18,label.1,label.3")
    #expect(Table.Values.numbers([-9_223_372_036_854_775_808]).texts == ["-9.223372036854776e+18"])
  }

  @Test("a data base gives a table or what a query asks for, and is never changed")
  func base() throws {
    var reading = DataReading()
    #expect(try #require(failure { try table("base.sqlite") }).reason.contains("the tables animals, other"))
    reading.from = "animals"
    let animals = try table("base.sqlite", reading).table
    #expect(animals.columns.map(\.name) == ["a", "b", "kind", "seen"])
    #expect(animals["b"]?.values == .numbers(Self.b) && animals["seen"]?.values.kind == "dates")
    #expect(animals["seen"]?.values.gaps == [false, false, true, false, false, false])
    reading.from = "SELECT kind, a + b AS sum FROM animals WHERE a > 2 ORDER BY a DESC"
    #expect(try table("base.sqlite", reading).table["kind"]?.values == .texts(["cat", "bee", "ant", "cat"]))
    let bytes = try FileBytes.read(fixture("base.sqlite"))
    for (query, words) in [
      ("other", "BLOB"), ("none", "no table none"), ("SELECT x FROM animals", "no such column"),
      ("SELECT a, a FROM animals", "rename one"), ("SELECT * FROM animals WHERE a > 99", "no rows"),
      ("WITH a AS (SELECT 1) DELETE FROM animals", "would change"),
    ] {
      let error = try #require(failure { try SQLiteFile.table(bytes, query, file: "x") }, "\(query)")
      #expect(error.reason.contains(words), "\(error)")
    }
    #expect(try SQLiteFile.table(bytes, "animals", file: "x")["kind"] == animals["kind"])
    #expect(failure { try SQLiteFile.table(Array(bytes[..<5000]), "animals", file: "x") } != nil)
  }

  @Test("images come from SVHN, Keras' and PyTorch's arrays, whichever axis is the last")
  func arrays() throws {
    let house = try images("train_32x32.mat")
    #expect(house.examples.form == .image(ImageShape(height: 32, width: 32, channels: 3)))
    #expect(house.targets == .classes([0, 2, 1], names: ["1", "3", "10"]))
    guard case .bytes(let bytes) = house.examples.numbers else { throw Other() }
    // Pixel (0, 1) of each is 1, 2, 3; the others of image n are 60 n and five more a channel.
    #expect(Array(bytes[0..<9]) == [0, 5, 10, 1, 2, 3, 0, 5, 10])
    #expect(Array(bytes[3072..<3081]) == [60, 65, 70, 1, 2, 3, 60, 65, 70])

    let keras = try images("keras.npz")
    #expect(keras.examples.form == .image(ImageShape(height: 4, width: 5)) && keras.examples.count == 3)
    #expect(try images("keras.npz", .test).examples.count == 1)
    let torch = try images("torch.npz")
    #expect(torch.examples.form == .image(ImageShape(height: 4, width: 5, channels: 3)))
    guard case .bytes(let moved) = torch.examples.numbers else { throw Other() }
    #expect(Array(moved[0..<9]) == [0, 5, 10, 1, 2, 3, 0, 5, 10])
    #expect(torch.targets.classes == [0, 1, 2, 3] && torch.targets.task.names == ["0", "1", "2", "3"])
    let scaled = try images("scaled.npz")
    guard case .floats(let floats) = scaled.examples.numbers else { throw Other() }
    #expect(scaled.examples.form == .image(ImageShape(height: 4, width: 5, channels: 3)) && floats[1] == 5 / 255)
    guard case .regression = scaled.targets.task else { throw Other() }
  }

  @Test("a folder is CIFAR, SVHN or IDX by the names of its files")
  func folders() throws {
    let folder = try TemporaryFolder()
    let planes: [UInt8] = (0..<3).flatMap { Array(repeating: UInt8(10 * $0 + 1), count: 1024) }
    try folder.write("data_batch_1.bin", [1] + planes + [0] + planes)
    try folder.write("data_batch_2.bin", [2] + planes)
    try folder.write("test_batch.bin", [2] + planes)
    try folder.write("batches.meta.txt", Array("plane\ncar\nbird\n\n".utf8))
    let ten = try DataSource(folder.path)
    guard case .images(let examples, let told?) = try ten.load(.training).kind,
      case .bytes(let bytes) = examples.numbers
    else { throw Other() }
    #expect(
      told == .classes([1, 0, 2], names: ["plane", "car", "bird"]) && Array(bytes[..<6]) == [1, 11, 21, 1, 11, 21])
    #expect(ten.has(.test) && ten.files.count == 3)
    try folder.write("test_batch.bin", [2] + planes.dropLast())
    #expect(try #require(failure { try ten.load(.test) }).reason.contains("records of 3073"))

    let hundred = try TemporaryFolder()
    try hundred.write("train.bin", [7, 1] + planes)
    try hundred.write("fine_label_names.txt", Array("apple\nboy\n".utf8))
    guard case .images(_, let fine?) = try DataSource(hundred.path).load(.training).kind else { throw Other() }
    #expect(fine == .classes([1], names: ["apple", "boy"]))

    let house = try TemporaryFolder()
    for name in ["train_32x32.mat", "test_32x32.mat"] { try house.write(name, FileBytes.read(fixture(name))) }
    let source = try DataSource(house.path)
    guard case .images(let held, _) = try source.load(.test).kind else { throw Other() }
    #expect(source.has(.test) && held.count == 1)
  }

  @Test("IDX files hold numbers of every type", arguments: IDX.ElementType.allCases)
  func types(type: IDX.ElementType) throws {
    let numbers: [Double] = type == .unsignedByte ? [0, 1, 255] : [-2, 0, 127]
    func bytes(_ number: Double) -> [UInt8] {
      let bits: UInt64 =
        switch type {
        case .double: number.bitPattern
        case .float: UInt64(Float(number).bitPattern)
        default: UInt64(bitPattern: Int64(number))
        }
      return (0..<type.size).reversed().map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
    }
    let array = IDX(sizes: [3], bytes: numbers.flatMap(bytes), type: type)
    #expect(try IDX(file: array.file(compressed: true), named: "x") == array)
    #expect(array.values == numbers)
  }

  @Test("what would fill memory is refused")
  func bombs() throws {
    // A MATLAB file whose element promises more than its bytes hold.
    var file = Array(try FileBytes.read(fixture("packed.mat"))[..<128])
    file += [15, 0, 0, 0, 40, 0, 0, 0]
    let packed = Gzip.deflate([14, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f] + Array(repeating: 0, count: 20))
    file[132] = UInt8(packed.count)
    #expect(try #require(failure { try MATFile(file + packed, file: "x") }).reason.contains("can hold"))
    #expect(failure { try Safetensors(file: FileBytes.read(fixture("data.safetensors")) + [0], named: "x") } != nil)
    #expect(try #require(failure { try DataSource(fixture("pictures.json")).load(.training) }).reason.contains("JSON"))
  }
}

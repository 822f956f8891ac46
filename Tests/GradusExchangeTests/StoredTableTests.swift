import Foundation
import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Tables that are read piece by piece")
struct StoredTableTests {
  /// All rows of a table in a file.
  private func rows(_ stored: StoredTable) throws -> Table {
    let parts = try (0..<stored.blocks).map { try stored.table($0) }
    let columns = parts[0].columns.indices.map { place in
      let own = parts.map { $0.columns[place].values }
      let values: Table.Values =
        switch own[0] {
        case .numbers: .numbers(own.flatMap { $0.numbers ?? [] })
        case .dates: .dates(own.flatMap { $0.numbers ?? [] })
        case .texts: .texts(own.flatMap(\.texts))
        }
      return Table.Column(parts[0].columns[place].name, values)
    }
    return Table(columns, lines: parts.flatMap(\.lines))
  }

  private func same(_ a: Table, _ b: Table) -> Bool {
    a.lines == b.lines && a.columns.count == b.columns.count
      && zip(a.columns, b.columns).allSatisfy {
        $0.name == $1.name && $0.values.kind == $1.values.kind && $0.values.texts == $1.values.texts
      }
  }

  private func check(_ text: [UInt8], _ folder: TemporaryFolder, compressed: Bool = false) throws {
    let path = "\(folder.path)/t.csv"
    try FileBytes.write(compressed ? Gzip.deflate(text) : text, to: path)
    let expected = try Table.read(text, .init(), file: path)
    let found = try DataSource(path).stored(.init())
    #expect(found.notes == expected.notes)
    #expect(same(try rows(found.table), expected.table))
  }

  @Test(
    "are what they are in memory",
    arguments: [
      "a,b\n1,x\n2,y\n", "a;b;\n1,5;x;\n,y;\n", "sep=;\na;b\n1;2\n", "# c\na\tb\n\n\"x\ny\"\t1\n\"q\"\"\"\t2\n",
      "Sales 2024;;\na;b;c\n1;2;3\n4;5;6\n", "a,b\nkg,cm\n1,2\n3,4\n5,6\n", "1.5,2\n3,4\n",
      "a,b\r1,2\r3,4\r", "a,b\r\n1,2\r\n3,\r\n", "\u{feff}a,b\n1,ä\n2,ö\n",
    ], [false, true])
  func equal(text: String, compressed: Bool) throws {
    try check(Array(text.utf8), TemporaryFolder(), compressed: compressed)
  }

  /// Columns that show only late what they are, over several blocks of the file and of the table.
  @Test("also where a column shows late what it is", arguments: [500, 30_000, 90_000])
  func late(count: Int) throws {
    var lines = ["n,late,amount,date,thousands,text,gap"]
    for row in 0..<count {
      let isLast = row == count - 1
      lines.append(
        "\(row).5,\(isLast ? "x" : "\(row % 30_000)"),$\(row % 50),2024-01-\(row % 9 + 10),\"\(isLast ? "1,234.5" : "1,234")\",t\(row % 5),\(row % 3 == 0 ? "NA" : "1")"
      )
    }
    try check(Array(lines.joined(separator: "\n").utf8), TemporaryFolder())
  }

  @Test("letters of Windows-1252 are read cell by cell")
  func windows() throws {
    try check(Array("a,b\nL".utf8) + [0xe4] + Array("nge,1\nKurz,2\n".utf8), TemporaryFolder())
  }

  @Test("rows of numbers in npy, safetensors and IDX are those that are read into memory")
  func arrays() throws {
    let folder = try TemporaryFolder()
    let (rows, width) = (100_000, 11)
    let numbers = (0..<rows * width).map { Double($0 % 1013) / 4 }
    let labels = (0..<rows).map { Double($0 % 3) }
    let (x, y, both, idx) = (
      "\(folder.path)/x.npy", "\(folder.path)/y.npy", "\(folder.path)/d.safetensors", "\(folder.path)/d.idx"
    )
    try NumPyArray(shape: [rows, width], values: numbers).write(to: x)
    try NumPyArray(shape: [rows], values: labels).write(to: y)
    func bytes(_ values: [Double]) -> [UInt8] { littleEndian(values.map { Float($0).bitPattern }) }
    try Safetensors(tensors: [
      NamedTensor(name: "X", type: .f32, shape: [rows, width], bytes: bytes(numbers)),
      NamedTensor(name: "y", type: .f32, shape: [rows, 1], bytes: bytes(labels)),
    ]).write(to: both)
    try FileBytes.write(
      IDX(sizes: [rows, width], bytes: (0..<rows * width).map { UInt8($0 % 251) }).file(), to: idx)
    for (path, target) in [(x, y), (both, nil), (idx, y), (idx, "last")] as [(String, String?)] {
      var reading = DataReading()
      reading.target = target
      guard case .table(let expected) = try DataSource(path).load(.training, reading).kind else {
        Issue.record("\(path) is no table")
        continue
      }
      let found = try DataSource(path).stored(reading)
      let own = try self.rows(found.table)
      #expect(own.columns == expected.columns, "\(path)")
      #expect(found.target == (try DataSource(path).load(.training, reading).target))
    }
    let short = try FileBytes.read(x).dropLast(8)
    try FileBytes.write(Array(short), to: x)
    #expect(failure { _ = try DataSource(x).stored(.init()) }?.reason.contains("for the shape") == true)
    #expect(try !DataSource(x).isLarge(.init()))
  }

  @Test("damage is an error that names it")
  func damage() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/t.csv"
    let text = Array(("a,b\n" + String(repeating: "1,2\n", count: 400_000)).utf8)
    func reason(_ bytes: [UInt8]) throws -> String {
      try FileBytes.write(bytes, to: path)
      return failure { _ = try DataSource(path).stored(.init()) }?.reason ?? "none"
    }
    let packed = Gzip.deflate(text)
    #expect(try reason(Array(packed.dropLast(9))).contains("cut short"))
    var wrong = packed
    wrong[packed.count / 2] ^= 0x55
    #expect(try reason(wrong).contains("damaged"))
    #expect(try reason(packed + [1, 2, 3]).contains("other bytes follow"))
    #expect(try reason(packed + [0, 0, 0]) == "none")
    #expect(try reason(packed + packed) == "none")
    #expect(try reason(text + Array("1,2,3\n".utf8)).contains("line 400002 has 3 cells; line 1 has 2"))
    #expect(try reason(text + Array("\"1,2\n".utf8)).contains("line 400002: a quotation mark is not closed"))
    #expect(try reason(text + [0]).contains("bytes of zero"))
    #expect(try reason([0xff, 0xfe, 0x61, 0, 0x2c, 0]).contains("UTF-16"))
  }
}

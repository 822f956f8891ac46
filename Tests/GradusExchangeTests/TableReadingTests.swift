import GradusExpression
import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Reading a table")
struct TableReadingTests {
  func read(_ text: String, header: Table.Header = .auto) throws(ExchangeError) -> Table {
    try Table(Array(text.utf8), header: header, file: "t.csv")
  }

  func names(_ table: Table) -> [String] { table.columns.map(\.name) }

  @Test("tells numbers, dates and texts apart, and gaps in each")
  func kinds() throws {
    let table = try read(
      """
      age,joined,name,score
      31,2024-02-29,Ann,1.5
      NA,2023-01-01,"Lee, Bo",-2e3
      ,,?,nan

      27,2020-12-31,"say ""hi\""",0
      """)
    #expect(names(table) == ["age", "joined", "name", "score"])
    #expect(table.lines == [2, 3, 4, 6])
    #expect(table["age"]?.values.texts == ["31", nil, nil, "27"])
    #expect(table["joined"]?.values.texts == ["2024-02-29", "2023-01-01", nil, "2020-12-31"])
    #expect(table["joined"]?.values.kind == "dates")
    #expect(table["name"]?.values == .texts(["Ann", "Lee, Bo", nil, "say \"hi\""]))
    #expect(table["score"]?.values.texts == ["1.5", "-2000", nil, "0"])
  }

  @Test("dates with slashes have the order that fits all of them; codes keep their zeros")
  func ordersAndCodes() throws {
    let table = try read(
      "us,eu,both,zip\n12/31/2024,31/12/2024,01/02/2024,01067\n1/2/2024,2/1/2024,03/04/2024,10115\nNA,NA,NA,NA\n")
    #expect(table["us"]?.values.texts == ["2024-12-31", "2024-01-02", nil])
    #expect(table["eu"]?.values.texts == ["2024-12-31", "2024-01-02", nil])
    #expect(table["both"]?.values == .texts(["01/02/2024", "03/04/2024", nil]))
    #expect(table["zip"]?.values == .texts(["01067", "10115", nil]))
    #expect(try #require(failure { try read("{\"a\": 1}\n{\"a\": 2}\n") }).reason.hasPrefix("is JSON"))
  }

  @Test("numbers that are read quickly are those that are read with care", arguments: 0..<300)
  func plainNumbers(seed: Int) throws {
    var generator = SplitMix64(seed)
    var text = Bool.random(using: &generator) ? "-" : ""
    for _ in 0..<Int.random(in: 1...9, using: &generator) { text += "\(Int.random(in: 0...9, using: &generator))" }
    if Bool.random(using: &generator) { text += ".\(Int.random(in: 0...99_999_999, using: &generator))" }
    let number = Double(plain: text.utf8.span, allowsPoint: true)
    let digits = text.drop { $0 == "-" }
    let isPadded = digits.count > 1 && digits.hasPrefix("0") && !digits.hasPrefix("0.")
    #expect(
      number?.bitPattern == (isPadded || digits.count(where: \.isNumber) > 15 ? nil : Double(text)?.bitPattern),
      "\(text)")
    for other in ["", "-", "1e5", "1.", ".5", "1.2.3", "1,5", "0x1", "nan", "--1"] {
      #expect(Double(plain: other.utf8.span, allowsPoint: true) == nil, "\(other)")
    }
    #expect(
      Double(plain: "1.5".utf8.span, allowsPoint: false) == nil
        && Double(plain: "15".utf8.span, allowsPoint: false) == 15)
  }

  @Test("finds a line of names, or none")
  func headers() throws {
    #expect(try names(read("5.1,3.5,setosa\n4.9,3.0,setosa\n")) == ["1", "2", "3"])
    // Every cell a text: names where none stands below again.
    #expect(try names(read("class,cap\ne,x\np,y\n")) == ["class", "cap"])
    #expect(try names(read("p,x\ne,x\np,y\n")) == ["1", "2"])
    #expect(try names(read("p,x\ne,z\nq,y\n", header: .no)) == ["1", "2"])
    #expect(try names(read("2019,2020\n1,2\n", header: .yes)) == ["2019", "2020"])
    #expect(try names(read(",x,y\n0,1,a\n1,2,b\n")) == ["1", "x", "y"])
    // A text above numbers is a name, whatever stands in other columns.
    #expect(try names(read("x,c\n1,a\n2,c\n")) == ["x", "c"])
    #expect(try names(read("day,c\n2024-01-02,a\n,c\n")) == ["day", "c"])
  }

  @Test(
    "finds what separates",
    arguments: [
      "a,b\n1,x y\n2,z\n", "a;b\n1;x y\n2;z\n", "a\tb\n1\tx y\n2\tz\n", "sep=;\na;b\n1;x y\n2;z\n",
      "a,b\r\n1,x y\r\n2,z\r\n", "\u{FEFF}a,b\n1,x y\n2,z\n", "a,b\n1,\"x y\"\n2,z",
    ])
  func separators(text: String) throws {
    let table = try read(text)
    #expect(names(table) == ["a", "b"])
    #expect(table["b"]?.values == .texts(["x y", "z"]))
  }

  @Test("decimal commas between semicolons, and a table of spaces")
  func decimals() throws {
    #expect(try read("a;b\n1,5;x\n-2,25;y\n")["a"]?.values == .numbers([1.5, -2.25]))
    #expect(try read("a b\n1 x\n2 y\n")["a"]?.values == .numbers([1, 2]))
  }

  @Test("gzip, with zeros after its end, is read as what it holds")
  func gzip() throws {
    // printf 'a,b\n1,x\n2,y\n' | gzip -n
    let bytes: [UInt8] = [
      31, 139, 8, 0, 0, 0, 0, 0, 0, 3, 75, 212, 73, 226, 50, 212, 169, 224, 50, 210, 169, 228, 2, 0, 194, 150, 126, 157,
      12, 0, 0, 0,
    ]
    let plain = try read("a,b\n1,x\n2,y\n")
    #expect(try Table(bytes, file: "t.csv.gz") == plain)
    #expect(try Table(bytes + [0, 0, 0], file: "t.csv.gz") == plain)
    #expect(try #require(failure { try Table(bytes + [0, 7], file: "t") }).reason.contains("other bytes follow"))
    #expect(try #require(failure { try Table(Array(bytes.dropLast(9)), file: "t") }).reason.contains("cut short"))
  }

  @Test(
    "refuses what is none, with the line",
    arguments: [
      ("", "holds no rows"), ("a,b\n", "holds no rows below its line of names"),
      ("a,b\n1,2\n3\n", "line 3 has 1 cell; line 1 has 2"), ("a,b,a\n1,2,3\n", "two of its columns are called \"a\""),
      ("a,b\n\"1,2\n", "line 2: a quotation mark is not closed"),
      ("a;b\n1,234;x\n2,345;y\n", "is two numbers, one with decimals and one with thousands"),
      ("a,b\n1\u{0},2\n", "is no text"),
    ])
  func refused(text: String, words: String) throws {
    let header: Table.Header = text.hasPrefix("a,b,a") ? .yes : .auto
    let error = try #require(failure { try read(text, header: header) })
    #expect(error.description.hasPrefix("t.csv: ") && error.reason.contains(words), "\(error)")
  }

  @Test("the tables in the program are whole", arguments: [("iris", 5, 120, 30), ("wine", 14, 142, 36)])
  func known(name: String, columns: Int, training: Int, test: Int) throws {
    let source = try DataSource(name)
    guard case .table(let own) = try source.load(.training).kind, case .table(let held) = try source.load(.test).kind
    else { throw Missing() }
    #expect(own.columns.count == columns && own.count == training && held.count == test)
    #expect(own.columns.dropLast().allSatisfy { $0.values.kind == "numbers" })
    #expect(Set(own.columns[columns - 1].values.texts).count == 3)
    #expect(try source.load(.test).kind == .table(held))
  }

  @Test("the digits in the program are whole")
  func digits() throws {
    let source = ImageSource("digits")
    let (own, held) = (try source.load(.training), try source.load(.test))
    #expect(own.count + held.count == 1797 && held.count == 359)
    #expect(own.imageShape == ImageShape(height: 8, width: 8))
    // scikit-learn 1.9: load_digits().data.sum() is 561718, with 16 for the darkest.
    let shades = [own, held].flatMap { $0.pixels ?? [] }.map { (Int($0) * 16 + 127) / 255 }
    #expect(shades.reduce(0, +) == 561_718 && shades.max() == 16)
    let labels = [own, held].flatMap { $0.targets.classes ?? [] }
    #expect(
      (0..<10).map { label in labels.count { $0 == label } } == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180])
  }

  struct Missing: Error {}

  @Test("what a place holds is told by how it begins")
  func sources() throws {
    let folder = try TemporaryFolder()
    try folder.write("t", Array("a,b\n1,2\n".utf8))
    try folder.write("i", IDX(sizes: [1, 1, 1], bytes: [0]).file())
    try folder.write("x", [0xff, 0, 1, 2])
    guard case .text = try DataSource("\(folder.path)/t").format,
      case .arrays(.idx) = try DataSource("\(folder.path)/i").format,
      case .idxFolder = try DataSource(folder.path).format
    else { throw Missing() }
    #expect(
      try #require(failure { try DataSource("\(folder.path)/x") }).reason.contains("none of what networks learn from"))
    #expect(try #require(failure { try DataSource("\(folder.path)/no") }).reason.contains("digits, iris, wine"))
  }
}

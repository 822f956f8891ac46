import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Tables as offices and spreadsheets write them")
struct AmountTests {
  func read(
    _ text: String, decimal: Table.DecimalMark? = nil, skipped: Int? = nil
  ) throws(ExchangeError) -> (table: Table, notes: [String]) {
    var reading = Table.TextReading()
    (reading.decimal, reading.skipped) = (decimal, skipped)
    return try Table.read(Array(text.utf8), reading, file: "t.csv")
  }

  @Test(
    "a cell is a number under points, under commas, or under both",
    arguments: [
      ("1,234.50", 1234.5, nil), ("1.234,50", nil, 1234.5), ("1,234", 1234, 1.234), ("1.234", 1.234, 1234),
      ("1,234,567", 1_234_567, nil), ("1.234.567", nil, 1_234_567), ("12 345,6", nil, 12345.6),
      ("12'345.6", 12345.6, nil),
      ("12\u{202f}345", 12345, 12345), ("$1,234.50", 1234.5, nil), ("-$5", -5, -5), ("$-5", -5, -5), ("(12)", -12, -12),
      ("(1,234.5)", -1234.5, nil), ("12.5%", 12.5, nil), ("12,5 %", nil, 12.5), ("1.234,50 €", nil, 1234.5),
      ("EUR 7", 7, 7), ("7 CHF", 7, 7), ("−3", -3, -3), (".5", 0.5, nil),
    ] as [(String, Double?, Double?)])
  func amounts(cell: String, point: Double?, comma: Double?) throws {
    let amount = try #require(WrittenAmount(cell))
    #expect(amount.point == point && amount.comma == comma)
  }

  @Test(
    "a cell is none",
    arguments: [
      "", "1,23,456", "01,234", "01.5", "1 23", "$", "%", "$5€", "5 m", "1e5x", "1.2.3", "a1", "--5", "1,234,",
    ])
  func none(cell: String) { #expect(WrittenAmount(cell) == nil) }

  @Test("one certain number tells what the others mean")
  func settled() throws {
    let points = try read("a,b\n\"1,234\",x\n\"5,678.5\",y\n").table
    #expect(points["a"]?.values == .numbers([1234, 5678.5]))
    let commas = try read("a;c;b\n1.234;0,5;x\n5.678;2;y\n").table
    #expect(commas["a"]?.values == .numbers([1234, 5678]) && commas["c"]?.values == .numbers([0.5, 2]))
    let asked = "a,b\n\"1,234\",x\n\"5,678\",y\n"
    #expect(throws: ExchangeError.self) { try read(asked) }
    #expect(try read(asked, decimal: .point).table["a"]?.values == .numbers([1234, 5678]))
    #expect(try read(asked, decimal: .comma).table["a"]?.values == .numbers([1.234, 5.678]))
    let error = #expect(throws: ExchangeError.self) { try read("a;b\n1,5;x\n2,5;y\n", decimal: .point) }
    #expect(error?.reason.contains("'1,5' is no number with a decimal point") == true)
    let both = #expect(throws: ExchangeError.self) { try read("a;b\n1,5;x\n2.5;y\n") }
    #expect(both?.reason.contains("'1,5' has a comma") == true)
  }

  @Test(
    "currencies, percent and brackets are numbers where a column has one sign, and are asked about where it has two")
  func signs() throws {
    let table = try read("p,q,r,k\n\"$1,200.50\",5%,(3),x\n$7,12.5%,4,y\n0,,NA,x\n").table
    #expect(table["p"]?.values == .numbers([1200.5, 7, 0]))
    guard case .numbers(let q) = table["q"]?.values, case .numbers(let r) = table["r"]?.values else {
      Issue.record("no numbers")
      return
    }
    #expect(Array(q.prefix(2)) == [5, 12.5] && q[2].isNaN && Array(r.prefix(2)) == [-3, 4])
    for cells in [["$1", "€2", "$3"], ["5%", "0.5", "7%"]] {
      let mixed = try read("p,k\n" + zip(cells, ["x", "y", "x"]).map { "\($0),\($1)\n" }.joined()).table
      let error = #expect(throws: TableError.self) {
        try TablePreparation(fitting: mixed, TableRoles(of: mixed, targets: ["k"]))
      }
      #expect(error?.description.contains("another sign") == true)
    }
  }

  @Test("titles above the names and units below them are passed over, which is said")
  func titles() throws {
    let bank = try read(
      "\"Data Source\",\"Indicators\",\n\n\"Updated\",\"2024-06-28\",\n\n\"Country\",\"1960\",\"1961\",\"1962\",\n\"A\",\"1.5\",\"2\",\"7\",\n\"B\",\"\",\"3\",\"8\",\n"
    )
    #expect(bank.table.columns.map(\.name) == ["Country", "1960", "1961", "1962"] && bank.table.count == 2)
    #expect(bank.notes.count == 2 && bank.table.lines == [6, 7])
    let units = try read("m,l,k\nkg,cm,\n1,2,x\n3,4,y\n")
    #expect(units.table["m"]?.values == .numbers([1, 3]) && units.notes.count == 1)
    #expect(try read("m,k\n[kg],\n1,x\n3,y\n").table["m"]?.values == .numbers([1, 3]))
    // One text above one column of numbers may be a slip.
    #expect(try read("m,k\nlost,x\n1,x\n3,y\n").table.count == 3)
    let skipped = try read("one,two,three\nnote,a,b\nm,l,k\n1,2,x\n3,4,y\n", skipped: 2)
    #expect(skipped.table.columns.map(\.name) == ["m", "l", "k"] && skipped.table.lines == [4, 5])
    let ragged = #expect(throws: ExchangeError.self) { try read("m,k\n1,x\n3\n4,y\n") }
    #expect(ragged?.reason.contains("--skip-lines") == true)
  }

  @Test("a title in a line that is filled up with separators is one, and an unnamed column is none")
  func filledTitles() throws {
    let text = "Sales 2024;;\n;;\nRegion;Units;Share\nNorth;3;1\nSouth;4;2\n"
    let sales = try read(text)
    #expect(sales.table.columns.map(\.name) == ["Region", "Units", "Share"] && sales.table.lines == [4, 5])
    // The line of separators alone is an empty one.
    #expect(sales.notes.count == 1)
    let unnamed = try read("id;;\na;1;2\nb;3;4\n")
    #expect(unnamed.table.columns.map(\.name) == ["id", "2", "3"] && unnamed.table.count == 2)
    let folder = try TemporaryFolder()
    try FileBytes.write(Array(text.utf8), to: "\(folder.path)/t.csv")
    var stream = try TableStream("\(folder.path)/t.csv", columns: ["Units"])
    #expect(try stream.next()?["Units"]?.values == .numbers([3, 4]))
  }

  @Test("a stream passes over the same")
  func streams() throws {
    let folder = try TemporaryFolder()
    let text = "Title\nand more\nm;l;k\nkg;cm;\n1.234,5;2;x\n3,5;4;y\n"
    try FileBytes.write(Array(text.utf8), to: "\(folder.path)/t.csv")
    var stream = try TableStream("\(folder.path)/t.csv", columns: ["l", "m"])
    let table = try #require(try stream.next())
    #expect(table["m"]?.values == .numbers([1234.5, 3.5]) && table["l"]?.values == .numbers([2, 4]))
    #expect(try stream.next() == nil)
  }
}

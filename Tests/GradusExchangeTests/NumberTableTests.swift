import Testing

@testable import GradusExchange

@Suite("tables of numbers")
struct NumberTableTests {
  @Test(
    "tables as programs and spreadsheets write them",
    arguments: [
      "1,2\n3,4\n", "1;2\n3;4", "# a comment\n1 2\n\n3   4\r\n", "1\t2\n3\t4", "1,2\r\n3,4\r\n", "1,2\r3,4\r",
      "1, 2\n 3 ,4\n",
      "\"1\",\"2\"\n\"3\",\"4\"\n", "1;2;\n3;4;\n", "1,2\n3,4\n,\n\n  \n", "sep=;\r\n1;2\r\n3;4\r\n",
      "+1;2e0\n3,0;4,00\n",
      "1.0\t2\n3\t4\n", "1,\t2\n3,\t4\n", "1,0 2,0\n3,0 4,0", "\"1,0\",2\n3,\"4,00\"\n", "  1  2 \n 3   4",
    ])
  func tables(text: String) throws {
    let table = try NumberTable(text, file: "x")
    #expect(table.rows == [[1, 2], [3, 4]])
    #expect(table.headings == nil)
  }

  @Test(
    "a line of names is no row",
    arguments: [
      ("Länge;Breite\r\n1,5;-2\r\n", ["Länge", "Breite"], [[1.5, -2]]), ("a,b\n1.234,2\n", ["a", "b"], [[1.234, 2]]),
      ("\"x, in m\",\"the \"\"y\"\"\"\n1.5,−2\n", ["x, in m", "the \"y\""], [[1.5, -2]]),
      ("\"two\nlines\";b\n0,123;4\n", ["two\nlines", "b"], [[0.123, 4]]), ("x\n1\n2\n", ["x"], [[1], [2]]),
      ("t [s]\tv (m/s, mean)\n1\t2.25\n", ["t [s]", "v (m/s, mean)"], [[1, 2.25]]),
      ("x y\n1 2\n", ["x", "y"], [[1, 2]]),
      ("a;b\n1;2;\n", ["a", "b"], [[1, 2]]), (",b\n3,4\n", ["", "b"], [[3, 4]]),
    ])
  func headings(text: String, names: [String], rows: [[Double]]) throws {
    let table = try NumberTable(text, file: "x")
    #expect(table.headings == names)
    #expect(table.rows == rows)
  }

  @Test("marks of the encoding are no part of the first number")
  func encodings() throws {
    let text = "1;2\r\n3;4\r\n"
    let wide = Array(text.utf16)
    for bytes in [
      [0xef, 0xbb, 0xbf] + text.utf8, [0xff, 0xfe] + littleEndian(wide),
      [0xfe, 0xff] + littleEndian(wide.map(\.byteSwapped)),
    ] {
      #expect(try NumberTable(TableText.decoded(bytes, file: "x"), file: "x").rows == [[1, 2], [3, 4]])
    }
    #expect(
      failure { try TableText.decoded([0x50, 0x4b, 3, 4], file: "x") }?.reason.contains("save the table as CSV") == true
    )
    #expect(failure { try TableText.decoded([1, 0], file: "x") }?.reason == "is no text: it holds bytes of zero")
  }

  @Test("what is no UTF-8 is read as Windows-1252, as older programs write it")
  func windows() throws {
    // Länge, 5 €
    #expect(try TableText.decoded([0x4c, 0xe4, 0x6e, 0x67, 0x65, 0x2c, 0x35, 0x20, 0x80], file: "x") == "Länge,5 €")
    #expect(try TableText.decoded(Array("Länge,5 €".utf8), file: "x") == "Länge,5 €")
    // A byte that Windows-1252 has no sign for.
    #expect(try !TableText.decoded([0x61, 0x81], file: "x").isEmpty)
  }

  @Test(
    "what is no table of numbers is said with its place",
    arguments: [
      ("1,2\n3", "line 2 has 1 number; the first row has 2"),
      ("a,b\n1,2,3", "line 2 has 3 numbers; line 1 names 2 columns"),
      (
        "1,a",
        "line 1, column 2: 'a' is no number; a line of names holds no number, and one that begins with # is passed over"
      ),
      ("1,,2", "line 1, column 2 is empty; every cell holds a number"),
      ("n;v\n1;2\n3;\n", "line 3, column 2 (v) is empty; every cell holds a number"),
      ("\n# nothing\n", "holds no numbers"),
      ("a;b\n", "holds no numbers below its line of names"),
      ("Name;Alter\r\nAnna;7\r\n", "line 2, column 1 (Name): 'Anna' is no number"),
      ("a;\"b\nc\"\n1;x\n", "line 3, column 2 (b\nc): 'x' is no number"),
      ("a,\"b\n1,2\n", "line 1: a quotation mark is not closed"),
      ("1.234,5;2\n", "line 1, column 1: '1.234,5' is no number: write it without marks between thousands"),
      ("1 234;2\n", "line 1, column 1: '1 234' is no number: write it without marks between thousands"),
      ("a b\n1 1 2\n", "line 2 has 3 numbers; line 1 names 2 columns"),
    ])
  func faults(text: String, reason: String) {
    #expect(failure { try NumberTable(text, file: "x") }?.reason == reason)
  }

  @Test(
    "what could be two tables is refused with the way out",
    arguments: [
      ("1,234;2\n", "a point before decimals"), ("1,234\t2,500\n", "a point before decimals"),
      ("1.234;2\n", "write commas, not semicolons"),
      ("1.234;5,6\n", "a comma, and line 1, column 1: '1.234' a point"),
      ("\"1,234\",\"5,678\"\n", "nothing between thousands"),
      (",a\n0,5\n1,6\n", "counts the rows, as pandas and R write them"), ("Wert\n1,5\n2,5\n", "line 1 names 1 column"),
      ("1,5\n2\n", "line 2 has 1 number; the first row has 2"),
    ])
  func ambiguous(text: String, reason: String) {
    let found = failure { try NumberTable(text, file: "x") }?.reason
    #expect(found?.contains(reason) == true, "\(found ?? "read")")
  }

  @Test(
    "one number that can be read in one way tells for all", arguments: ["1,234;0,5\n", "1.234;0.5\n", "1,234\t0,5\n"])
  func certain(text: String) throws {
    #expect(try NumberTable(text, file: "x").rows == [[1.234, 0.5]])
  }
}

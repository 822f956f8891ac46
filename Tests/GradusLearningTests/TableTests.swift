import GradusLearning
import Testing

@Suite("A table")
struct TableTests {
  let table = Table(
    [
      .init("age", .numbers([20, 30, .nan, 50, 40, 30])),
      .init("colour", .texts(["red", "blue", nil, "red", "green", "blue"])),
      .init("day", .dates([0, 1, 2, 3, 4, 5])),
      .init("kind", .texts(["a", "b", "a", "b", "a", "b"])),
    ], lines: [2, 3, 4, 6, 7, 8])

  func prepared(
    _ scaling: TablePreparation.Scaling = .standard, _ imputation: TablePreparation.Imputation = .median
  ) throws -> TablePreparation {
    try TablePreparation(
      fitting: table, TableRoles(of: table, targets: ["kind"]), scaling: scaling, imputation: imputation)
  }

  func floats(_ examples: Examples) -> [Float] {
    if case .floats(let numbers) = examples.numbers { numbers } else { [] }
  }

  @Test("becomes numbers: scaled, gaps filled and told, texts in columns of their own")
  func features() throws {
    let preparation = try prepared()
    #expect(
      preparation.featureNames == [
        "age", "age=?", "colour=blue", "colour=green", "colour=red", "colour=?", "day",
      ])
    let numbers = floats(try preparation.examples(of: table))
    // The mean of 20, 30, 50, 40, 30 is 34 and their deviation √104; the gap is the median, 30.
    let age = [20, 30, 30, 50, 40, 30].map { Float(($0 - 34) / 104.0.squareRoot()) }
    for row in 0..<6 {
      #expect(abs(numbers[row * 7] - age[row]) < 1e-6)
      #expect(numbers[row * 7 + 1] == (row == 2 ? 1 : 0))
    }
    #expect(Array(numbers[2..<6]) == [0, 0, 1, 0])
    #expect(Array(numbers[16..<20]) == [0, 0, 0, 1])
  }

  @Test("a text that was not there to learn from is none of those that were, and a gap where there was none is filled")
  func unseen() throws {
    let other = Table([
      .init("day", .dates([.nan])), .init("age", .numbers([34])), .init("colour", .texts(["violet"])),
    ])
    let numbers = floats(try prepared().examples(of: other))
    #expect(Array(numbers[0..<6]) == [0, 0, 0, 0, 0, 0])
    // The median of 0…5 is their mean.
    #expect(numbers[6] == 0)
  }

  @Test("is scaled to [0, 1], or by its quartiles, or not at all")
  func scalings() throws {
    let minmax = floats(try prepared(.minmax).examples(of: table))
    #expect(minmax[0] == 0 && minmax[21] == 1)
    let robust = floats(try prepared(.robust).examples(of: table))
    #expect(robust[0] == -1 && robust[21] == 2)
    let none = floats(try prepared(.none, .mean).examples(of: table))
    #expect(none[0] == 20 && none[14] == 34)
    #expect(floats(try prepared(.none, .mode).examples(of: table))[14] == 30)
    #expect(floats(try prepared(.none, .zero).examples(of: table))[14] == 0)
  }

  @Test("goes by what is trained on alone")
  func fitting() throws {
    let numbers = (0..<40).map { Double($0 * $0) }
    let table = Table([
      .init("x", .numbers(numbers)), .init("y", .numbers(numbers.map { $0 / 7 + 0.5 })),
    ])
    let data = try PreparedTable(
      table, TableRoles(of: table, targets: ["y"]), validationFraction: 0.25, testFraction: 0.25, seed: 3)
    #expect(data.training.count == 22 && data.validation.count == 8 && data.test.count == 10)
    let own = floats(data.training.examples)
    #expect(abs(own.reduce(0, +)) < 1e-4)
    #expect(abs(own.reduce(0) { $0 + $1 * $1 } / 22 - 1) < 1e-4)
    guard case .numbers(let told, let targets) = data.training.targets else { throw Missing() }
    #expect(abs(told.reduce(0, +)) < 1e-4)
    // What is told is x / 7 + ½ in its own unit.
    guard case .number(let x) = data.preparation.columns[0].kind else { throw Missing() }
    for (seen, y) in zip(own, told) {
      #expect(abs(targets[0].value(of: y) - ((Double(seen) * x.scale + x.shift) / 7 + 0.5)) < 1e-3)
    }
    let same = try PreparedTable(
      table, as: data.preparation, data.task, validationFraction: 0.25, testFraction: 0.25, seed: 3)
    #expect(same == data)
  }

  struct Missing: Error {}

  @Test(
    "says by itself what a column tells",
    arguments: [
      (Table.Values.texts(["a", "b", "a"]), TableRoles.Kind.classes), (.numbers([0, 1, 0, 1]), .classes),
      (.numbers([0, 1, 2, 3]), .numbers), (.numbers([0.5, 0.5]), .numbers),
      (.numbers((0..<80).map { Double($0 % 40) }), .numbers), (.dates([1, 1]), .numbers),
    ])
  func kinds(values: Table.Values, kind: TableRoles.Kind) throws {
    let table = Table([.init("y", values)])
    #expect(try TableRoles(of: table, targets: ["y"]).kind == kind)
    #expect(try TableRoles(of: table, targets: ["-1"]).targets == ["y"])
  }

  @Test("a column that counts the rows is no feature, unless it is asked for")
  func counters() throws {
    let table = Table([
      .init("Id", .numbers((1...12).map(Double.init))), .init("x", .numbers((0..<12).map { Double($0 * $0) })),
      .init("y", .texts((0..<12).map { $0 < 6 ? "a" : "b" })),
    ])
    let roles = try TableRoles(of: table, targets: ["y"])
    #expect(roles.counters == ["Id"])
    #expect(try TablePreparation(fitting: table, roles).featureNames == ["x"])
    #expect(try TableRoles(of: table, targets: ["y"], categorical: ["Id"]).counters.isEmpty)
  }

  @Test(
    "is refused with the place and the way out",
    arguments: [
      (["kidn"], [], "there is no column \"kidn\", perhaps \"kind\"; the columns are age, colour, day, kind"),
      ([], [], "which column is to be told? Say --target and one of age, colour, day, kind"),
      (["kind"], ["age", "colour", "day"], "no column is left to learn from"),
    ])
  func refused(targets: [String], ignored: [String], words: String) {
    let error = #expect(throws: TableError.self) {
      _ = try PreparedTable(table, TableRoles(of: table, targets: targets, ignoring: ignored))
    }
    #expect(error?.description.hasPrefix(words) == true, "\(error?.description ?? "")")
  }

  @Test("rows of which nothing is known that could be told are left out, and counted")
  func gaps() throws {
    let data = try PreparedTable(table, TableRoles(of: table, targets: ["age"]))
    #expect(data.leftOut == 1 && data.training.count == 5)
    #expect(table.told(["colour", "age"]).count == 5 && table.told(["none"]) == table)
    let error = #expect(throws: TableError.self) {
      try data.preparation.dataset(of: table, task: data.task)
    }
    #expect(error?.description.hasPrefix("line 4, column \"age\": what is to be told is missing") == true)
  }

  @Test("numbers with a slip among them are no texts, and names by the hundred are no classes to see")
  func texts() throws {
    let mixed = Table(
      [.init("x", .texts(["1", "2", "3o", "4"])), .init("y", .texts(["a", "b", "a", "b"]))], lines: [2, 3, 4, 5])
    let error = #expect(throws: TableError.self) {
      _ = try TablePreparation(fitting: mixed, TableRoles(of: mixed, targets: ["y"]))
    }
    #expect(error?.description.hasPrefix("line 4, column \"x\": \"3o\" is no number") == true)
    let roles = try TableRoles(of: mixed, targets: ["y"], categorical: ["x"])
    #expect(try TablePreparation(fitting: mixed, roles).width == 4)
    let names = Table([
      .init("name", .texts((0..<101).map { "person \($0)" })), .init("y", .texts((0..<101).map { "\($0 % 2)" })),
    ])
    #expect(throws: TableError.tooManyTexts(["name"])) {
      _ = try TablePreparation(fitting: names, TableRoles(of: names, targets: ["y"]))
    }
  }

  @Test(
    "what looks like numbers or dates is never taken for names",
    arguments: [
      (["1.234,50", "999,90", "12"], "\"1.234,50\" is no number: write it without marks between thousands"),
      (["1 234", "5 678"], "is no number: write it without marks"), (["-1'234.5", "3"], "is no number: write it"),
      (["01/02/2024", "03/04/2024"], "may have the day first or the month"),
    ])
  func odd(texts: [String], words: String) throws {
    let table = Table([
      .init("x", .texts(texts)), .init("y", .texts(texts.indices.map { $0 == 0 ? "a" : "b" })),
    ])
    // As what is seen, and as what is told.
    for target in ["x", "y"] {
      let error = #expect(throws: TableError.self) {
        _ = try PreparedTable(table, TableRoles(of: table, targets: [target]))
      }
      #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }
    _ = try PreparedTable(table, TableRoles(of: table, targets: ["y"], categorical: ["x"]))
    _ = try TableRoles(of: table, targets: ["x"], kind: .classes)
  }

  @Test(
    "names with digits stay names",
    arguments: [["1.2.3", "1.2.4"], ["030 1234", "040 99"], ["A1", "B2"], ["1,2", "x"]])
  func names(texts: [String]) throws {
    let table = Table([.init("x", .texts(texts)), .init("y", .texts(["a", "b"]))])
    #expect(try PreparedTable(table, TableRoles(of: table, targets: ["y"])).preparation.width == 2)
  }

  @Test("of a model has its columns, of their kind, and classes that it knows")
  func misfits() throws {
    let preparation = try prepared()
    func fault(_ columns: [Table.Column]) -> String {
      do {
        _ = try preparation.dataset(of: Table(columns), task: .classification(["a", "b"]))
        return ""
      } catch { return error.description }
    }
    let (age, colour, day) = (table.columns[0], table.columns[1], table.columns[2])
    #expect(fault([age, colour]).hasPrefix("there is no column \"day\""))
    #expect(
      fault([colour, day, .init("age", .texts(["x", "1", "2", "3", "4", "5"]))]).contains("\"x\" is not a number"))
    #expect(
      fault([age, colour, .init("day", age.values)]) == "the column \"day\" holds numbers; the model knows it as dates")
    #expect(
      fault([age, colour, day, .init("kind", .texts(["a", "c", "a", "b", "a", "b"]))])
        == "row 2, column \"kind\": the model knows no class \"c\"; it knows a, b")
  }

  @Test("several columns of yes and no are labels")
  func labels() throws {
    let table = Table([
      .init("x", .numbers([1, 2, 3])), .init("warm", .numbers([0, 1, 1])), .init("wet", .texts(["no", "Yes", "no"])),
    ])
    let roles = try TableRoles(of: table, targets: ["warm", "wet"], kind: .labels)
    let data = try PreparedTable(table, roles)
    #expect(data.training.targets == .labels([0, 0, 1, 1, 1, 0], names: ["warm", "wet"]))
  }
}

@Suite("Days of the calendar")
struct CalendarDayTests {
  @Test(
    "are counted from 1970",
    arguments: [
      ("1970-01-01", 0.0), ("2000-03-01", 11017), ("29.02.2024", 19782), ("2024/2/29", 19782), ("1969-12-31", -1),
      ("2024-02-29T12:00", 19782.5), ("2024-02-29 18:00:00Z", 19782.75),
    ])
  func days(text: String, day: Double) { #expect(CalendarDay.number(text) == day) }

  @Test(
    "that are none, or have two meanings, are not read",
    arguments: [
      "2023-02-29", "01/02/2024", "12-30-2024", "1.5", "2024-13-01", "2024-01-01 25:00", "", "2024-01", "a-b-c",
    ])
  func none(text: String) { #expect(CalendarDay.number(text) == nil) }

  @Test("come back as they were written")
  func roundTrip() {
    for day in stride(from: -200_000.0, through: 400_000, by: 37) {
      #expect(CalendarDay.number(CalendarDay.text(day)) == day, "\(day)")
    }
    #expect(CalendarDay.text(19782.5) == "2024-02-29 12:00:00")
  }
}

@Suite("A division of examples")
struct SplitTests {
  @Test("holds back of every class as nearly its share as whole numbers allow", arguments: [0.1, 0.2, 0.25, 0.5])
  func stratified(fraction: Double) throws {
    let classes = (0..<103).map { Int32($0 < 70 ? 0 : $0 < 100 ? 1 : 2) }
    var generator = SeededGenerator(seed: 1)
    let split = try Split(of: 103, fraction, classes: classes, using: &generator)
    #expect(split.held.count == Int((fraction * 103).rounded()))
    #expect(Set(split.held + split.kept) == Set(0..<103))
    for (label, size) in [(Int32(0), 70.0), (1, 30), (2, 3)] {
      let held = split.held.count { classes[$0] == label }
      #expect(abs(Double(held) - fraction * size) < 1, "\(label)")
    }
  }

  @Test("the only example of a class stays where another can go")
  func single() throws {
    for seed in 0..<20 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let split = try Split(of: 10, 0.3, classes: [0, 0, 0, 0, 0, 0, 0, 0, 1, 2], using: &generator)
      #expect(!split.held.contains(8) && !split.held.contains(9))
    }
  }
}

@Suite("The numbers of a column")
struct ColumnStatisticsTests {
  // numpy 2.4: mean, std, median, quantile(0.1) of [3, 1, 4, 1, 5, 9, 2, 6]
  @Test("have NumPy's statistics; gaps are passed over")
  func numbers() {
    let statistics = ColumnStatistics([3, 1, .nan, 4, 1, 5, 9, 2, 6])
    #expect(statistics.count == 8)
    #expect(statistics.mean == 3.875)
    #expect(abs(statistics.deviation - 2.570_870_475_150_391_7) < 1e-12)
    #expect(statistics.median == 3.5 && statistics.mode == 1)
    #expect(abs(statistics.quantile(0.1) - 1) < 1e-12 && abs(statistics.quantile(0.9) - 6.9) < 1e-12)
    #expect(ColumnStatistics([]).mean == 0 && ColumnStatistics([0.1, 0.1, 0.1]).deviation == 0)
  }
}

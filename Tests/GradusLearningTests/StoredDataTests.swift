import GradusExpression
import GradusOptimization
import Testing

@testable import GradusLearning

@Suite("Data in files")
struct StoredDataTests {
  /// A table in a file, block by block.
  private func stored(_ table: Table) throws -> StoredTable {
    let stored = try StoredTable(names: table.columns.map(\.name))
    var codings: [ColumnCoding] = []
    var values: [[Double]] = []
    var lines: [[Int]] = []
    for column in table.columns {
      if let numbers = column.values.numbers {
        codings.append(.numbers)
        values.append(numbers)
        lines.append([])
      } else {
        let known = Set(column.values.texts.compactMap(\.self)).sorted()
        codings.append(.texts(known))
        values.append(column.values.texts.map { $0.flatMap { known.firstIndex(of: $0) }.map(Double.init) ?? .nan })
        lines.append(known.map { text in (column.values.texts.firstIndex(of: text) ?? 0) + 1 })
      }
    }
    for start in stride(from: 0, to: table.count, by: stored.block) {
      let range = start..<min(start + stored.block, table.count)
      try stored.append(values.map { Array($0[range]) }, lines: range.map { $0 + 1 })
    }
    stored.finish(codings, lines: lines)
    return stored
  }

  /// Rows of two numbers with gaps, a text and a class, more than a block has.
  private func table(_ count: Int, seed: UInt64) -> Table {
    var generator = SeededGenerator(seed: seed)
    var (first, second): ([Double], [Double]) = ([], [])
    var (colours, kinds): ([String?], [String?]) = ([], [])
    for row in 0..<count {
      let drawn = Double(generator.integer(below: 1_000_000)) / 1000
      first.append(generator.integer(below: 20) == 0 ? .nan : drawn - 500)
      second.append(Double(generator.integer(below: 7)))
      colours.append(["red", "green", nil][generator.integer(below: 3)])
      kinds.append(row % 97 == 0 ? nil : drawn > 500 ? "high" : "low")
    }
    return Table([
      .init("a", .numbers(first)), .init("b", .numbers(second)), .init("colour", .texts(colours)),
      .init("kind", .texts(kinds)),
    ])
  }

  @Test("places in order are those of sorting", arguments: 0..<40 as Range<UInt64>)
  func orderStatistics(seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let count = 1 + generator.integer(below: 3000)
    let scale = [1e-300, 1, 1e6, 1e300][generator.integer(below: 4)]
    let numbers = (0..<count).map { _ in
      let whole = Double(generator.integer(below: seed % 3 == 0 ? 5 : 1_000_000)) - (seed % 2 == 0 ? 2 : 500_000)
      return whole * scale
    }
    let places = seed % 5 == 0 ? Array(0..<count) : [0, count / 4, count / 2, count - 1]
    var sought = OrderStatistics([places, []])
    var passes = 0
    while !sought.isComplete {
      sought.begin()
      for start in stride(from: 0, to: count, by: 700) {
        sought.add([.nan] + numbers[start..<min(start + 700, count)], to: 0)
      }
      sought.end()
      passes += 1
    }
    let sorted = numbers.sorted()
    for place in places { #expect(sought.found[0][place] == sorted[place], "place \(place)") }
    #expect(passes <= 16)
  }

  @Test(
    "a preparation of rows in a file is that of rows in memory",
    arguments: TablePreparation.Scaling.allCases, TablePreparation.Imputation.allCases)
  func preparation(scaling: TablePreparation.Scaling, imputation: TablePreparation.Imputation) throws {
    let table = table(500, seed: 3)
    let expected = try PreparedTable(
      table, TableRoles(of: table, targets: ["kind"]), scaling: scaling, imputation: imputation)
    let file = try stored(table)
    let found = try PreparedStore(
      file, TableRoles(of: file, targets: ["kind"]), .init(), scaling: scaling, imputation: imputation)
    #expect(found.leftOut == expected.leftOut && found.task == expected.task)
    for (own, other) in zip(found.preparation.columns, expected.preparation.columns) {
      switch (own.kind, other.kind) {
      case (.number(let a), .number(let b)):
        #expect(a.curve == b.curve && a.indicates == b.indicates)
        for (x, y) in [(a.fill, b.fill), (a.shift, b.shift), (a.scale, b.scale)] {
          #expect(abs(x - y) <= 1e-12 * max(abs(y), 1), "\(own.name): \(x) and \(y)")
        }
      default: #expect(own == other)
      }
    }
    let (data, same) = (try found.training.dataset(), expected.training)
    #expect(data.targets == same.targets && found.validation == nil && found.test == nil)
    guard case .floats(let a) = data.examples.numbers, case .floats(let b) = same.examples.numbers else {
      Issue.record("no numbers")
      return
    }
    #expect(a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-6 * max(abs($1), 1) })
  }

  @Test(
    "what is held back has the share of every class, and no row is in two parts", arguments: 0..<10 as Range<UInt64>)
  func division(seed: UInt64) throws {
    let counts = [700, 211, 1, 90]
    var division = try RowDivision(counts, test: 0.2, validation: 0.25, seed: seed)
    var parts: [RowDivision.Part: [Int]] = [:]
    for (label, count) in counts.enumerated() {
      for _ in 0..<count { parts[division.part(of: label), default: [0, 0, 0, 0]][label] += 1 }
    }
    let expected = Int((0.2 * 1002).rounded())
    #expect(parts[.test]?.reduce(0, +) == expected)
    #expect(parts[.validation]?.reduce(0, +) == Int((0.25 * Double(1002 - expected)).rounded()))
    for (label, count) in counts.enumerated() where count > 50 {
      #expect(abs(Double(parts[.test]?[label] ?? 0) - 0.2 * Double(count)) <= 1)
    }
    #expect(throws: DatasetError.self) { try RowDivision([3], test: 1, validation: 0, seed: 0) }
  }

  @Test("an epoch sees every row once, in an order of its own", arguments: [1, 999, 1000, 4096, 5003])
  func order(count: Int) {
    var generator = SeededGenerator(seed: 7)
    let orders = (0..<2).map { _ in
      let order = BlockOrder(of: count, part: 1024, shuffled: true, using: &generator)
      return (0..<(count + 1023) / 1024).flatMap { part in
        let rows = order.ranges(ofPart: part).flatMap { Array($0) }
        #expect(part == (count - 1) / 1024 || rows.count == 1024)
        return order.order(ofPart: part, count: rows.count).map { rows[$0] }
      }
    }
    for order in orders { #expect(order.sorted() == Array(0..<count)) }
    #expect(count < 10 || orders[0] != orders[1])
  }

  @Test("a training on rows in files goes on to the same bits, and learns as one in memory")
  func training() throws {
    let table = table(3000, seed: 5)
    let file = try stored(table)
    var division = PreparedStore.Division()
    division.validationFraction = 0.2
    let data = try PreparedStore(file, TableRoles(of: file, targets: ["kind"]), division)
    let network = try Network(inputs: data.training.form.width, hidden: [16], activation: .relu, classes: 2)
    var settings = TrainingSettings(batchSize: 32, accumulation: 2, epochs: 6, seed: 1)
    let held = data.validation.map(LearningData.stored)
    func begun() throws -> Training {
      try Training(network, on: .stored(data.training), validation: held, settings: settings)
    }
    let whole = try begun()
    while try whole.nextEpoch() != nil {}
    #expect((whole.state.history.last?.validationAccuracy ?? 0) > 0.75)
    #expect(whole.settings.readsInParts && whole.count == data.training.count)
    // Stopped within the third epoch.
    let first = try begun()
    for _ in 0..<2 { _ = try first.nextEpoch() }
    for _ in 0..<9 { _ = try first.nextBatch() }
    let second = try Training(resuming: first.checkpoint(), on: .stored(data.training), validation: held)
    while try second.nextEpoch() != nil {}
    #expect(second.state.parameters == whole.state.parameters)
    settings.optimizer = try Optimizer(Clause("lbfgs"))
    settings.learningRate = 1
    settings.accumulation = 1
    #expect(throws: TrainingError.self) { try begun() }
  }

  @Test("what classes count is the same in files")
  func classWeights() throws {
    let table = table(400, seed: 9)
    let file = try stored(table)
    let data = try PreparedStore(file, TableRoles(of: file, targets: ["kind"]), .init())
    for weights in [ClassWeights("balanced"), ClassWeights("1,3")] {
      let own = try data.training.weighted(by: #require(weights)).dataset()
      #expect(try own.weights == data.training.dataset().weighted(by: #require(weights)).weights)
    }
  }
}

import Testing

@testable import GradusLearning

@Suite("Folds")
struct FoldTests {
  @Test(
    "hold every example back once, of one size and of every class the same share", arguments: [2, 3, 5, 10], [1, 2, 3])
  func stratified(parts: Int, seed: Int) throws {
    let classes = (0..<53).map { Int32($0 % 7 == 0 ? 2 : $0 % 2) }
    let folds = try FoldDivision(of: 53, in: parts, classes: classes, repetitions: 2, seed: UInt64(seed)).folds
    #expect(folds.count == 2 * parts)
    for repetition in 1...2 {
      let own = folds.filter { $0.repetition == repetition }
      #expect(own.flatMap(\.held).sorted() == Array(0..<53) && own.map(\.number) == Array(1...parts))
      for fold in own { #expect((fold.trained + fold.held).sorted() == Array(0..<53)) }
      let sizes = own.map(\.held.count)
      #expect(try #require(sizes.max()) - #require(sizes.min()) <= 1)
      for label in Int32(0)...2 {
        let counts = own.map { fold in fold.held.count { classes[$0] == label } }
        #expect(try #require(counts.max()) - #require(counts.min()) <= 1, "\(counts)")
      }
    }
    #expect(Set(folds.map(\.held)).count == 2 * parts)
    #expect(try FoldDivision(of: 53, in: parts, classes: classes, repetitions: 2, seed: UInt64(seed)).folds == folds)
  }

  @Test("keep groups together, with as many classes everywhere as that allows", arguments: [1, 2, 3, 4])
  func grouped(seed: Int) throws {
    let groups = (0..<60).map { Int32($0 / 5) }
    let classes = groups.map { $0 % 2 }
    let folds = try FoldDivision(of: 60, in: 3, classes: classes, groups: groups, seed: UInt64(seed)).folds
    #expect(folds.flatMap(\.held).sorted() == Array(0..<60))
    for fold in folds {
      #expect(Set(fold.held.map { groups[$0] }).isDisjoint(with: fold.trained.map { groups[$0] }))
      #expect(fold.held.count == 20 && fold.held.count { classes[$0] == 0 } == 10)
    }
    // As many folds as groups: each is one group.
    let single = try FoldDivision(of: 60, in: 12, groups: groups, seed: UInt64(seed)).folds
    for fold in single { #expect(Set(fold.held.map { groups[$0] }).count == 1) }
  }

  @Test("make sense, or are refused")
  func refused() {
    for (count, parts) in [(10, 1), (10, 11), (0, 2)] {
      #expect(throws: TrainingError.self) { try FoldDivision(of: count, in: parts) }
    }
    #expect(throws: TrainingError.self) { try FoldDivision(of: 6, in: 3, groups: [1, 1, 1, 2, 2, 2]) }
    #expect(throws: TrainingError.self) { try FoldDivision(of: 6, in: 2, repetitions: 0) }
  }

  @Test("prepare a table by what is trained on alone")
  func prepared() throws {
    let table = Table([
      .init("x", .numbers((0..<20).map { $0 == 19 ? 1000 : Double($0) })),
      .init("kind", .texts((0..<20).map { $0 % 2 == 0 ? "a" : "b" })),
    ])
    let source = FoldSource(table, try TableRoles(of: table, targets: ["kind"]))
    let held = try source.parts(
      FoldPart(repetition: 1, number: 1, trained: Array(0..<19), held: [19]))
    // Mean 9 and deviation √30 of 0, …, 18.
    guard case .floats(let numbers) = held.held.examples.numbers else {
      Issue.record("no numbers")
      return
    }
    #expect(abs(Double(numbers[0]) - (1000 - 9) / 30.0.squareRoot()) < 1e-3)
    #expect(try source.groups("kind") == (0..<20).map { Int32($0 % 2) })
    #expect(throws: (any Error).self) { try source.groups("none") }
  }
}

@Suite("A study")
struct StudyTests {
  /// A number near 0.01 is good, width 8 better than 4, and more epochs bring out what is good.
  static func value(_ step: Study.Step) -> Double {
    let rate = Double(step.choices["rate"] ?? "") ?? 0
    let width = step.choices["width"] == "8" ? 0.0 : 1
    return abs(rate - 0.01) * 10 + width + 1 / Double(step.epochs)
  }

  static func study(_ method: StudyMethod, seed: UInt64 = 1, trials: [Trial] = []) throws -> Study {
    let space = try SearchSpace([.init("rate", .init("1e-4..1e-1")), .init("width", .init("4|8"))])
    return try Study(space, method, epochs: 27, seed: seed, trials: trials)
  }

  static let methods: [StudyMethod] = [
    .grid(points: 5), .random(trials: 12), .halving(trials: 27, reduction: 3), .hyperband(reduction: 3),
    .asynchronous(trials: 27, reduction: 3, shortest: 1),
  ]

  @Test("goes on to the same end, however often it is stopped", arguments: methods)
  func resumed(method: StudyMethod) throws {
    var whole = try Self.study(method)
    var steps: [Study.Step] = []
    while let step = whole.next, steps.count < 1000 {
      steps.append(step)
      whole.record(TrialScore(epochs: step.epochs, value: Self.value(step)), of: step.trial)
    }
    #expect(steps.count < 1000 && Set(steps).count == steps.count)
    var stopped: [Trial] = []
    for expected in steps {
      var study = try Self.study(method, trials: stopped)
      #expect(study.next == expected)
      study.record(TrialScore(epochs: expected.epochs, value: Self.value(expected)), of: expected.trial)
      stopped = study.trials
    }
    let best = try #require(whole.best)
    #expect(best.choices["width"] == "8" && best.scores.last?.epochs == 27)
    #expect(try Self.study(method, trials: stopped).best == best)
    #expect(throws: TrainingError.self) {
      try Self.study(method, trials: [Trial(number: 1, choices: ["rate": "7"], scores: [])])
    }
  }

  @Test("trains so many on for so long as its method says")
  func lengths() throws {
    func counts(_ method: StudyMethod) throws -> [Int: Int] {
      var study = try Self.study(method)
      var counts: [Int: Int] = [:]
      while let step = study.next {
        counts[step.epochs, default: 0] += 1
        study.record(TrialScore(epochs: step.epochs, value: Self.value(step)), of: step.trial)
      }
      return counts
    }
    #expect(try counts(.grid(points: 5)) == [27: 10])
    #expect(try counts(.random(trials: 12)) == [27: 12])
    #expect(try counts(.halving(trials: 27, reduction: 3)) == [1: 27, 3: 9, 9: 3, 27: 1])
    // The table of Hyperband for R = 27, η = 3.
    #expect(try counts(.hyperband(reduction: 3)) == [1: 27, 3: 9 + 12, 9: 3 + 4 + 6, 27: 1 + 1 + 2 + 4])
    let asynchronous = try counts(.asynchronous(trials: 27, reduction: 3, shortest: 1))
    #expect(asynchronous[1] == 27 && asynchronous[3] ?? 0 >= 9 && asynchronous[27] ?? 0 >= 1)
  }

  @Test("puts what broke off last")
  func broken() throws {
    var study = try Self.study(.random(trials: 3))
    var values = [nil, 0.5, 0.25] as [Double?]
    while let step = study.next {
      study.record(TrialScore(epochs: step.epochs, value: values.removeFirst(), reason: nil), of: step.trial)
    }
    #expect(study.best?.number == 3 && study.ranking.map(\.number) == [3, 2, 1])
  }

  @Test("reads what may be chosen")
  func ranges() throws {
    #expect(SearchRange("64|128,64") == .choices(["64", "128,64"]))
    #expect(SearchRange("1e-4..1e-1") == .numbers(1e-4...1e-1, isLogarithmic: true, isWhole: false))
    #expect(SearchRange("16..128") == .numbers(16...128, isLogarithmic: false, isWhole: true))
    #expect(SearchRange("0.1..0.5") == .numbers(0.1...0.5, isLogarithmic: false, isWhole: false))
    #expect(SearchRange("|z - y|") == .choices(["|z - y|"]))
    #expect(throws: TrainingError.self) { try SearchSpace([.init("layers", .init("64"))]) }
    var generator = SeededGenerator(seed: 3)
    let drawn = (0..<400).compactMap { _ in Double(SearchRange("1e-4..1e-1").drawn(using: &generator)) }
    #expect(drawn.allSatisfy { 1e-4...1e-1 ~= $0 })
    // As many below the geometric mean as above.
    #expect((140...260).contains(drawn.count { $0 < 0.00316 }))
    let whole = (0..<50).compactMap { _ in Int(SearchRange("16..18").drawn(using: &generator)) }
    #expect(whole.count == 50 && Set(whole) == [16, 17, 18])
  }
}

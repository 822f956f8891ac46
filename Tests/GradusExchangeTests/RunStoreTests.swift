import Foundation
import GradusLearning
import Testing

@testable import GradusExchange

@Suite("Recorded runs")
struct RunStoreTests {
  let folder: TemporaryFolder
  var file: String { "\(folder.path)/runs.sqlite" }

  init() throws { folder = try TemporaryFolder() }

  /// Two kinds of rows that a line divides.
  func data() throws -> Dataset {
    try Dataset(
      (0..<24).map { [Float($0 % 2) * 2 - 1, Float($0 % 5) / 5] },
      classes: (0..<24).map { $0 % 2 == 0 ? "even" : "odd" })
  }

  func training(seed: UInt64 = 0, epochs: Int = 3) throws -> Training {
    let data = try data()
    let network = try Network(inputs: 2, hidden: [3], activation: .relu, classes: 2, output: .softmax)
    return try Training(
      network, on: data,
      settings: TrainingSettings(
        measures: [.macroF1, .areaUnderROC], batchSize: 8, epochs: epochs, seed: seed, validationFraction: 0.25))
  }

  /// What a training of some epochs leaves.
  func recorded(_ training: Training, ending: RunState? = .finished, model: String? = nil) throws -> RunRecorder {
    let recorder = RunRecorder(
      RunStart(
        training, data: "rows", model: model, command: ["gradus", "train", "rows"], settings: ["target": "kind"]),
      in: file, warn: { Issue.record("\($0)") })
    while let report = try training.nextEpoch() { recorder.record(report, training.state) }
    if let ending { recorder.end(ending, test: ["accuracy": 0.5, "r2": .nan]) }
    return recorder
  }

  @Test("come back as they were: settings, epochs, measures and the test")
  func whole() throws {
    let training = try training(seed: 7)
    let recorder = try recorded(training, model: "\(folder.path)/m.safetensors")
    let store = try RunStore(readingFrom: file)
    let id = try #require(recorder.id)
    let run = try #require(try store.run(id))
    #expect(run.state == .finished && run.epochs == 3 && run.test == ["accuracy": 0.5])
    #expect(run.settings["seed"] == "7" && run.settings["target"] == "kind" && run.settings["epochs"] == "3")
    #expect(run.settings["network"] == "dense 3, relu, dense 2" && run.settings["measures"] == "macro-f1,auc")
    #expect(run.fingerprint == String(training.state.dataFingerprint, radix: 16))
    #expect(run.ended ?? 0 >= run.started)
    #expect(try store.history(of: run.id) == training.state.history)
    #expect(run.kept == training.state.history.last && run.kept?.measures?[.macroF1] != nil)
    #expect(try store.run(99) == nil)
  }

  @Test("are listed newest first, the best first, and by how they stand")
  func listed() throws {
    for seed in 1...4 {
      _ = try recorded(training(seed: UInt64(seed)), ending: seed == 2 ? .stopped : .finished)
    }
    let store = try RunStore(readingFrom: file)
    #expect(try store.runs().map(\.id) == [4, 3, 2, 1] && store.count() == 4)
    #expect(try store.runs(most: 2).map(\.id) == [4, 3])
    #expect(try store.runs(RunFilter(state: .stopped)).map(\.id) == [2])
    #expect(try store.runs(RunFilter(data: "row")).count == 4 && store.runs(RunFilter(data: "other")).isEmpty)
    for order in [RunOrder.validationLoss, .loss] {
      let values = try store.runs(RunFilter(order: order)).compactMap { $0.kept.flatMap(order.value) }
      #expect(values.count == 4 && values == values.sorted())
    }
    let shares = try store.runs(RunFilter(order: .measure(.areaUnderROC))).compactMap {
      $0.kept?.measures?[.areaUnderROC]
    }
    #expect(shares.count == 4 && shares == shares.sorted(by: >))
    try RunStore(writingTo: file).delete([3, 1])
    #expect(try store.runs().map(\.id) == [4, 2] && store.history(of: 3).isEmpty)
    // A number is not given again.
    #expect(try recorded(training()).id == 5)
  }

  @Test("of a process that died are interrupted, and one at work is not")
  func interrupted() throws {
    let id = try #require(try recorded(training(), ending: nil).id)
    let store = try RunStore(readingFrom: file)
    #expect(try store.run(id)?.state == .running)
    // As a process leaves it that was killed: its number may be another one's by now.
    let dead = Process()
    dead.executableURL = URL(fileURLWithPath: "/bin/true")
    try dead.run()
    dead.waitUntilExit()
    try RunStore(writingTo: file).replaceProcess(of: id, number: dead.processIdentifier)
    #expect(try store.run(id)?.state == .interrupted)
    #expect(try store.runs(RunFilter(state: .interrupted)).map(\.id) == [id])
    #expect(try store.runs(RunFilter(state: .running)).isEmpty)
    try RunStore(writingTo: file).replaceProcess(of: id, number: getpid(), start: "1")
    #expect(try store.run(id)?.state == .interrupted)
  }

  @Test("go on with the training of the same file, and are others with other files")
  func resumed() throws {
    let model = "\(folder.path)/m.safetensors"
    let first = try training(epochs: 2)
    let id = try #require(try recorded(first, ending: .stopped, model: model).id)
    func goOn(_ output: String) throws -> Int? {
      let rest = try Training(resuming: first.state, on: data(), epochs: 4)
      let recorder = RunRecorder(
        RunStart(rest, data: "rows", model: output, command: ["gradus"]), in: file, resuming: (model, first.state),
        warn: { Issue.record("\($0)") })
      while let report = try rest.nextEpoch() { recorder.record(report, rest.state) }
      recorder.end(.finished)
      return recorder.id
    }
    #expect(try goOn(model) == id)
    let store = try RunStore(readingFrom: file)
    #expect(try store.history(of: id).map(\.epoch) == [1, 2, 3, 4])
    #expect(try store.run(id)?.settings["target"] == "kind")
    let other = try #require(try goOn("\(folder.path)/other.safetensors"))
    #expect(try other != id && store.run(other)?.origin == id && store.history(of: other).count == 4)
  }

  @Test("that cannot be written are said once, and written when they can be")
  func locked() throws {
    let training = try training()
    _ = try recorded(training)
    let held = try RunStore(writingTo: file)
    var words: [String] = []
    let again = try self.training(seed: 3, epochs: 4)
    let recorder = RunRecorder(
      RunStart(again, data: "rows", model: nil, command: []), in: file, warn: { words.append($0) })
    try held.holdLock {
      for _ in 0..<2 { if let report = try again.nextEpoch() { recorder.record(report, again.state) } }
      #expect(words.count == 1 && words[0].contains("locked"), "\(words)")
    }
    while let report = try again.nextEpoch() { recorder.record(report, again.state) }
    recorder.end(.finished)
    let id = try #require(recorder.id)
    #expect(words.count == 1)
    #expect(try RunStore(readingFrom: file).history(of: id) == again.state.history)
  }

  @Test("go into no file of something else", arguments: ["text", "SQLite format 3\0 and more"])
  func others(content: String) throws {
    try FileBytes.write(Array(content.utf8), to: file)
    var words: [String] = []
    let training = try training()
    let recorder = RunRecorder(
      RunStart(training, data: "rows", model: nil, command: []), in: file, warn: { words.append($0) })
    while let report = try training.nextEpoch() { recorder.record(report, training.state) }
    recorder.end(.finished)
    #expect(words.count == 2 && recorder.id == nil)
    #expect(try FileBytes.read(file) == Array(content.utf8))
    #expect(throws: ExchangeError.self) { try RunStore(readingFrom: file) }
    #expect(throws: ExchangeError.self) { try RunStore(readingFrom: "\(folder.path)/none") }
  }

  @Test("are compared, and their differences alone are told")
  func compared() throws {
    for seed in [1, 2] { _ = try recorded(training(seed: UInt64(seed), epochs: 2)) }
    let comparison = RunComparison(try RunStore(readingFrom: file).runs())
    #expect(comparison.rows.first { $0.name == "seed" }?.values == ["2", "1"])
    #expect(
      comparison.differences.contains { $0.name == "training loss" } && !comparison.differences.contains { $0.isEqual })
    #expect(comparison.rows.contains { $0.name == "network" })
    #expect(!comparison.differences.contains { $0.name == "network" })
  }

  @Test("of several writers at once are all there")
  func several() async throws {
    let file = file
    _ = try RunStore(writingTo: file)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for seed in 0..<8 {
        group.addTask {
          let training = try self.training(seed: UInt64(seed), epochs: 5)
          let recorder = RunRecorder(
            RunStart(training, data: "rows", model: nil, command: []), in: file, warn: { Issue.record("\($0)") })
          while let report = try training.nextEpoch() { recorder.record(report, training.state) }
          recorder.end(.finished)
        }
      }
      try await group.waitForAll()
    }
    let store = try RunStore(readingFrom: file)
    #expect(try store.runs(RunFilter(state: .finished)).count == 8)
    for id in 1...8 { #expect(try store.history(of: id).count == 5) }
  }
}

extension RunStore {
  /// As if another process of this machine had begun the run.
  fileprivate func replaceProcess(of id: Int, number: Int32, start: String = "0") throws {
    let machine = RunProcess.current.text.split(separator: " ")[0]
    try withBase { base throws(ExchangeError) in
      _ = try base.rows(
        "UPDATE runs SET process = ? WHERE id = ?", [.text("\(machine) \(number) \(start)"), .integer(id)])
    }
  }

  /// Keeps others from writing meanwhile.
  fileprivate func holdLock(_ body: () throws -> Void) throws {
    try withBase { base throws(ExchangeError) in _ = try base.rows("BEGIN IMMEDIATE") }
    try body()
    try withBase { base throws(ExchangeError) in _ = try base.rows("ROLLBACK") }
  }
}

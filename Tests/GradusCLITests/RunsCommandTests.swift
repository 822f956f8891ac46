import Foundation
import Gradus
import Testing

@Suite("gradus runs", .serialized)
struct RunsCommandTests {
  static let quick = ["--layers", "4", "--epochs", "3", "--validation-split", "0.2", "--metrics", "macro-f1,auc"]

  @Test("lists, shows, compares, draws, exports and deletes what was trained")
  func whole() throws {
    let folder = try Folder()
    let file = "\(folder.path)/runs.sqlite"
    for seed in ["1", "2"] {
      let options = Self.quick + ["--seed", seed, "--output", "\(folder.path)/m\(seed)", "--format", "json"]
      let result = try Program.run(["train", "iris"] + options)
      #expect(result.status == 0 && result.objects.last?["run"] as? Int == Int(seed), "\(result)")
      #expect((result.objects[0]["validation_metrics"] as? [String: Double])?.keys.sorted() == ["auc", "macro-f1"])
    }
    #expect(folder.names == ["m1", "m2", "runs.sqlite"])
    func runs(_ arguments: [String]) throws -> Program.Result {
      let result = try Program.run(["runs"] + arguments + ["--runs", file])
      #expect(result.status == 0, "\(arguments): \(result.errors)")
      return result
    }
    let listed = try runs(["list", "--sort", "macro-f1", "--format", "json"]).objects
    let values = listed.compactMap { (($0["kept"] as? [String: Any])?["measures"] as? [String: Double])?["macro-f1"] }
    #expect(values.count == 2 && values[0] >= values[1])
    #expect(try runs(["list", "--count", "1"]).output.contains("1 of 2 runs"))
    let shown = try runs(["show", "last"]).output
    #expect(shown.contains("seed") && shown.contains("macro-f1") && shown.contains("gradus train iris"), "\(shown)")
    #expect((try runs(["show", "1", "--format", "json"]).objects[0]["history"] as? [Any])?.count == 3)
    let different = try runs(["compare", "1", "2", "--differences"]).output
    #expect(different.contains("seed") && !different.contains("network"), "\(different)")
    #expect(try runs(["compare", "1", "2"]).output.contains("network"))
    _ = try runs(["plot", "1", "2", "--output", "\(folder.path)/p.svg"])
    let picture = try XMLCheck(text: String(contentsOfFile: "\(folder.path)/p.svg", encoding: .utf8)).elements
    // Loss and accuracy of both parts and two measures, of two runs.
    #expect(picture.filter { $0 == "polyline" }.count == 12)
    let best = try runs(["export", "--sort", "macro-f1", "--count", "1", "--format", "json"]).objects
    #expect(best.map { $0["run"] as? Int } == [listed[0]["run"] as? Int])
    let latest = try runs(["export", "--count", "1", "--format", "json"]).objects
    #expect(latest.map { $0["run"] as? Int } == [2])
    #expect(try Program.run(["runs", "export", "1", "--sort", "loss", "--runs", file]).status == 64)
    let table = try runs(["export"]).output.split(separator: "\n")
    #expect(table.count == 3 && table[0].hasPrefix("run,state,"))
    #expect(try runs(["export", "--epochs", "--format", "json"]).objects.count == 6)
    _ = try runs(["delete", "1"])
    #expect(try runs(["list", "--format", "json"]).objects.map { $0["run"] as? Int } == [2])
    let missing = try Program.run(["runs", "show", "1", "--runs", file])
    #expect(missing.status == 64 && missing.errors.contains("no run 1"))
    #expect(try Program.run(["runs", "list", "--runs", "\(folder.path)/none"]).status == 74)
    #expect(folder.names == ["m1", "m2", "p.svg", "runs.sqlite"])
  }

  @Test("a training that was killed is interrupted, and goes on as the same run")
  func killed() throws {
    let folder = try Folder()
    let (model, file) = ("\(folder.path)/m", "\(folder.path)/runs.sqlite")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["train", "iris", "--layers", "4", "--epochs", "1000000", "--output", model]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while !FileManager.default.fileExists(atPath: model), process.isRunning { usleep(20_000) }
    func run() throws -> [String: Any] {
      try #require(try Program.run(["runs", "show", "1", "--runs", file, "--format", "json"]).objects.first)
    }
    #expect(try run()["state"] as? String == "running")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    #expect(try run()["state"] as? String == "interrupted")
    let epochs = try #require(ModelFile(contentsOf: model).training).epoch + 2
    let resumed = try Program.run(["train", "iris", "--resume", model, "--epochs", "\(epochs)"])
    #expect(resumed.status == 0 && resumed.output.contains("recorded as run 1"), "\(resumed)")
    let ended = try run()
    #expect(ended["state"] as? String == "finished" && ended["epochs"] as? Int == epochs)
    #expect((ended["history"] as? [Any])?.count == epochs)
  }

  @Test("recording is left out on request, and never ends a training")
  func unrecorded() throws {
    let folder = try Folder()
    let options = ["train", "iris", "--layers", "4", "--epochs", "2"]
    let none = try Program.run(options + ["--output", "\(folder.path)/m", "--no-record"])
    #expect(none.status == 0 && folder.names == ["m"] && !none.output.contains("recorded"))
    try folder.write("runs.sqlite", "no data base")
    let other = try Program.run(options + ["--output", "\(folder.path)/m"])
    #expect(other.status == 0 && other.output.contains("saved") && other.errors.contains("not recorded"), "\(other)")
    #expect(try String(contentsOfFile: "\(folder.path)/runs.sqlite", encoding: .utf8) == "no data base")
    let both = try Program.run(options + ["--runs", "\(folder.path)/r", "--no-record"])
    #expect(both.status == 64)
    let same = try Program.run(options + ["--output", "\(folder.path)/m", "--runs", "\(folder.path)/m"])
    #expect(same.status == 64 && same.errors.contains("file of the model"), "\(same)")
    // Without a model, where that is asked for.
    #expect(try Program.run(options + ["--runs", "\(folder.path)/r"]).output.contains("recorded as run 1"))
  }
}

@Suite("gradus tune and cross-validate", .serialized)
struct SearchCommandTests {
  @Test("a study that was stopped goes on to the same end, and its best model is the one that it measured")
  func study() throws {
    let folder = try Folder()
    let options = [
      "tune", "iris", "--layers", "4|8", "--learning-rate", "1e-3..1e-1", "--method", "halving", "--trials", "6",
      "--reduction", "2", "--epochs", "8", "--seed", "3", "--format", "json",
    ]
    let (one, two, model) = ("\(folder.path)/one.json", "\(folder.path)/two.json", "\(folder.path)/m")
    let whole = try Program.run(options + ["--study", one, "--plot", "\(folder.path)/p.svg", "--output", model])
    #expect(whole.status == 0, "\(whole.errors)")
    let best = try #require(whole.objects.first { $0["best"] != nil })
    // As it stands after four steps of a process that was killed.
    var file = try StudyFile(contentsOf: one)
    #expect(file.trials.count == 6 && file.trials.contains { $0.scores.count == 3 })
    file.trials = file.trials.prefix(4).map { trial in
      Trial(number: trial.number, choices: trial.choices, scores: Array(trial.scores.prefix(1)))
    }
    try file.write(to: two)
    let rest = try Program.run(options + ["--study", two])
    #expect(rest.objects.last?["value"] as? Double == best["value"] as? Double, "\(rest)")
    #expect(try FileBytes.read(one) == FileBytes.read(two))
    let last = try #require(ModelFile(contentsOf: model).training?.history.last?.validationLoss)
    #expect(best["value"] as? Double == last && best["epochs"] as? Int == 8)
    #expect(
      try XMLCheck(text: String(contentsOfFile: "\(folder.path)/p.svg", encoding: .utf8)).elements.contains("circle"))
    let other = try Program.run(options + ["--batch-size", "8", "--study", one])
    #expect(other.status == 64 && other.output.contains("another study"), "\(other)")
  }

  @Test("a study that a process is at work on is refused to another, and is free when that is gone")
  func taken() throws {
    let folder = try Folder()
    let study = "\(folder.path)/s.json"
    let options = ["tune", "iris", "--layers", "4|8", "--trials", "2", "--seed", "1", "--study", study]
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = options + ["--epochs", "1000000"]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    while (try? StudyFile(contentsOf: study).isTaken) != true, process.isRunning { usleep(20_000) }
    let second = try Program.run(options + ["--epochs", "1000000"])
    #expect(second.status == 64 && second.errors.contains("another process is at work"), "\(second)")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    // What died holds nothing.
    let third = try Program.run(options + ["--epochs", "2"])
    #expect(third.status == 0, "\(third)")
    #expect(try !StudyFile(contentsOf: study).isTaken)
  }

  @Test("the best model of a search takes the place of no file that is read or written, which is said before it begins")
  func replaced() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", TableCommandTests.flowers())
    try folder.write("space.json", #"{"layers": ["4", "8"]}"#)
    try folder.write("notes.txt", "mine")
    let place = folder.path
    let options = [
      "tune", "\(place)/flowers.csv", "--target", "kind", "--space", "\(place)/space.json", "--study",
      "\(place)/s.json", "--plot", "\(place)/p.svg", "--epochs", "1", "--trials", "2",
    ]
    let before = folder.names
    for (output, words) in [
      ("flowers.csv", "no model"), ("space.json", "no model"), ("notes.txt", "no model"), ("s.json", "--study"),
      ("p.svg", "--plot"), ("none/m", "cannot be written"), ("", "is a folder"),
    ] {
      let result = try Program.run(options + ["--output", "\(place)/\(output)"])
      #expect(result.status != 0 && result.errors.contains(words), "\(output): \(result)")
      #expect(folder.names == before, "\(output)")
    }
    // A model that training begins with is read.
    let donor = try Program.run([
      "train", "\(place)/flowers.csv", "--target", "kind", "--layers", "4", "--epochs", "1", "--no-record", "--output",
      "\(place)/donor",
    ])
    #expect(donor.status == 0, "\(donor)")
    let other = try Program.run(options + ["--init-from", "\(place)/donor", "--output", "\(place)/donor"])
    #expect(other.status == 64 && other.errors.contains("which is read"), "\(other)")
  }

  @Test("--tensorboard writes curves, spreads and images, and what goes on stands in a file of its own beside it")
  func tensorBoard() throws {
    let folder = try Folder()
    let (events, model) = ("\(folder.path)/events", "\(folder.path)/m")
    let options = ["--tensorboard", events, "--output", model, "--no-record"]
    let first = try Program.run(
      ["train", "digits", "--layers", "4", "--epochs", "2", "--validation-split", "0.2"] + options)
    #expect(first.status == 0, "\(first)")
    func files() throws -> [[UInt8]] {
      try FileManager.default.contentsOfDirectory(atPath: events).sorted().map { try FileBytes.read("\(events)/\($0)") }
    }
    let written = try #require(files().first)
    for name in [
      "loss/training", "loss/validation", "accuracy/training", "layers.0.weight", "examples", "learning-rate",
    ] {
      #expect(written.contains(Array(name.utf8)), "\(name)")
    }
    // PNG, of the examples and of the first weights after each epoch.
    #expect(written.split(separator: [0x89] + Array("PNG".utf8)).count == 4)
    let second = try Program.run(["train", "digits", "--resume", model, "--epochs", "3"] + options)
    #expect(second.status == 0, "\(second)")
    #expect(try files().count == 2)
    let wrong = try Program.run(
      ["train", "digits", "--layers", "4", "--epochs", "1", "--no-record", "--tensorboard", model])
    #expect(wrong.status == 74 && wrong.errors.contains("TensorBoard"), "\(wrong)")
  }

  @Test(
    "what does not go together is said",
    arguments: [
      (["--layers", "4"], "nothing to choose"), (["--layers", "4|8", "--trails", "3"], "--trails"),
      (["--layers", "4|8", "--resume", "x"], "--resume"), (["--layers", "4|8", "--groups", "x"], "--folds"),
      (["--layers", "4|none|x"], "widths"),
    ])
  func wrong(options: [String], words: String) throws {
    let folder = try Folder()
    let result = try Program.run(["tune", "iris", "--study", "\(folder.path)/s.json", "--epochs", "1"] + options)
    #expect(result.status == 64 && result.errors.contains(words), "\(result)")
  }

  @Test(
    "a space is read from JSON, and every method finds its way through it", arguments: ["grid", "asha", "hyperband"])
  func space(method: String) throws {
    let folder = try Folder()
    try folder.write(
      "space.json",
      #"{"layers": ["4", "6,4"], "batch-size": [16, 32], "l1": {"from": 1e-6, "to": 1e-3, "scale": "log"}, "activation": "tanh"}"#
    )
    let options = ["--space", "\(folder.path)/space.json", "--method", method, "--points", "2", "--trials", "5"]
    let result = try Program.run(
      [
        "tune", "iris", "--epochs", "4", "--measure", "accuracy", "--study", "\(folder.path)/s.json", "--format",
        "json",
      ]
        + options)
    #expect(result.status == 0, "\(result)")
    let choices = result.objects.compactMap { $0["choices"] as? [String: String] }
    #expect(choices.allSatisfy { $0["activation"] == "tanh" && ["16", "32"].contains($0["batch-size"]) })
    #expect(choices.allSatisfy { 1e-6...1e-3 ~= Double($0["l1"] ?? "") ?? 0 })
    if method == "grid" { #expect(result.objects.count == 9) }
    let best = try #require(result.objects.last?["value"] as? Double)
    let whole = result.objects.dropLast().filter { $0["epochs"] as? Int == 4 }.compactMap { $0["value"] as? Double }
    #expect(best == whole.max())
    for wrong in ["[]", #"{"l1": {"from": 1, "to": 0}}"#, #"{"layers": []}"#, #"{"layers": "4"}"#] {
      try folder.write("space.json", wrong)
      #expect(try Program.run(["tune", "iris"] + options).status == 65, "\(wrong)")
    }
  }

  @Test("folds keep groups together and are summed up")
  func folds() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", TableCommandTests.flowers())
    let options = ["--target", "kind", "--layers", "6", "--epochs", "10", "--format", "json"]
    let result = try Program.run(
      ["cross-validate", "\(folder.path)/flowers.csv", "--folds", "3", "--repeat", "2", "--groups", "planted"] + options
    )
    #expect(result.status == 0 && result.objects.count == 7, "\(result.errors)")
    let held = result.objects.prefix(6).compactMap { $0["held"] as? Int }
    #expect(held.prefix(3).reduce(0, +) == 90 && held.suffix(3).reduce(0, +) == 90)
    let summary = try #require(result.objects.last?["summary"] as? [[String: Any]])
    let accuracy = try #require(summary.first { $0["measure"] as? String == "accuracy" })
    let values = result.objects.prefix(6).compactMap { ($0["measures"] as? [String: Double])?["accuracy"] }
    #expect(values.count == 6)
    #expect(abs((accuracy["mean"] as? Double ?? 0) - values.reduce(0, +) / 6) < 1e-12)
    let model = "\(folder.path)/mean"
    let whole = try Program.run(
      ["cross-validate", "\(folder.path)/flowers.csv", "--folds", "3", "--output", model] + options)
    #expect(whole.status == 0, "\(whole.errors)")
    #expect(try ModelFile(contentsOf: model).model.network.layers.map(\.width) == [18, nil, 3])
    #expect(try Program.run(["evaluate", model, "\(folder.path)/flowers.csv"]).status == 0)
    let text = try Program.run(["cross-validate", "iris", "--layers", "4", "--epochs", "2", "--metrics", "kappa"])
    #expect(text.output.contains("kappa") && text.output.contains("mean"), "\(text)")
  }
}

import Foundation
import Gradus
import Testing

@Suite("Networks on the command line", .serialized)
struct NetworkCommandTests {
  func folder() throws -> Folder {
    let folder = try Folder()
    try folder.writeData()
    return folder
  }

  static let rich = [
    "--network", "dense 12, batchnorm, relu, dropout 0.2, noise 0.1, dense 3", "--batch-size", "8", "--seed", "4",
    "--optimizer", "adamw beta1=0.8", "--schedule", "warmup(1, cosine)", "--validation-split", "0.2", "--clip",
    "global-norm 1", "--average", "0.9", "--patience", "50", "--loss", "cross-entropy smoothing=0.1",
  ]

  @Test("a described network is trained, saved, inspected, evaluated and explained")
  func described() throws {
    let folder = try folder()
    let model = "\(folder.path)/m.safetensors"
    let trained = try Program.run(["train", folder.path, "--epochs", "6", "--output", model] + Self.rich)
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.output.contains("16 → 12 bias=no → batchnorm relu → dropout 0.2 → noise → 3 softmax"))
    let inspected = try Program.run(["inspect", model])
    #expect(inspected.output.contains("adamw 0.8") && inspected.output.contains("running_mean"), "\(inspected.output)")
    #expect(try Program.run(["evaluate", model, folder.path]).status == 0)
    let explained = try Program.run(["explain", model])
    #expect(explained.output.contains("dW₁ = Xᵀ dZ₁"), "\(explained.output)")
    #expect(explained.output.contains("cross-entropy smoothing=0.1") || explained.output.contains("cross-entropy 0.1"))
    let summary = try Program.run(["summary", model])
    #expect(
      summary.output.contains("batchnorm") && summary.output.contains("24 numbers are kept besides"),
      "\(summary.output)")
  }

  /// Killed at moments that the clock chooses, resumed each time, until it is done: the file is the one of a run without a stop.
  @Test("a training that is killed again and again goes on to the same file")
  func killed() throws {
    let folder = try folder()
    let (whole, model) = ("\(folder.path)/whole.safetensors", "\(folder.path)/killed.safetensors")
    let options = [folder.path, "--epochs", "30", "--checkpoint-every", "1"] + Self.rich
    #expect(try Program.run(["train"] + options + ["--output", whole]).status == 0)

    var kills = 0
    var generator = SeededGenerator(seed: 3)
    while true {
      let isFirst = !FileManager.default.fileExists(atPath: model)
      let process = Process()
      process.executableURL = URL(fileURLWithPath: Program.path)
      process.arguments =
        isFirst
        ? ["train"] + options + ["--output", model]
        : ["train", folder.path, "--resume", model, "--checkpoint-every", "1"]
      process.standardOutput = FileHandle.nullDevice
      // A crash that nobody asked for shows here.
      let said = "\(folder.path)/errors.txt"
      try Data().write(to: URL(fileURLWithPath: said))
      process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: said))
      // What writes a backtrace of a killed process holds its pipes, and would be waited for.
      process.environment = ProcessInfo.processInfo.environment.merging(["SWIFT_BACKTRACE": "enable=no"]) { $1 }
      try process.run()
      if kills < 12 {
        usleep(UInt32(40_000 + generator.integer(below: 250_000)))
        if process.isRunning {
          kills += 1
          kill(process.processIdentifier, kills % 3 == 0 ? SIGTERM : SIGKILL)
        }
        process.waitUntilExit()
        let (reason, status) = (process.terminationReason, process.terminationStatus)
        let words = try String(contentsOfFile: said, encoding: .utf8)
        // It was killed behind its last epoch, so that nothing is left to do.
        if reason == .exit, status == 64, words.contains("has 30 epochs already") { break }
        try #require(
          reason == .exit ? [0, 143].contains(status) : [SIGKILL, SIGTERM].contains(status),
          "ended with \(status): \(words)")
        if reason == .exit, status == 0 { break }
      } else {
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        break
      }
    }
    #expect(kills > 0)
    #expect(try Data(contentsOf: URL(fileURLWithPath: model)) == Data(contentsOf: URL(fileURLWithPath: whole)))
    #expect(folder.names.filter { $0.contains("partial") || $0.contains(".tmp") }.isEmpty, "\(folder.names)")
  }

  @Test("a training that stopped behind the last batch of an epoch goes on")
  func stoppedAtTheEnd() throws {
    let folder = try folder()
    let (whole, model) = ("\(folder.path)/whole.safetensors", "\(folder.path)/m.safetensors")
    let options = ["train", folder.path, "--epochs", "3", "--batch-size", "1000"]
    #expect(try Program.run(options + ["--output", whole]).status == 0)
    let stopped = try Program.run(options + ["--output", model, "--time", "0.0000001s"])
    #expect(stopped.output.contains("after 1 of 1 batches"), "\(stopped)")
    let resumed = try Program.run(["train", folder.path, "--resume", model])
    #expect(resumed.status == 0, "\(resumed)")
    // How long an epoch took that began in another process nobody knows, nor its speed.
    let lines = resumed.output.split(separator: "\n").filter { $0.hasPrefix("epoch ") }
    #expect(lines.map { $0.contains("images/s") } == [false, true, true], "\(lines)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: model)) == Data(contentsOf: URL(fileURLWithPath: whole)))
  }

  @Test("the first SIGTERM or Ctrl-C saves the middle of the epoch, and says how to go on")
  func interrupted() throws {
    let folder = try folder()
    let model = "\(folder.path)/m.safetensors"
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Program.path)
    process.arguments = ["train", folder.path, "--epochs", "1000000", "--layers", "64", "--output", model]
    let errors = Pipe()
    process.standardOutput = FileHandle.nullDevice
    process.standardError = errors
    try process.run()
    while !FileManager.default.fileExists(atPath: model), process.isRunning { usleep(20_000) }
    // (Ctrl-C is ignored where the tests run in the background.)
    kill(process.processIdentifier, SIGTERM)
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 143)
    #expect(text.contains("stopped in epoch") && text.contains("--resume \(model) goes on from there"), "\(text)")
    #expect(try #require(ModelFile(contentsOf: model).training).step > 0)
    let timed = try Program.run([
      "train", folder.path, "--epochs", "1000000", "--layers", "64", "--time", "1s", "--output", model, "--force",
    ])
    #expect(timed.status == 0 && timed.output.contains("stopped in epoch"), "\(timed)")
  }

  @Test(
    "what descriptions may say is listed",
    arguments: ["layers", "activations", "losses", "optimizers", "schedules", "initializations"])
  func listed(kind: String) throws {
    let result = try Program.run(["list", kind])
    #expect(result.status == 0)
    #expect(result.output.split(separator: "\n").count > 8)
    #expect(!result.output.contains("number(") && !result.output.contains("Optional"))
  }

  @Test(
    "what is wrong with a description is said",
    arguments: [
      (["--network", "dense 5, relv, dense 3"], "did you mean relu?"),
      (["--network", "dense 5"], "end with \"dense 3\""),
      (["--network", "dense 5, residual(dense 4), dense 3"], "layer 2: the layers inside of a residual block"),
      (["--network", "dense 3", "--layers", "5"], "leave out --layers"),
      (["--optimizer", "adm"], "did you mean adam?"),
      (["--loss", "mse"], "unknown loss"), (["--schedule", "cosin"], "did you mean cosine"),
      (["--schedule", "step(every=1e30)"], "a count of steps"), (["--schedule", "cosine -5"], "a count of steps"),
      (["--loss", "hinge", "--network", "dense 3, softmax"], "needs no output map"),
      (["--patience", "2"], "held back"),
      (["--clip", "norm"], "needs its bound"), (["--time", "soon"], "90s, 10m or 2h"),
    ])
  func wrong(options: [String], words: String) throws {
    let folder = try folder()
    let result = try Program.run(["train", folder.path, "--epochs", "1"] + options)
    #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
    #expect(folder.names.count == 4 || !folder.names.contains { $0.hasSuffix("safetensors") })
  }
}

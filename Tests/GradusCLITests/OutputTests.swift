import Foundation
import Gradus
import Testing

@testable import gradus_cli

@Suite("What a command prints", .serialized)
struct OutputTests {
  /// Runs a line of the shell in which `gradus` is the program.
  func shell(_ line: String, in folder: Folder) throws -> Program.Result {
    let (output, errors) = ("\(folder.path)/.output", "\(folder.path)/.errors")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "cd '\(folder.path)'; gradus() { '\(Program.path)' \"$@\"; }; { \(line); } >.output 2>.errors",
    ]
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Program.Result(
      status: process.terminationStatus, output: try String(contentsOfFile: output, encoding: .utf8),
      errors: try String(contentsOfFile: errors, encoding: .utf8))
  }

  static let commands = [
    "compute 1+1", "compute 1+1 --format json", "derive x^2 --wrt x", "derive x^2 --wrt x --steps", "equal x x",
    "solve x^2=4", "minimise x^2", "convexity x^2", "descend x^2 --start 1", "exercise chain-rule", "plan --layers 4",
    "check x^2 --wrt x --answer 2*x", "--help", "--version", "train --help",
  ]

  @Test("cannot get lost: a full disk is an error", arguments: commands)
  func fullDisk(command: String) throws {
    let result = try shell("gradus \(command) > /dev/full", in: Folder())
    #expect(result.status == 74)
    #expect(result.errors.contains("standard output: cannot be written"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("cannot get lost: a closed output is an error, and no file is written in its place")
  func closed() throws {
    #expect(try shell("gradus compute 1+1 >&-", in: Folder()).status == 74)
  }

  @Test("ends quietly with a reader that has enough")
  func closedPipe() throws {
    let result = try shell("gradus exercise chain-rule --count 200 | head -1", in: Folder())
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(result.output.split(separator: "\n").count == 1)
  }

  @Test(
    "is JSON where JSON is asked for, an error too",
    arguments: [
      ("compute '1+' --format json", 65), ("compute x --format=json", 65), ("derive x --format json", 64),
      ("train nothing --format json", 74), ("solve 'x=' --format json", 65), ("descend 'x^2' --format json", 64),
      ("convexity 'max(' --format json", 65), ("train --frobnicate --format json", 64),
    ] as [(String, Int32)])
  func json(command: String, status: Int32) throws {
    let result = try shell("gradus \(command)", in: Folder())
    #expect(result.status == status)
    #expect(result.errors.isEmpty, "\(result.errors)")
    let object = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    #expect(object["status"] as? Int == Int(status))
    #expect((object["error"] as? String)?.isEmpty == false)
  }

  @Test("never holds the control characters of names")
  func controls() throws {
    let folder = try Folder()
    try folder.writeData()
    let path = "\(folder.path)/model"
    #expect(try Program.run(["train", folder.path, "--layers", "4", "--epochs", "1", "--output", path]).status == 0)
    let model = try ModelFile(contentsOf: path).model
    let names = ["\u{1B}]0;owned\u{7}", "b\u{9B}31m\n\rsecond line", "\u{202E}c"]
    try ModelFile(
      TrainedModel(
        network: model.network, parameters: model.parameters, classNames: names,
        imageShape: try #require(model.imageShape))
    ).write(to: path)
    let images = "\(folder.path)/t10k-images-idx3-ubyte"
    let wild = "\(folder.path)/\u{1B}[31m\nimages"
    try FileManager.default.copyItem(atPath: images, toPath: wild)
    for arguments in [
      ["predict", path, images], ["predict", path, wild], ["predict", path, images, "--format", "json"],
      ["evaluate", path, folder.path], ["evaluate", path, folder.path, "--format", "json"], ["inspect", path],
      ["inspect", path, "--format", "json"], ["show", path, folder.path, "--count", "48"], ["inspect", "\u{1B}[31m"],
      ["compute", "\u{1B}[31m"], ["compute", "1", "--\u{1B}[31m"],
    ] {
      let result = try Program.run(arguments)
      let text = result.output + result.errors
      #expect(!text.isEmpty)
      #expect(
        !text.unicodeScalars.contains { $0 != "\n" && ($0.properties.generalCategory == .control || $0 == "\u{202E}") },
        "\(arguments)")
      #expect(!text.contains("\nsecond line"))
    }
  }

  @Test(
    "shows control characters in one spelling",
    arguments: [
      ("plain\ttext\n", "plain\ttext\n"), ("\u{1B}[31m", "\\u001b[31m"), ("a\rb\r\n", "a\\rb\r\n"),
      ("\u{9B}x\u{7F}", "\\u009bx\\u007f"), ("\u{202E}", "\\u202e"),
    ])
  func spelling(text: String, shown: String) {
    #expect(text.withVisibleControls == shown)
    #expect("a\nb\u{7}".visible == "a\\nb\\u0007")
  }
}

@Suite("gradus train keeps what is there", .serialized)
struct TargetTests {
  static let small = ["--layers", "4", "--epochs", "1"]

  @Test("refuses to write over what it reads, over itself, and over files of another kind")
  func targets() throws {
    let folder = try Folder()
    try folder.writeData()
    let images = "\(folder.path)/train-images-idx3-ubyte"
    let before = try FileBytes.read(images)
    let other = "\(folder.path)/keep.txt"
    try FileBytes.write(Array("precious".utf8), to: other)
    try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/link", withDestinationPath: images)
    func run(_ options: String...) throws -> Program.Result {
      try Program.run(["train", folder.path] + Self.small + options)
    }
    for (options, words) in [
      (["--output", images], "which is trained on"), (["--output", "\(folder.path)/link"], "which is trained on"),
      (["--output", images, "--force"], "which is trained on"), (["--curve", images], "which is trained on"),
      (["--output", "\(folder.path)/same", "--curve", "\(folder.path)/same"], "the file of the model"),
      (["--output", other], "--force"), (["--curve", other], "--force"),
    ] {
      let result = try Program.run(["train", folder.path] + Self.small + options)
      #expect(result.status == 64 && result.errors.contains(words), "\(options): \(result.errors)")
    }
    #expect(try FileBytes.read(images) == before)
    #expect(try FileBytes.read(other) == Array("precious".utf8))
    #expect(try run("--output", other, "--force").status == 0)
    #expect(ModelFile.isModel(other))
    // A model is written over without a question, a curve too.
    #expect(try run("--output", other, "--curve", "\(folder.path)/c.svg").status == 0)
    #expect(try run("--output", other, "--curve", "\(folder.path)/c.svg").status == 0)
  }

  @Test("a model keeps its permissions when training goes on")
  func permissions() throws {
    let folder = try Folder()
    try folder.writeData()
    let model = "\(folder.path)/model"
    #expect(try Program.run(["train", folder.path, "--output", model] + Self.small).status == 0)
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: model)
    #expect(try Program.run(["train", folder.path, "--resume", model, "--epochs", "2"]).status == 0)
    #expect(try FileManager.default.attributesOfItem(atPath: model)[.posixPermissions] as? Int == 0o600)
    #expect(folder.names.filter { $0.contains("partial") }.isEmpty)
  }

  @Test("--epochs 0 saves the model to begin with, from which training goes on to the same bits")
  func noEpochs() throws {
    let folder = try Folder()
    try folder.writeData()
    let (first, whole) = ("\(folder.path)/first", "\(folder.path)/whole")
    for optimizer in ["sgd", "momentum", "adam"] {
      let options = ["--layers", "4", "--optimizer", optimizer]
      try? FileManager.default.removeItem(atPath: first)
      #expect(try Program.run(["train", folder.path, "--epochs", "0", "--output", first] + options).status == 0)
      #expect(try ModelFile(contentsOf: first).training?.epoch == 0)
      #expect(try Program.run(["train", folder.path, "--resume", first, "--epochs", "2"]).status == 0)
      #expect(try Program.run(["train", folder.path, "--epochs", "2", "--output", whole] + options).status == 0)
      #expect(try FileBytes.read(first) == FileBytes.read(whole))
    }
  }

  @Test("going on with a schedule that is laid out for its epochs, or at the end, is refused and writes nothing")
  func resumed() throws {
    let folder = try Folder()
    try folder.writeData()
    let model = "\(folder.path)/model"
    for (schedule, epochs, words) in [
      ("cosine", "8", "the schedule of this training ends with epoch 2"),
      ("step", "8", "the schedule of this training ends with epoch 2"), ("constant", "2", "has 2 epochs already"),
      ("constant", "1", "has 2 epochs already"), ("cosine", "2", "has 2 epochs already"),
    ] {
      try? FileManager.default.removeItem(atPath: model)
      let options = ["--layers", "4", "--epochs", "2", "--schedule", schedule, "--output", model]
      #expect(try Program.run(["train", folder.path] + options).status == 0)
      let before = try FileBytes.read(model)
      let result = try Program.run(["train", folder.path, "--resume", model, "--epochs", epochs])
      #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
      #expect(try FileBytes.read(model) == before)
    }
    let result = try Program.run(["train", folder.path, "--resume", model])
    #expect(result.status == 64 && result.errors.contains("has 2 epochs already"))
  }

  @Test("evaluate, predict and --resume refuse a model with numbers that are not finite, and inspect shows them")
  func notFinite() throws {
    let folder = try Folder()
    try folder.writeData()
    let path = "\(folder.path)/model"
    #expect(try Program.run(["train", folder.path, "--output", path] + Self.small).status == 0)
    let file = try Safetensors(contentsOf: path)
    let tensors = file.tensors.map {
      $0.name == "layers.0.weight"
        ? NamedTensor(name: $0.name, shape: $0.shape, values: Array(repeating: Float.nan, count: $0.count)) : $0
    }
    try Safetensors(tensors: tensors, metadata: file.metadata).write(to: path)
    let images = "\(folder.path)/t10k-images-idx3-ubyte"
    for arguments in [
      ["evaluate", path, folder.path], ["predict", path, images], ["show", path, folder.path],
      ["train", folder.path, "--resume", path, "--epochs", "3"],
    ] {
      let result = try Program.run(arguments)
      #expect(result.status == 65 && result.errors.contains("\"layers.0.weight\" holds numbers that are not finite"))
    }
    let json = try Program.run(["predict", path, images, "--format", "json"])
    #expect(json.status == 65 && json.objects.first?["status"] as? Int == 65)
    #expect(try Program.run(["inspect", path]).output.contains("not finite"))
  }

  @Test("what is half-written is gone after a signal", arguments: ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"])
  func signals(name: String) throws {
    let folder = try Folder()
    try folder.writeData()
    // A model that is written again and again, and a signal after some of that. Who runs the tests may keep signals from what he starts: Python
    // lets them through.
    let script = """
      import os, signal, subprocess, sys, time
      number = signal.\(name)
      signal.pthread_sigmask(signal.SIG_UNBLOCK, {number})
      signal.signal(number, signal.SIG_DFL)
      for pause in (0.6, 0.75, 0.9):
          quiet = dict(os.environ, SWIFT_BACKTRACE="enable=no")
          trainer = subprocess.Popen(sys.argv[1:], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
          time.sleep(pause)
          trainer.send_signal(number)
          try:
              # The trainer stops at SIGINT and SIGTERM by itself, and says so as a shell does.
              print(trainer.wait(20) in (-number, 128 + number))
          except subprocess.TimeoutExpired:
              trainer.kill()
              print("goes on")
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.arguments = [
      "python3", "-c", script, Program.path, "train", ".", "--layers", "600,600", "--batch-size", "160", "--epochs",
      "4000",
      "--output", "big",
    ]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(said == "True\nTrue\nTrue\n")
    #expect(folder.names.filter { $0.contains("partial") }.isEmpty, "\(folder.names)")
  }
}

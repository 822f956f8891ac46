import Foundation
import Gradus
import Testing

@Suite("Bad input ends in one line and the status that it deserves", .serialized)
struct FaultTests {
  @Test(
    "on the command line with 64",
    arguments: [
      [], ["nope"], ["train"], ["train", "DATA", "--layers", "8,x"], ["train", "DATA", "--layers", "0"],
      ["train", "DATA", "--optimizer", "magic"], ["train", "DATA", "--batch-size", "0"],
      ["train", "DATA", "--epochs", "-1"],
      ["train", "DATA", "--learning-rate", "0"], ["train", "DATA", "--learning-rate", "nan"],
      ["train", "DATA", "--momentum", "0.5"], ["train", "DATA", "--optimizer", "momentum", "--momentum", "1"],
      ["train", "DATA", "--validation-split", "1"], ["train", "DATA", "--activation", "softmacks"],
      ["train", "DATA", "--seed", "-1"],
      ["train", "DATA", "--layers", "99999999999"], ["train", "DATA", "--resume", "m", "--layers", "3"],
      ["predict", "m"], ["evaluate", "m"],
      ["inspect"], ["show", "m", "DATA", "--count", "0"], ["train", "DATA", "--warmup", "-1"],
      ["train", "DATA", "--frobnicate"],
    ])
  func usage(arguments: [String]) throws {
    let folder = try Folder()
    try folder.writeData()
    let result = try Program.run(arguments.map { $0 == "DATA" ? folder.path : $0 })
    if arguments.isEmpty {
      // Without a command there is help, and no fault.
      #expect(result.status == 0)
      #expect(result.output.contains("SUBCOMMANDS"))
      return
    }
    expect(result, 64)
  }

  @Test("in a file with 65")
  func data() throws {
    let folder = try Folder()
    try folder.writeData()
    let images = "\(folder.path)/train-images-idx3-ubyte"
    let whole = try FileBytes.read(images)
    try FileBytes.write(Array(whole.dropLast(5)), to: images)
    expect(try Program.run(["train", folder.path, "--epochs", "1"]), 65, "cut short")
    try FileBytes.write(whole + [1], to: images)
    expect(try Program.run(["train", folder.path, "--epochs", "1"]), 65, "too long")
    var lying = whole
    lying[4] = 0x7f
    try FileBytes.write(lying, to: images)
    expect(try Program.run(["train", folder.path, "--epochs", "1"]), 65, "promises")
    try FileBytes.write(whole, to: images)
    let labels = "\(folder.path)/train-labels-idx1-ubyte"
    try FileBytes.write(IDX(sizes: [3], bytes: [0, 1, 2]).file(), to: labels)
    expect(try Program.run(["train", folder.path, "--epochs", "1"]), 65, "160 images but 3 labels")
    expect(try Program.run(["evaluate", images, folder.path]), 65)
    expect(try Program.run(["inspect", #filePath]), 65, "safetensors")
  }

  @Test("from the operating system with 74, and nothing half-written")
  func inputOutput() throws {
    let folder = try Folder()
    try folder.writeData()
    let options = ["--layers", "4", "--batch-size", "16", "--epochs", "1"]
    expect(try Program.run(["train", "\(folder.path)/none"]), 74, "no such")
    expect(
      try Program.run(["train", folder.path, "--output", "\(folder.path)/none/m"] + options), 74,
      "no such file or folder")
    expect(try Program.run(["train", folder.path, "--output", folder.path] + options), 74, "is a folder")
    expect(try Program.run(["train", folder.path, "--output", "/dev/full"] + options), 74, "disk is full")
    expect(try Program.run(["train", folder.path, "--curve", "/dev/full"] + options), 74, "disk is full")
    expect(try Program.run(["evaluate", "\(folder.path)/none", folder.path]), 74, "no such")
    expect(try Program.run(["inspect", "\(folder.path)/none"]), 74, "no such")
    #expect(folder.names.count == 4, "\(folder.names)")
  }

  @Test("of a loss that is no number with 65, keeping the last good model")
  func diverged() throws {
    let folder = try Folder()
    try folder.writeData()
    let model = "\(folder.path)/model.safetensors"
    let options = [
      "--layers", "4", "--batch-size", "16", "--optimizer", "sgd", "--learning-rate", "1e30", "--output", model,
    ]
    let result = try Program.run(["train", folder.path] + options)
    expect(result, 65, "epoch 1, batch")
    #expect(result.errors.contains("layer"))
    #expect(result.errors.contains("no model was saved"))
    #expect(!FileBytes.exists(model))
  }

  @Test("of a loss that is no number after a good epoch, which stays saved to the last byte")
  func divergedLater() throws {
    let folder = try Folder()
    try folder.writeData()
    let path = "\(folder.path)/model.safetensors"
    let options = ["--layers", "4", "--batch-size", "16", "--optimizer", "sgd", "--epochs", "1", "--output", path]
    #expect(try Program.run(["train", folder.path] + options).status == 0)
    // The same training with a rate that no parameter survives.
    let good = try ModelFile(contentsOf: path)
    let state = try #require(good.training)
    var settings = state.settings
    settings.learningRate = 1e30
    let wild = TrainingState(
      network: state.network, settings: settings, epoch: state.epoch, step: state.step, generator: state.generator,
      parameters: state.parameters, memories: state.memories, dataFingerprint: state.dataFingerprint,
      history: state.history)
    try ModelFile(good.model, training: wild).write(to: path)
    let before = try FileBytes.read(path)
    let result = try Program.run(["train", folder.path, "--resume", path, "--epochs", "3"])
    expect(result, 65, "epoch 2, batch")
    #expect(result.errors.contains("keeps the model after epoch 1"))
    #expect(try FileBytes.read(path) == before)
  }

  func expect(
    _ result: Program.Result, _ status: Int32, _ words: String = "", sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(result.status == status, "\(result.errors)", sourceLocation: sourceLocation)
    #expect(result.errors.hasPrefix("gradus: "), "\(result.errors)", sourceLocation: sourceLocation)
    #expect(
      result.errors.split(separator: "\n", omittingEmptySubsequences: false).count == 2, "\(result.errors)",
      sourceLocation: sourceLocation)
    #expect(words.isEmpty || result.errors.contains(words), "\(result.errors)", sourceLocation: sourceLocation)
  }
}

import Foundation
import Gradus
import Testing

@Suite("gradus train, evaluate, predict, show and inspect", .serialized)
struct TrainTests {
  static let small = ["--layers", "8", "--batch-size", "16", "--learning-rate", "0.02"]

  /// A folder with data, and a model trained on them.
  func trained(epochs: Int = 3, _ options: [String] = small) throws -> (
    folder: Folder, model: String, result: Program.Result
  ) {
    let folder = try Folder()
    try folder.writeData()
    let model = "\(folder.path)/model.safetensors"
    let result = try Program.run(
      ["train", folder.path, "--epochs", "\(epochs)", "--output", model, "--format", "json"] + options)
    #expect(result.status == 0, "\(result.errors)")
    return (folder, model, result)
  }

  @Test("train prints an object an epoch and one at the end")
  func json() throws {
    let (folder, _, result) = try trained(epochs: 3, Self.small + ["--validation-split", "0.1"])
    let objects = result.objects
    #expect(objects.count == 4)
    for (index, epoch) in objects.dropLast().enumerated() {
      #expect(Set(epoch.keys) == ["epoch", "seconds", "loss", "accuracy", "validation_loss", "validation_accuracy"])
      #expect(epoch["epoch"] as? Int == index + 1)
      #expect(try #require(epoch["seconds"] as? Double) > 0)
    }
    #expect(Set(objects[3].keys) == ["test_accuracy", "parameters", "run"])
    #expect(objects[3]["parameters"] as? Int == 16 * 8 + 8 + 8 * 3 + 3)
    #expect(try #require(objects[3]["test_accuracy"] as? Double) > 0.9)
    #expect(folder.names.contains("model.safetensors"))
  }

  func model(epochs: Int, _ options: [String]) throws -> ModelFile {
    let (folder, path, _) = try trained(epochs: epochs, options)
    return try withExtendedLifetime(folder) { try ModelFile(contentsOf: path) }
  }

  @Test("train prints a plain line an epoch into a pipe, and nothing on standard error")
  func text() throws {
    let folder = try Folder()
    try folder.writeData()
    let curve = "\(folder.path)/curve.svg"
    let result = try Program.run(["train", folder.path, "--epochs", "2", "--curve", curve] + Self.small)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    #expect(!result.output.contains("\u{1B}"))
    #expect(result.output.split(separator: "\n").filter { $0.hasPrefix("epoch ") }.count == 2)
    #expect(result.output.contains("test accuracy "))
    let document = try XMLCheck(text: String(contentsOfFile: curve, encoding: .utf8))
    #expect(document.elements.filter { $0 == "polyline" }.count == 3)
  }

  @Test("test images that do not fit are refused before the training; without any there is none to report")
  func testImages() throws {
    let (folder, _, _) = try trained(epochs: 1)
    let images = try IDX(contentsOf: "\(folder.path)/t10k-images-idx3-ubyte")
    let wide = IDX(
      sizes: [images.sizes[0], 2, images.sizes[1] * images.sizes[2] / 2 + 1],
      bytes: Array(repeating: 0, count: images.sizes[0] * (images.sizes[1] * images.sizes[2] + 2)))
    try Data(wide.file()).write(to: URL(filePath: "\(folder.path)/t10k-images-idx3-ubyte"))
    let refused = try Program.run(["train", folder.path, "--epochs", "1"] + Self.small)
    #expect(refused.status == 65 && refused.output.isEmpty && refused.errors.contains("the test examples do not fit"))
    for name in ["t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"] {
      try FileManager.default.removeItem(atPath: "\(folder.path)/\(name)")
    }
    let without = try Program.run(["train", folder.path, "--epochs", "1", "--format", "json"] + Self.small)
    #expect(without.status == 0 && without.objects.last?["test_accuracy"] is NSNull)
  }

  @Test("train gives the same bytes for the same seed, and others for another")
  func repeatable() throws {
    func bytes(_ options: [String]) throws -> Data {
      let (folder, path, _) = try trained(epochs: 2, Self.small + options)
      return try withExtendedLifetime(folder) { try Data(contentsOf: URL(filePath: path)) }
    }
    let first = try bytes([])
    #expect(try first == bytes([]))
    #expect(try first != bytes(["--seed", "1"]))
  }

  @Test("train --resume goes on to the same bits", arguments: ["sgd", "momentum", "nesterov", "adam", "adamw"])
  func resume(optimizer: String) throws {
    let options = ["--layers", "8", "--batch-size", "24", "--optimizer", optimizer, "--validation-split", "0.1"]
    let whole = try model(epochs: 4, options)
    let (folder, model, _) = try trained(epochs: 2, options)
    let result = try Program.run(["train", folder.path, "--resume", model, "--epochs", "4"])
    #expect(result.status == 0, "\(result.errors)")
    let resumed = try ModelFile(contentsOf: model)
    #expect(resumed == whole)
    #expect(resumed.training?.epoch == 4)
  }

  @Test("evaluate gives the accuracy that train found, each class, and what was taken for what")
  func evaluate() throws {
    let (folder, model, result) = try trained()
    let answer = try #require(try Program.run(["evaluate", model, folder.path, "--format", "json"]).objects.first)
    #expect(answer["accuracy"] as? Double == result.objects.last?["test_accuracy"] as? Double)
    let confusion = try #require(answer["confusion"] as? [[Int]])
    #expect(confusion.joined().reduce(0, +) == 48)
    #expect((answer["classes"] as? [[String: Any]])?.count == 3)
    let text = try Program.run(["evaluate", model, folder.path])
    #expect(text.status == 0)
    for word in ["accuracy", "precision", "recall", "F1", "taken for"] { #expect(text.output.contains(word)) }
  }

  @Test("predict names the class of IDX and PNG images, and asks for --resize where it is needed")
  func predict() throws {
    let (folder, model, _) = try trained()
    let test = try ImageSource(folder.path).load(.test)
    let all = try Program.run(["predict", model, "\(folder.path)/t10k-images-idx3-ubyte", "--format", "json"]).objects
    #expect(all.count == 48)
    let picture = "\(folder.path)/picture.png"
    try FileBytes.write(PNG.encode(test.image(at: 0), for: "x"), to: picture)
    let one = try #require(
      try Program.run(["predict", model, picture, "--format", "json", "--top", "2"]).objects.first)
    #expect(one["label"] as? Int == all[0]["label"] as? Int)
    #expect((one["top"] as? [Any])?.count == 2)

    let large = "\(folder.path)/large.png"
    try FileBytes.write(PNG.encode(test.image(at: 0).resized(height: 12, width: 12).inverted, for: "x"), to: large)
    let refused = try Program.run(["predict", model, large])
    #expect(refused.status == 65)
    #expect(refused.errors.contains("--resize"))
    let resized = try Program.run(["predict", model, large, "--resize", "--invert", "--format", "json"]).objects
    #expect(resized.first?["top"] != nil)
    #expect(resized.first?["label"] as? Int == all[0]["label"] as? Int)
  }

  @Test("show draws images with characters, or with colours when asked")
  func show() throws {
    let (folder, model, _) = try trained()
    let plain = try Program.run(["show", model, folder.path, "--count", "3"])
    #expect(plain.status == 0)
    #expect(!plain.output.contains("\u{1B}"))
    #expect(plain.output.contains("✓") || plain.output.contains("✗"))
    #expect(try Program.run(["show", model, folder.path, "--color", "always"]).output.contains("\u{1B}[38;5;"))
  }

  @Test("plan prints what a training step runs, and what a prediction runs")
  func plan() throws {
    let step = try Program.run(["plan", "--layers", "32", "--optimizer", "momentum", "--batch-size", "64"])
    #expect(step.status == 0, "\(step.errors)")
    for word in ["784 → 32 relu → 10 softmax", "W1.velocity", "FLOP", "loss"] {
      #expect(step.output.contains(word), "\(word)")
    }
    let forward = try Program.run(["plan", "--layers", "32", "--forward", "--batch-size", "1"])
    #expect(forward.output.contains("probabilities"))
    #expect(!forward.output.contains("loss"))
  }

  @Test("inspect tells models, other safetensors files and IDX files")
  func inspect() throws {
    let (folder, model, _) = try trained()
    let text = try Program.run(["inspect", model])
    #expect(text.status == 0)
    for word in ["16 → 8 relu → 3 softmax", "layers.0.weight", "16 x 8", "3 of 3 epochs"] {
      #expect(text.output.contains(word), "\(word)")
    }
    let object = try #require(try Program.run(["inspect", model, "--format", "json"]).objects.first)
    #expect((object["arrays"] as? [Any])?.count == 12)
    let other = "\(folder.path)/other.safetensors"
    try Safetensors(tensors: [NamedTensor(name: "x", shape: [2], values: [1, .nan] as [Float])], metadata: ["a": "b"])
      .write(to: other)
    let plain = try Program.run(["inspect", other]).output
    #expect(plain.contains("a: b"))
    #expect(plain.contains("1 not finite"))
    #expect(try Program.run(["inspect", "\(folder.path)/train-images-idx3-ubyte"]).output.contains("160 x 4 x 4"))
  }

  @Test("inspect and compute read what spreadsheets and NumPy save; train says what it learns from")
  func tables() throws {
    let folder = try Folder()
    let (table, array) = ("\(folder.path)/t.csv", "\(folder.path)/a.npy")
    try FileBytes.write(Array("\u{feff}Länge;Breite\r\n1,5;2\r\n3;4\r\n".utf8), to: table)
    let shown = try Program.run(["inspect", table]).output
    #expect(shown.contains("table of numbers, 2 columns, 4 numbers\n"))
    #expect(shown.contains("Länge   text  2  1.5000 … 3.0000, mean 2.2500"))
    let value = try Program.run(["compute", "sum(X)", "--let", "X = @\(table)"])
    #expect(value.output == "10.5\n")
    #expect(value.errors == "read: X from \(table) without its line of names: Länge, Breite\n")
    try NumPyArray(shape: [2], values: [1, 4]).write(to: array)
    #expect(try Program.run(["inspect", array]).output.contains("NumPy array, 1 arrays, 2 numbers, 16 bytes\n"))
    let model = "\(folder.path)/m.safetensors"
    try Safetensors(tensors: [NamedTensor(name: "x", shape: [2], values: [1, 2] as [Double])]).write(to: model)
    #expect(try Program.run(["compute", "sum(a)", "--let", "a = @\(model):x"]).output == "3\n")
    let training = try Program.run(["train", table])
    #expect(training.status == 65)
    #expect(training.errors.contains("Say --target and one of Länge, Breite"))
  }
}

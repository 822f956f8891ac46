import Foundation
import Gradus
import Testing

@Suite("gradus train, evaluate and predict with tables", .serialized)
struct TableCommandTests {
  /// Rows of three kinds, with a counter, texts, gaps and a date.
  static func flowers(_ count: Int = 90, seed: Int = 1) -> String {
    var state = UInt64(seed)
    func random() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 33) / Double(1 << 31)
    }
    var lines = ["Id,width,height,soil,planted,kind"]
    for row in 0..<count {
      let kind = row % 3
      let width = row % 17 == 5 ? "" : String(format: "%.2f", Double(kind) * 2 + random())
      let height = String(format: "%.2f", 10 - Double(kind) * 3 + random())
      lines.append(
        "\(row + 1),\(width),\(height),\(["clay", "sand"][row % 2]),2024-0\(kind + 1)-1\(row % 10),\(["aster", "rose", "tulip, red"][kind].quoted)"
      )
    }
    return lines.joined(separator: "\n") + "\n"
  }

  static let quick = ["--layers", "8", "--epochs", "40", "--learning-rate", "0.02"]

  @Test("texts have vectors that are learned, in the model and in what is written of it")
  func embedded() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", Self.flowers())
    let (data, model) = ("\(folder.path)/flowers.csv", "\(folder.path)/m.safetensors")
    let common = ["train", data, "--target", "kind", "--epochs", "40", "--learning-rate", "0.02", "--output", model]
    let trained = try Program.run(common + ["--layers", "8", "--categories", "embed"])
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(trained.output.contains("embedding(category 4 2 2)"), "\(trained.output)")
    let measured = try Program.run(["evaluate", model, data])
    #expect(measured.output.contains("100.00 %"), "\(measured.output)\(measured.errors)")
    // A soil that was not learned, and none.
    try folder.write("new.csv", "width,height,soil,planted\n4.4,4.2,peat,2024-03-12\n0.2,10.1,,2024-01-11\n")
    let told = try Program.run(["predict", model, "\(folder.path)/new.csv", "--format", "csv"])
    #expect(
      told.status == 0 && told.output.contains("\"tulip, red\"") && told.output.contains("aster"), "\(told.output)")
    for file in ["m.onnx", "m.c", "m.npz"] {
      let written = try Program.run(["export", model, "--to", "\(folder.path)/\(file)"])
      #expect(written.status == 0, "\(file): \(written.errors)")
    }
    let images = try Program.run(["train", "digits", "--categories", "embed", "--epochs", "1"])
    #expect(images.status != 0 && images.errors.contains("--categories"), "\(images.errors)")
    let numbers = try Program.run(["train", "iris", "--categories", "embed", "--epochs", "1"])
    #expect(numbers.status != 0 && numbers.errors.contains("columns of texts"), "\(numbers.errors)")
  }

  @Test("a table that is read piece by piece is learned from, goes on, and is told about")
  func streamed() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", Self.flowers(200))
    let (data, model) = ("\(folder.path)/flowers.csv", "\(folder.path)/m.safetensors")
    let options = ["--stream", "--test-split", "0.2", "--validation-split", "0.2", "--learning-rate", "0.02"]
    let common = ["train", data, "--target", "kind", "--layers", "8", "--no-record"] + options
    let trained = try Program.run(common + ["--epochs", "30", "--output", model])
    #expect(trained.status == 0 && trained.output.contains("streams   200 rows"), "\(trained)")
    #expect(trained.output.contains("leaves    Id (it counts the rows) out"), "\(trained.output)")
    #expect(trained.output.contains("test accuracy 100.00 % on 40 rows"), "\(trained.output)")
    // What goes on is read as it was.
    let resumed = try Program.run(["train", data, "--resume", model, "--epochs", "40", "--no-record"])
    #expect(resumed.status == 0 && resumed.output.contains("streams"), "\(resumed)")
    let direct = try Program.run(common + ["--epochs", "40", "--output", "\(folder.path)/direct"])
    #expect(direct.status == 0)
    #expect(try FileBytes.read(model) == FileBytes.read("\(folder.path)/direct"))
    #expect(try Program.run(["evaluate", model, data]).output.contains("100.00 %"))
    let lbfgs = try Program.run(common + ["--optimizer", "lbfgs", "--learning-rate", "1"])
    #expect(lbfgs.status == 64, "\(lbfgs)")
    let images = try Program.run(["train", "digits", "--stream"])
    #expect(images.status == 65 && images.errors.contains("--stream"), "\(images)")
    try folder.write("wrong.csv", Self.flowers(20) + "1,2\n")
    let wrong = try Program.run(["train", "\(folder.path)/wrong.csv", "--target", "kind", "--stream"])
    #expect(wrong.status == 65 && wrong.errors.contains("line 22 has 2 cells"), "\(wrong)")
    let full = try Program.run(common, environment: ["TMPDIR": "\(folder.path)/none"])
    #expect(full.status == 74 && full.errors.contains("TMPDIR"), "\(full)")
  }

  @Test("models where data are expected are named, with what reads them")
  func models() throws {
    let folder = try Folder()
    let model = "\(folder.path)/m.safetensors"
    let trained = ["train", "iris", "--layers", "4", "--epochs", "1", "--no-record", "--output", model]
    #expect(try Program.run(trained).status == 0)
    for name in ["m.onnx", "state.safetensors"] {
      let options = name == "m.onnx" ? [] : ["--names", "torch"]
      #expect(try Program.run(["export", model, "--to", "\(folder.path)/\(name)"] + options).status == 0)
      let result = try Program.run(["train", "\(folder.path)/\(name)"])
      #expect(result.status == 65 && result.errors.contains("gradus import"), "\(name): \(result)")
    }
    try FileBytes.write([0x80, 2, 0x8a, 10, 0, 0, 0x2e], to: "\(folder.path)/m.pt")
    #expect(try Program.run(["train", "\(folder.path)/m.pt"]).errors.contains("pickle of Python"))
  }

  @Test("a table as it was exported is learned from, measured and told about")
  func whole() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", Self.flowers())
    let (data, model) = ("\(folder.path)/flowers.csv", "\(folder.path)/m.safetensors")
    let trained = try Program.run(
      ["train", data, "--target", "kind", "--test-split", "0.2", "--output", model] + Self.quick)
    #expect(trained.status == 0, "\(trained.errors)")
    for words in [
      "sees      width, height, soil (2 texts), planted (date)", "tells     kind: aster, rose, tulip, red",
      "leaves    Id (it counts the rows) out", "72 rows", "test accuracy 100.00 % on 18 rows",
    ] { #expect(trained.output.contains(words), "\(trained.output)") }

    let measured = try Program.run(["evaluate", model, data, "--format", "json"])
    #expect(measured.status == 0 && (measured.objects[0]["accuracy"] as? Double ?? 0) > 0.95, "\(measured.errors)")
    // Neither the target nor the counter is needed, a gap where there was none and an unseen text are taken.
    try folder.write("new.csv", "soil,height,width,planted\nclay,10.5,0.5,2024-01-12\nmoon,4.2,,\n")
    let told = try Program.run(["predict", model, "\(folder.path)/new.csv"])
    let lines = told.output.split(separator: "\n")
    #expect(told.status == 0 && lines.count == 3, "\(told.errors)")
    #expect(lines[0] == "kind,probability" && lines[1].hasPrefix("aster,"))
    let all = try Program.run(["predict", model, "\(folder.path)/new.csv", "--probabilities"])
    #expect(all.output.hasPrefix("kind,aster,rose,\"tulip, red\"\n"))
    let objects = try Program.run(["predict", model, "\(folder.path)/new.csv", "--format", "json"]).objects
    #expect(objects.count == 2 && objects[0]["name"] as? String == "aster")
    #expect((objects[0]["probabilities"] as? [String: Double])?.count == 3)
    #expect(try Program.run(["inspect", model]).output.contains("columns   width, height, soil, planted"))
    let shown = try Program.run(["inspect", data]).output
    for words in [
      "table, 6 columns", "width    numbers  90", "missing",
      "kind     texts    90  3 different: aster, rose, tulip, red", "2024-01-10 … 2024-03-19",
    ] {
      #expect(shown.contains(words), "\(shown)")
    }
  }

  @Test("a training that goes on has the rows and the preparation of the first, and ends in the same file")
  func resume() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", Self.flowers())
    let data = "\(folder.path)/flowers.csv"
    let options = [
      "--target", "kind", "--test-split", "0.2", "--validation-split", "0.2", "--class-weights", "balanced", "--layers",
      "6", "--seed", "5",
    ]
    func train(_ name: String, _ arguments: [String]) throws -> [UInt8] {
      let result = try Program.run(["train", data] + arguments)
      #expect(result.status == 0, "\(result.errors)")
      return try FileBytes.read("\(folder.path)/\(name)")
    }
    let (one, two) = ("\(folder.path)/one", "\(folder.path)/two")
    let whole = try train("one", options + ["--epochs", "6", "--output", one])
    _ = try train("two", options + ["--epochs", "2", "--output", two])
    #expect(try train("two", ["--resume", two, "--epochs", "6"]) == whole)
  }

  @Test("numbers are told in their own unit, and labels each for itself")
  func tasks() throws {
    let folder = try Folder()
    let rows = (0..<120).map { (Double($0 % 11) - 5, Double($0 % 7) - 3) }
    let houses =
      "a,b,price,warm,wet\n"
      + rows.map { "\($0),\($1),\(2000 + 300 * $0 - 100 * $1),\($0 > 0 ? 1 : 0),\($1 > 0 ? 1 : 0)" }.joined(
        separator: "\n")
    try folder.write("houses.csv", houses + "\n")
    let (data, model) = ("\(folder.path)/houses.csv", "\(folder.path)/m.safetensors")
    let trained = try Program.run(
      [
        "train", data, "--target", "price", "--ignore", "warm,wet", "--test-split", "0.25", "--format", "json",
        "--output", model,
      ]
        + Self.quick)
    #expect((trained.objects.last?["test_r2"] as? Double ?? 0) > 0.95, "\(trained.errors)")
    let measured = try Program.run(["evaluate", model, data])
    for words in ["price on 120 rows", "R²", "root mean squared error", "mean absolute error"] {
      #expect(measured.output.contains(words), "\(measured.output)")
    }
    let told = try Program.run(["predict", model, data]).output.split(separator: "\n")
    #expect(told[0] == "price" && abs((Double(told[6]) ?? 0) - (2000 - 0 + 100 * -2)) < 300)

    let labels = try Program.run(
      ["train", data, "--target", "warm, wet", "--ignore", "price", "--output", model] + Self.quick)
    #expect(labels.status == 0 && labels.output.contains("tells     which of warm, wet it has"), "\(labels.errors)")
    #expect(try Program.run(["evaluate", model, data]).output.contains("warm"))
    #expect(try Program.run(["predict", model, data]).output.hasPrefix("warm,wet\n"))
  }

  @Test("data sets in the program need no file")
  func known() throws {
    let folder = try Folder()
    let model = "\(folder.path)/m.safetensors"
    for (name, options) in [
      ("iris", ["--epochs", "60"]), ("digits", ["--layers", "32", "--epochs", "8", "--learning-rate", "0.01"]),
    ] {
      let trained = try Program.run(["train", name, "--format", "json", "--output", model] + options)
      let accuracy = try #require(trained.objects.last?["test_accuracy"] as? Double, "\(trained.errors)")
      #expect(accuracy > 0.9)
      let measured = try Program.run(["evaluate", model, name, "--format", "json"])
      #expect(measured.objects.first?["accuracy"] as? Double == accuracy)
    }
  }

  @Test("what begins with a model of tables sees them as that model did; weights are not needed to measure")
  func beginning() throws {
    let folder = try Folder()
    try folder.write("flowers.csv", Self.flowers())
    let (data, model) = ("\(folder.path)/flowers.csv", "\(folder.path)/m.safetensors")
    #expect(
      try Program.run(["train", data, "--target", "kind", "--weight-column", "height", "--output", model] + Self.quick)
        .status == 0)
    try folder.write("others.csv", Self.flowers(60, seed: 2))
    let second = "\(folder.path)/n.safetensors"
    let result = try Program.run(
      [
        "train", "\(folder.path)/others.csv", "--target", "kind", "--init-from", model, "--epochs", "1", "--output",
        second,
      ])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try ModelFile(contentsOf: second).model.form == ModelFile(contentsOf: model).model.form)
    try folder.write("plain.csv", "width,soil,planted,kind\n0.4,clay,2024-01-11,aster\n2.5,sand,2024-02-12,rose\n")
    let measured = try Program.run(["evaluate", second, "\(folder.path)/plain.csv", "--format", "json"])
    #expect(measured.objects.first?["images"] as? Int == 2, "\(measured.errors)")
  }

  @Test("what cannot be learned from is refused, with the way out")
  func refused() throws {
    let folder = try Folder()
    try folder.write("f.csv", Self.flowers())
    try folder.write("bad.csv", "x,y\n1,a\n2,b\n3o,a\n4,b\n")
    let (data, bad, model) = ("\(folder.path)/f.csv", "\(folder.path)/bad.csv", "\(folder.path)/m.safetensors")
    func fault(_ arguments: String..., status: Int32 = 65) throws -> String {
      let result = try Program.run(Array(arguments))
      #expect(result.status == status, "\(arguments): \(result.status)")
      return result.errors
    }
    #expect(try fault("train", data).contains("which column is to be told? Say --target and one of Id, width, height"))
    #expect(try fault("train", data, "--target", "knd").contains("perhaps \"kind\""))
    #expect(try fault("train", bad, "--target", "y").contains("line 4, column \"x\": \"3o\" is no number"))
    #expect(try fault("trian", data, status: 64).contains("there is no command \"trian\"; did you mean train?"))
    #expect(try fault("train", "digits", "--target", "x", status: 64).contains("--target goes with tables"))
    #expect(try Program.run(["train", data, "--target", "kind", "--output", model] + Self.quick).status == 0)
    #expect(try fault("evaluate", model, "digits").contains("is not what the model takes"))
    #expect(try fault("predict", model, bad).contains("there is no column \"width\""))
    #expect(try fault("show", model, "digits").contains("only images can be drawn"))
    #expect(try fault("train", data, "--target", "kind", "--output", data, status: 64).contains("which is trained on"))
    #expect(try fault("train", data, "--target", "kind", "--test-split", "1").contains("a share of 1.0 held back"))
  }

  /// As a model that came from elsewhere: nothing is known of columns.
  @Test("a model of numbers takes a table of numbers, with names or without")
  func numbers() throws {
    let folder = try Folder()
    let network = try Network(inputs: 2, layers: Layer.list("dense 2"), output: .softmax)
    let values: [String: [Float]] = ["layers.0.weight": [1, 0, 0, 1], "layers.0.bias": [0, 0]]
    let model = "\(folder.path)/m.safetensors"
    try ModelFile(
      TrainedModel(network: network, parameters: values, task: .classification(["low", "high"]), form: .numbers(2))
    ).write(to: model)
    for text in ["3,1\n-1.5,2\n", "a;b\n3;1\n-1,5;2\n"] {
      try folder.write("x.csv", text)
      let result = try Program.run(["predict", model, "\(folder.path)/x.csv", "--format", "json"])
      #expect(result.status == 0, "\(result.errors)")
      let rows = result.output.split(separator: "\n")
      #expect(rows.count == 2 && rows[0].contains("\"low\"") && rows[1].contains("\"high\""), "\(result.output)")
    }
    for (text, words) in [
      ("1,2,3\n4,5,6\n", "has 3 columns, and the model takes 2 numbers"), ("a,b\n1,x\n2,y\n", "its column b is not of"),
    ] {
      try folder.write("x.csv", text)
      let result = try Program.run(["predict", model, "\(folder.path)/x.csv"])
      #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
    }
  }
}

extension String {
  fileprivate var quoted: String { contains(",") ? "\"\(self)\"" : self }
}

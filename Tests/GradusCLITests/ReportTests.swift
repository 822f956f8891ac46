import Foundation
import Gradus
import Testing

@Suite("gradus report and calibrate", .serialized)
struct ReportTests {
  /// A model of images and one of a table, in a folder.
  func models() throws -> Folder {
    let folder = try Folder()
    try folder.writeData()
    try folder.write("t.csv", TableCommandTests.flowers())
    for (data, model, options) in [
      (folder.path, "images", ["--layers", "8"]),
      (
        "\(folder.path)/t.csv", "table",
        ["--layers", "8", "--target", "kind", "--validation-split", "0.3", "--patience", "3", "--monitor", "macro-f1"]
      ),
    ] {
      let trained = try Program.run(
        [
          "train", data, "--epochs", "4", "--output", "\(folder.path)/\(model).safetensors", "--metrics",
          "kappa,log-loss",
        ] + options)
      #expect(trained.status == 0, "\(trained.errors)")
      if model == "table" {
        #expect(trained.output.contains("macro F1 0.") || trained.output.contains("macro F1 1"), "\(trained.output)")
      }
    }
    return folder
  }

  @Test("a report says what evaluate says, in every form, and needs nothing beside it")
  func report() throws {
    let folder = try models()
    for (model, data, words) in [
      ("images", folder.path, ["<img alt=\"node 1\"", "Calibration", "Told worst", "data:image/png;base64,iVBOR"]),
      ("table", "\(folder.path)/t.csv", ["Columns that matter", "height", "Least certain", "held back", "tulip, red"]),
    ] {
      let (file, page) = ("\(folder.path)/\(model).safetensors", "\(folder.path)/\(model).html")
      #expect(try Program.run(["report", file, data, "--output", page]).output == "wrote \(page)\n")
      let text = try String(contentsOfFile: page, encoding: .utf8)
      for word in words + [
        "<math display=\"block\">", "prefers-color-scheme: dark", "@media print", "What is taken for what",
      ] {
        #expect(text.contains(word), "\(model): \(word)")
      }
      // Nothing is fetched: no address stands in the page, and no script.
      #expect(!text.contains("http") && !text.contains("<script"))
      let measured = try #require(try Program.run(["evaluate", file, data, "--format", "json"]).objects.first)
      let object = try #require(try Program.run(["report", file, data, "--format", "json"]).objects.first)
      #expect(object["confusion"] as? [[Int]] == measured["confusion"] as? [[Int]])
      let measures = (object["measures"] as? [[String: Any]]) ?? []
      let accuracy = measures.first { $0["name"] as? String == "accuracy" }?["value"] as? Double
      #expect(accuracy != nil && accuracy == measured["accuracy"] as? Double)
      let markdown = try Program.run(["report", file, data, "--format", "markdown"]).output
      #expect(markdown.contains("## Measures") && markdown.contains("| accuracy | "))
    }
    let refused = try Program.run([
      "report", "\(folder.path)/table.safetensors", "\(folder.path)/t.csv", "--output", "\(folder.path)/t.csv",
    ])
    #expect(refused.status == 64 && refused.errors.contains("which is read"))
  }

  @Test("a calibrated model has a smaller loss and the same classes, and its training goes on to the same bits")
  func calibrate() throws {
    let folder = try models()
    let (model, hot) = ("\(folder.path)/images.safetensors", "\(folder.path)/hot.safetensors")
    let answer = try #require(
      try Program.run(["calibrate", model, folder.path, "--output", hot, "--format", "json"]).objects.first)
    let temperature = try #require(answer["temperature"] as? Double)
    func loss(_ key: String) -> Double { (((answer[key] as? [[String: Any]])?.first)?["value"] as? Double) ?? .nan }
    #expect(temperature > 0 && loss("after") < loss("before"), "\(answer)")
    let compared = try Program.run([
      "evaluate", model, folder.path, "--against", hot, "--metrics", "accuracy", "--format", "json",
    ])
    #expect(compared.objects.first?["probability"] as? Double == 1, "\(compared.errors)")
    let again = try #require(try Program.run(["calibrate", hot, folder.path, "--format", "json"]).objects.first)
    #expect(abs((again["temperature"] as? Double ?? 0) - 1) < 1e-4)
    for (name, from) in [("a", model), ("b", hot)] {
      _ = try Program.run([
        "train", folder.path, "--resume", from, "--epochs", "6", "--output", "\(folder.path)/\(name).safetensors",
      ])
    }
    #expect(try FileBytes.read("\(folder.path)/a.safetensors") == FileBytes.read("\(folder.path)/b.safetensors"))
  }

  @Test(
    "measures are asked for by name, and those that say nothing are refused",
    arguments: [
      (["--metrics", "macro-f11"], "did you mean macro-f1"), (["--metrics", "r2"], "says nothing about"),
      (["--bootstrap", "1"], "from 10"), (["--against", "nowhere"], "nowhere"),
    ])
  func refused(options: [String], words: String) throws {
    let folder = try models()
    let result = try Program.run(["evaluate", "\(folder.path)/images.safetensors", folder.path] + options)
    #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
  }

  @Test("an interval of draws holds the measure, and the same seed gives the same")
  func bootstrap() throws {
    let folder = try models()
    let arguments = [
      "evaluate", "\(folder.path)/table.safetensors", "\(folder.path)/t.csv", "--metrics", "accuracy,auc",
      "--bootstrap", "200", "--format", "json",
    ]
    let output = try Program.run(arguments).output
    #expect(try Program.run(arguments).output == output)
    let rows = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String: Any]])
    #expect(rows.count == 2)
    for row in rows {
      let (value, interval) = (row["value"] as? Double ?? .nan, row["interval"] as? [Double] ?? [])
      #expect(interval.count == 2 && interval[0] <= value && value <= interval[1])
    }
  }
}

import Foundation
import Gradus
import Testing

@Suite("gradus export and import", .serialized)
struct ExchangeCommandTests {
  private func trained(in folder: Folder) throws -> String {
    let model = "\(folder.path)/iris.safetensors"
    let result = try Program.run(["train", "iris", "--layers", "6", "--epochs", "5", "--output", model])
    #expect(result.status == 0, "\(result.errors)")
    return model
  }

  @Test("every format that is read back gives the same model; every ending is on the page")
  func formats() throws {
    let folder = try Folder()
    let model = try trained(in: folder)
    let page = try String(
      contentsOf: DocumentedCommandsTests.root.appending(path: "Documentation/Interchange.md"), encoding: .utf8)
    for ending in ["onnx", "npz", "safetensors", "json", "swift", "c"] {
      let file = "\(folder.path)/x.\(ending)"
      let out = try Program.run(["export", model, "--to", file])
      #expect(out.status == 0 && out.output.contains("4 → 6 relu → 3 softmax"), "\(out.errors)")
      #expect(page.contains("| `.\(ending)` |"))
      if ["swift", "c"].contains(ending) { continue }
      let again = "\(folder.path)/\(ending).safetensors"
      let back = try Program.run(["import", file, "--output", again])
      #expect(back.status == 0 && back.output.contains("classes   setosa, versicolor, virginica"), "\(back.errors)")
      #expect(try ModelFile(contentsOf: again).model == ModelFile(contentsOf: model).model)
    }
  }

  @Test("names go with arrays, and are those of the page", arguments: ArrayNames.allCases)
  func names(names: ArrayNames) throws {
    let folder = try Folder()
    let model = try trained(in: folder)
    let page = try String(
      contentsOf: DocumentedCommandsTests.root.appending(path: "Documentation/Interchange.md"), encoding: .utf8)
    #expect(page.contains("| `\(names.rawValue)` |"))
    let file = "\(folder.path)/x.npz"
    #expect(try Program.run(["export", model, "--to", file, "--names", names.rawValue]).status == 0)
    let known = try NumPyArchive(contentsOf: file).names
    let first = ["gradus": "layers.0.weight", "torch": "0.weight", "sklearn": "coefs_0", "keras": "arr_0"][
      names.rawValue]
    #expect(known.first == first)
    let shape = try NumPyArchive(contentsOf: file).array(known[0]).shape
    #expect(shape == (names == .torch ? [6, 4] : [4, 6]))
  }

  @Test("what does not go is said, and nothing is written")
  func refusals() throws {
    let folder = try Folder()
    let model = try trained(in: folder)
    let cases: [([String], String)] = [
      (["export", model, "--to", "\(folder.path)/x.pt"], "the ending says no format"),
      (["export", model, "--to", "\(folder.path)/x.onnx", "--names", "torch"], "--names goes with npz"),
      (["export", model, "--to", "\(folder.path)/x.npz", "--opset", "18"], "--opset goes with ONNX"),
      (["export", model, "--to", "\(folder.path)/x.onnx", "--opset", "9"], "17 to 23 are written"),
      (["import", model, "--output", model], "is the file itself"),
    ]
    for (arguments, words) in cases {
      let result = try Program.run(arguments)
      #expect(result.status != 0 && result.errors.contains(words), "\(result.errors)")
    }
    #expect(!FileBytes.exists("\(folder.path)/x.onnx") && !FileBytes.exists("\(folder.path)/x.npz"))
    let graph = "\(folder.path)/model.onnx"
    #expect(try Program.run(["export", model, "--to", graph]).status == 0)
    let given = try Program.run(["evaluate", graph, "iris"])
    #expect(given.status == 65 && given.errors.contains("is an ONNX model") && given.errors.contains("gradus import"))
    try FileBytes.write([0x80, 4, 0x95, 1, 2, 3, 4, 5, 6, 7], to: "\(folder.path)/state.pt")
    let pickle = try Program.run(["predict", "\(folder.path)/state.pt", "iris"])
    #expect(pickle.status == 65 && pickle.errors.contains("save_file(model.state_dict()"))
  }
}

import ArgumentParser
import Gradus
import GradusONNX

/// `gradus import`: a model of other programs.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Make a model of what other programs wrote: ONNX, npz, safetensors, JSON.",
    discussion: """
      A file that `gradus export` wrote says all of itself. Of a graph in ONNX the layers are found in its formulas; of arrays their names and \
      shapes tell the layers: a state dict of PyTorch in safetensors, coefs_0, intercepts_0, … of scikit-learn, arr_0, arr_1, … of Keras.

      Examples:
        gradus import classifier.onnx --output model.safetensors --names setosa,versicolor,virginica
        gradus import state.safetensors --output model.safetensors --activation gelu --image 28x28
        gradus import weights.npz --output model.safetensors --network "dense 64, tanh, dense 3, softmax"
      """)

  @Argument(help: "The file to read.", completion: .file())
  var file: String

  @Option(help: "The model to write.", completion: .file(extensions: ["safetensors"]))
  var output: String

  @Option(help: "The layers, where arrays do not tell them: \"dense 64, relu, dense 10, softmax\".")
  var network: String?

  @Option(help: "The activation between dense layers, where arrays do not tell it.", transform: readActivation)
  var activation: Activation?

  @Option(help: "What it tells: classes, labels or numbers.")
  var task: TableRoles.Kind?

  @Option(help: "The names of the classes, labels or numbers, between commas.")
  var names: String?

  @Option(help: "The size of the images that it takes: 28x28, or 32x32x3 for colour.")
  var image: String?

  @Flag(help: "Read arrays of an ONNX model that lie in other files of its folder.")
  var externalData = false

  func run() throws {
    if FileBytes.areOne(file, output) { throw CommandError(.usage, "\(output.visible) is the file itself") }
    try FileBytes.checkWritable(output)
    let bytes = try FileBytes.read(file)
    let choices = try choices()
    let format = ForeignFormat(bytes)
    if let format, !format.isImported { throw ExchangeError(.unsupported, file: file, format.advice) }
    let isGraph = format == .onnx || ExportFormat(path: file) == .onnx
    if externalData, !isGraph {
      throw CommandError(.usage, "--external-data goes with ONNX, and \(file.visible) is none")
    }
    let imported =
      isGraph
      ? try ONNXFile.model(file: bytes, named: file, choices)
      : try ModelArrayFile.model(file: bytes, named: file, choices)
    for note in imported.notes { printError("\(file.visible): \(note)") }
    let model = ModelFile(imported.model)
    try model.write(to: output)
    try Terminal.write((["\(output.visible):"] + model.summary.map { "  \($0)" }).joined(separator: "\n") + "\n")
  }

  private func choices() throws -> ImportChoices {
    var choices = ImportChoices(activation: activation ?? .relu, kind: task, readsOtherFiles: externalData)
    do throws(DescriptionError) {
      choices.layers = try network.map { text throws(DescriptionError) in try Layer.list(text) }
    } catch {
      throw CommandError(.usage, "--network: \(error.description)")
    }
    choices.names = names.map { $0.split(separator: ",", omittingEmptySubsequences: false).map(\.trimmingSpaces) }
    if let image {
      guard let shape = ImageShape(image) else {
        throw CommandError(.usage, "--image \(image.visible): a size like 28x28 or 32x32x3 was expected")
      }
      choices.imageShape = shape
    }
    return choices
  }
}

import ArgumentParser
import Gradus
import GradusONNX

/// `gradus export`: a model for other programs.
struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write a model in a format that other programs read: ONNX, npz, safetensors, JSON, Swift, C.",
    discussion: """
      The ending of the name says which. All but programs carry a few test vectors, which `gradus import` checks.

        .onnx         a graph with its preparation inside: ONNX Runtime and others run it on images or on the columns of a table
        .npz          arrays for NumPy
        .safetensors  arrays for many libraries; with --names torch the state of a torch.nn.Sequential
        .json         everything as text
        .swift, .c    a program of its own, which needs no library: NAME_predict and NAME_label, by the name of the file

      Examples:
        gradus export model.safetensors --to model.onnx
        gradus export model.safetensors --to weights.safetensors --names torch
        gradus export model.safetensors --to weights.npz --names sklearn
        gradus export model.safetensors --to small.onnx --int8 --calibrate flowers.csv
      """)

  @Argument(help: "A model that `gradus train` saved.", completion: .file(extensions: ["safetensors"]))
  var model: String

  @Option(help: "The file to write.", completion: .file())
  var to: String

  @Option(help: "How arrays are called and lie, in npz and safetensors.")
  var names: ArrayNames?

  @Option(
    help:
      "The version of ONNX' operators, \(ONNXFile.writtenOperators.lowerBound) to \(ONNXFile.writtenOperators.upperBound)."
  )
  var opset: Int?

  @Flag(
    help:
      "Of ONNX: products of bytes, a quarter of the size and faster where the processor multiplies bytes; every column of the weights has a step of its own."
  )
  var int8 = false

  @Option(
    help:
      "Data that tell what numbers go into the products of --int8: some like those to come, as what was trained on.",
    completion: .file())
  var calibrate: String?

  @OptionGroup(title: "Reading of --calibrate") var reading: ReadingOptions

  func validate() throws {
    if int8, calibrate == nil {
      throw ValidationError(
        "--int8 goes by the numbers that go into each product: say --calibrate and data like those to come.")
    }
    if calibrate != nil, !int8 { throw ValidationError("--calibrate is for --int8: say that too.") }
  }

  /// The most examples that are calibrated on.
  private static let mostExamples = 10_000

  /// Some examples, from everywhere among them.
  private func examples(_ data: String, for model: TrainedModel) throws -> Examples {
    var reading = reading.reading(for: model)
    reading.needsTargets = false
    let all = try LoadedExamples(data, .training, reading, for: model).examples()
    let step = max((all.count + Self.mostExamples - 1) / Self.mostExamples, 1)
    return step == 1 ? all : all.subset(Array(stride(from: 0, to: all.count, by: step)))
  }

  private func graph(_ own: TrainedModel) throws -> [UInt8] {
    let opset = opset ?? ONNXFile.writtenOperators.lowerBound
    guard let calibrate else { return try ONNXFile.bytes(of: own, opset: opset, named: to) }
    return try ONNXFile.bytes(of: own, opset: opset, roundedOn: examples(calibrate, for: own), named: to)
  }

  func run() throws {
    guard let format = ExportFormat(path: to) else {
      throw CommandError(.usage, "\(to.visible): the ending says no format; \(choices(ExportFormat.self)) are written")
    }
    if names != nil, !format.hasNames {
      throw CommandError(.usage, "--names goes with npz and safetensors, and \(to.visible) is \(format.rawValue)")
    }
    if opset != nil, format != .onnx {
      throw CommandError(.usage, "--opset goes with ONNX, and \(to.visible) is \(format.rawValue)")
    }
    if int8, format != .onnx {
      throw CommandError(.usage, "--int8 goes with ONNX, and \(to.visible) is \(format.rawValue)")
    }
    if let calibrate, FileBytes.areOne(calibrate, to) {
      throw CommandError(.usage, "\(to.visible) is what is calibrated on")
    }
    if FileBytes.areOne(model, to) { throw CommandError(.usage, "\(to.visible) is the model itself") }
    let own = try ModelFile(contentsOf: model).model
    let bytes: [UInt8] =
      switch format {
      case .onnx: try graph(own)
      case .npz: try ModelArrayFile.numPyArchive(own, names: names ?? .gradus, named: to)
      case .safetensors: try ModelArrayFile.safetensors(own, names: names ?? .gradus, named: to)
      case .json: try ModelArrayFile.json(own, named: to)
      case .c: Array(try ModelSource.text(of: own, in: .c, name: functionName, named: to).utf8)
      case .swift: Array(try ModelSource.text(of: own, in: .swift, name: functionName, named: to).utf8)
      }
    try FileBytes.write(bytes, to: to)
    try Terminal.write("\(to.visible): \(own.network), \(grouped(bytes.count)) bytes\n")
  }
}

extension Export {
  /// What the functions of a program begin with: the name of the file, as far as it is one of a function.
  private var functionName: String {
    let name = (to.split(separator: "/").last ?? "").prefix { $0 != "." }
    let letters = name.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
    return letters.first?.isLetter == true ? String(letters) : "model_" + String(letters)
  }
}

/// What a model is written as.
enum ExportFormat: String, CaseIterable {
  case onnx, npz, safetensors, json, swift, c

  /// The format that the ending of a name says; nil for another ending.
  init?(path: String) {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return nil }
    self.init(rawValue: name[name.index(after: dot)...].lowercased())
  }

  var hasNames: Bool { self == .npz || self == .safetensors }
}

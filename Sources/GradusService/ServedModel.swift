import FoundationEssentials
import GradusExchange
import GradusExpression
import GradusLearning
import GradusPaper
import Synchronization

/// A model that is served, as its file was when it was read.
final class ServedModel: Sendable {
  /// The name of the file before `@` and the ending.
  let name: String
  /// What stands behind `@`, or what tells the content of the file from others.
  let version: String
  let model: TrainedModel
  let batcher: Batcher
  /// The names of the outputs as members of JSON: `"shirt":`.
  let keys: [String]
  private let gradients = Mutex<Handed?>(nil)

  /// One caller at a time has it.
  private final class Handed {
    let gradients: InputGradients
    init(_ gradients: InputGradients) { self.gradients = gradients }
  }

  /// Reads a file, and runs the model once in every size of batch, so that no request pays for that.
  ///
  /// - Throws: where the file is no model.
  init(contentsOf path: String, named file: String, delay: Double) throws {
    let bytes = try FileBytes.read(path)
    model = try ModelFile(Safetensors(file: bytes, named: file), named: file).model
    let parts = file.split(separator: "@", maxSplits: 1).map(String.init)
    name = parts[0]
    var digest = FNV1a()
    for byte in bytes { digest.combine(byte) }
    version = parts.count > 1 ? parts[1] : String(digest.value, radix: 16)
    keys = model.names.map { String(decoding: ServiceResponse.json(.string($0)).body, as: UTF8.self) + ":" }
    batcher = try Batcher(Predictor(model), delay: delay)
  }

  /// What the model is, for a caller.
  var description: JSONValue {
    var input: [String: JSONValue] = ["width": .integer(model.form.width)]
    switch model.form {
    case .image(let shape):
      input["kind"] = "image"
      input["shape"] = [.integer(shape.height), .integer(shape.width), .integer(shape.channels)]
    case .numbers: input["kind"] = "numbers"
    case .table(let preparation):
      input["kind"] = "table"
      input["columns"] = .array(preparation.columns.map { .string($0.name) })
    }
    let kind =
      switch model.task {
      case .classification: "classification"
      case .multilabel: "multilabel"
      case .regression: "regression"
      }
    return .object([
      "name": .string(name), "version": .string(version), "task": .string(kind), "input": .object(input),
      "outputs": .array(model.names.map(JSONValue.string)), "network": .string("\(model.network)"),
      "parameters": .integer(model.network.parameters.reduce(0) { $0 + $1.count }),
    ])
  }

  /// Which inputs spoke for an output.
  func slopes(of output: Int, at example: [Float]) throws -> InputGradients.Slopes {
    try gradients.withLock { handed in
      let own = try handed ?? Handed(InputGradients(model))
      handed = own
      return try own.gradients.slopes(of: output, at: example)
    }
  }
}

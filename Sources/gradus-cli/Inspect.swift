import ArgumentParser
import Gradus

/// `gradus inspect`: what is in a file.
struct Inspect: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is in a file: a model, any safetensors file, or IDX arrays.",
    discussion: """
      Example:
        gradus inspect model.safetensors
      """)

  @Argument(help: "The file.", completion: .file())
  var file: String

  @Option(help: "Form of the answer.")
  var format: OutputFormat = .text

  func run() throws {
    let bytes = try FileBytes.read(file)
    let content: Content
    if bytes.starts(with: [0, 0]) || bytes.starts(with: [0x1f, 0x8b]) {
      content = try Content(IDX(file: bytes, named: file))
    } else {
      content = try Content(Safetensors(file: bytes, named: file), named: file)
    }
    switch format {
    case .text: try Terminal.write("\(file.visible): " + content.text + "\n")
    case .json: try Terminal.write(json(content) + "\n")
    }
  }
}

/// What a file holds.
private struct Content: Encodable {
  struct Array: Encodable {
    let name: String
    let type: String
    let shape: [Int]
    let bytes: Int
    /// Of arrays of floats, over their finite numbers.
    let minimum: Float?
    let maximum: Float?
    let mean: Double?
    /// How many numbers are infinite or undefined; nil for arrays that are none of floats.
    let notFinite: Int?
  }

  let format: String
  let numbers: Int
  let arrays: [Array]
  let metadata: [String: String]
  /// What the words of a model say.
  let model: [String]

  init(_ array: IDX) {
    format = "IDX"
    numbers = array.bytes.count
    metadata = [:]
    model = []
    arrays = [
      Array(
        name: "elements", type: "U8", shape: array.sizes, bytes: array.bytes.count,
        minimum: array.bytes.min().map(Float.init),
        maximum: array.bytes.max().map(Float.init),
        mean: array.bytes.isEmpty ? nil : Double(array.bytes.reduce(0) { $0 + Int($1) }) / Double(array.bytes.count),
        notFinite: nil)
    ]
  }

  init(_ file: Safetensors, named name: String) throws {
    format = "safetensors"
    numbers = file.tensors.reduce(0) { $0 + $1.count }
    metadata = file.metadata
    arrays = file.tensors.map { tensor in
      let floats = tensor.floats
      let finite = floats?.filter(\.isFinite)
      return Array(
        name: tensor.name, type: tensor.type.rawValue, shape: tensor.shape, bytes: tensor.bytes.count,
        minimum: finite?.min(), maximum: finite?.max(),
        mean: finite.flatMap { $0.isEmpty ? nil : $0.reduce(0) { $0 + Double($1) } / Double($0.count) },
        notFinite: floats.map { $0.count - (finite?.count ?? 0) })
    }
    model = file.metadata["format"] == "gradus" ? try ModelFile(file, named: name, readsAnyNumbers: true).summary : []
  }

  var text: String {
    var lines = [
      "\(format), \(grouped(arrays.count)) arrays, \(grouped(numbers)) numbers, \(grouped(arrays.reduce(0) { $0 + $1.bytes })) bytes"
    ]
    lines += model.map { "  \($0)" }
    if model.isEmpty { lines += metadata.sorted { $0.key < $1.key }.map { "  \($0.key.visible): \($0.value.visible)" } }
    let rows = arrays.map { array in
      let range = array.minimum.flatMap { low in
        array.maximum.flatMap { high in
          array.mean.map { "\(brief(Double(low))) … \(brief(Double(high))), mean \(brief($0))" }
        }
      }
      let bad = array.notFinite.map { $0 > 0 ? "  \(grouped($0)) not finite!" : "" } ?? ""
      let shape = array.shape.isEmpty ? "scalar" : array.shape.map(String.init).joined(separator: " x ")
      return (name: array.name.visible, type: array.type, shape: shape, rest: (range ?? "") + bad)
    }
    let (name, type, shape) = (
      rows.map(\.name.count).max() ?? 0, rows.map(\.type.count).max() ?? 0, rows.map(\.shape.count).max() ?? 0
    )
    func fill(_ text: String, _ width: Int) -> String {
      text + String(repeating: " ", count: max(0, width - text.count))
    }
    lines += rows.map {
      "  \(fill($0.name, name))  \(fill($0.type, type))  \(fill($0.shape, shape))  \($0.rest)".trimmingEnd
    }
    return lines.joined(separator: "\n")
  }

  private func brief(_ value: Double) -> String {
    let size = Swift.abs(value)
    return size > 0 && size < 0.001 ? scientific(value) : rounded(value, size < 100 ? 4 : 1)
  }
}

extension String {
  fileprivate var trimmingEnd: String { String(reversed().drop { $0 == " " }.reversed()) }
}

extension ModelFile {
  /// What the model is, line by line.
  fileprivate var summary: [String] {
    var lines = [
      "network   \(classifier.network)   \(grouped(classifier.network.parameterCount)) parameters",
      "images    \(classifier.imageShape)",
      "classes   \(classifier.classNames.map(\.visible).joined(separator: ", "))",
    ]
    if let training {
      let settings = training.settings
      lines.append(
        "training  \(training.epoch) of \(settings.epochs) epochs, \(settings.optimizer), learning rate \(settings.learningRate), batches of \(settings.batchSize), seed \(settings.seed)"
      )
      if let last = training.history.last {
        lines.append(
          "last      loss \(rounded(last.loss, 4)), accuracy \(percent(last.accuracy))"
            + (last.validationAccuracy.map { ", validation \(percent($0))" } ?? ""))
      }
    }
    return lines
  }
}

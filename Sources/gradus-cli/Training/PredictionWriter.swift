import Gradus

/// Writes what a model says, example by example: words, a table, an object an example, or an array of all outputs.
struct PredictionWriter {
  private let model: TrainedModel
  private let format: PredictionFormat
  private let top: Int?
  /// Whether the probabilities of all classes are said.
  private let all: Bool
  /// The smallest probability of a class that is named.
  private let abstain: Float
  private let output: String?
  private var hasHead = false
  private var text: [UInt8] = []
  private var outputs: [Double] = []

  init(
    _ model: TrainedModel, format: PredictionFormat, top: Int?, all: Bool, abstain: Float, output: String?
  ) throws {
    (self.model, self.format, self.top, self.all) = (model, format, top, all)
    (self.abstain, self.output) = (abstain, output)
    if top != nil || abstain > 0, !isOfClasses {
      throw CommandError(.usage, "\(top != nil ? "--top" : "--abstain") goes with classes, and the model tells none")
    }
  }

  private var isOfClasses: Bool { if case .classification = model.task { true } else { false } }
  private var isOfImages: Bool { if case .table = model.form { false } else { true } }

  /// - Parameter names: what the examples are called, where they are images.
  mutating func write(_ predictions: [Predictor.Prediction], _ names: [String] = []) throws {
    var lines: [String] = []
    lines.reserveCapacity(predictions.count + 1)
    if !hasHead, format == .csv || format == .text && !isOfImages { lines.append(head) }
    hasHead = true
    for (place, prediction) in predictions.enumerated() {
      let name = names.isEmpty ? "" : names[place]
      switch format {
      case .npy: outputs += prediction.outputs.map(Double.init)
      case .text: lines.append(isOfImages && isOfClasses ? words(prediction, name) : line(prediction, name))
      case .csv: lines.append(line(prediction, name))
      case .json: lines.append(try object(prediction, name))
      }
    }
    guard !lines.isEmpty else { return }
    let part = lines.map { $0 + "\n" }.joined()
    if output == nil { try Terminal.write(part) } else { text += part.utf8 }
  }

  func finish() throws {
    guard let output else { return }
    guard format == .npy else { return try FileBytes.write(text, to: output) }
    let width = model.task.names.count
    try NumPyArray(shape: [outputs.count / max(width, 1), width], values: outputs).write(to: output)
  }

  /// Whether the model is less sure than it has to be.
  private func isUnsure(_ prediction: Predictor.Prediction) -> Bool { (prediction.confidence ?? 1) < abstain }
}

extension PredictionWriter {
  private var target: String {
    if case .table(let preparation) = model.form { preparation.targets.joined(separator: " ") } else { "class" }
  }

  /// The names of the columns.
  private var head: String {
    var names = model.names
    if isOfClasses {
      names = [target] + (all ? model.names : ["probability"])
      for place in 1..<max(top ?? 1, 1) + 1 where place > 1 && place <= model.names.count {
        names += ["\(target) \(place)", "probability \(place)"]
      }
    }
    return ((format == .csv && isOfImages ? ["image"] : []) + names).map(cell).joined(separator: ",")
  }

  private func line(_ prediction: Predictor.Prediction, _ name: String) -> String {
    var cells = prediction.outputs.map { "\($0)" }
    if let label = prediction.label {
      let known = isUnsure(prediction) ? "" : cell(model.names[label])
      cells = [known] + (all ? cells : ["\(prediction.outputs[label])"])
      for other in prediction.likeliest(max(top ?? 1, 1)).dropFirst() {
        cells += [cell(model.names[other]), "\(prediction.outputs[other])"]
      }
    }
    return ((format == .csv && isOfImages ? [cell(name)] : []) + cells).joined(separator: ",")
  }

  private func words(_ prediction: Predictor.Prediction, _ name: String) -> String {
    let words = prediction.likeliest(top ?? 3).map {
      "\(model.names[$0].visible) \(rounded(100 * Double(prediction.outputs[$0]), 1)) %"
    }
    return "\(name.visible): \(isUnsure(prediction) ? "not sure, perhaps " : "")\(words.joined(separator: ", "))"
  }

}

/// A cell of CSV, in quotation marks where it needs them (RFC 4180).
func cell(_ text: String) -> String {
  let shown = text.visible
  guard shown.contains(where: { ",\"\n\r".contains($0) }) else { return shown }
  return "\"\(shown.replacing("\"", with: "\"\""))\""
}

extension PredictionWriter {
  private struct Guess: Encodable {
    let label: Int
    let name: String
    let probability: Float
  }

  private struct ImageAnswer: Encodable {
    let image: String
    let label: Int?
    let name: String?
    let top: [Guess]
  }

  private struct RowAnswer: Encodable {
    var image: String?
    var name: String?
    var probabilities: [String: Float]?
    var numbers: [String: Float]?
    var top: [Guess]?
  }

  private func object(_ prediction: Predictor.Prediction, _ name: String) throws -> String {
    let label = isUnsure(prediction) ? nil : prediction.label
    let guesses = prediction.likeliest(top ?? 3).map {
      Guess(label: $0, name: model.names[$0], probability: prediction.outputs[$0])
    }
    let known = label.map { model.names[$0] }
    if isOfImages, isOfClasses { return try json(ImageAnswer(image: name, label: label, name: known, top: guesses)) }
    let outputs = Dictionary(zip(model.names, prediction.outputs)) { first, _ in first }
    var answer = RowAnswer(image: isOfImages ? name : nil, name: known)
    if case .regression = model.task { answer.numbers = outputs } else { answer.probabilities = outputs }
    if top != nil { answer.top = guesses }
    return try json(answer)
  }
}

extension Predictor.Prediction {
  /// The classes of the greatest outputs. What it was taken for comes first, also where rounding made another probability equal.
  fileprivate func likeliest(_ count: Int) -> ArraySlice<Int> {
    if count == 1, let label { return [label] }
    return outputs.indices.sorted { left, right in
      if left == label || right == label { return left == label && left != right }
      return (outputs[right], left) < (outputs[left], right)
    }.prefix(count)
  }
}

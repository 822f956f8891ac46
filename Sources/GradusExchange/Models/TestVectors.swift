internal import FoundationEssentials
package import GradusLearning

/// A few examples as a network sees them, with what it makes of them: whoever reads an export knows by them that it reads it right.
package struct TestVectors: Hashable, Sendable, Codable {
  /// A row an example.
  package let inputs: [[Float]]
  /// What the network gives for each.
  package let outputs: [[Float]]

  /// The most numbers that go in.
  private static let limit = 1 << 16

  /// Runs a model on examples drawn from a seed.
  package init(_ model: TrainedModel, count: Int = 3, seed: UInt64 = 1) throws {
    var generator = SeededGenerator(seed: seed)
    let width = model.network.inputs
    // Every number that a byte or a column may give is small.
    let isImage = model.imageShape != nil
    let inputs = (0..<max(1, min(count, Self.limit / width))).map { _ in
      (0..<width).map { _ in
        isImage ? Float(UInt8.random(in: .min ... .max, using: &generator)) / 255 : Float(generator.normal())
      }
    }
    self.inputs = inputs
    outputs = try Self.outputs(of: model, inputs)
  }

  private static func outputs(of model: TrainedModel, _ inputs: [[Float]]) throws -> [[Float]] {
    let numbers = try Predictor(model).outputs(for: Examples(.floats(inputs.flatMap(\.self)), model.form))
    return stride(from: 0, to: numbers.count, by: model.network.outputs).map { start in
      Array(numbers[start..<start + model.network.outputs])
    }
  }

  /// Whether a model makes of the examples what it should, to five digits.
  ///
  /// - Throws: `ExchangeError` where it does not.
  package func check(_ model: TrainedModel, file: String) throws {
    guard inputs.allSatisfy({ $0.count == model.network.inputs }), inputs.count == outputs.count else {
      throw ExchangeError(.malformed, file: file, "carries test vectors that do not fit its network")
    }
    for (row, found) in try Self.outputs(of: model, inputs).enumerated() {
      for (place, expected) in outputs[row].enumerated() where place < found.count {
        let scale = max(1, abs(expected))
        guard abs(found[place] - expected) <= 1e-5 * scale else {
          throw ExchangeError(
            .malformed, file: file,
            "gives \(found[place]) for number \(place + 1) of its test vector \(row + 1), which says \(expected): its numbers were changed, or it was written otherwise"
          )
        }
      }
    }
  }

  /// As a text.
  package var text: String { json(self) }

  /// Reads the text.
  package init(_ text: String, file: String) throws(ExchangeError) { try self.init(text, key: "tests", file: file) }
}

import Foundation
import GradusExchange
import GradusLearning
import GradusService
import Testing

@testable import GradusService

/// A folder of models, and services on them, gone when the test is.
final class Workshop: Sendable {
  let folder: String

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gradus-service-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// The built command stands beside the program that runs the tests.
  static let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appendingPathComponent("gradus").path

  /// A network of random weights for rows of 6 numbers, or images of 2x3.
  static func model(_ seed: UInt64, images: Bool = false) throws -> TrainedModel {
    let network = try Network(inputs: 6, layers: Layer.list("dense 5, tanh, dense 3"))
    var generator = SeededGenerator(seed: seed)
    return try TrainedModel(
      network: network, parameters: network.initialParameters(using: &generator),
      task: .classification(["a", "b \"q\"", "c"]),
      form: images ? .image(ImageShape(height: 2, width: 3)) : .numbers(6))
  }

  func write(_ model: TrainedModel, _ name: String) throws {
    try ModelFile(model).write(to: "\(folder)/\(name).safetensors")
  }

  func service(_ change: (inout ServiceSettings) -> Void = { _ in }) throws -> Service {
    var settings = ServiceSettings(program: Self.program)
    settings.models = folder
    change(&settings)
    return try Service(settings)
  }

  /// Rows of numbers between −1 and 1.
  static func rows(_ count: Int, seed: UInt64, width: Int = 6) -> [[Float]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in (0..<width).map { _ in Float.random(in: -1...1, using: &generator) } }
  }
}

extension ServiceRequest {
  /// A request of JSON.
  static func json(_ path: String, _ text: String) -> ServiceRequest {
    ServiceRequest("POST", path, headers: ["content-type": "application/json"], body: Array(text.utf8))
  }
}

extension ServiceResponse {
  /// The object that the body is.
  var object: [String: Any] { (try? JSONSerialization.jsonObject(with: Data(body))) as? [String: Any] ?? [:] }
  /// What is wrong, where something is.
  var error: String { object["error"] as? String ?? "" }
}

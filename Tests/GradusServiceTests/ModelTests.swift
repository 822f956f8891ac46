import Foundation
import GradusExchange
import GradusLearning
import GradusService
import Testing

@testable import GradusService

@Suite("Models that are served")
struct ModelTests {
  private func body(_ rows: [[Float]]) -> String {
    "{\"rows\": [\(rows.map { "[\($0.map(\.description).joined(separator: ","))]" }.joined(separator: ","))]}"
  }

  private func predict(_ service: Service, _ name: String, _ rows: [[Float]]) async -> ServiceResponse {
    await service.answer(.json("/v1/models/\(name)/predict", body(rows)))
  }

  @Test("batches of any size give what the model gives row by row", arguments: [0, 0.002])
  func batches(delay: Double) async throws {
    let model = try Workshop.model(1)
    let predictor = try Predictor(model)
    let batcher = try Batcher(Predictor(model), delay: delay)
    let requests = (1...120).map { Workshop.rows($0 % 9 == 0 ? 150 : $0 % 7 + 1, seed: UInt64($0)) }
    try await withThrowingTaskGroup(of: (Int, [Predictor.Prediction]).self) { group in
      for (place, rows) in requests.enumerated() {
        group.addTask { (place, try await batcher.predictions(rows.flatMap(\.self))) }
      }
      for try await (place, told) in group {
        let expected = try predictor.predictions(for: requests[place])
        #expect(told.count == expected.count && told.map(\.label) == expected.map(\.label))
        for (one, other) in zip(told.flatMap(\.outputs), expected.flatMap(\.outputs)) {
          #expect(abs(one - other) < 1e-5)
        }
      }
    }
    let rows = requests.reduce(0) { $0 + $1.count }
    #expect(batcher.counts.rows == rows && batcher.waiting == 0)
    #expect(batcher.counts.batches < requests.count + rows / 64)
  }

  @Test("rows come as JSON, as an array and as a picture")
  func forms() async throws {
    let workshop = try Workshop()
    let model = try Workshop.model(2, images: true)
    try workshop.write(model, "m")
    let service = try workshop.service()
    let pixels: [UInt8] = [0, 50, 100, 150, 200, 255]
    let expected = try Predictor(model).predictions(for: pixels)[0].outputs
    func outputs(_ answer: ServiceResponse) throws -> [Float] {
      let told = try #require((answer.object["predictions"] as? [[String: Any]])?.first, "\(answer.error)")
      let shares = try #require(told["probabilities"] as? [String: NSNumber])
      return model.names.compactMap { shares[$0]?.floatValue }
    }
    let array = NumPyArray(shape: [1, 2, 3], values: pixels.map(Double.init))
    try array.write(to: "\(workshop.folder)/x.npy")
    let npy = try FileBytes.read("\(workshop.folder)/x.npy")
    let picture = Array("P5\n3 2\n255\n".utf8) + pixels
    for (type, content) in [
      ("application/json", Array("{\"rows\":[[0,50,100,150,200,255]]}".utf8)),
      ("application/json; charset=utf-8", Array("{\"rows\":[[0,50.0,1e2,150,200,255]]}".utf8)),
      ("application/x-npy", npy), ("image/x-portable-anymap", picture),
    ] {
      let answer = await service.answer(
        ServiceRequest("POST", "/v1/models/m/predict", headers: ["content-type": type], body: content))
      for (one, other) in zip(try outputs(answer), expected) { #expect(abs(one - other) < 1e-6, "\(type)") }
    }
    for (type, content, status) in [
      ("text/plain", picture, 415), ("image/png", picture.dropLast(), 400), ("image/png", [], 400),
      ("application/x-npy", Array(npy.dropLast()), 400), ("application/json", Array("{\"rows\":[]}".utf8), 400),
      ("application/json", Array("{\"rows\":[[1]]}".utf8), 422),
      ("application/json", Array("{\"rows\":[[1,2,3,4,5,1e39]]}".utf8), 422),
      ("application/json", Array("{\"rows\":[[1,2,3,4,5,\"6\"]]}".utf8), 400),
      ("application/json", Array("{\"rows\":[[1,2,3,4,5,6]],\"more\":1}".utf8), 400),
    ] as [(String, [UInt8], Int)] {
      let answer = await service.answer(
        ServiceRequest("POST", "/v1/models/m/predict", headers: ["content-type": type], body: content))
      #expect(answer.status == status && !answer.error.isEmpty, "\(type) \(answer.status) \(answer.error)")
    }
  }

  @Test("a row of a table is told by the names of its columns")
  func tables() async throws {
    let workshop = try Workshop()
    let table = Table([
      .init("size", .numbers([1, 2, .nan, 4])), .init("color", .texts(["red", "blue", "red", nil])),
      .init("kind", .texts(["x", "y", "x", "y"])),
    ])
    let preparation = try TablePreparation(fitting: table, TableRoles(of: table, targets: ["kind"]))
    let network = try Network(inputs: preparation.width, layers: Layer.list("dense 2"))
    var generator = SeededGenerator(seed: 3)
    let model = try TrainedModel(
      network: network, parameters: network.initialParameters(using: &generator), task: .classification(["x", "y"]),
      form: .table(preparation))
    try workshop.write(model, "t")
    let service = try workshop.service()
    let answer = await service.answer(
      .json(
        "/v1/models/t/predict", #"{"rows": [{"size": 2, "color": "blue"}, {"color": null}, {"size": 1, "color": 5}]}"#))
    let told = try #require(answer.object["predictions"] as? [[String: Any]], "\(answer.error)")
    let rows = Table([.init("size", .numbers([2, .nan, 1])), .init("color", .texts(["blue", nil, "5"]))])
    let expected = try Predictor(model).predictions(for: preparation.examples(of: rows))
    #expect(told.map { $0["class"] as? String } == expected.map { model.names[$0.label ?? 0] })
    for rows in [#"[[1, 2]]"#, #"[{"size": "large", "color": "red"}]"#, #"[{"size": [1]}]"#, "[]", "3"] {
      let refused = await service.answer(.json("/v1/models/t/predict", "{\"rows\": \(rows)}"))
      #expect([400, 422].contains(refused.status) && !refused.error.isEmpty, "\(rows)")
    }
  }

  @Test("a file that is replaced is read anew, one that is none is left, and one that is gone is gone")
  func replaced() async throws {
    let workshop = try Workshop()
    try workshop.write(Workshop.model(1), "m")
    try workshop.write(Workshop.model(2), "n@2")
    try workshop.write(Workshop.model(3), "n@10")
    let outside = try Workshop()
    try outside.write(Workshop.model(4), "secret")
    try FileManager.default.createSymbolicLink(
      atPath: "\(workshop.folder)/link.safetensors", withDestinationPath: "\(outside.folder)/secret.safetensors")
    let service = try workshop.service()
    #expect(service.shelf.models.map { "\($0.name)@\($0.version)" }.count == 3)
    #expect(service.shelf["n"]?.version == "10" && service.shelf["n@2"]?.version == "2" && service.shelf["link"] == nil)
    let rows = Workshop.rows(1, seed: 5)
    let first = try #require(service.shelf["m"]).version
    try workshop.write(Workshop.model(9), "m")
    try await wait { service.shelf["m"]?.version != first }
    let expected = try Predictor(Workshop.model(9)).predictions(for: rows)[0]
    let told = (await predict(service, "m", rows).object["predictions"] as? [[String: Any]])?.first
    #expect((told?["probability"] as? NSNumber).map { abs($0.floatValue - (expected.confidence ?? 0)) < 1e-6 } == true)
    let second = try #require(service.shelf["m"]).version
    try FileBytes.write(Array("no model".utf8), to: "\(workshop.folder)/m.safetensors")
    try await wait { service.shelf.failures > 0 }
    #expect(service.shelf["m"]?.version == second)
    try FileManager.default.removeItem(atPath: "\(workshop.folder)/m.safetensors")
    try await wait { service.shelf["m"] == nil }
    #expect(await predict(service, "m", rows).status == 404)
    service.end()
  }

  private func wait(_ condition: () -> Bool) async throws {
    for _ in 0..<500 where !condition() { try await Task.sleep(for: .milliseconds(20)) }
    #expect(condition())
  }

  @Test("slopes are those of differences of the score, and the integrated ones add up to it", arguments: 0..<3)
  func slopes(output: Int) throws {
    let model = try Workshop.model(7)
    let gradients = try InputGradients(model)
    let predictor = try Predictor(model)
    let row = Workshop.rows(1, seed: 8)[0]
    func score(_ row: [Float]) throws -> Float { try predictor.scores(for: Examples([row]))[output] }
    let found = try gradients.slopes(of: output, at: row)
    for input in row.indices {
      var (up, down) = (row, row)
      up[input] += 0.01
      down[input] -= 0.01
      #expect(abs((try score(up) - score(down)) / 0.02 - found.gradient[input]) < 2e-3)
    }
    #expect(abs(found.score - (try score(row))) < 1e-5)
    let baseline = try score(row.map { _ in 0 })
    #expect(
      abs(found.integrated.reduce(0, +) - (found.score - baseline)) < 1e-3 && abs(found.baseline - baseline) < 1e-5)
  }

  @Test("slopes are told of one example")
  func saliency() async throws {
    let workshop = try Workshop()
    try workshop.write(Workshop.model(1), "m")
    let service = try workshop.service()
    let one = await service.answer(.json("/v1/models/m/saliency", body(Workshop.rows(1, seed: 1))))
    #expect((one.object["integrated"] as? [Any])?.count == 6, "\(one.error)")
    #expect(await service.answer(.json("/v1/models/m/saliency", body(Workshop.rows(2, seed: 1)))).status == 422)
  }
}

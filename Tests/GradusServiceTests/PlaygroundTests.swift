import Foundation
import GradusService
import Testing

@testable import GradusService

@Suite("The playground")
struct PlaygroundTests {
  /// (x − y)² apart: exclusive or of two bits.
  private static let points = "[[0,0,0],[1,1,0],[0,1,1],[1,0,1]]"

  private func play(_ service: Service, _ text: String) async -> ServiceResponse {
    await service.answer(.json("/play", text))
  }

  @Test("learns exclusive or, step by step, and the same steps come to the same numbers")
  func learns() async throws {
    let service = try Workshop().service()
    let begin =
      "{\"points\": \(Self.points), \"network\": \"dense 8, tanh\", \"learning_rate\": 0.1, \"seed\": 3, \"places\": 5"
    let first = await play(service, begin + "}")
    let id = try #require(first.object["id"] as? String, "\(first.error)")
    #expect(first.object["step"] as? Int == 0)
    let one = await play(service, "{\"id\": \"\(id)\", \"steps\": 1}")
    #expect(one.object["step"] as? Int == 1)
    let many = await play(service, "{\"id\": \"\(id)\", \"steps\": 199, \"places\": 5}")
    #expect(many.object["step"] as? Int == 200 && many.object["accuracy"] as? Double == 1, "\(many.error)")
    let losses = [first, one, many].compactMap { $0.object["loss"] as? Double }
    #expect(losses.count == 3 && losses[2] < 0.1 * losses[0] && losses[1] != losses[0])
    #expect(many.object["epoch"] as? Int == 200)
    let surface = try #require(many.object["surface"] as? [String: Any])
    let shares = try #require(surface["probabilities"] as? [[Double]])
    #expect(shares.count == 25 && shares.allSatisfy { abs($0.reduce(0, +) - 1) < 0.01 })
    let layers = try #require(many.object["layers"] as? [[String: Any]])
    #expect(layers.map { ($0["weight"] as? [[Double]])?.count } == [2, nil, 8])
    let again = await play(service, begin + ", \"steps\": 200}")
    #expect(again.object["loss"] as? Double == losses[2] && again.object["id"] as? String != id)
  }

  @Test(
    "what it does not take is refused",
    arguments: [
      ("{}", 400), ("{\"points\": []}", 400), ("{\"points\": [[1, 2]]}", 400), ("{\"points\": [[1, 2, 10]]}", 400),
      ("{\"points\": [[1, 2, 0.5]]}", 400), ("{\"points\": [[0, 0, 0]], \"steps\": 501}", 400),
      ("{\"points\": [[0, 0, 0]], \"seed\": -1}", 400), ("{\"points\": [[0, 0, 0]], \"more\": 1}", 400),
      ("{\"points\": [[0, 0, 0]], \"network\": \"\\\"x\\\"\"}", 400),
      ("{\"points\": [[0, 0, 0]], \"network\": \"dense 4, nothing\"}", 422),
      ("{\"points\": [[0, 0, 0]], \"network\": \"dense 100000\"}", 422),
      ("{\"points\": [[0, 0, 0]], \"optimizer\": \"nothing\"}", 422), ("{\"id\": \"none\"}", 422),
      ("{\"id\": \"none\", \"points\": []}", 400), ("{\"id\": 1}", 400),
    ])
  func refused(text: String, status: Int) async throws {
    let answer = await play(try Workshop().service(), text)
    #expect(answer.status == status && !answer.error.isEmpty, "\(answer.status) \(answer.error)")
  }

  @Test("a loss that stops being a number is named")
  func diverged() async throws {
    let service = try Workshop().service()
    let answer = await play(
      service,
      "{\"points\": [[1e6, 1e6, 0], [-1e6, 1e6, 1]], \"network\": \"dense 8, relu, dense 8, relu\", \"optimizer\": \"sgd\", \"learning_rate\": 1000, \"steps\": 500}"
    )
    #expect(answer.status == 422 && answer.error.contains("layer"), "\(answer.status) \(answer.error)")
  }
}

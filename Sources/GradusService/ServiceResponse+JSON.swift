import FoundationEssentials
import GradusPaper

extension ServiceResponse {
  /// An object of JSON.
  static func json(_ value: JSONValue, status: Int = 200) -> ServiceResponse {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Texts, numbers and lists of them: nothing that can fail to encode.
    guard let data = try? encoder.encode(value) else { preconditionFailure("an answer did not encode") }
    return ServiceResponse(status, "application/json", Array(data))
  }

  /// What went wrong.
  static func problem(_ problem: RequestProblem) -> ServiceResponse {
    var response = json(["error": .string(problem.description)], status: problem.status)
    response.headers = problem.headers
    return response
  }
}

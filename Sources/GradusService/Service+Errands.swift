import CChild
import GradusPaper
import Synchronization

extension Service {
  /// Answers a question that the program `gradus` answers.
  func answer(_ errand: Errand, _ request: ServiceRequest) async throws(RequestProblem) -> ServiceResponse {
    let arguments = try errand.arguments(RequestValue.members(request.body), limit: settings.limit)
    let number = numbers.wrappingAdd(1, ordering: .relaxed).newValue
    let result = try await gate.pass { await self.runner.run(arguments, named: "question-\(number)") }
    return try Self.response(to: result, format: arguments.format, isPartly: errand.words[0] == "sheet")
  }

  /// The answer that a command's end is.
  ///
  /// - Parameter isPartly: whether the command answers what it can, and says with its status that there is more.
  static func response(
    to result: CommandRunner.Result, format: String, isPartly: Bool
  ) throws(RequestProblem) -> ServiceResponse {
    let isAnswered = (0...3).contains(result.status) || isPartly && result.status == 65 && hasAnswer(result, format)
    guard isAnswered else { throw problem(result, format) }
    var end = result.output.endIndex
    while end > 0, result.output[end - 1] == UInt8(ascii: "\n") { end -= 1 }
    if format == "json" { return ServiceResponse(200, "application/json", Array(result.output[..<end])) }
    return .json([
      "text": .string(String(decoding: result.output[..<end], as: UTF8.self)),
      "notes": .array(result.errors.split(separator: "\n").map { .string(String($0)) }),
    ])
  }

  /// Whether there is more in what was written than what is wrong.
  private static func hasAnswer(_ result: CommandRunner.Result, _ format: String) -> Bool {
    if format == "json" { return (try? RequestValue.members(result.output)["status"]) == nil }
    return !result.output.isEmpty
  }

  private static func problem(_ result: CommandRunner.Result, _ format: String) -> RequestProblem {
    let signal = result.status - Int(GRADUS_CHILD_SIGNAL)
    switch result.status {
    case Int(GRADUS_CHILD_ABSENT): return RequestProblem(500, "the program gradus could not be run")
    case Int(GRADUS_CHILD_LATE): return .unanswerable("the work takes more time than a request may")
    case Int(GRADUS_CHILD_FULL): return .unanswerable("the answer is longer than an answer may be")
    // SIGKILL and SIGXCPU: the limits on what escapes the budget.
    case _ where signal == 9 || signal == 24: return .unanswerable("the work takes more time than a request may")
    case _ where signal > 0: return RequestProblem(500, "the work ended by a fault of gradus itself (signal \(signal))")
    case 70: return RequestProblem(500, words(result, format))
    default: return .unanswerable(words(result, format))
    }
  }

  /// What the command said is wrong.
  private static func words(_ result: CommandRunner.Result, _ format: String) -> String {
    if format == "json", case .string(let error)? = try? RequestValue.members(result.output)["error"] { return error }
    if format == "json", case .string(let error)? = try? RequestValue.members(Array(result.errors.utf8))["error"] {
      return error
    }
    var text = result.errors
    while text.last?.isNewline == true { text.removeLast() }
    return text.hasPrefix("gradus: ") ? String(text.dropFirst(8)) : text
  }
}

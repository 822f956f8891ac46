import GradusPaper

// The trainings of the data base that was named with `--runs`, by the command that lists them.
extension Service {
  /// The latest of them, at most a thousand.
  func runs() async throws(RequestProblem) -> ServiceResponse {
    guard settings.runs != nil else { return .json(["runs": []]) }
    let output = try await command(["list", "--count=1000", "--format=json"])
    // An object a line.
    return ServiceResponse(
      200, "application/json",
      Array("{\"runs\":[\(output.split(separator: "\n").joined(separator: ","))]}".utf8))
  }

  /// One of them with its epochs; or takes it out of the data base, where its model stays.
  func run(_ number: Int, deletes: Bool) async throws(RequestProblem) -> ServiceResponse {
    guard settings.runs != nil else { throw RequestProblem(404, "no runs are shown; --runs names their data base") }
    if deletes {
      _ = try await command(["delete", "\(number)"])
      return .json(["deleted": .integer(number)])
    }
    let output = try await command(["show", "\(number)", "--format=json"])
    return ServiceResponse(200, "application/json", Array(output.split(separator: "\n").joined().utf8))
  }

  private func command(_ words: [String]) async throws(RequestProblem) -> String {
    let arguments = Errand.Arguments(words: ["runs"] + words + ["--runs=\(settings.runs ?? "")"])
    let result = try await gate.pass { await self.runner.run(arguments, named: "runs") }
    let words = result.errors.split(separator: "\n").first.map(String.init) ?? ""
    switch result.status {
    case 0: return String(decoding: result.output, as: UTF8.self)
    case 64: throw RequestProblem(404, words.hasPrefix("gradus: ") ? String(words.dropFirst(8)) : words)
    default: throw .unanswerable(words)
    }
  }
}

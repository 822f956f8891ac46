import GradusPaper

extension Service {
  /// The answer to a request that is admitted.
  func answer(_ request: ServiceRequest, _ route: Route) async throws(RequestProblem) -> ServiceResponse {
    guard route != .unknown else {
      throw RequestProblem(404, "there is nothing of this path; /openapi.json lists what there is")
    }
    guard route.methods.contains(request.method) else {
      var problem = RequestProblem(405, "\(route.name) takes \(route.methods.joined(separator: " and "))")
      problem.headers = [.init("Allow", route.methods.joined(separator: ", "))]
      throw problem
    }
    switch route {
    case .health: return .json(["status": "ok", "models": .integer(shelf.models.count)])
    case .metrics: return ServiceResponse(200, "text/plain; version=0.0.4", Array(metricsText.utf8))
    case .description: return .json(OpenAPI.description)
    case .models: return .json(["models": .array(shelf.models.map(\.description))])
    case .model(let name): return .json(try model(name).description)
    case .predict(let name): return try await predict(request, by: model(name))
    case .saliency(let name): return try await saliency(request, by: model(name))
    case .runs: return try await runs()
    case .run(let number): return try await run(number, deletes: request.method == "DELETE")
    case .play: return try await play(request)
    case .trainings:
      if request.method == "POST" { return try beginTraining(request) }
      return .json(["trainings": .array(trainings.description)])
    case .training(let name, let change): return try changeTraining(name, change, request)
    case .errand(let name):
      try requireJSON(request)
      guard let errand = Errand.byName[name] else { preconditionFailure("a route without its errand") }
      return try await answer(errand, request)
    case .unknown: preconditionFailure("refused above")
    }
  }

  /// A page of another origin can send plain texts without asking, and no JSON.
  func requireJSON(_ request: ServiceRequest) throws(RequestProblem) {
    guard request.contentType == "application/json" else {
      throw RequestProblem(415, "the body is application/json, and its content-type says so")
    }
  }

  private func model(_ name: String) throws(RequestProblem) -> ServedModel {
    guard let model = shelf[name] else {
      throw RequestProblem(404, "there is no model \(name.prefix(100)); /v1/models lists what there is")
    }
    return model
  }
}

extension ServiceRequest {
  /// What the body is, without its parameters.
  var contentType: String {
    let whole = headers["content-type"] ?? ""
    return whole.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
  }

  /// Whether the query sets a flag: `resize`, `resize=true`.
  func flag(_ name: String) -> Bool {
    query.split(separator: "&").contains { $0 == name || $0 == "\(name)=true" || $0 == "\(name)=1" }
  }
}

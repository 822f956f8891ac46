import Foundation
import GradusService
import Testing

@testable import GradusService

@Suite("The service, without HTTP")
struct ServiceTests {
  private func post(_ service: Service, _ path: String, _ text: String) async -> ServiceResponse {
    await service.answer(.json(path, text))
  }

  @Test("answers are those of the command")
  func answers() async throws {
    let service = try Workshop().service()
    let derived = await post(service, "/derive", #"{"formula": "x'*A*x", "wrt": "x"}"#)
    #expect(derived.status == 200 && derived.object["result"] as? String == "(A + A')*x", "\(derived.error)")
    let page = await post(service, "/derive", #"{"formula": "-x^2", "wrt": "x", "format": "html", "steps": "all"}"#)
    #expect((page.object["text"] as? String)?.contains("<math") == true)
    let solved = await post(service, "/solve", #"{"equation": "P*x = a", "let": ["P = [3 6; 2 4]", "a = [1; 2]"]}"#)
    #expect(solved.object["status"] as? String == "none")
    let bent = await post(service, "/convexity", #"{"formula": "x*y", "in": "x,y"}"#)
    #expect(bent.object["verdict"] as? String == "not convex")
    let least = await post(service, "/minimise", #"{"formula": "x^2 - 3*x", "over": "x"}"#)
    #expect(least.object["minimiser"] as? String == "3/2")
    let marked = await post(service, "/check", #"{"formula": "x'*A*x", "wrt": "x", "answer": "2*A*x"}"#)
    #expect(marked.status == 200 && marked.object["right"] as? Bool == false)
    let same = await post(service, "/equal", #"{"left": "(A*B)'", "right": "B'*A'"}"#)
    #expect(same.object["verdict"] as? String == "equal")
    let read = await post(service, "/read", #"{"formula": "norm2(X*w-y)^2"}"#)
    #expect(
      (read.object["symbols"] as? [[String: Any]])?.map { $0["declaration"] as? String } == [
        "X: [m, n]", "w: [n]", "y: [m]",
      ])
    let explained = await post(
      service, "/explain", #"{"network": "dense 4, tanh, dense 3", "inputs": 5, "classes": 3}"#)
    #expect(explained.status == 200, "\(explained.error)")
  }

  @Test("sheets are answered as far as they can be, and marked")
  func sheets() async throws {
    let service = try Workshop().service()
    let sheet = #"{"sheet": "a) compute 1 + 1\nb) compute 1 +\n", "format": "text"}"#
    let answered = await post(service, "/sheet", sheet)
    #expect(answered.status == 200 && (answered.object["text"] as? String)?.contains("2") == true, "\(answered.error)")
    #expect((answered.object["notes"] as? [String])?.isEmpty == false)
    let marked = await post(
      service, "/mark", #"{"sheet": "a) compute 1 + 1\nb) compute 2 + 2\n", "answers": "a) 2\nb) 5\n"}"#)
    let marks = try #require(marked.object["marks"] as? [[String: Any]])
    #expect(marked.object["right"] as? Int == 1 && marks.map { $0["verdict"] as? String } == ["right", "wrong"])
    let none = await post(service, "/sheet", #"{"sheet": "nothing here"}"#)
    #expect(none.status == 422 && none.error.contains("holds no exercises"))
  }

  @Test("runs are listed, told with their epochs, and deleted")
  func runs() async throws {
    let workshop = try Workshop()
    let file = "\(workshop.folder)/runs.sqlite"
    let service = try workshop.service { $0.runs = file }
    let trained = await service.runner.run(
      Errand.Arguments(
        words: [
          "train", "iris", "--layers", "3", "--epochs", "2", "--output", "\(workshop.folder)/iris.safetensors",
          "--runs", file,
        ]),
      named: "training")
    #expect(trained.status == 0, "\(trained.errors)")
    func get(_ path: String, _ method: String = "GET") async -> ServiceResponse {
      await service.answer(ServiceRequest(method, path))
    }
    #expect((await get("/v1/runs").object["runs"] as? [[String: Any]])?.first?["run"] as? Int == 1)
    #expect((await get("/v1/runs/1").object["history"] as? [Any])?.count == 2)
    #expect(await get("/v1/runs/2").status == 404)
    #expect(await get("/v1/runs/1", "DELETE").status == 200)
    #expect((await get("/v1/runs").object["runs"] as? [Any])?.isEmpty == true)
    #expect(await get("/v1/runs/1").status == 404)
    #expect(await (try workshop.service()).answer(ServiceRequest("GET", "/v1/runs/1")).status == 404)
  }

  @Test("a training is begun, paused and gone on with, as one run")
  func trainings() async throws {
    let workshop = try Workshop()
    let file = "\(workshop.folder)/runs.sqlite"
    let service = try workshop.service { $0.runs = file }
    func history() async -> Int {
      let answer = await service.answer(ServiceRequest("GET", "/v1/runs/1"))
      return (answer.object["history"] as? [Any])?.count ?? 0
    }
    func wait(_ condition: () async -> Bool) async throws {
      for _ in 0..<600 {
        if await condition() { return }
        try await Task.sleep(for: .milliseconds(50))
      }
      Issue.record("it did not come to that")
    }
    let begun = await post(
      service, "/v1/trainings", #"{"name": "own", "data": "digits", "epochs": 1000000}"#)
    #expect(begun.status == 200, "\(begun.error)")
    try await wait { await history() > 1 }
    #expect(await post(service, "/v1/trainings", #"{"name": "own", "data": "iris"}"#).status == 409)
    #expect(await post(service, "/v1/trainings/own/resume", "{}").status == 409)
    #expect(await post(service, "/v1/trainings/own/pause", "{}").status == 200)
    try await wait { !service.trainings.isRunning("own") }
    #expect(await post(service, "/v1/trainings/own/pause", "{}").status == 409)
    let epochs = await history()
    try await wait { service.shelf["own"] != nil }
    #expect(await post(service, "/v1/trainings/own/resume", "{\"epochs\": \(epochs + 3)}").status == 200)
    try await wait { !service.trainings.isRunning("own") }
    #expect(await history() == epochs + 3)
    let shown = await service.answer(ServiceRequest("GET", "/v1/runs/1"))
    #expect(shown.object["state"] as? String == "finished")
    #expect(await post(service, "/v1/trainings/none/pause", "{}").status == 404)
    for name in ["../x", "a/b", "a@1", "", "-x", "a.b", "ä"] {
      #expect(await post(service, "/v1/trainings", "{\"name\": \"\(name)\", \"data\": \"iris\"}").status == 400)
    }
    #expect(await post(service, "/v1/trainings", #"{"name": "x", "data": "/etc/passwd"}"#).status == 400)
    #expect(
      await post(service, "/v1/trainings", #"{"name": "bad", "data": "iris", "optimizer": "nothing"}"#).status == 200)
    try await wait { !service.trainings.isRunning("bad") }
    let list = await service.answer(ServiceRequest("GET", "/v1/trainings"))
    let bad = (list.object["trainings"] as? [[String: Any]])?.first { $0["name"] as? String == "bad" }
    #expect((bad?["error"] as? String)?.contains("nothing") == true, "\(list.object)")
    service.end()
    #expect(await post(try Workshop().service(), "/v1/trainings", #"{"name": "x", "data": "iris"}"#).status == 422)
  }

  @Test("what cannot be read is told with its place")
  func unreadable() async throws {
    let service = try Workshop().service()
    for format in ["json", "html", "latex"] {
      let answer = await post(service, "/derive", #"{"formula": "x + (", "wrt": "x", "format": "\#(format)"}"#)
      #expect(
        answer.status == 422 && answer.error.contains("^") && !answer.error.hasPrefix("gradus"), "\(answer.error)")
    }
  }

  @Test("work beyond the budget ends with a clear answer, and the next question is answered")
  func budget() async throws {
    let service = try Workshop().service { $0.limit = 0.02 }
    let long = await post(service, "/solve", #"{"equation": "x^40 + 3*x^17 - 5*x^13 + 2*x - 7 = 0"}"#)
    #expect(long.status == 422 && long.error.contains("the work takes more than"), "\(long.status) \(long.error)")
    let next = await post(try Workshop().service(), "/compute", #"{"formula": "1/3 + 1/6"}"#)
    #expect(next.object["value"] as? String == "1/2")
  }

  @Test(
    "requests that are not of the form are refused",
    arguments: [
      (ServiceRequest("GET", "/nothing"), 404), (ServiceRequest("GET", "/derive"), 405),
      (ServiceRequest("POST", "/healthz"), 405), (ServiceRequest("TRACE", "/metrics"), 405),
      (ServiceRequest("POST", "/derive", body: Array("{}".utf8)), 415),
      (.json("/derive", ""), 400), (.json("/derive", "[]"), 400), (.json("/derive", "{\"formula\": \"x\""), 400),
      (.json("/derive", String(repeating: "[", count: 100_000)), 400), (.json("/derive", "{\"formula\": null}"), 400),
      (.json("/v1/models/none/predict", "{\"rows\": [[1]]}"), 404),
      (ServiceRequest("GET", "/healthz", headers: ["host": "example.org"]), 403),
      (ServiceRequest("GET", "/healthz", headers: ["host": "127.0.0.1.example.org:8080"]), 403),
      (ServiceRequest("GET", "/healthz", headers: ["host": "localhost:8080", "origin": "http://example.org"]), 403),
      (ServiceRequest("GET", "/healthz", headers: ["host": "localhost:8080", "origin": "null"]), 403),
      (ServiceRequest("GET", "/healthz", headers: ["host": "localhost:8080", "origin": "http://localhost:8080"]), 200),
      (ServiceRequest("GET", "/healthz", headers: ["host": "[::1]:8080"]), 200),
      (ServiceRequest("GET", "/healthz"), 200),
      (ServiceRequest("GET", "/v1/runs"), 200), (ServiceRequest("HEAD", "/v1/models"), 200),
    ] as [(ServiceRequest, Int)])
  func refused(request: ServiceRequest, status: Int) async throws {
    let answer = await (try Workshop().service()).answer(request)
    #expect(answer.status == status, "\(answer.error)")
    #expect(status < 400 || !answer.error.isEmpty)
    if status == 405 { #expect(answer.headers.contains { $0.name == "Allow" }) }
    if request.method == "HEAD" { #expect(answer.body.isEmpty) }
  }

  @Test("a token lets in who has it, and nobody else")
  func token() async throws {
    let workshop = try Workshop()
    let file = "\(workshop.folder)/token"
    try "0123456789abcdef\nmore\n".write(toFile: file, atomically: true, encoding: .utf8)
    let service = try workshop.service { $0.tokenFile = file }
    for (header, status) in [
      (nil, 401), ("Bearer wrong", 401), ("Bearer 0123456789abcdeF", 401), ("Bearer ", 401),
      ("Basic 0123456789abcdef", 401), ("Bearer 0123456789abcdef0123456789abcdef", 401),
      ("Bearer 0123456789abcdef", 200),
    ] as [(String?, Int)] {
      let headers = header.map { ["authorization": $0] } ?? [:]
      let answer = await service.answer(ServiceRequest("GET", "/v1/models", headers: headers))
      #expect(answer.status == status, "\(header ?? "none")")
    }
    #expect(await service.answer(ServiceRequest("GET", "/healthz")).status == 200)
    try "short".write(toFile: file, atomically: true, encoding: .utf8)
    #expect(throws: ServiceError.self) { try workshop.service { $0.tokenFile = file } }
  }

  @Test("nobody listens beyond this machine without a token and encryption")
  func settings() throws {
    func check(_ change: (inout ServiceSettings) -> Void) throws {
      var settings = ServiceSettings(program: "gradus")
      change(&settings)
      try settings.check()
    }
    for host in ["127.0.0.1", "localhost", "::1", "127.9.9.9"] { try check { $0.host = host } }
    for host in ["0.0.0.0", "::", "192.168.0.1", "example.org", ""] {
      #expect(throws: ServiceError.self, "\(host)") { try check { $0.host = host } }
      #expect(throws: ServiceError.self) { try check { ($0.host, $0.tokenFile) = (host, "t") } }
      #expect(throws: ServiceError.self) { try check { ($0.host, $0.certificate, $0.key) = (host, "c", "k") } }
      try check { ($0.host, $0.tokenFile, $0.certificate, $0.key) = (host, "t", "c", "k") }
    }
    #expect(throws: ServiceError.self) { try check { $0.certificate = "c" } }
    #expect(throws: ServiceError.self) { try check { $0.port = 70_000 } }
    #expect(throws: ServiceError.self) { try check { $0.limit = 0 } }
    #expect(throws: ServiceError.self) { try Workshop().service { $0.models = "/nowhere" } }
  }

  @Test("an ending service says so, and metrics count what was asked")
  func ending() async throws {
    let service = try Workshop().service()
    _ = await service.answer(ServiceRequest("GET", "/nothing"))
    let metrics = String(decoding: await service.answer(ServiceRequest("GET", "/metrics")).body, as: UTF8.self)
    #expect(metrics.contains("gradus_requests_total{route=\"other\",status=\"404\"} 1"))
    for line in metrics.split(separator: "\n") where !line.hasPrefix("#") {
      #expect(line.wholeMatch(of: /[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+/) != nil, "\(line)")
    }
    service.end()
    #expect(await service.answer(ServiceRequest("GET", "/healthz")).status == 503)
  }

  @Test("every route of the description is one, and every errand is described")
  func description() async throws {
    let service = try Workshop().service()
    let found = await service.answer(ServiceRequest("GET", "/openapi.json"))
    let paths = try #require(found.object["paths"] as? [String: [String: Any]])
    for (path, operations) in paths {
      let route = Route(path.replacing("{run}", with: "1"))
      #expect(route != .unknown, "\(path)")
      #expect(operations.keys.allSatisfy { route.methods.contains($0.uppercased()) })
    }
    for errand in Errand.all { #expect(paths["/\(errand.name)"]?["post"] != nil) }
  }
}

import Foundation
import GradusExchange
import GradusPaper
import Synchronization

/// What requests to `gradus serve` mean: a request goes in, an answer comes out, and no line of HTTP is read here.
///
/// Mathematics and sheets are answered by the program `gradus`, a process a question; predictions by models in this process, many of them at
/// once.
public final class Service: Sendable {
  let settings: ServiceSettings
  let runner: CommandRunner
  let gate: Gate
  let shelf: ModelShelf
  let metrics = ServiceMetrics()
  let playgrounds = Playgrounds()
  let trainings: Trainings
  let numbers = Atomic<Int>(0)
  private let token: String?
  private let folder: String
  private let isEnding = Atomic<Bool>(false)

  /// A service that is ready to answer.
  ///
  /// - Throws: `ServiceError` where the settings are not safe, the token cannot be read or the folder of models is none.
  public init(_ settings: ServiceSettings) throws(ServiceError) {
    try settings.check()
    self.settings = settings
    token = try settings.tokenFile.map { path throws(ServiceError) in try Self.token(path) }
    folder = NSTemporaryDirectory() + "gradus-serve-\(UUID().uuidString)"
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw .file(folder, reason: "cannot be made")
    }
    runner = CommandRunner(program: settings.program, limits: .beyond(settings.limit), folder: folder)
    trainings = Trainings(program: settings.program, folder: folder)
    gate = Gate(max(2, ProcessInfo.processInfo.activeProcessorCount), room: 64)
    shelf = try ModelShelf(settings.models, delay: settings.batchDelay)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private static func token(_ path: String) throws(ServiceError) -> String {
    guard let bytes = try? FileBytes.read(path, atMost: 4096),
      let line = String(validating: bytes, as: UTF8.self)?.split(separator: "\n").first, line.count >= 16
    else { throw .file(path, reason: "holds no token of at least 16 characters in its first line") }
    return line.trimmingSpaces
  }

  /// Answers a request; every failure is an answer too.
  public func answer(_ request: ServiceRequest) async -> ServiceResponse {
    let clock = ContinuousClock()
    let began = clock.now
    let route = Route(request.path)
    var response: ServiceResponse
    do throws(RequestProblem) {
      if isEnding.load(ordering: .relaxed) { throw .ending }
      try admit(request, route)
      response = try await answer(request, route)
    } catch {
      response = .problem(error)
    }
    if request.method == "HEAD" { response.body = [] }
    metrics.count(route.name, response.status, (clock.now - began).inSeconds)
    return response
  }

  /// Refuses what comes from now on; what has begun is answered.
  public func end() {
    isEnding.store(true, ordering: .relaxed)
    shelf.end()
    trainings.end()
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Who may ask: pages of other origins may not, names of other machines are none of ours, and a token is needed where there is one.
  private func admit(_ request: ServiceRequest, _ route: Route) throws(RequestProblem) {
    let host = request.headers["host"] ?? ""
    if settings.isLoopback, !host.isEmpty, !Self.isLocal(host) {
      throw RequestProblem(403, "the service is that of this machine alone, not of \(host.prefix(100))")
    }
    if let origin = request.headers["origin"], origin != "http://\(host)", origin != "https://\(host)" {
      throw RequestProblem(403, "pages of other origins may not ask")
    }
    guard let token, route != .health else { return }
    let given = request.headers["authorization"] ?? ""
    guard given.hasPrefix("Bearer "), Self.isEqual(Array(given.dropFirst(7).utf8), Array(token.utf8)) else {
      var problem = RequestProblem(401, "the token of the service is missing or wrong")
      problem.headers = [.init("WWW-Authenticate", "Bearer")]
      throw problem
    }
  }

  private static func isLocal(_ host: String) -> Bool {
    let name =
      host.hasPrefix("[") ? host.prefix { $0 != "]" } + "]" : host.prefix { $0 != ":" }
    return name == "localhost" || name == "[::1]"
      || name.hasPrefix("127.") && name.allSatisfy { $0.isNumber || $0 == "." }
  }

  /// Compares in a time that does not tell how much is right.
  private static func isEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    var difference = left.count ^ right.count
    for (place, byte) in left.enumerated() { difference |= Int(byte ^ right[place % right.count]) }
    return difference == 0
  }
}

extension Duration {
  /// The seconds of the duration.
  var inSeconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}

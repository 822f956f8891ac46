import GradusService
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// Turns requests of HTTP into those of the service, and its answers back. It knows no formula.
struct Shell: HTTPResponder {
  typealias Context = BasicRequestContext

  private let service: GradusService.Service
  private let always: HTTPFields

  init(_ service: GradusService.Service, isEncrypted: Bool) {
    self.service = service
    var fields = HTTPFields()
    for (name, value) in Self.guards { fields[HTTPField.Name(name)!] = value }
    if isEncrypted { fields[.strictTransportSecurity] = "max-age=31536000" }
    always = fields
  }

  /// The page runs its own scripts alone, sends nothing elsewhere and shows nothing from there, and nobody frames it.
  private static let guards = [
    (
      "Content-Security-Policy",
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    ("X-Content-Type-Options", "nosniff"), ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
  ]

  func respond(to request: Request, context: Context) async throws -> Response {
    let path = request.uri.path
    if let file = Page.files[path], request.method == .get || request.method == .head {
      return response(200, file.type, request.method == .head ? [] : file.bytes, [], cache: "no-cache")
    }
    var asked = ServiceRequest(
      request.method.rawValue, path, query: request.uri.query ?? "", headers: headers(of: request))
    if request.method != .get, request.method != .head {
      do {
        let body = try await request.body.collect(upTo: ServiceRequest.largestBody)
        asked.body = Array(body.readableBytesView)
      } catch is NIOTooManyBytesError {
        return response(
          413, "application/json", Array("{\"error\":\"the body has more than 8 megabytes\"}".utf8), [])
      }
    }
    let answer = await service.answer(asked)
    return response(
      answer.status, answer.contentType, answer.body, answer.headers.map { ($0.name, $0.value) })
  }

  private func headers(of request: Request) -> [String: String] {
    var headers: [String: String] = [:]
    if let host = request.head.authority { headers["host"] = host }
    for name in [HTTPField.Name.origin, .authorization, .contentType] {
      if let value = request.headers[name] { headers[name.canonicalName] = value }
    }
    return headers
  }

  private func response(
    _ status: Int, _ type: String, _ body: [UInt8], _ more: [(String, String)], cache: String = "no-store"
  ) -> Response {
    var fields = always
    fields[.contentType] = type
    fields[.cacheControl] = cache
    for (name, value) in more { if let name = HTTPField.Name(name) { fields[name] = value } }
    return Response(
      status: .init(code: status), headers: fields, body: .init(byteBuffer: ByteBuffer(bytes: body)))
  }
}

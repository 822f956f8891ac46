import Foundation
import GradusService
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import GradusServer

@Suite("HTTP around the service")
struct ShellTests {
  /// An application as the server makes it, of a service whose command is not there.
  private func test(_ body: @escaping @Sendable (any TestClientProtocol) async throws -> Void) async throws {
    let service = try GradusService.Service(ServiceSettings(program: "/nowhere/gradus"))
    defer { service.end() }
    let application = Application(
      responder: Shell(service, isEncrypted: false), configuration: .init(address: .hostname("127.0.0.1", port: 0)))
    try await application.test(.live, body)
  }

  @Test("every file of the page is sent with its type and the policy")
  func page() async throws {
    try await test { client in
      for (path, file) in Page.files {
        try await client.execute(uri: path, method: .get) { response in
          #expect(response.status == .ok && response.headers[.contentType] == file.type)
          #expect(Array(response.body.readableBytesView) == file.bytes && !file.bytes.isEmpty)
          #expect(response.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
          #expect(response.headers[.xContentTypeOptions] == "nosniff")
        }
      }
    }
  }

  @Test("the page names no other origin, and every module that it imports is there")
  func modules() throws {
    for (path, file) in Page.files {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for match in text.matches(of: /(?:from|src=|href=) ?['"]\.?\/?([a-z]+\.(?:js|css))['"]/) {
        #expect(Page.files["/\(match.1)"] != nil, "\(path): \(match.1)")
      }
      #expect(text.firstMatch(of: /(?:src|href)=["'](?:https?:)?\/\//) == nil, "\(path)")
      #expect(!text.contains("innerHTML") && !text.contains("eval("), "\(path)")
    }
  }

  @Test(
    "paths lead to no file",
    arguments: ["/../Package.swift", "/%2e%2e/etc/passwd", "/style.css/", "//style.css", "/etc/passwd"])
  func paths(path: String) async throws {
    try await test { client in
      try await client.execute(uri: path, method: .get) { response in
        #expect(response.status == .notFound && response.headers[.contentType] == "application/json")
      }
    }
  }

  @Test("a body that is too long is refused, and errors are JSON")
  func bodies() async throws {
    try await test { client in
      let long = ByteBuffer(repeating: 32, count: ServiceRequest.largestBody + 1)
      let json: HTTPFields = [.contentType: "application/json"]
      try await client.execute(uri: "/derive", method: .post, headers: json, body: long) { response in
        #expect(response.status == .contentTooLarge)
      }
      try await client.execute(uri: "/derive", method: .post, headers: json, body: ByteBuffer(string: "{}")) {
        response in
        #expect(response.status == .badRequest && String(buffer: response.body).contains("formula"))
      }
      let request = ByteBuffer(string: "{\"formula\": \"x\"}")
      try await client.execute(uri: "/derive", method: .post, headers: json, body: request) { response in
        #expect(response.status == .internalServerError)
      }
      try await client.execute(uri: "/derive", method: .get) { response in
        #expect(response.status == .methodNotAllowed && response.headers[.allow] == "POST")
      }
      try await client.execute(uri: "/healthz", method: .get, headers: [.origin: "http://example.org"]) { response in
        #expect(response.status == .forbidden && response.headers[.accessControlAllowOrigin] == nil)
      }
    }
  }
}

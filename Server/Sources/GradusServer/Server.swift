import Foundation
public import GradusService
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

/// The service behind HTTP, with the page before it.
public struct Server: Sendable {
  private let service: GradusService.Service
  private let settings: ServiceSettings

  /// A server that `run` begins.
  public init(_ service: GradusService.Service, _ settings: ServiceSettings) {
    (self.service, self.settings) = (service, settings)
  }

  /// Listens until SIGTERM or SIGINT comes, answers what has begun, and returns.
  ///
  /// - Parameter tell: told the address of the page once it can be reached.
  public func run(_ tell: @escaping @Sendable (String) -> Void) async throws {
    var logger = Logger(label: "gradus")
    logger.logLevel = .warning
    let settings = settings
    let application = Application(
      responder: Shell(service, isEncrypted: settings.certificate != nil), server: try builder(),
      configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil, backlog: 1024),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? settings.port
        let scheme = settings.certificate == nil ? "http" : "https"
        let address = "\(scheme)://\(settings.host.contains(":") ? "[\(settings.host)]" : settings.host):\(port)"
        tell(address)
        if settings.opens { Self.show(address) }
      }, logger: logger)
    defer { service.end() }
    try await application.runService()
  }

  private func builder() throws -> HTTPServerBuilder {
    let plain = HTTPServerBuilder.http1(configuration: .init(idleTimeout: .seconds(30)))
    guard let certificate = settings.certificate, let key = settings.key else { return plain }
    do {
      let chain = try NIOSSLCertificate.fromPEMFile(certificate).map { NIOSSLCertificateSource.certificate($0) }
      var configuration = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain, privateKey: .privateKey(try NIOSSLPrivateKey(file: key, format: .pem)))
      configuration.minimumTLSVersion = .tlsv12
      return try .tls(plain, tlsConfiguration: configuration)
    } catch {
      throw ServiceError.file("\(certificate), \(key)", reason: "cannot be used for TLS: \(error)")
    }
  }

  /// Asks the desktop to open the page; without one nothing happens.
  private static func show(_ address: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/xdg-open")
    process.arguments = [address]
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    try? process.run()
  }
}

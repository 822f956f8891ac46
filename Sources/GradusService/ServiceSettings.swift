/// What `gradus serve` is asked for, as it hands it to the program that listens.
public struct ServiceSettings: Codable, Hashable, Sendable {
  /// The address to listen at.
  public var host: String
  /// The port to listen at; 0 for any that is free.
  public var port: Int
  /// The folder whose models are served; nil for none.
  public var models: String?
  /// The data base of the trainings that are shown; nil for none.
  public var runs: String?
  /// The file whose first line callers must send as a bearer token; nil for none.
  public var tokenFile: String?
  /// The certificate, a file in PEM; nil for HTTP without TLS.
  public var certificate: String?
  /// The key of the certificate, a file in PEM.
  public var key: String?
  /// The program `gradus`, which answers questions of mathematics.
  public var program: String
  /// How many times the usual budget a question may take.
  public var limit: Double
  /// Seconds that a prediction waits at most for others to go with it.
  public var batchDelay: Double
  /// Whether to show the page in a browser.
  public var opens: Bool

  /// Settings that listen at loopback and serve the page and its mathematics.
  ///
  /// - Parameter program: the path of the program `gradus`.
  public init(program: String) {
    (host, port, self.program, limit, batchDelay, opens) = ("127.0.0.1", 8080, program, 1, 0.001, false)
  }

  /// Whether nobody but this machine can reach the address.
  public var isLoopback: Bool { host == "localhost" || host == "::1" || host.hasPrefix("127.") }

  /// Refuses settings that do not go together, or that would let others in without a token and encryption.
  public func check() throws(ServiceError) {
    guard (0...65535).contains(port) else { throw .settings("the port \(port) is not from 0 to 65535") }
    guard limit > 0, limit <= 100 else { throw .settings("the limit \(limit) is not above 0 and at most 100") }
    guard (0...1).contains(batchDelay) else { throw .settings("the delay of a batch is at most one second") }
    guard (certificate == nil) == (key == nil) else {
      throw .settings("--certificate and --key go together")
    }
    if !isLoopback, tokenFile == nil || certificate == nil {
      throw .settings(
        "\(host) can be reached from other machines: give --token-file, and --certificate with --key, or listen at 127.0.0.1"
      )
    }
  }
}

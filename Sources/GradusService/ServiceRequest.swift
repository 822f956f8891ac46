/// A request as the service sees it, whichever way it came.
public struct ServiceRequest: Sendable {
  /// `GET`, `POST` and so on.
  public var method: String
  /// The path with its percent signs, without the query.
  public var path: String
  /// What stands behind the question mark, empty where there is none.
  public var query: String
  /// The headers that the service looks at, by their names in small letters: host, origin, authorization, content-type.
  public var headers: [String: String]
  /// The body, all of it.
  public var body: [UInt8]

  /// A request.
  public init(
    _ method: String, _ path: String, query: String = "", headers: [String: String] = [:], body: [UInt8] = []
  ) {
    (self.method, self.path, self.query, self.headers, self.body) = (method, path, query, headers, body)
  }

  /// The most bytes that a body may have.
  public static let largestBody = 8 << 20
}

/// What is answered.
public struct ServiceResponse: Sendable {
  /// A header: its name and its value.
  public struct Header: Hashable, Sendable {
    /// The name as it is sent.
    public let name: String
    /// The value.
    public let value: String

    init(_ name: String, _ value: String) { (self.name, self.value) = (name, value) }
  }

  /// The status of HTTP.
  public var status: Int
  /// What the body is.
  public var contentType: String
  /// Further headers.
  public var headers: [Header] = []
  /// The body.
  public var body: [UInt8]

  init(_ status: Int = 200, _ contentType: String, _ body: [UInt8]) {
    (self.status, self.contentType, self.body) = (status, contentType, body)
  }
}

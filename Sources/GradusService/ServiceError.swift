public import GradusExpression

/// Why a service does not begin.
public enum ServiceError: DescribedError, Hashable, Sendable {
  /// Settings that do not go together, or are not safe.
  case settings(String)
  /// A file or folder that cannot be used.
  case file(String, reason: String)

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .settings(let reason): reason
    case .file(let path, let reason): "\(path): \(reason)"
    }
  }
}

/// Why a request is not answered, with the status that HTTP has for it.
package struct RequestProblem: DescribedError, Hashable, Sendable {
  /// The status of HTTP.
  package let status: Int
  /// What is wrong, in words.
  package let description: String
  /// Headers that go with the status.
  var headers: [ServiceResponse.Header] = []

  init(_ status: Int, _ description: String) { (self.status, self.description) = (status, description) }

  /// The request is no JSON, or not of the form that its description has.
  static func malformed(_ reason: String) -> RequestProblem { RequestProblem(400, reason) }
  /// The request is of the right form, and what it says cannot be done.
  static func unanswerable(_ reason: String) -> RequestProblem { RequestProblem(422, reason) }

  /// There is more to do than there is room to wait.
  static let busy: RequestProblem = {
    var problem = RequestProblem(429, "too many requests wait already; try again in a second")
    problem.headers = [.init("Retry-After", "1")]
    return problem
  }()

  /// The service is about to end.
  static let ending = RequestProblem(503, "the service is about to end")
}

import FoundationEssentials

/// A value of JSON that came with a request.
enum RequestValue: Decodable, Equatable, Sendable {
  case null
  case bool(Bool)
  case number(Double)
  case string(String)
  case array([RequestValue])
  case object([String: RequestValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Bool.self) {
      self = .bool(value)
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode([RequestValue].self) {
      self = .array(value)
    } else {
      self = .object(try container.decode([String: RequestValue].self))
    }
  }

  /// The members of the object that the bytes are.
  static func members(_ bytes: [UInt8]) throws(RequestProblem) -> [String: RequestValue] {
    guard let value = try? JSONDecoder().decode(RequestValue.self, from: Data(bytes)) else {
      throw .malformed("the body is no JSON")
    }
    guard case .object(let members) = value else { throw .malformed("the body is no object of JSON") }
    return members
  }
}

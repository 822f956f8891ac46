import GradusLearning
import GradusPaper
import Synchronization

/// The playgrounds that are open, the latest used last; the oldest gives way to a new one.
final class Playgrounds: Sendable {
  /// One caller at a time.
  private final class Room: Sendable {
    private struct Content { let playground: Playground }
    private let content: Mutex<Content>

    init(_ members: [String: RequestValue]) throws {
      content = Mutex(Content(playground: try Playground(members)))
    }

    func play(_ steps: Int, places: Int) throws -> JSONValue {
      try content.withLock { try $0.playground.play(steps, places: places) }
    }
  }

  private static let most = 32
  private let rooms = Mutex<[(id: String, room: Room)]>([])

  /// A few steps of a playground that is open, or of a new one.
  ///
  /// - Throws: `RequestProblem.unanswerable` where there is no such playground any more.
  func play(_ members: [String: RequestValue]) throws -> JSONValue {
    var members = members
    let steps = try Self.count(&members, "steps", 0...Playground.mostSteps, usual: 0)
    let places = try Self.count(&members, "places", 2...Playground.mostPlaces, usual: 32)
    let (id, room): (String, Room)
    if let named = members.removeValue(forKey: "id") {
      guard case .string(let name) = named, members.isEmpty else {
        throw RequestProblem.malformed("beside \"id\", a text, there are steps and places alone")
      }
      (id, room) = (name, try find(name))
    } else {
      let name =
        String(UInt64.random(in: .min ... .max), radix: 36) + String(UInt64.random(in: .min ... .max), radix: 36)
      (id, room) = (name, try Room(members))
      rooms.withLock { rooms in
        rooms.append((name, room))
        if rooms.count > Self.most { rooms.removeFirst() }
      }
    }
    guard case .object(var answer) = try room.play(steps, places: places) else { return .null }
    answer["id"] = .string(id)
    return .object(answer)
  }

  private func find(_ name: String) throws(RequestProblem) -> Room {
    let found = rooms.withLock { rooms -> Room? in
      guard let place = rooms.firstIndex(where: { $0.id == name }) else { return nil }
      let one = rooms.remove(at: place)
      rooms.append(one)
      return one.room
    }
    guard let found else { throw .unanswerable("there is no playground of this id any more") }
    return found
  }

  private static func count(
    _ members: inout [String: RequestValue], _ name: String, _ range: ClosedRange<Int>, usual: Int
  ) throws(RequestProblem) -> Int {
    guard let value = members.removeValue(forKey: name) else { return usual }
    guard case .number(let number) = value else { throw .malformed("\"\(name)\" is a whole number") }
    return try Playground.whole(number, name, range)
  }
}

extension Service {
  /// A few steps of the playground.
  func play(_ request: ServiceRequest) async throws(RequestProblem) -> ServiceResponse {
    try requireJSON(request)
    let members = try RequestValue.members(request.body)
    let result = try await gate.pass { Result { try self.playgrounds.play(members) } }
    switch result {
    case .success(let answer): return .json(answer)
    case .failure(let problem as RequestProblem): throw problem
    case .failure(let error): throw .unanswerable("\(error)")
    }
  }
}

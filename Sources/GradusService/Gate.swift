import Synchronization

/// So many at once, so many more that wait, and nobody beyond.
final class Gate: Sendable {
  private struct State {
    var free: Int
    var waiting: [CheckedContinuation<Void, Never>] = []
  }

  private let state: Mutex<State>
  private let room: Int

  /// - Parameters:
  ///   - count: how many may be inside.
  ///   - room: how many may wait.
  init(_ count: Int, room: Int) {
    state = Mutex(State(free: count))
    self.room = room
  }

  /// How many wait.
  var waiting: Int { state.withLock { $0.waiting.count } }

  /// Does the work once there is room for it.
  ///
  /// - Throws: `RequestProblem.busy` where too many wait already.
  func pass<Value: Sendable>(_ work: @Sendable () async -> Value) async throws(RequestProblem) -> Value {
    let isFull = state.withLock { $0.free == 0 && $0.waiting.count >= room }
    if isFull { throw .busy }
    await withCheckedContinuation { continuation in
      let isIn = state.withLock { state in
        if state.free > 0 {
          state.free -= 1
          return true
        }
        state.waiting.append(continuation)
        return false
      }
      if isIn { continuation.resume() }
    }
    let value = await work()
    let next = state.withLock { state in
      if state.waiting.isEmpty {
        state.free += 1
        return nil as CheckedContinuation<Void, Never>?
      }
      return state.waiting.removeFirst()
    }
    next?.resume()
    return value
  }
}

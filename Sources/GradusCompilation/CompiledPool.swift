import Synchronization

/// A compiled function for many tasks at once: each borrows one with memory of its own, and gives it back.
///
///     let pool = try CompiledPool(Compiled(squaredNorm(x), inputs: x, sizes: ["n": 3]))
///     let value = try pool.borrow { try $0([1, 2, 3]) }    // 14, from any task
///
/// There are as many as were ever borrowed at one time; all share one plan.
public final class CompiledPool: Sendable {
  /// One that waits to be borrowed, and belongs to nobody meanwhile.
  private struct Idle: @unchecked Sendable { let function: Compiled }

  private let original: Idle
  private let idle: Mutex<[Idle]>

  /// - Parameter function: belongs to the pool from now on.
  public init(_ function: sending Compiled) {
    original = Idle(function: function)
    idle = Mutex([original])
  }

  /// Calls the body with a function that nobody else has meanwhile. It must not outlive the call.
  ///
  /// - Throws: what the body throws.
  public func borrow<Result>(_ body: (Compiled) throws -> Result) throws -> Result {
    let mine = try idle.withLock { $0.popLast() } ?? Idle(function: Compiled(copying: original.function))
    defer { idle.withLock { $0.append(mine) } }
    return try body(mine.function)
  }
}

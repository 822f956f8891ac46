import CStack
import Synchronization

/// Work on a stack that is large enough for formulas of any depth that a budget allows.
public enum LargeStack {
  /// Address space, not memory: a page that is never touched costs nothing.
  private static let bytes = 512 << 20

  private static let handed = Mutex<(next: Int, work: [Int: @Sendable () -> Void])>((0, [:]))

  /// Runs the work on a thread of its own with a large stack, under the budget of the caller, and returns when it is done.
  public static func run(_ work: @escaping @Sendable () -> Void) {
    let budget = Budget.current
    let ticket = handed.withLock { handed in
      handed.next += 1
      handed.work[handed.next] = { Budget.$current.withValue(budget) { work() } }
      return handed.next
    }
    let ran = gradus_stack_run(bytes, { LargeStack.take($0)?() }, ticket)
    // Without a thread the work is done here.
    if ran == 0 { LargeStack.take(ticket)?() }
  }

  private static func take(_ ticket: Int) -> (@Sendable () -> Void)? {
    handed.withLock { $0.work.removeValue(forKey: ticket) }
  }

  private static let watched = Mutex<Budget?>(nil)

  /// Stops the budget where the latest run uses more time, or the process more memory, than it allows. One budget a process is
  /// watched, the latest.
  package static func watch(_ budget: Budget) {
    let isFirst = watched.withLock { watched in
      defer { watched = budget }
      return watched == nil
    }
    let (seconds, bytes) = (budget.limits.seconds, budget.limits.bytes)
    guard isFirst else { return }
    _ = gradus_stack_watch(seconds, bytes) { found in
      guard let budget = LargeStack.watched.withLock({ $0 }) else { return }
      budget.stop(Int(found) == GRADUS_BYTES ? .bytes(budget.limits.bytes) : .seconds(budget.limits.seconds))
    }
  }

  /// Ends the process with a line and a status where a run goes over the end of its stack after all.
  package static func endOnOverflow(_ line: String, status: Int32) { gradus_stack_overflow_ends(line + "\n", status) }

  /// Whether there is room for another level of a recursion.
  package static var hasRoom: Bool { gradus_stack_left() > 1 << 18 }
}

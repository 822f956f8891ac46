import Synchronization

/// How much work an answer may take. Whoever asks sets it once, every loop that can grow spends from it, and where it is
/// spent the loops end early.
///
///     let budget = Budget(.usual)
///     let answer = Budget.$current.withValue(budget) { formula.simplified() }
///     if let spent = budget.spent { … }    // the answer may be less simple than it could be
///
/// Without one there is no limit but those that keep sizes and counts representable.
public final class Budget: Sendable {
  /// The budget of the running work.
  @TaskLocal public static var current = Budget(.unlimited)

  /// How much may be spent.
  public let limits: Limits
  private let count = Atomic<Int>(0)
  private let isStopped = Atomic<Bool>(false)
  private let reason: Mutex<Spent?>
  private let whenSpent: @Sendable (Spent) -> Void

  /// - Parameter whenSpent: called once, by the thread that finds the budget spent.
  public init(_ limits: Limits, whenSpent: @escaping @Sendable (Spent) -> Void = { _ in }) {
    self.limits = limits
    self.whenSpent = whenSpent
    reason = Mutex(nil)
  }

  /// Counts work that is about to be done; false where it must not be.
  ///
  /// One operation is about what a node of a formula takes, or an entry of a tensor.
  @discardableResult
  package static func spend(_ operations: Int = 1) -> Bool { current.spend(operations) }

  /// Counts work that is about to be done; false where it must not be.
  @discardableResult
  package func spend(_ operations: Int) -> Bool {
    if isStopped.load(ordering: .relaxed) { return false }
    // Each share is capped, so that the sum never overflows.
    let share = min(max(operations, 0), 1 << 40)
    let total = count.wrappingAdd(share, ordering: .relaxed).newValue
    if total > limits.operations || operations > 1 << 40 { stop(.operations(limits.operations)) }
    return !isStopped.load(ordering: .relaxed)
  }

  /// Ends the work: for an owner who watches the time or the memory.
  package func stop(_ spent: Spent) {
    guard isStopped.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else { return }
    reason.withLock { $0 = spent }
    whenSpent(spent)
  }

  /// What the work ran out of; nil while it has enough.
  public var spent: Spent? { isStopped.load(ordering: .relaxed) ? reason.withLock { $0 } : nil }

  /// - Throws: what the running work ran out of.
  public static func check() throws(Spent) {
    if let spent = current.spent { throw spent }
  }

  /// Whether a tensor of this shape may be made; the count of its entries does not overflow where it may.
  package static func allows(shape: [Int], bytesAnEntry: Int = 8) -> Bool {
    let count = shape.entryCount
    return count < Int.max && count <= current.limits.entries / max(bytesAnEntry / 8, 1)
  }
}

extension Budget {
  /// The sides of a budget.
  public struct Limits: Hashable, Sendable {
    /// Steps of rewriting, composing and evaluating.
    public var operations: Int
    /// Seconds of processor time, for an owner who watches them.
    public var seconds: Double
    /// Bytes of memory, for an owner who watches them.
    public var bytes: Int
    /// Entries of one tensor.
    public var entries: Int
    /// Bits of one exact number.
    public var bits: Int
    /// Levels of nesting.
    public var levels: Int

    /// What an answer may take unless somebody says more.
    public static let usual = Limits(
      operations: 2_000_000_000, seconds: 8, bytes: 1 << 30, entries: 1 << 25, bits: 1 << 18, levels: 100_000)

    /// No limit but those of a representable count.
    public static let unlimited = Limits(
      operations: .max, seconds: .infinity, bytes: .max, entries: 1 << 40, bits: 1 << 26, levels: 100_000)

    /// Several times as much of everything that only takes time and memory.
    public func times(_ factor: Double) -> Limits {
      func scaled(_ value: Int) -> Int { Int(exactly: (Double(value) * factor).rounded()) ?? .max }
      return Limits(
        operations: scaled(operations), seconds: seconds * factor, bytes: scaled(bytes), entries: scaled(entries),
        bits: bits, levels: levels)
    }
  }

  /// What a piece of work ran out of.
  public enum Spent: DescribedError, Hashable, Sendable {
    case operations(Int)
    case seconds(Double)
    case bytes(Int)

    /// What ran out, in a sentence.
    public var description: String {
      switch self {
      case .operations(let count): "the work takes more than \(grouped(count)) operations"
      case .seconds(let seconds): "the work takes more than \(seconds.formattedAsCount) seconds"
      case .bytes(let bytes): "the work takes more than \(grouped(bytes >> 20)) megabytes of memory"
      }
    }
  }
}

extension Double {
  /// `8`, or `0.5` where it is no whole number.
  fileprivate var formattedAsCount: String { Int(exactly: self).map(grouped) ?? "\(self)" }
}

extension [Int] {
  /// The product of the lengths; the greatest number where that overflows.
  package var entryCount: Int {
    if contains(0) { return 0 }
    return reduce(1) { product, length in
      let (result, overflow) = product.multipliedReportingOverflow(by: length)
      return overflow ? .max : result
    }
  }
}

internal import GradusExpression
internal import GradusPlan

/// Rows of numbers that a fixed number of leaves give, added in one fixed binary tree, on one process or on many: the same bits on any number.
///
///     sum(a..<b) = sum(a..<m) + sum(m..<b),  m = a + ⌊(b − a) / 2⌋
///
/// A process owns leaves next to one another. What of the tree is theirs alone is added without a message. Where the number of processes is
/// a power of two that divides the leaves, processes own whole subtrees and add by recursive doubling; long rows by halving the row at each
/// level and putting it together again, which sends less and adds the same two numbers at the same place of the tree. Otherwise each inner
/// node is added by the owner of its first leaf, and the sum is handed down from process 0.
///
/// Source: R. Thakur, R. Rabenseifner and W. Gropp, "Optimization of collective communication operations in MPICH", IJHPCA 19 (2005).
package final class TreeSum {
  /// Where a leaf is to put its numbers.
  package let leaf: Storage
  /// Where the sum is after `add`: the same in every process.
  package let total: Storage
  /// The leaves of this process.
  package let own: Range<Int>
  /// The number of all leaves.
  package let leaves: Int

  private let count: Int
  private let group: ProcessGroup?
  /// The sums that wait for their right neighbour; the first is `total`.
  private var levels: [Storage] = []
  /// What another process has sent.
  private let inbox: Storage?
  /// What changes a row by another, by the two and where in them.
  private var changes: [Pair: Executor] = [:]

  private struct Pair: Hashable {
    let target: ObjectIdentifier
    let source: ObjectIdentifier
    let range: Range<Int>
    let adds: Bool
  }

  /// From how many bytes on the rows are halved.
  private static let shortest = 16384

  /// - Parameters:
  ///   - count: the length of a row, in single precision.
  ///   - leaves: how many there are; at least as many as processes.
  ///   - group: the processes that share them; nil for this one alone.
  package init(count: Int, leaves: Int, group: ProcessGroup?) {
    let processes = group?.count ?? 1
    precondition(leaves >= processes, "\(leaves) leaves for \(processes) processes")
    (self.count, self.leaves, self.group) = (count, leaves, group)
    own = Self.leaves(of: group?.rank ?? 0, processes, leaves)
    total = Storage([count], .float32)
    leaf = own.count == 1 ? total : Storage([count], .float32)
    inbox = processes > 1 ? Storage([count], .float32) : nil
    levels = [total]
  }

  private static func leaves(of rank: Int, _ processes: Int, _ leaves: Int) -> Range<Int> {
    rank * leaves / processes..<(rank + 1) * leaves / processes
  }

  /// Makes every leaf of this process, first to last, and adds those of all.
  ///
  /// - Parameter make: fills `leaf`.
  package func add(_ make: (Int) throws -> Void) throws {
    guard let group else {
      try settle(sum(0..<leaves, level: 0, make))
      return
    }
    if group.count & (group.count - 1) == 0, leaves % group.count == 0 {
      try settle(sum(own, level: 0, make))
      try addAcross(group)
    } else {
      _ = try sum(0..<leaves, level: 0, group, make)
      try group.handDown(total.region)
    }
  }

  // MARK: In a process

  /// The sum of some leaves: in `levels[level]`, or still in `leaf` where it is one alone.
  private func sum(_ range: Range<Int>, level: Int, _ make: (Int) throws -> Void) throws -> Storage {
    if range.count == 1 {
      try make(range.lowerBound)
      return leaf
    }
    let middle = range.lowerBound + range.count / 2
    let target = storage(level)
    try put(sum(range.lowerBound..<middle, level: level, make), into: target)
    try add(sum(middle..<range.upperBound, level: level + 1, make), to: target)
    return target
  }

  private func settle(_ storage: Storage) throws { try put(storage, into: total) }

  private func storage(_ level: Int) -> Storage {
    while levels.count <= level { levels.append(Storage([count], .float32)) }
    return levels[level]
  }

  private func put(_ source: Storage, into target: Storage) throws {
    if source !== target { try change(target, by: source, 0..<count, adds: false) }
  }

  private func add(_ source: Storage, to target: Storage, _ range: Range<Int>? = nil) throws {
    try change(target, by: source, range ?? 0..<count, adds: true)
  }

  /// a ← a + b, or a ← b, as a plan of its own: on all threads, and with the bits of any number of them.
  private func change(_ target: Storage, by source: Storage, _ range: Range<Int>, adds: Bool) throws {
    if range.isEmpty { return }
    let key = Pair(target: ObjectIdentifier(target), source: ObjectIdentifier(source), range: range, adds: adds)
    if let known = changes[key] { return known.run() }
    let shape = [range.count]
    let (a, b) = (Formula.symbol("a", [.number(range.count)]), Formula.symbol("b", [.number(range.count)]))
    let made = try Executor(
      Plan(outputs: [], updates: [("a", adds ? a + b : b)]), sharing: [],
      placing: [
        "a": Storage(shape, in: target, at: range.lowerBound), "b": Storage(shape, in: source, at: range.lowerBound),
      ])
    changes[key] = made
    made.run()
  }

  // MARK: Between processes

  /// Every process has the sum of a subtree; afterwards each has the sum of all.
  private func addAcross(_ group: ProcessGroup) throws {
    guard let inbox else { return }
    if group.count > 2, 4 * count >= Self.shortest { return try addByHalves(group, inbox) }
    var distance = 1
    while distance < group.count {
      try group.exchange(total.region, inbox.region, with: group.rank ^ distance)
      try add(inbox, to: total)
      distance *= 2
    }
  }

  private func addByHalves(_ group: ProcessGroup, _ inbox: Storage) throws {
    var (range, distance) = (0..<count, 1)
    var parts: [(own: Range<Int>, other: Range<Int>, partner: Int)] = []
    while distance < group.count {
      let partner = group.rank ^ distance
      // At a multiple of 64 bytes.
      let middle = min(range.lowerBound + (range.count / 2 + 15) / 16 * 16, range.upperBound)
      let (low, high) = (range.lowerBound..<middle, middle..<range.upperBound)
      let (own, other) = group.rank < partner ? (low, high) : (high, low)
      try group.exchange(part(total, other), part(inbox, own), with: partner)
      try add(inbox, to: total, own)
      parts.append((own, other, partner))
      (range, distance) = (own, 2 * distance)
    }
    for (own, other, partner) in parts.reversed() {
      try group.exchange(part(total, own), part(total, other), with: partner)
    }
  }

  private func part(_ storage: Storage, _ range: Range<Int>) -> Region? {
    range.isEmpty ? nil : Storage([range.count], in: storage, at: range.lowerBound).region
  }

  private func owner(of leaf: Int, _ group: ProcessGroup) -> Int {
    (0..<group.count).first { Self.leaves(of: $0, group.count, leaves).contains(leaf) } ?? 0
  }

  /// The sum of some leaves at the owner of the first; nil in all other processes.
  private func sum(
    _ range: Range<Int>, level: Int, _ group: ProcessGroup, _ make: (Int) throws -> Void
  ) throws -> Storage? {
    if own.lowerBound <= range.lowerBound, range.upperBound <= own.upperBound {
      return try sum(range, level: level, make)
    }
    if !own.overlaps(range) { return nil }
    let middle = range.lowerBound + range.count / 2
    let (left, right) = (owner(of: range.lowerBound, group), owner(of: middle, group))
    let first = try sum(range.lowerBound..<middle, level: level, group, make)
    let target = storage(level)
    if let first { try put(first, into: target) }
    // What waits in this level is not to be written over.
    let second = try sum(middle..<range.upperBound, level: first == nil ? level : level + 1, group, make)
    if let second, left != group.rank { try group.exchange(second.region, nil, with: left) }
    guard first != nil, left == group.rank else { return nil }
    if let second {
      try add(second, to: target)
    } else if let inbox {
      try group.exchange(nil, inbox.region, with: right)
      try add(inbox, to: target)
    }
    return target
  }
}

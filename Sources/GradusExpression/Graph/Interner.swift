import CStack
import Synchronization

/// The table that makes equal formulas the same object. It holds its entries weakly and sweeps out the dead ones
/// whenever it has doubled.
final class Interner: Sendable {
  static let shared = Interner()

  fileprivate struct Weak: Sendable {
    weak var storage: Formula.Storage?
  }

  fileprivate struct Table: Sendable {
    var buckets: [UInt64: [Weak]] = [:]
    var count = 0
    var sweepAt = 4096
  }

  private let table = Mutex(Table())

  func storage(_ node: Node, _ shape: [Size]) -> Formula.Storage {
    let fingerprint = node.fingerprint(shape: shape)
    return table.withLock { table in
      #if DEBUG
        // The thread sanitizer does not see into the library that the lock is from.
        let place = Int(bitPattern: ObjectIdentifier(self))
        gradus_sanitizer_acquire(place)
        defer { gradus_sanitizer_release(place) }
      #endif
      for entry in table.buckets[fingerprint] ?? [] {
        if let found = entry.storage, found.shape == shape, found.node == node { return found }
      }
      let made = Formula.Storage(node, shape, fingerprint)
      table.buckets[fingerprint, default: []].append(Weak(storage: made))
      table.count += 1
      if table.count >= table.sweepAt { table.sweep() }
      return made
    }
  }
}

extension Interner.Table {
  fileprivate mutating func sweep() {
    buckets = buckets.compactMapValues { bucket in
      let alive = bucket.filter { $0.storage != nil }
      return alive.isEmpty ? nil : alive
    }
    count = buckets.values.reduce(0) { $0 + $1.count }
    sweepAt = max(4096, 2 * count)
  }
}

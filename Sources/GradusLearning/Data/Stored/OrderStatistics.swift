/// Finds numbers by their places in rising order among numbers that are gone over again and again: exactly, and with as much memory for a million
/// of them as for a thousand.
///
/// As whole numbers of 64 bits doubles have the same order. Each time the next digits of the numbers that are sought are found by counting those of
/// the numbers that begin as they do.
struct OrderStatistics {
  /// Numbers that begin alike, of which some are sought.
  private struct Group {
    var prefix: UInt64
    /// The places that are sought, counted within the group.
    var ranks: [(place: Int, rank: Int)]
    var counts: [Int] = []
  }

  /// The groups of each column by their beginnings, which rise.
  private var groups: [[Group]]
  private var bits = 0
  private var step = 0
  private(set) var found: [[Int: Double]]

  /// The most counts of all groups together.
  private static let budget = 1 << 22

  /// - Parameter places: the places that are sought in each column, counted from 0.
  init(_ places: [[Int]]) {
    groups = places.map { own in
      own.isEmpty ? [] : [Group(prefix: 0, ranks: Set(own).sorted().map { (place: $0, rank: $0) })]
    }
    found = places.map { _ in [:] }
  }

  /// Whether all are found.
  var isComplete: Bool { bits == 64 || groups.allSatisfy(\.isEmpty) }

  /// Goes over all numbers once more.
  mutating func begin() {
    let count = max(groups.reduce(0) { $0 + $1.count }, 1)
    var step = 16
    while step > 4, count << step > Self.budget { step -= 1 }
    self.step = min(step, 64 - bits)
    for column in groups.indices {
      for place in groups[column].indices {
        groups[column][place].counts = Array(repeating: 0, count: 1 << self.step)
      }
    }
  }

  /// Takes note of some numbers of a column; nan is passed over.
  mutating func add(_ values: [Double], to column: Int) {
    if groups[column].isEmpty { return }
    let (shift, mask) = (64 - bits - step, UInt64(1) << UInt64(step) - 1)
    if groups[column].count == 1 {
      let (prefix, before) = (groups[column][0].prefix, UInt64(64 - bits))
      var counts = groups[column][0].counts
      groups[column][0].counts = []
      // Whatever is moved by all its bits is 0, as the beginning of all numbers is.
      for value in values where !value.isNaN {
        let key = Self.key(value)
        if key >> before == prefix { counts[Int(key >> UInt64(shift) & mask)] += 1 }
      }
      groups[column][0].counts = counts
      return
    }
    let prefixes = groups[column].map(\.prefix)
    for value in values where !value.isNaN {
      let key = Self.key(value)
      guard let place = Self.place(of: key >> UInt64(64 - bits), in: prefixes) else { continue }
      groups[column][place].counts[Int(key >> UInt64(shift) & mask)] += 1
    }
  }

  /// Goes on to the next digits.
  mutating func end() {
    bits += step
    for column in groups.indices {
      var next: [Group] = []
      for group in groups[column] {
        var (digit, below) = (0, 0)
        for (place, rank) in group.ranks {
          while below + group.counts[digit] <= rank {
            below += group.counts[digit]
            digit += 1
          }
          let prefix = group.prefix << UInt64(step) | UInt64(digit)
          if next.last?.prefix != prefix { next.append(Group(prefix: prefix, ranks: [])) }
          next[next.count - 1].ranks.append((place: place, rank: rank - below))
        }
      }
      groups[column] = next
      if bits == 64 {
        for group in next { for (place, _) in group.ranks { found[column][place] = Self.number(group.prefix) } }
      }
    }
  }

  private static func place(of prefix: UInt64, in prefixes: [UInt64]) -> Int? {
    var (low, high) = (0, prefixes.count)
    while low < high {
      let middle = (low + high) / 2
      if prefixes[middle] < prefix { low = middle + 1 } else { high = middle }
    }
    return low < prefixes.count && prefixes[low] == prefix ? low : nil
  }

  /// The order of doubles as that of whole numbers: of negative ones all bits turned, of others the sign. −0 is 0.
  static func key(_ number: Double) -> UInt64 {
    let bits = (number + 0).bitPattern
    return bits >> 63 == 1 ? ~bits : bits | 1 << 63
  }

  static func number(_ key: UInt64) -> Double { Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key) }
}

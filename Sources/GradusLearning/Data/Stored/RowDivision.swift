/// Which part each row of a stored table belongs to, drawn row by row: of every class exactly the share that is asked for, and every choice of rows
/// as likely as any other.
///
/// Source: D. E. Knuth, "The Art of Computer Programming" 2, section 3.4.2, algorithm S (selection sampling).
struct RowDivision {
  enum Part { case training, validation, test }

  /// Rows of one class that are still to come, and how many of them go into each part that is held back.
  private struct Rest {
    var rows: Int
    var test = 0
    var validation = 0
  }

  /// By the numbers of the classes.
  private var rests: [Rest]
  private var generator: SeededGenerator
  /// Whether every row is trained on.
  let isWhole: Bool

  /// - Parameter counts: how many rows each class has; one class where there are none.
  /// - Throws: `DatasetError.splitFraction` unless `0 ≤ fraction < 1` and a row stays.
  init(_ counts: [Int], test: Double, validation: Double, seed: UInt64) throws(DatasetError) {
    generator = SeededGenerator(seed: seed)
    var left = counts
    func hold(_ fraction: Double) throws(DatasetError) -> [Int] {
      let count = left.reduce(0, +)
      let wanted = Int((fraction * Double(count)).rounded())
      guard fraction >= 0, fraction < 1, wanted < count || count == 0 else {
        throw .splitFraction(fraction, examples: count)
      }
      let known = Dictionary(uniqueKeysWithValues: left.enumerated().map { (Int32($0), $1) }).filter { $1 > 0 }
      let shares = wanted == 0 ? [:] : Split.shares(of: known, fraction, wanted)
      let held = left.indices.map { shares[Int32($0)] ?? 0 }
      left = zip(left, held).map { $0 - $1 }
      return held
    }
    let (tested, validated) = (try hold(test), try hold(validation))
    rests = counts.indices.map { Rest(rows: counts[$0], test: tested[$0], validation: validated[$0]) }
    isWhole = rests.allSatisfy { $0.test + $0.validation == 0 }
  }

  /// The part of the next row. Traps where there are more rows of a class than were counted.
  mutating func part(of label: Int) -> Part {
    let drawn = generator.integer(below: rests[label].rows)
    rests[label].rows -= 1
    if drawn < rests[label].test {
      rests[label].test -= 1
      return .test
    }
    if drawn < rests[label].test + rests[label].validation {
      rests[label].validation -= 1
      return .validation
    }
    return .training
  }
}

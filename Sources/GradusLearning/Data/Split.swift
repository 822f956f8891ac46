/// A random division of examples in two: of every class the second part has as nearly the same share as whole numbers allow.
package struct Split: Hashable, Sendable {
  /// The places of the examples that stay, in a random order.
  package let kept: [Int]
  /// The places of those that are held back.
  package let held: [Int]

  /// Draws a division.
  ///
  /// - Parameters:
  ///   - count: how many examples there are.
  ///   - fraction: the share that is held back; their number is rounded to the nearest.
  ///   - classes: the class of every example; nil where there are none.
  /// - Throws: `DatasetError.splitFraction` unless `0 ≤ fraction < 1` and an example stays.
  package init(
    of count: Int, _ fraction: Double, classes: [Int32]?, using generator: inout SeededGenerator
  ) throws(DatasetError) {
    guard fraction >= 0, fraction < 1 else { throw .splitFraction(fraction, examples: count) }
    let wanted = Int((fraction * Double(count)).rounded())
    guard wanted < count || count == 0 else { throw .splitFraction(fraction, examples: count) }
    guard wanted > 0 else {
      (kept, held) = (Array(0..<count), [])
      return
    }
    let order = generator.permutation(of: count)
    guard let classes else {
      (kept, held) = (Array(order[wanted...]), Array(order[..<wanted]))
      return
    }
    var left = Self.shares(of: Self.counts(classes), fraction, wanted)
    var (kept, held): ([Int], [Int]) = ([], [])
    for place in order {
      if left[classes[place], default: 0] > 0 {
        left[classes[place], default: 0] -= 1
        held.append(place)
      } else {
        kept.append(place)
      }
    }
    (self.kept, self.held) = (kept, held)
  }

  private static func counts(_ classes: [Int32]) -> [Int32: Int] {
    var counts: [Int32: Int] = [:]
    for label in classes { counts[label, default: 0] += 1 }
    return counts
  }

  /// How many of each class are held back, `wanted` in all: the whole parts of the shares, and one more where the rest is largest.
  static func shares(of counts: [Int32: Int], _ fraction: Double, _ wanted: Int) -> [Int32: Int] {
    let shares = counts.map { (label: $0, exact: fraction * Double($1)) }
    var result = Dictionary(uniqueKeysWithValues: shares.map { ($0.label, Int($0.exact)) })
    let rest = shares.sorted {
      let (a, b) = ($0.exact - $0.exact.rounded(.down), $1.exact - $1.exact.rounded(.down))
      return a == b ? $0.label < $1.label : a > b
    }
    var missing = wanted - result.values.reduce(0, +)
    // The only example of a class is held back last.
    for isLast in [false, true] {
      for share in rest where missing > 0 && (counts[share.label] == 1) == isLast {
        result[share.label, default: 0] += 1
        missing -= 1
      }
    }
    return result
  }
}

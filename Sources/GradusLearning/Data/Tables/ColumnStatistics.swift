/// What a preparation goes by; gaps (nan) are passed over.
package protocol NumberStatistics {
  /// How many numbers there are.
  var count: Int { get }
  /// Their mean; 0 without numbers.
  var mean: Double { get }
  /// Their deviation as a population, √(Σ (x − mean)² / n); 0 without numbers.
  var deviation: Double { get }
  /// The smallest number; 0 without numbers.
  var minimum: Double { get }
  /// The greatest number; 0 without numbers.
  var maximum: Double { get }
  /// The number that occurs most often, the smallest of equals; 0 without numbers.
  var mode: Double { get }
  /// The number of this place in rising order, counted from 0.
  func ranked(_ place: Int) -> Double
}

extension NumberStatistics {
  /// The number in the middle.
  package var median: Double { quantile(0.5) }

  /// The number below which this share of them lies, between two of them where that is, as NumPy's default; 0 without numbers.
  package func quantile(_ share: Double) -> Double {
    guard count > 0 else { return 0 }
    let (low, high, rest) = Self.places(of: share, count)
    return ranked(low) + (ranked(high) - ranked(low)) * rest
  }

  /// The places that a quantile lies between, and how far from the lower to the upper one.
  static func places(of share: Double, _ count: Int) -> (low: Int, high: Int, rest: Double) {
    let place = share * Double(count - 1)
    let low = min(max(Int(place), 0), count - 1)
    return (low, min(low + 1, count - 1), place - Double(low))
  }
}

/// What the numbers of a column have in common.
package struct ColumnStatistics: NumberStatistics, Hashable, Sendable {
  /// How many numbers there are.
  package let count: Int
  /// Their mean; 0 without numbers.
  package let mean: Double
  /// Their deviation as a population, √(Σ (x − mean)² / n); 0 without numbers.
  package let deviation: Double
  private let sorted: [Double]

  /// The statistics of some numbers.
  package init(_ values: [Double]) {
    sorted = values.filter { !$0.isNaN }.sorted()
    count = sorted.count
    let n = Double(max(count, 1))
    // Two passes: the mean is corrected by what rounding left.
    let rough = sorted.reduce(0, +) / n
    let mean = rough + sorted.reduce(0) { $0 + ($1 - rough) } / n
    self.mean = mean
    // A column of one number has no deviation, whatever rounding makes of its mean.
    deviation = sorted.first == sorted.last ? 0 : (sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / n).squareRoot()
  }

  /// The smallest number; 0 without numbers.
  package var minimum: Double { sorted.first ?? 0 }
  /// The greatest number; 0 without numbers.
  package var maximum: Double { sorted.last ?? 0 }
  package func ranked(_ place: Int) -> Double { sorted[place] }

  /// The number that occurs most often, the smallest of equals; 0 without numbers.
  package var mode: Double {
    var (best, most) = (0.0, 0)
    var start = 0
    while start < count {
      var end = start
      while end < count, sorted[end] == sorted[start] { end += 1 }
      if end - start > most { (best, most) = (sorted[start], end - start) }
      start = end
    }
    return best
  }
}

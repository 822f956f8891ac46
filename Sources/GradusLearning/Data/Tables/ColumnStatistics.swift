/// What the numbers of a column have in common; gaps (nan) are passed over.
package struct ColumnStatistics: Hashable, Sendable {
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
  /// The number in the middle.
  package var median: Double { quantile(0.5) }

  /// The number below which this share of them lies, between two of them where that is, as NumPy's default; 0 without numbers.
  package func quantile(_ share: Double) -> Double {
    guard !sorted.isEmpty else { return 0 }
    let place = share * Double(count - 1)
    let low = min(max(Int(place), 0), count - 1)
    let high = min(low + 1, count - 1)
    return sorted[low] + (sorted[high] - sorted[low]) * (place - Double(low))
  }

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

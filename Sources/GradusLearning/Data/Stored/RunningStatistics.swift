/// The statistics of a column that is gone over block by block; what stands at a place in its order is found afterwards.
///
/// Mean and deviation are those of the blocks put together. Source: T. F. Chan, G. H. Golub and R. J. LeVeque, "Updating formulae and a pairwise
/// algorithm for computing sample variances" (1979).
struct RunningStatistics: NumberStatistics {
  private(set) var count = 0
  /// Values that are missing.
  private(set) var gaps = 0
  private(set) var mean = 0.0
  private(set) var minimum = 0.0
  private(set) var maximum = 0.0
  /// Σ (x − mean)²
  private var squares = 0.0
  /// How often each number stands there, where that is asked for; nil where there are too many.
  private(set) var counts: [Double: Int]?
  /// What stands at the places that were asked for.
  var ranks: [Int: Double] = [:]

  /// The most different numbers of which the most frequent is looked for.
  static let most = 1 << 20

  init(counts: Bool) { self.counts = counts ? [:] : nil }

  /// A column of one number has no deviation, whatever rounding makes of its mean.
  var deviation: Double { minimum == maximum ? 0 : (squares / Double(max(count, 1))).squareRoot() }

  var mode: Double {
    counts?.min { ($1.value, $0.key) < ($0.value, $1.key) }?.key ?? 0
  }

  func ranked(_ place: Int) -> Double { ranks[place] ?? .nan }

  mutating func add(_ values: [Double]) {
    var (sum, own) = (0.0, 0)
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where !value.isNaN {
      sum += value
      own += 1
      low = min(low, value)
      high = max(high, value)
    }
    gaps += values.count - own
    guard own > 0 else { return }
    let rough = sum / Double(own)
    var (rest, square) = (0.0, 0.0)
    for value in values where !value.isNaN {
      rest += value - rough
      square += (value - rough) * (value - rough)
    }
    let blockMean = rough + rest / Double(own)
    square -= rest * rest / Double(own)
    let total = Double(count + own)
    let difference = blockMean - mean
    squares += square + difference * difference * (Double(count) * Double(own) / total)
    mean += difference * (Double(own) / total)
    minimum = count == 0 ? low : min(minimum, low)
    maximum = count == 0 ? high : max(maximum, high)
    count += own
    if counts != nil { countAll(values) }
  }

  private mutating func countAll(_ values: [Double]) {
    for value in values where !value.isNaN { counts?[value, default: 0] += 1 }
    if (counts?.count ?? 0) > Self.most { counts = nil }
  }
}

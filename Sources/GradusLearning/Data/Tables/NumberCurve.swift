internal import Glibc

/// What a number of a column goes through before it is shifted and scaled.
public enum NumberCurve: Hashable, Sendable {
  /// sign(x) log(1 + |x|), of any number: log(1 + x) where none is negative.
  case log
  /// The share of the numbers learned from that are smaller, in [0, 1].
  case uniform(NumberQuantiles)
  /// The number below which a standard normal one lies with that share, in ±5.2.
  case normal(NumberQuantiles)

  /// The number on the curve.
  public func value(_ x: Double) -> Double {
    switch self {
    case .log: x < 0 ? -log1p(-x) : log1p(x)
    case .uniform(let quantiles): quantiles.share(of: x)
    case .normal(let quantiles): NormalQuantile.value(quantiles.share(of: x))
    }
  }

  /// What options call it.
  package var name: String {
    switch self {
    case .log: TablePreparation.Scaling.log.rawValue
    case .uniform: TablePreparation.Scaling.quantile.rawValue
    case .normal: TablePreparation.Scaling.normal.rawValue
    }
  }

  /// The quantiles that it goes by; nil of one without.
  package var quantiles: NumberQuantiles? {
    switch self {
    case .log: nil
    case .uniform(let quantiles), .normal(let quantiles): quantiles
    }
  }
}

/// The quantiles of a column: numbers in rising order, and how many of the shares 0, 1/n, 2/n, …, 1 each stands for.
///
/// The share of a number between two of them lies between theirs in proportion; that of one that stands for several is in the middle of them; what
/// lies outside has the share 0 or 1. Source: scikit-learn's `QuantileTransformer`, whose numbers these are.
public struct NumberQuantiles: Hashable, Sendable, Codable {
  /// The numbers, each once.
  public let numbers: [Double]
  /// How many shares each stands for.
  public let counts: [Int]

  /// How many shares there are where there are as many numbers.
  package static let most = 1000

  /// The quantiles of some numbers; nil where there are no two different ones.
  package init?(_ statistics: some NumberStatistics) {
    var (numbers, counts): ([Double], [Int]) = ([], [])
    for share in Self.shares(of: statistics.count) {
      // Between two numbers rounding must not fall back.
      let number = max(statistics.quantile(share), numbers.last ?? -.infinity)
      if number == numbers.last {
        counts[counts.count - 1] += 1
      } else {
        numbers.append(number)
        counts.append(1)
      }
    }
    guard numbers.count > 1 else { return nil }
    (self.numbers, self.counts) = (numbers, counts)
  }

  /// The shares whose quantiles are taken of so many numbers.
  static func shares(of count: Int) -> [Double] {
    let count = min(count, most)
    return (0..<count).map { Double($0) / Double(count - 1) }
  }

  /// The shares of each number: the first and the last that it stands for, and the one that it has itself.
  package var shares: [(first: Double, last: Double, own: Double)] {
    let most = Double(counts.reduce(0, +) - 1)
    var (start, shares): (Int, [(first: Double, last: Double, own: Double)]) = (0, [])
    for (place, count) in counts.enumerated() {
      let (first, last) = (Double(start) / most, Double(start + count - 1) / most)
      let own = place == 0 ? 0 : place == counts.count - 1 ? 1 : (first + last) / 2
      shares.append((first, last, own))
      start += count
    }
    return shares
  }

  /// What the share of one number is.
  package func share(of x: Double) -> Double { NumberShares(self).share(of: x) }

  /// What no fitting leaves, in words; nil where all is well.
  var fault: String? {
    guard (2...Self.most).contains(numbers.count), counts.count == numbers.count else {
      return "\(numbers.count) numbers and \(counts.count) counts"
    }
    guard counts.allSatisfy({ (1...Self.most).contains($0) }), counts.reduce(0, +) <= Self.most else {
      return "counts that are too large"
    }
    let rise = zip(numbers, numbers.dropFirst()).allSatisfy { $0 < $1 && ($1 - $0).isFinite }
    return rise && numbers.allSatisfy(\.isFinite) ? nil : "numbers that do not rise"
  }
}

/// Quantiles laid out for looking up.
struct NumberShares {
  private let numbers: [Double]
  private let shares: [(first: Double, last: Double, own: Double)]

  init(_ quantiles: NumberQuantiles) { (numbers, shares) = (quantiles.numbers, quantiles.shares) }

  func share(of x: Double) -> Double {
    var (low, high) = (0, numbers.count - 1)
    if x <= numbers[low] { return 0 }
    if x >= numbers[high] { return 1 }
    while high - low > 1 {
      let middle = (low + high) / 2
      if numbers[middle] <= x { low = middle } else { high = middle }
    }
    if x == numbers[low] { return shares[low].own }
    let (from, to) = (shares[low].last, shares[high].first)
    return from + (to - from) * ((x - numbers[low]) / (numbers[high] - numbers[low]))
  }
}

extension NumberCurve: Codable {
  private enum CodingKeys: String, CodingKey { case name, quantiles }
  private enum Name: String, Codable { case log, uniform, normal }

  /// As in a model file: `{"name": "log"}`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let name: Name =
      switch self {
      case .log: .log
      case .uniform: .uniform
      case .normal: .normal
      }
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(quantiles, forKey: .quantiles)
  }

  /// - Throws: `DecodingError` where it is none.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    switch try container.decode(Name.self, forKey: .name) {
    case .log: self = .log
    case .uniform: self = .uniform(try container.decode(NumberQuantiles.self, forKey: .quantiles))
    case .normal: self = .normal(try container.decode(NumberQuantiles.self, forKey: .quantiles))
    }
  }
}

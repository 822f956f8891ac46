internal import Glibc

/// What a setting may be.
public enum SearchRange: Hashable, Sendable {
  /// One of these texts.
  case choices([String])
  /// A number between two; the logarithm is drawn evenly where `isLogarithmic`, the number itself otherwise.
  case numbers(ClosedRange<Double>, isLogarithmic: Bool, isWhole: Bool)

  /// Reads `64|128,64` as choices and `1e-4..1e-1` as numbers; anything else is one choice.
  ///
  /// Numbers go by their logarithm where the greatest is at least ten times the least, and that is positive; they are whole where both are
  /// written so.
  public init(_ text: String) {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 2, let low = Double(ends[0]), let high = Double(ends[1]), low < high, low.isFinite, high.isFinite {
      let isWhole = Int(ends[0]) != nil && Int(ends[1]) != nil
      self = .numbers(low...high, isLogarithmic: low > 0 && high / low >= 10, isWhole: isWhole)
      return
    }
    let parts = text.split(separator: "|", omittingEmptySubsequences: false).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    // Bars of a norm or a magnitude leave a part empty.
    self = .choices(parts.contains("") ? [text] : parts)
  }

  /// Whether there is anything to choose.
  package var isOpen: Bool { if case .choices(let texts) = self { texts.count > 1 } else { true } }

  /// A value, each as likely.
  func drawn(using generator: inout SeededGenerator) -> String {
    switch self {
    case .choices(let texts): return texts[generator.integer(below: texts.count)]
    case .numbers: return value(at: generator.uniform())
    }
  }

  /// Values for a grid: all choices, or so many numbers from end to end, each once.
  func grid(_ count: Int) -> [String] {
    guard case .numbers = self else { if case .choices(let texts) = self { return texts } else { return [] } }
    var values: [String] = []
    for step in 0..<count {
      let value = value(at: count == 1 ? 0.5 : Double(step) / Double(count - 1))
      if values.last != value { values.append(value) }
    }
    return values
  }

  /// The number at a share of the range, with four digits: what is shown is what is trained with.
  private func value(at share: Double) -> String {
    guard case .numbers(let range, let isLogarithmic, let isWhole) = self else { return "" }
    let (low, high) = (range.lowerBound, range.upperBound)
    let number = isLogarithmic ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low)
    if isWhole { return "\(Int(min(max(number.rounded(), low), high)))" }
    let scale = number == 0 ? 1 : pow(10, 3 - floor(log10(abs(number))))
    return "\(min(max((number * scale).rounded() / scale, low), high))"
  }
}

/// Settings that are searched: what each may be, by name.
public struct SearchSpace: Hashable, Sendable {
  /// A setting and what it may be.
  public struct Dimension: Hashable, Sendable {
    /// The setting, as an option of `gradus train` is called: `learning-rate`.
    public let name: String
    /// What it may be.
    public let range: SearchRange

    /// A setting and what it may be.
    public init(_ name: String, _ range: SearchRange) { (self.name, self.range) = (name, range) }
  }

  /// The settings, in the order in which they are drawn.
  public let dimensions: [Dimension]

  /// A space.
  ///
  /// - Throws: `TrainingError.setting` where there is nothing to choose, or a setting stands in it twice.
  public init(_ dimensions: [Dimension]) throws(TrainingError) {
    guard dimensions.contains(where: \.range.isOpen) else {
      throw .setting("there is nothing to choose: give choices as in 64|128, or a range as in 1e-4..1e-1")
    }
    let names = dimensions.map(\.name)
    if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
      throw .setting("\(names[twice]) is said twice")
    }
    self.dimensions = dimensions
  }

  /// Every combination, the last setting changing first; numbers at so many places from end to end.
  ///
  /// - Throws: `TrainingError.setting` where there are more than a hundred thousand.
  func grid(_ points: Int) throws(TrainingError) -> [[String: String]] {
    var all: [[String: String]] = [[:]]
    for dimension in dimensions {
      let values = dimension.range.grid(points)
      guard all.count * values.count <= 100_000 else { throw .setting("the grid has more than 100000 places") }
      all = all.flatMap { choice in values.map { value in choice.merging([dimension.name: value]) { $1 } } }
    }
    return all
  }

  /// So many different combinations, drawn at random; fewer where there are no more. The first ones are the same however many are drawn.
  func draws(_ count: Int, seed: UInt64) -> [[String: String]] {
    var generator = SeededGenerator(seed: seed)
    var known: Set<[String: String]> = []
    var all: [[String: String]] = []
    var misses = 0
    while all.count < count, misses < 1000 {
      var choice: [String: String] = [:]
      for dimension in dimensions { choice[dimension.name] = dimension.range.drawn(using: &generator) }
      if known.insert(choice).inserted {
        all.append(choice)
        misses = 0
      } else {
        misses += 1
      }
    }
    return all
  }
}

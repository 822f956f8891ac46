import GradusExpression

/// What the classes count in the loss of training.
public enum ClassWeights: Hashable, Sendable, CustomStringConvertible {
  /// All examples count the same.
  case equal
  /// Each class counts as much as any other: examples / (classes × examples of the class), as scikit-learn's `balanced`.
  case balanced
  /// A factor for each class, in their order.
  case factors([Float])

  /// `equal`, `balanced`, or `1,2,5`
  public var description: String {
    switch self {
    case .equal: "equal"
    case .balanced: "balanced"
    case .factors(let factors): factors.map { "\($0)" }.joined(separator: ",")
    }
  }

  /// Reads what `description` writes; nil for anything else.
  public init?(_ text: String) {
    switch text {
    case "equal": self = .equal
    case "balanced": self = .balanced
    default:
      let factors = text.split(separator: ",", omittingEmptySubsequences: false).map { Float($0) }
      guard factors.allSatisfy({ $0.map { $0 >= 0 && $0.isFinite } ?? false }) else { return nil }
      self = .factors(factors.compactMap(\.self))
    }
  }
}

extension ClassWeights: Codable {
  /// As its description.
  public func encode(to encoder: any Encoder) throws { try encoder.encode(text: description) }

  /// From its description.
  ///
  /// - Throws: `DecodingError.dataCorrupted` for any other text.
  public init(from decoder: any Decoder) throws {
    self = try decoder.decode { text in
      guard let weights = ClassWeights(text) else {
        throw UnreadableText("weights of classes are equal, balanced, or numbers of at least 0")
      }
      return weights
    }
  }
}

extension ClassWeights {
  /// What every class counts, of which there are so many examples.
  ///
  /// - Throws: `DatasetError` where there are factors for another number of classes.
  func factors(names: [String], counts: [Int], count: Int) throws(DatasetError) -> [Float] {
    guard case .factors(let given) = self else { return counts.map { Float(count) / Float(names.count * max($0, 1)) } }
    guard given.count == names.count else { throw .classWeights(given.count, classes: names.count) }
    return given
  }
}

extension Dataset {
  /// The same with what every example counts times the factor of its class.
  ///
  /// - Throws: `DatasetError` where there are no classes, or factors for another number of them.
  public func weighted(by weights: ClassWeights) throws(DatasetError) -> Dataset {
    if weights == .equal { return self }
    guard case .classification(let names) = task, let classes = targets.classes else { throw .noClasses }
    var counts = [Int](repeating: 0, count: names.count)
    for label in classes { counts[Int(label)] += 1 }
    let factors = try weights.factors(names: names, counts: counts, count: count)
    let own = self.weights ?? Array(repeating: 1, count: count)
    return try Dataset(examples, targets, weights: zip(own, classes).map { $0 * factors[Int($1)] })
  }
}

/// How often examples of each class were taken for each class.
public struct ConfusionMatrix: Hashable, Sendable {
  /// The names of the classes, in the order of their numbers.
  public let classNames: [String]
  /// `counts[actual][predicted]`.
  public let counts: [[Int]]

  /// Counts the pairs of an actual and a predicted class. Traps where the two differ in number or a class has no name.
  public init(actual: some Collection<Int>, predicted: some Collection<Int>, classNames: [String]) {
    precondition(actual.count == predicted.count, "\(actual.count) labels but \(predicted.count) predictions")
    var counts = Array(repeating: Array(repeating: 0, count: classNames.count), count: classNames.count)
    for (label, guess) in zip(actual, predicted) { counts[label][guess] += 1 }
    self.counts = counts
    self.classNames = classNames
  }

  private init(counts: [[Int]], classNames: [String]) {
    self.counts = counts
    self.classNames = classNames
  }

  /// The same counts under other names. Traps unless there is one a class.
  public func named(_ names: [String]) -> ConfusionMatrix {
    precondition(names.count == counts.count, "\(names.count) names for \(counts.count) classes")
    return ConfusionMatrix(counts: counts, classNames: names)
  }

  /// The number of examples.
  public var total: Int { counts.reduce(0) { $0 + $1.reduce(0, +) } }
  /// The number of examples that were taken for what they are.
  public var correct: Int { counts.indices.reduce(0) { $0 + counts[$1][$1] } }
  /// `correct / total`; nil without examples.
  public var accuracy: Double? { ratio(correct, total) }
}

extension ConfusionMatrix {
  /// The result of one class.
  public struct ClassResult: Hashable, Sendable, Codable {
    /// The name of the class.
    public let name: String
    /// The share of the examples taken for this class that are of it: `TP / (TP + FP)`; nil where none was taken for it.
    public let precision: Double?
    /// The share of the examples of this class that were taken for it: `TP / (TP + FN)`; nil where there are none.
    public let recall: Double?
    /// The harmonic mean of precision and recall, `2 TP / (2 TP + FP + FN)`; nil where the class never occurs.
    public let f1: Double?
    /// The number of examples of this class.
    public let support: Int
  }

  /// The result of every class, in the order of the labels.
  public var perClass: [ClassResult] {
    counts.indices.map { label in
      let support = counts[label].reduce(0, +)
      let predicted = counts.reduce(0) { $0 + $1[label] }
      let hits = counts[label][label]
      return ClassResult(
        name: classNames[label], precision: ratio(hits, predicted), recall: ratio(hits, support),
        f1: ratio(2 * hits, support + predicted), support: support)
    }
  }
}

private func ratio(_ part: Int, _ whole: Int) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }

extension ConfusionMatrix {
  /// Precision, recall and F1 of all classes together.
  public struct Average: Hashable, Sendable {
    /// Of the precisions, what is undefined as 0.
    public let precision: Double
    /// Of the recalls, what is undefined as 0.
    public let recall: Double
    /// Of the harmonic means, what is undefined as 0.
    public let f1: Double
  }

  /// The classes that occur, or that something was taken for.
  private var present: [ClassResult] {
    perClass.enumerated().filter { label, own in own.support > 0 || counts.contains { $0[label] > 0 } }.map(\.element)
  }

  /// The means over the classes that occur or that something was taken for; what is undefined counts 0. Nil without examples.
  ///
  /// scikit-learn's `average="macro"` with `zero_division=0`.
  public var macro: Average? { average { _ in 1 } }

  /// The F1 of `macro`; nil without examples.
  public var macroF1: Double? { macro?.f1 }

  /// The means with each class as often as it occurs.
  ///
  /// scikit-learn's `average="weighted"` with `zero_division=0`.
  public var weighted: Average? { average { Double($0.support) } }

  private func average(_ weight: (ClassResult) -> Double) -> Average? {
    let rows = present
    let total = rows.reduce(0) { $0 + weight($1) }
    guard total > 0 else { return nil }
    func mean(_ value: (ClassResult) -> Double?) -> Double {
      rows.reduce(0) { $0 + weight($1) * (value($1) ?? 0) } / total
    }
    return Average(precision: mean(\.precision), recall: mean(\.recall), f1: mean(\.f1))
  }

  /// The mean of the recalls of the classes that occur; nil without examples.
  public var balancedAccuracy: Double? {
    let recalls = perClass.compactMap(\.recall)
    return recalls.isEmpty ? nil : recalls.reduce(0, +) / Double(recalls.count)
  }

  /// Matthews' correlation of what examples are and what they are taken for; 0 where one of the two never differs, nil without examples.
  ///
  /// Source: J. Gorodkin, "Comparing two K-category assignments by a K-category correlation coefficient", Computational Biology and
  /// Chemistry 28 (2004).
  public var matthewsCorrelation: Double? {
    let n = Double(total)
    guard n > 0 else { return nil }
    let (actual, predicted) = (rowSums, columnSums)
    let covariance = Double(correct) * n - zip(actual, predicted).reduce(0) { $0 + $1.0 * $1.1 }
    let spread = (n * n - actual.reduce(0) { $0 + $1 * $1 }) * (n * n - predicted.reduce(0) { $0 + $1 * $1 })
    return spread > 0 ? covariance / spread.squareRoot() : 0
  }

  /// Cohen's κ: the share of hits beyond what chance gives; nil where chance gives all.
  ///
  /// Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
  public var kappa: Double? {
    let n = Double(total)
    let chance = zip(rowSums, columnSums).reduce(0) { $0 + $1.0 * $1.1 } / (n * n)
    return n > 0 && chance < 1 ? (Double(correct) / n - chance) / (1 - chance) : nil
  }

  /// Between which shares the accuracy lies with 95 %: Wilson's interval. Nil without examples.
  ///
  /// Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927).
  public var accuracyInterval: ClosedRange<Double>? {
    guard let share = accuracy else { return nil }
    let (n, z) = (Double(total), 1.959_963_984_540_054)
    let centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    let reach = z / (1 + z * z / n) * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return max(0, centre - reach)...min(1, centre + reach)
  }

  private var rowSums: [Double] { counts.map { Double($0.reduce(0, +)) } }
  private var columnSums: [Double] { counts.indices.map { label in Double(counts.reduce(0) { $0 + $1[label] }) } }
}

internal import Glibc

/// How good the probabilities of classes are, beyond which of them is the greatest.
public struct ProbabilityMeasures: Hashable, Sendable {
  /// The class of every example.
  private let labels: [Int]
  /// The probability of every class, example after example.
  private let probabilities: [Double]
  private let classes: Int

  /// Probabilities of examples of which it is known what they are.
  ///
  /// Traps unless there is a probability for every class of every example.
  public init(labels: [Int], probabilities: [Double], classes: Int) {
    precondition(
      classes > 0 && probabilities.count == labels.count * classes,
      "\(probabilities.count) probabilities for \(labels.count) examples of \(classes) classes")
    (self.labels, self.probabilities, self.classes) = (labels, probabilities, classes)
  }

  /// How many examples there are.
  public var count: Int { labels.count }

  private func row(_ example: Int) -> ArraySlice<Double> {
    probabilities[example * classes..<(example + 1) * classes]
  }

  private func mean(_ value: (Int) -> Double) -> Double? {
    labels.isEmpty ? nil : labels.indices.reduce(0) { $0 + value($1) } / Double(count)
  }

  /// The mean of −log of the probability of the class that it is, of no less than 2⁻⁵²; nil without examples.
  ///
  /// scikit-learn's `log_loss`.
  public var logLoss: Double? {
    mean { example in
      let own = min(max(row(example)[example * classes + labels[example]], .ulpOfOne), 1 - .ulpOfOne)
      return -log(own)
    }
  }

  /// The mean of Σ (p − y)² over the classes; of two classes half of it. Nil without examples.
  ///
  /// Source: G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly Weather Review 78 (1950);
  /// scikit-learn's `brier_score_loss`.
  public var brierScore: Double? {
    let sum = mean { example in
      row(example).enumerated().reduce(0) { sum, entry in
        let error = entry.element - (entry.offset == labels[example] ? 1 : 0)
        return sum + error * error
      }
    }
    return sum.map { classes == 2 ? $0 / 2 : $0 }
  }

  /// The share of examples whose class is among the k greatest probabilities, of equals the last ones first; nil without examples.
  ///
  /// scikit-learn's `top_k_accuracy_score`.
  public func topAccuracy(_ k: Int) -> Double? {
    mean { example in
      let row = Array(row(example))
      let order = row.indices.sorted { (row[$0], $0) > (row[$1], $1) }
      return order.prefix(k).contains(labels[example]) ? 1 : 0
    }
  }

  /// How far the greatest probability is from the share of hits: the mean distance over bins of equal width, each as often as examples fall
  /// into it. Nil without examples.
  ///
  /// Source: C. Guo et al., "On calibration of modern neural networks", ICML 2017.
  public func calibrationError(bins: Int = 15) -> Double? {
    guard count > 0 else { return nil }
    return reliability(bins: bins).reduce(0) { $0 + abs($1.confidence - Double($1.hits)) } / Double(count)
  }

  /// Examples whose greatest probability falls into one of several bins of equal width.
  public struct ReliabilityBin: Hashable, Sendable {
    /// How many there are.
    public var count = 0
    /// Their greatest probabilities, summed.
    public var confidence = 0.0
    /// How many of them are of that class.
    public var hits = 0
  }

  /// What a reliability diagram shows: for each bin of the greatest probability how often that was right.
  public func reliability(bins: Int = 15) -> [ReliabilityBin] {
    var sums = [ReliabilityBin](repeating: ReliabilityBin(), count: bins)
    for example in labels.indices {
      let row = row(example)
      let best = row.placeOfFirstGreatest
      // A bin holds its upper end.
      let bin = min(max(Int((row[best] * Double(bins)).rounded(.up)) - 1, 0), bins - 1)
      sums[bin].count += 1
      sums[bin].confidence += row[best]
      sums[bin].hits += best - row.startIndex == labels[example] ? 1 : 0
    }
    return sums
  }

  /// The area under the ROC curve: how likely an example of a class gets a greater probability for it than one that is not of it, where
  /// equals count half. The mean over the classes, each against the rest; of two classes that of the second. Nil where a class never
  /// occurs, or nothing else does.
  ///
  /// scikit-learn's `roc_auc_score(multi_class="ovr")`.
  public var areaUnderROC: Double? {
    if classes == 2 { return area(of: 1, within: nil) }
    let areas = (0..<classes).map { area(of: $0, within: nil) }
    return areas.contains(nil) ? nil : areas.compactMap(\.self).reduce(0, +) / Double(classes)
  }

  /// The mean area under the ROC curve over all pairs of classes that occur, each way; nil where fewer than two do.
  ///
  /// Source: D. Hand and R. Till, "A simple generalisation of the area under the ROC curve for multiple class classification problems",
  /// Machine Learning 45 (2001); scikit-learn's `roc_auc_score(multi_class="ovo")`.
  public var areaUnderROCOfPairs: Double? {
    let present = Set(labels)
    let areas = present.flatMap { a in present.compactMap { b in a == b ? nil : area(of: a, within: [a, b]) } }
    return areas.isEmpty ? nil : areas.sorted().reduce(0, +) / Double(areas.count)
  }

  private func area(of label: Int, within: Set<Int>?) -> Double? {
    let rows = scored(label, within)
    let positives = rows.count(where: \.isOfIt)
    let negatives = rows.count - positives
    guard positives > 0, negatives > 0 else { return nil }
    // The sum of ranks, equals sharing theirs (Mann and Whitney).
    var (ranks, start) = (0.0, 0)
    while start < rows.count {
      var end = start
      while end < rows.count, rows[end].score == rows[start].score { end += 1 }
      let rank = Double(start + end + 1) / 2
      ranks += rank * Double(rows[start..<end].count(where: \.isOfIt))
      start = end
    }
    return (ranks - Double(positives) * Double(positives + 1) / 2) / (Double(positives) * Double(negatives))
  }

  /// The probabilities of a class, the smallest first, with whether the example is of it.
  private func scored(_ label: Int, _ within: Set<Int>?) -> [(score: Double, isOfIt: Bool)] {
    labels.indices.filter { within?.contains(labels[$0]) ?? true }
      .map { (probabilities[$0 * classes + label], labels[$0] == label) }
      .sorted { $0.score < $1.score }
  }

  /// The area under the curve of precision over recall in steps, Σ (Rₙ − Rₙ₋₁) Pₙ: the mean over the classes, of two classes that of the
  /// second. Nil where a class never occurs.
  ///
  /// scikit-learn's `average_precision_score`.
  public var averagePrecision: Double? {
    let own = classes == 2 ? [1] : Array(0..<classes)
    let areas = own.map { averagePrecision(of: $0) }
    return areas.contains(nil) ? nil : areas.compactMap(\.self).reduce(0, +) / Double(own.count)
  }

  private func averagePrecision(of label: Int) -> Double? {
    let rows = Array(scored(label, nil).reversed())
    let positives = rows.count(where: \.isOfIt)
    guard positives > 0 else { return nil }
    var (area, hits, start) = (0.0, 0, 0)
    while start < rows.count {
      var end = start
      while end < rows.count, rows[end].score == rows[start].score { end += 1 }
      let own = rows[start..<end].count(where: \.isOfIt)
      hits += own
      area += Double(own) / Double(positives) * Double(hits) / Double(end)
      start = end
    }
    return area
  }
}

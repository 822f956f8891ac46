extension Training {
  /// Runs what is left of the epoch; nil after the last.
  public func nextEpoch() throws -> EpochReport? {
    if isFinished { return nil }
    while try nextBatch() != nil {}
    return try finishEpoch()
  }
}

extension [EpochReport] {
  /// After every epoch the loss on the examples held back, or on those trained on.
  var measured: [Double] { map { $0.validationLoss ?? $0.loss } }

  /// The epoch with the smallest loss on the examples held back, or with the best of a measure on them; the first of equals, and nil where none
  /// was measured.
  public func bestEpoch(by measure: Measure? = nil) -> Int? {
    func cost(_ report: EpochReport) -> Double? {
      guard let measure else { return report.validationLoss }
      return report.monitored.map { measure.isGreaterBetter ? -$0 : $0 }
    }
    return filter { cost($0)?.isFinite == true }.min { (cost($0) ?? 0) < (cost($1) ?? 0) }?.epoch
  }
}

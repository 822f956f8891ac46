/// What becomes of the numbers of a column: `(curve(x) − shift) / scale`.
public struct NumberPreparation: Hashable, Sendable, Codable {
  /// What is taken for a gap.
  public let fill: Double
  /// Whether a gap is told by a 1 in a column of its own, which it is where there were gaps to learn from.
  public let indicates: Bool
  /// What a number goes through first; nil for nothing.
  public let curve: NumberCurve?
  /// What is subtracted then.
  public let shift: Double
  /// What the rest is divided by.
  public let scale: Double

  /// What a network sees of some numbers, of which nan is a gap.
  package func values(_ numbers: [Double]) -> [Double] {
    // The shares of quantiles are laid out once.
    let shares = curve?.quantiles.map(NumberShares.init)
    return numbers.map { number in
      let known = number.isNaN ? fill : number
      let curved =
        switch curve {
        case nil: known
        case .log?: NumberCurve.log.value(known)
        case .uniform?: shares?.share(of: known) ?? 0
        case .normal?: NormalQuantile.value(shares?.share(of: known) ?? 0)
        }
      return (curved - shift) / scale
    }
  }

  /// Fits the preparation of a column.
  ///
  /// - Parameter isDate: whether the numbers are days, of which a logarithm says nothing.
  init(
    fitting numbers: [Double], isDate: Bool, _ scaling: TablePreparation.Scaling,
    _ imputation: TablePreparation.Imputation
  ) {
    let statistics = ColumnStatistics(numbers)
    fill =
      switch imputation {
      case .median: statistics.median
      case .mean: statistics.mean
      case .mode: statistics.mode
      case .zero: 0.0
      }
    indicates = statistics.count < numbers.count
    curve =
      switch scaling {
      case .log where !isDate: .log
      case .quantile: NumberQuantiles(statistics).map(NumberCurve.uniform)
      case .normal: NumberQuantiles(statistics).map(NumberCurve.normal)
      default: nil
      }
    let (shift, scale): (Double, Double) =
      switch scaling {
      case .standard: (statistics.mean, statistics.deviation)
      case .minmax: (statistics.minimum, statistics.maximum - statistics.minimum)
      case .robust: (statistics.median, statistics.quantile(0.75) - statistics.quantile(0.25))
      case .none: (0, 1)
      case .log:
        { ($0.mean, $0.deviation) }(curve == nil ? statistics : ColumnStatistics(numbers.map(NumberCurve.log.value)))
      // A column of one number has no quantiles.
      case .quantile, .normal: curve == nil ? (statistics.median, 1) : (0, 1)
      }
    self.shift = shift
    self.scale = scale > 0 && scale.isFinite ? scale : 1
  }

  /// What no fitting leaves, in words; nil where all is well.
  var fault: String? {
    guard fill.isFinite, shift.isFinite, scale.isFinite, scale > 0 else { return "scaled by \(scale) from \(shift)" }
    return (curve?.quantiles?.fault).map { "scaled by quantiles of \($0)" }
  }
}

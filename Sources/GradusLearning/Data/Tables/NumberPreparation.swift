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
    self.init(
      fitting: statistics, gaps: numbers.count - statistics.count, isDate: isDate, scaling, imputation
    ) {
      let logarithms = ColumnStatistics(numbers.map(NumberCurve.log.value))
      return (logarithms.mean, logarithms.deviation)
    }
  }

  /// Fits the preparation of a column whose numbers are known by their statistics.
  ///
  /// - Parameter logarithms: mean and deviation of the numbers on the curve of the logarithm.
  init(
    fitting statistics: some NumberStatistics, gaps: Int, isDate: Bool, _ scaling: TablePreparation.Scaling,
    _ imputation: TablePreparation.Imputation, logarithms: () -> (mean: Double, deviation: Double)
  ) {
    fill =
      switch imputation {
      case .median: statistics.median
      case .mean: statistics.mean
      case .mode: statistics.mode
      case .zero: 0.0
      }
    indicates = gaps > 0
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
      case .log: curve == nil ? (statistics.mean, statistics.deviation) : logarithms()
      // A column of one number has no quantiles.
      case .quantile, .normal: curve == nil ? (statistics.median, 1) : (0, 1)
      }
    self.shift = shift
    self.scale = scale > 0 && scale.isFinite ? scale : 1
  }

  /// The shares whose quantiles a fitting asks for, of so many numbers.
  static func shares(
    _ scaling: TablePreparation.Scaling, _ imputation: TablePreparation.Imputation, count: Int
  ) -> [Double] {
    var shares: [Double] = imputation == .median ? [0.5] : []
    switch scaling {
    case .robust: shares += [0.25, 0.5, 0.75]
    case .quantile, .normal: shares += NumberQuantiles.shares(of: count) + [0.5]
    case .standard, .minmax, .log, .none: break
    }
    return shares
  }

  /// What no fitting leaves, in words; nil where all is well.
  var fault: String? {
    guard fill.isFinite, shift.isFinite, scale.isFinite, scale > 0 else { return "scaled by \(scale) from \(shift)" }
    return (curve?.quantiles?.fault).map { "scaled by quantiles of \($0)" }
  }
}

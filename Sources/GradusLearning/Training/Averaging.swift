public import GradusExpression
public import GradusOptimization

/// Means of the parameters over training, which are then the model.
public enum Averaging: Described {
  /// θ̄ ← β θ̄ + (1 − β) θ after every step.
  ///
  /// Source: B. Polyak and A. Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J. Control Optim. 30 (1992), with
  /// a share β that stays, as in Adam's section 7.2.
  case exponential(share: Rational)
  /// The mean of the parameters at the ends of the epochs from `start` on, counted from 1. Running statistics are then taken afresh, in
  /// one pass over the examples that are trained on.
  ///
  /// Source: P. Izmailov et al., "Averaging weights leads to wider optima and better generalization", UAI 2018, algorithm 1.
  case stochastic(start: Int)

  private static let share = Setting("share", "β, how much of the mean stays", .decay)
  private static let start = Setting("start", "the first epoch whose parameters count", .count(1, 1 << 53))

  /// The averaging of a description: `ema 0.999`, or that share alone; `swa 8`.
  ///
  /// - Parameter epochs: how many there will be, the last quarter of which `swa` alone averages; nil where a start must be said.
  /// - Throws: `DescriptionError` that names the word.
  public init(parsing text: String, epochs: Int? = nil) throws(DescriptionError) {
    let clause =
      if let share = Rational(text) { Clause("ema", [.init(.number(share))]) } else { try Clause(parsing: text) }
    try self.init(clause, epochs: epochs)
  }

  private init(_ clause: Clause, epochs: Int?) throws(DescriptionError) {
    switch clause.name {
    case "ema": self = .exponential(share: try Values(clause, [Self.share])[number: "share"])
    case "swa":
      let usual = epochs.map { SettingValue.number(Rational($0 - $0 / 4)) }
      let setting = Setting(Self.start.name, Self.start.meaning, Self.start.kind, usual)
      self = .stochastic(start: max(1, try Values(clause, [setting])[count: "start"]))
    default: throw .unknown("averaging", clause.name, known: ["ema", "swa"])
    }
  }

  /// The averaging of a clause that says all of it.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) { try self.init(clause, epochs: nil) }

  /// `ema 0.999`, `swa 8`
  public var clause: Clause {
    switch self {
    case .exponential(let share): Clause("ema", [.init(.number(share))])
    case .stochastic(let start): Clause("swa", [.init(.number(Rational(start)))])
    }
  }

  /// Whether every constant is in its range.
  ///
  /// - Throws: `DescriptionError` that names the constant and its range.
  package func check() throws(DescriptionError) { _ = try Self(parsing: description) }

  /// β, where the mean is taken in every step.
  var share: Rational? { if case .exponential(let share) = self { share } else { nil } }
}

/// How a space is searched.
public enum StudyMethod: Hashable, Sendable {
  /// Every combination, of numbers so many places.
  case grid(points: Int)
  /// So many combinations at random.
  case random(trials: Int)
  /// So many at random, a few epochs each; one of `reduction` is trained on, `reduction` times as long, until few are left.
  ///
  /// Source: K. Jamieson and A. Talwalkar, "Non-stochastic best arm identification and hyperparameter optimization", AISTATS 2016.
  case halving(trials: Int, reduction: Int)
  /// Successive halving from several beginnings, from many short trainings to a few long ones.
  ///
  /// Source: L. Li et al., "Hyperband: a novel bandit-based approach to hyperparameter optimization", JMLR 18 (2018).
  case hyperband(reduction: Int)
  /// Successive halving that trains on whatever is among the best so far, and waits for nothing; the shortest training has so many epochs.
  case asynchronous(trials: Int, reduction: Int, shortest: Int)

  /// η: one of so many is trained on.
  package var reduction: Int {
    switch self {
    case .grid, .random: 1
    case .halving(_, let reduction), .hyperband(let reduction), .asynchronous(_, let reduction, _): reduction
    }
  }

  func check() throws(TrainingError) {
    let (count, points, shortest): (Int, Int, Int) =
      switch self {
      case .grid(let points): (1, points, 1)
      case .random(let trials), .halving(let trials, _): (trials, 1, 1)
      case .hyperband: (1, 1, 1)
      case .asynchronous(let trials, _, let shortest): (trials, 1, shortest)
      }
    guard 1...100_000 ~= count else { throw .setting("\(count) trials: from 1 to 100000 are made") }
    guard 1...1000 ~= points else { throw .setting("a grid of \(points) places: from 1 to 1000") }
    guard shortest >= 1 else { throw .setting("a shortest training of \(shortest) epochs: at least 1") }
    guard reduction == 1 && !isEarly || 2...100 ~= reduction else {
      throw .setting("one of \(reduction) is trained on: from 2 to 100")
    }
  }

  /// Whether trainings are ended early.
  package var isEarly: Bool {
    switch self {
    case .grid, .random: false
    case .halving, .hyperband, .asynchronous: true
    }
  }

  /// How many trials begin together, and after how many epochs they are compared.
  func brackets(epochs: Int) -> [StudyBracket] {
    switch self {
    case .grid: return []
    case .random(let trials): return [StudyBracket(count: trials, rungs: [epochs])]
    case .halving(let trials, let reduction):
      return [StudyBracket(trials, epochs: epochs, reduction, rungs: Self.exponent(of: trials, reduction) + 1)]
    case .asynchronous(let trials, let reduction, let shortest):
      let rungs = Self.exponent(of: max(epochs / shortest, 1), reduction) + 1
      return [StudyBracket(trials, epochs: epochs, reduction, rungs: rungs)]
    case .hyperband(let reduction):
      let most = Self.exponent(of: epochs, reduction)
      return (0...most).reversed().map { s in
        let power = (0..<s).reduce(1) { product, _ in product * reduction }
        // n = ⌈(s_max + 1) η^s / (s + 1)⌉
        let count = ((most + 1) * power + s) / (s + 1)
        return StudyBracket(count, epochs: epochs, reduction, rungs: s + 1)
      }
    }
  }

  /// The greatest e with ηᵉ ≤ number.
  private static func exponent(of number: Int, _ reduction: Int) -> Int {
    var (exponent, rest) = (0, number)
    while rest >= reduction { (exponent, rest) = (exponent + 1, rest / reduction) }
    return exponent
  }
}

/// Trials that begin together.
struct StudyBracket: Hashable, Sendable {
  let count: Int
  /// After how many epochs those that are left are compared, ascending.
  let rungs: [Int]

  init(count: Int, rungs: [Int]) { (self.count, self.rungs) = (count, rungs) }

  /// R, R/η, R/η², … epochs, so many of them that differ and are at least 1.
  init(_ count: Int, epochs: Int, _ reduction: Int, rungs: Int) {
    var lengths: [Int] = []
    var length = epochs
    for _ in 0..<rungs where length >= 1 {
      lengths.append(length)
      length /= reduction
    }
    self.init(count: count, rungs: lengths.reversed())
  }
}

/// A combination that is tried.
public struct Trial: Hashable, Sendable, Codable {
  /// Counted from 1.
  public let number: Int
  /// What is chosen, by name.
  public let choices: [String: String]
  /// What became of it, the shortest training first.
  public internal(set) var scores: [TrialScore]

  /// A trial as a file keeps it.
  package init(number: Int, choices: [String: String], scores: [TrialScore]) {
    (self.number, self.choices, self.scores) = (number, choices, scores)
  }
}

/// What a trial came to after some epochs.
public struct TrialScore: Hashable, Sendable, Codable {
  /// How long it was trained in all.
  public let epochs: Int
  /// What is compared; nil where training broke off.
  public let value: Double?
  /// The deviation of the value over folds; nil without them.
  public let deviation: Double?
  /// Why there is no value; nil where there is one.
  public let reason: String?
  /// What took the place of the value epoch by epoch; of folds, their mean.
  public let curve: [Double]

  /// A result.
  public init(
    epochs: Int, value: Double?, deviation: Double? = nil, reason: String? = nil, curve: [Double] = []
  ) {
    (self.epochs, self.value, self.deviation) = (epochs, value.flatMap { $0.isFinite ? $0 : nil }, deviation)
    (self.reason, self.curve) = (reason, curve.filter(\.isFinite))
  }
}

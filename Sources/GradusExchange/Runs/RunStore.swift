public import GradusLearning
internal import Synchronization

/// Runs in an SQLite file: several processes may write into it at once, and one that is killed leaves what it had written.
///
///     let store = try RunStore(readingFrom: "runs.sqlite")
///     for run in try store.runs(most: 10) { print(run.id, run.kept?.validationAccuracy ?? 0) }
public final class RunStore: Sendable {
  /// What the file is called where nobody says otherwise; it stands beside the model.
  package static let usualName = "runs.sqlite"

  let file: String
  private let base: Mutex<SQLiteBase>

  /// Opens a file of runs to look at.
  ///
  /// - Throws: `ExchangeError` where there is none, it holds something else, or SQLite is missing.
  public convenience init(readingFrom file: String) throws(ExchangeError) {
    guard FileBytes.exists(file) else {
      throw ExchangeError(
        .inputOutput, file: file,
        "no runs are recorded here; `gradus train` with --output records them beside the model")
    }
    try self.init(file, .read)
  }

  /// Opens a file of runs to change it.
  ///
  /// - Parameter creates: whether it is made where there is none.
  /// - Throws: `ExchangeError` where it cannot be opened, it holds something else, or SQLite is missing.
  public convenience init(writingTo file: String, creates: Bool = true) throws(ExchangeError) {
    try self.init(file, creates ? .create : .write)
  }

  private init(_ file: String, _ access: SQLiteBase.Access) throws(ExchangeError) {
    self.file = file
    let made = try SQLiteBase(file, access)
    made.wait(milliseconds: 5000)
    if access == .create { try Self.prepare(made, file) }
    guard try Self.isOurs(made) else {
      throw ExchangeError(.unsupported, file: file, "is a data base of something else, not of runs")
    }
    base = Mutex(made)
  }

  /// `grad`, in the place where SQLite keeps what kind of file it is.
  private static let mark = 0x6772_6164

  private static func isOurs(_ base: SQLiteBase) throws(ExchangeError) -> Bool {
    try base.rows("PRAGMA application_id").first?.first?.integer == mark
  }

  /// Makes the tables of a new file.
  private static func prepare(_ base: SQLiteBase, _ file: String) throws(ExchangeError) {
    if try isOurs(base) { return }
    guard try base.rows("SELECT count(*) FROM sqlite_master").first?.first?.integer == 0 else { return }
    // Readers and one writer do not wait for each other. Where the file system cannot do that, or another process is just doing the same,
    // the file stays as it is, which works too.
    _ = try? base.rows("PRAGMA journal_mode = WAL")
    try base.transaction { () throws(ExchangeError) in
      for statement in RunTables.all { try base.rows(statement) }
      try base.rows("PRAGMA application_id = \(mark)")
    }
  }

  /// One thing after another.
  func withBase<Result: Sendable>(
    _ body: (SQLiteBase) throws(ExchangeError) -> Result
  ) throws(ExchangeError) -> Result {
    try base.withLock { base throws(ExchangeError) in try body(base) }
  }

  /// How long a change waits for another program that writes.
  func wait(milliseconds: Int32) { base.withLock { $0.wait(milliseconds: milliseconds) } }
}

/// Which runs are meant.
public struct RunFilter: Hashable, Sendable {
  /// What the data are called, or a part of it; nil for any.
  public var data: String?
  /// How they stand; nil for any.
  public var state: RunState?
  /// What they are in the order of, the best first: a measure or a number of the epoch that is kept; nil for the newest first.
  public var order: RunOrder?

  /// All runs, the newest first.
  public init(data: String? = nil, state: RunState? = nil, order: RunOrder? = nil) {
    (self.data, self.state, self.order) = (data, state, order)
  }
}

/// What runs are put in the order of.
public enum RunOrder: Hashable, Sendable {
  case loss, validationLoss, accuracy, validationAccuracy
  /// A measure on the examples held back.
  case measure(Measure)

  /// The number of an epoch; nil where there is none.
  package func value(of report: EpochReport) -> Double? {
    switch self {
    case .loss: report.loss
    case .validationLoss: report.validationLoss
    case .accuracy: report.accuracy
    case .validationAccuracy: report.validationAccuracy
    case .measure(let measure): report.measures?[measure]
    }
  }

  /// Whether more is better.
  package var isGreaterBetter: Bool {
    switch self {
    case .loss, .validationLoss: false
    case .accuracy, .validationAccuracy: true
    case .measure(let measure): measure.isGreaterBetter
    }
  }
}

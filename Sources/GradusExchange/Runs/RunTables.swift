/// The tables of a file of runs.
enum RunTables {
  /// An epoch is found by its run and number, a run by its model: what goes on looks for it.
  static let all = [
    """
    CREATE TABLE IF NOT EXISTS runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT, state TEXT NOT NULL, reason TEXT, process TEXT NOT NULL, started REAL NOT NULL,
      ended REAL, data TEXT NOT NULL, fingerprint TEXT NOT NULL, model TEXT NOT NULL, origin INTEGER, command TEXT NOT NULL,
      settings TEXT NOT NULL, versions TEXT NOT NULL, epochs INTEGER NOT NULL DEFAULT 0, kept INTEGER NOT NULL DEFAULT 0,
      test TEXT NOT NULL DEFAULT '{}')
    """,
    "CREATE INDEX IF NOT EXISTS runs_by_model ON runs (model, id)",
    """
    CREATE TABLE IF NOT EXISTS epochs (
      run INTEGER NOT NULL, epoch INTEGER NOT NULL, seconds REAL, loss REAL NOT NULL, accuracy REAL, validation_loss REAL,
      validation_accuracy REAL, monitored REAL, measures TEXT, PRIMARY KEY (run, epoch)) WITHOUT ROWID
    """,
  ]

  /// The columns of `epochs`, as `EpochReport.init(row:)` reads them.
  static let epochColumns =
    "e.epoch, e.seconds, e.loss, e.accuracy, e.validation_loss, e.validation_accuracy, e.monitored, e.measures"

  /// The columns of `runs`, before those of the epoch that is kept, as `RunRecord.init(row:)` reads them.
  static let runColumns =
    "r.id, r.state, r.reason, r.process, r.started, r.ended, r.data, r.fingerprint, r.model, r.origin, r.command, r.settings, r.versions, r.epochs, r.test"
}

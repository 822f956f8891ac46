internal import FoundationEssentials
internal import GradusLearning

extension RunStore {
  /// Takes runs out, with their epochs; their models stay where they are.
  ///
  /// - Throws: `ExchangeError` where the file cannot be changed; then no run is gone.
  public func delete(_ ids: [Int]) throws(ExchangeError) {
    try withBase { base throws(ExchangeError) in
      try base.transaction { () throws(ExchangeError) in
        for id in ids {
          try base.rows("DELETE FROM epochs WHERE run = ?", [.integer(id)])
          try base.rows("DELETE FROM runs WHERE id = ?", [.integer(id)])
        }
      }
    }
  }

  /// Begins a run, or goes on with the one that a training came from.
  ///
  /// - Parameters:
  ///   - resumed: the model file that training goes on from, and where it stands; nil for a new training.
  /// - Returns: the number of the run.
  func begin(_ start: RunStart, resuming resumed: (file: String, state: TrainingState)?) throws(ExchangeError) -> Int {
    let model = start.model.map(FileBytes.place) ?? ""
    let fingerprint = String(start.fingerprint, radix: 16)
    return try withBase { base throws(ExchangeError) in
      try base.transaction { () throws(ExchangeError) in
        var earlier: Int?
        if let resumed {
          earlier = try Self.earlier(FileBytes.place(resumed.file), fingerprint, resumed.state, base)
        }
        let isSame = resumed.map { FileBytes.place($0.file) == model } ?? false
        let id: Int
        if let earlier, isSame {
          id = earlier
          // What only the first command said stays.
          try base.rows(
            "UPDATE runs SET state = 'running', reason = NULL, ended = NULL, test = '{}', process = ?, settings = ?, versions = ? WHERE id = ?",
            [.text(RunProcess.current.text)]
              + [.text(json(Self.settings(of: id, base).merging(start.settings) { $1 })), .text(json(start.versions))]
              + [.integer(id)])
        } else {
          try base.rows(
            "INSERT INTO runs (state, process, command, settings, versions, started, data, fingerprint, model, origin) VALUES ('running', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
              .text(RunProcess.current.text), .text(json(start.command)), .text(json(start.settings)),
              .text(json(start.versions)), .number(Date().timeIntervalSince1970), .text(start.data), .text(fingerprint),
              .text(model), .init(earlier),
            ])
          id = base.lastRow
        }
        if let state = resumed?.state {
          // What a killed process had recorded, and not saved, is trained again.
          try base.rows("DELETE FROM epochs WHERE run = ? AND epoch > ?", [.integer(id), .integer(state.epoch)])
          for report in state.history { try Self.put(report, into: id, replacing: false, base) }
          try base.rows(
            "UPDATE runs SET epochs = ?, kept = ? WHERE id = ?",
            [.integer(state.epoch), .integer(state.kept), .integer(id)])
        }
        return id
      }
    }
  }

  /// The run that a model file came from: the last with this file and these data whose process is over. A record may lack the last epochs.
  private static func earlier(
    _ model: String, _ fingerprint: String, _ state: TrainingState, _ base: SQLiteBase
  ) throws(ExchangeError) -> Int? {
    let rows = try base.rows(
      "SELECT id, state, process, (SELECT loss FROM epochs e WHERE e.run = runs.id AND e.epoch = 1) FROM runs WHERE model = ? AND fingerprint = ? ORDER BY id DESC",
      [.text(model), .text(fingerprint)])
    return rows.first { row in
      let isAtWork = row[1].text == RunState.running.rawValue && row[2].text.flatMap(RunProcess.init)?.isAlive != false
      // Another training into the same file begins with another loss.
      let isSame = row[3].number == nil || state.history.isEmpty || row[3].number == state.history[0].loss
      return !isAtWork && isSame
    }?[0].integer
  }

  private static func settings(of id: Int, _ base: SQLiteBase) throws(ExchangeError) -> [String: String] {
    try base.rows("SELECT settings FROM runs WHERE id = ?", [.integer(id)]).first?.first?.decoded(or: [:]) ?? [:]
  }

  /// Writes epochs that are over, and which one is kept.
  func record(_ reports: [EpochReport], kept: Int, of id: Int) throws(ExchangeError) {
    try withBase { base throws(ExchangeError) in
      try base.transaction { () throws(ExchangeError) in
        for report in reports { try Self.put(report, into: id, replacing: true, base) }
        let epochs = reports.map(\.epoch).max() ?? 0
        try base.rows(
          "UPDATE runs SET epochs = max(epochs, ?), kept = ? WHERE id = ?",
          [.integer(epochs), .integer(kept), .integer(id)])
      }
    }
  }

  /// Writes how a run ended.
  func end(_ id: Int, _ ending: RunEnding) throws(ExchangeError) {
    try withBase { base throws(ExchangeError) in
      _ = try base.rows(
        "UPDATE runs SET state = ?, reason = ?, test = ?, ended = ? WHERE id = ?",
        [
          .text(ending.state.rawValue), .init(ending.reason), .text(json(ending.test)), .number(ending.time),
          .integer(id),
        ])
    }
  }

  private static func put(
    _ report: EpochReport, into id: Int, replacing: Bool, _ base: SQLiteBase
  ) throws(ExchangeError) {
    let measures = report.measures.map { json($0) }
    try base.rows(
      "INSERT OR \(replacing ? "REPLACE" : "IGNORE") INTO epochs (run, epoch, seconds, loss, accuracy, validation_loss, validation_accuracy, monitored, measures) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
      [
        .integer(id), .integer(report.epoch), .init(report.seconds), .number(report.loss), .init(report.accuracy),
        .init(report.validationLoss), .init(report.validationAccuracy), .init(report.monitored), .init(measures),
      ])
  }
}

/// How a run ended.
struct RunEnding {
  var state: RunState
  var reason: String?
  var test: [String: Double]
  /// In seconds since 1970.
  var time: Double

  init(_ state: RunState, _ reason: String?, test: [String: Double]) {
    (self.state, self.reason, self.test) = (state, reason, test.filter { $0.value.isFinite })
    time = Date().timeIntervalSince1970
  }
}

internal import FoundationEssentials
public import GradusLearning

extension RunStore {
  /// Runs, the newest or the best first; a run of another machine that died is still called running.
  ///
  /// - Parameter most: how many at most.
  /// - Throws: `ExchangeError` where the file cannot be read.
  public func runs(_ filter: RunFilter = RunFilter(), most: Int = .max) throws(ExchangeError) -> [RunRecord] {
    var conditions: [String] = []
    var values: [SQLiteBase.Value] = []
    if let data = filter.data {
      conditions.append("instr(r.data, ?) > 0")
      values.append(.text(data))
    }
    if let state = filter.state {
      conditions.append("r.state = ?")
      values.append(.text(state == .interrupted ? RunState.running.rawValue : state.rawValue))
    }
    let condition = conditions.isEmpty ? "" : " WHERE " + conditions.joined(separator: " AND ")
    // By a number only that is looked at first.
    if let order = filter.order {
      let best = try ids(best: order, condition, values)
      return try withBase { base throws(ExchangeError) in
        var runs: [RunRecord] = []
        for id in best where runs.count < most {
          guard let run = try Self.run(id, base) else { continue }
          if filter.state == nil || run.state == filter.state { runs.append(run) }
        }
        return runs
      }
    }
    // A state shows only with the process.
    let isWhole = filter.state == .running || filter.state == .interrupted
    let limit = isWhole || most == .max ? "" : " LIMIT \(most)"
    let found = try withBase { base throws(ExchangeError) in
      try base.rows("\(Self.selection)\(condition) ORDER BY r.id DESC\(limit)", values).compactMap(RunRecord.init(row:))
    }
    return Array(found.filter { filter.state == nil || $0.state == filter.state }.prefix(most))
  }

  /// A run with the epoch that is kept.
  private static let selection =
    "SELECT \(RunTables.runColumns), \(RunTables.epochColumns) FROM runs r LEFT JOIN epochs e ON e.run = r.id AND e.epoch = r.kept"

  /// How many runs there are.
  ///
  /// - Throws: `ExchangeError` where the file cannot be read.
  public func count() throws(ExchangeError) -> Int {
    try withBase { base throws(ExchangeError) in try base.rows("SELECT count(*) FROM runs").first?.first?.integer ?? 0 }
  }

  /// The run of a number; nil where there is none.
  ///
  /// - Throws: `ExchangeError` where the file cannot be read.
  public func run(_ id: Int) throws(ExchangeError) -> RunRecord? {
    try withBase { base throws(ExchangeError) in try Self.run(id, base) }
  }

  /// What became of every epoch of a run, in their order.
  ///
  /// - Throws: `ExchangeError` where the file cannot be read.
  public func history(of id: Int) throws(ExchangeError) -> [EpochReport] {
    try withBase { base throws(ExchangeError) in
      try base.rows(
        "SELECT \(RunTables.epochColumns) FROM epochs e WHERE e.run = ? ORDER BY e.epoch", [.integer(id)]
      ).compactMap { EpochReport(row: $0[...]) }
    }
  }

  /// The numbers of runs, the best first, the newer of equals; those without such a number come last. The base puts them in order: of a run nothing
  /// else is read.
  private func ids(
    best order: RunOrder, _ condition: String, _ values: [SQLiteBase.Value]
  ) throws(ExchangeError) -> [Int] {
    let rows = try withBase { base throws(ExchangeError) in
      try base.rows(
        "SELECT r.id, \(order.expression) AS number FROM runs r LEFT JOIN epochs e ON e.run = r.id AND e.epoch = r.kept\(condition) ORDER BY number IS NULL, number \(order.isGreaterBetter ? "DESC" : "ASC"), r.id DESC",
        values)
    }
    return rows.compactMap(\.first?.integer)
  }

  private static func run(_ id: Int, _ base: SQLiteBase) throws(ExchangeError) -> RunRecord? {
    try base.rows(
      "\(selection) WHERE r.id = ?", [.integer(id)]
    ).first.flatMap(RunRecord.init(row:))
  }
}

extension RunOrder {
  /// The number of an epoch in SQL; NULL where there is none.
  fileprivate var expression: String {
    switch self {
    case .loss: "e.loss"
    case .validationLoss: "e.validation_loss"
    case .accuracy: "e.accuracy"
    case .validationAccuracy: "e.validation_accuracy"
    case .measure(let measure): "json_extract(e.measures, '$.\"\(measure.rawValue)\"')"
    }
  }
}

extension RunRecord {
  /// A row of `RunTables.runColumns`, and of the epoch that is kept.
  fileprivate init?(row: [SQLiteBase.Value]) {
    guard let id = row[0].integer, let state = row[1].text.flatMap(RunState.init), let started = row[4].number else {
      return nil
    }
    let process = row[3].text.flatMap(RunProcess.init)
    self.init(
      id: id, state: state == .running && process?.isAlive == false ? .interrupted : state, reason: row[2].text,
      started: started, ended: row[5].number, data: row[6].text ?? "", fingerprint: row[7].text ?? "",
      model: row[8].text ?? "", origin: row[9].integer, command: row[10].decoded(or: []),
      settings: row[11].decoded(or: [:]), versions: row[12].decoded(or: [:]), epochs: row[13].integer ?? 0,
      kept: EpochReport(row: row[15...]), test: row[14].decoded(or: [:]))
  }
}

extension EpochReport {
  /// A row of `RunTables.epochColumns`; nil where there is no such epoch.
  fileprivate init?(row: ArraySlice<SQLiteBase.Value>) {
    let row = Array(row)
    guard let epoch = row[0].integer, let loss = row[2].number else { return nil }
    self.init(
      epoch: epoch, seconds: row[1].number, loss: loss, accuracy: row[3].number, validationLoss: row[4].number,
      validationAccuracy: row[5].number)
    monitored = row[6].number
    measures = row[7].text == nil ? nil : row[7].decoded(or: [:])
  }
}

extension SQLiteBase.Value {
  /// What JSON in the cell says; `other` where it says nothing of the kind.
  func decoded<Value: Decodable>(or other: Value) -> Value {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) } ?? other
  }
}

/// A stored table made ready to learn from, as `PreparedTable` is one in memory.
package struct PreparedStore {
  /// How columns become numbers.
  package let preparation: TablePreparation
  /// What is to be told.
  package let task: LearningTask
  /// The rows that are trained on.
  package let training: StoredDataset
  /// The rows that are measured on while training; none where none are held back.
  package let validation: StoredDataset?
  /// The rows that are measured on in the end; none where none are held back.
  package let test: StoredDataset?
  /// How many rows are left out, since what is to be told of them is missing.
  package let leftOut: Int

  /// How much is held back.
  package struct Division {
    package var validation: StoredTable?
    package var test: StoredTable?
    package var validationFraction = 0.0
    package var testFraction = 0.0
    package var seed: UInt64 = 0

    package init() {}
  }

  /// Divides the rows at random, of every class as nearly the same share as whole numbers allow, and fits the preparation to those that are trained
  /// on.
  ///
  /// - Throws: `TableError`, also of a share that leaves nothing to train on; `ScratchError` where a file cannot be read or written.
  package init(
    _ table: StoredTable, _ roles: TableRoles, _ division: Division, scaling: TablePreparation.Scaling = .standard,
    imputation: TablePreparation.Imputation = .median
  ) throws {
    let classes = roles.kind == .classes ? try roles.classes(of: table) : []
    let rows = try Self.rows(of: table, roles, classes, division)
    let preparation = try TablePreparation(
      fitting: rows, of: table, roles, scaling: scaling, imputation: imputation)
    let task: LearningTask =
      switch roles.kind {
      case .classes: .classification(classes)
      case .labels: .multilabel(roles.targets)
      case .numbers: .regression(try Self.targets(roles.targets, of: rows))
      }
    try self.init(rows, preparation, task, division, leftOut: table.count - rows.count)
  }

  /// Divides the rows as another training did, and prepares them as that one.
  ///
  /// - Throws: as the other.
  package init(
    _ table: StoredTable, as preparation: TablePreparation, _ task: LearningTask, _ division: Division
  ) throws {
    let roles = try TableRoles(
      of: table, targets: preparation.targets, weights: preparation.weights, kind: TableRoles.Kind(task))
    let classes = if case .classification(let names) = task { names } else { [String]() }
    let rows = try Self.rows(of: table, roles, classes, division)
    try self.init(rows, preparation, task, division, leftOut: table.count - rows.count)
  }

  private static func rows(
    of table: StoredTable, _ roles: TableRoles, _ classes: [String], _ division: Division
  ) throws -> StoredRows {
    do {
      let rows = try StoredRows(
        table, roles, classes: classes, test: division.test == nil ? division.testFraction : 0,
        validation: division.validation == nil ? division.validationFraction : 0, seed: division.seed)
      guard rows.count > 0 else { throw TableError.noRows }
      return rows
    } catch let error as DatasetError { throw TableError.data(error) }
  }

  private static func targets(_ names: [String], of rows: StoredRows) throws -> [RegressionTarget] {
    var statistics = names.map { _ in RunningStatistics(counts: false) }
    try rows.forEachTrained(Set(names)) { table in
      for place in names.indices { statistics[place].add(try table.targetNumbers(names[place])) }
    }
    return zip(names, statistics).map { name, own in
      RegressionTarget(name, mean: own.mean, deviation: own.deviation > 0 ? own.deviation : 1)
    }
  }

  private init(
    _ rows: StoredRows, _ preparation: TablePreparation, _ task: LearningTask, _ division: Division, leftOut: Int
  ) throws {
    (self.preparation, self.task, self.leftOut) = (preparation, task, leftOut)
    var writers: [RowDivision.Part: StoredDatasetWriter] = [.training: try StoredDatasetWriter()]
    func write(_ table: Table, to part: RowDivision.Part) throws {
      if writers[part] == nil { writers[part] = try StoredDatasetWriter() }
      try writers[part]?.append(preparation.dataset(of: table, task: task))
    }
    try rows.goOver { table, places in
      guard let places else { return try write(table, to: .training) }
      for (part, own) in places { try write(table.subset(own), to: part) }
    }
    for (part, table) in [(RowDivision.Part.validation, division.validation), (.test, division.test)] {
      guard let table else { continue }
      for block in 0..<table.blocks { try write(table.table(block).told(preparation.targets), to: part) }
    }
    guard let training = writers[.training]?.finished() else { throw TableError.noRows }
    self.training = training
    validation = writers[.validation]?.finished()
    test = writers[.test]?.finished()
  }
}

extension TableRoles {
  /// The classes of a column, in the order of their numbers or of their names.
  fileprivate func classes(of table: StoredTable) throws(TableError) -> [String] {
    guard targets.count == 1 else { throw .severalClasses(targets) }
    guard let column = table.columns.first(where: { $0.name == targets[0] }) else {
      throw .missingColumn(targets[0], known: table.names)
    }
    guard !column.isRich, let counts = column.counts else {
      throw .tooManyNumbers(targets[0], most: StoredColumn.most)
    }
    let names: [String] =
      switch column.kind {
      case .numbers: counts.keys.sorted().map(Table.Values.text)
      case .dates: counts.keys.sorted().map(CalendarDay.text)
      case .texts: column.texts.map(\.text).sorted()
      }
    if names.isEmpty { throw .noRows }
    if names.count == 1 { throw .oneClass(names[0], column: targets[0]) }
    return names
  }
}

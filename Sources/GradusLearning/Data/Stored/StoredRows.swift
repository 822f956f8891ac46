/// The rows of a stored table of which it is known what is to be told, each with the part that it belongs to.
struct StoredRows {
  private let table: StoredTable
  private let roles: TableRoles
  /// The number of each class by its name.
  private let classes: [String: Int]
  private let division: RowDivision
  /// The number of rows.
  let count: Int

  /// - Parameter classes: in their order; none where numbers or labels are told.
  /// - Throws: `DatasetError` where the shares leave nothing to train on, `ScratchError` where the table cannot be read.
  init(
    _ table: StoredTable, _ roles: TableRoles, classes: [String], test: Double, validation: Double, seed: UInt64
  ) throws {
    (self.table, self.roles) = (table, roles)
    let known = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
    self.classes = known
    var counts = [Int](repeating: 0, count: max(classes.count, 1))
    for block in 0..<table.blocks {
      let told = try table.table(block, only: Set(roles.targets)).told(roles.targets)
      if classes.isEmpty {
        counts[0] += told.count
      } else {
        for label in Self.labels(of: told, roles, known) { counts[label] += 1 }
      }
    }
    count = counts.reduce(0, +)
    division = try RowDivision(counts, test: test, validation: validation, seed: seed)
  }

  private static func labels(of table: Table, _ roles: TableRoles, _ classes: [String: Int]) -> [Int] {
    guard !classes.isEmpty, let values = table[roles.targets[0]]?.values else {
      return Array(repeating: 0, count: table.count)
    }
    return values.texts.map { $0.flatMap { classes[$0] } ?? 0 }
  }

  /// Goes over all rows, block by block.
  ///
  /// - Parameters:
  ///   - columns: what is looked at besides what is told; nil for all.
  ///   - body: is given the rows of a block and those places of theirs that belong to each part; nil for all to training.
  func goOver(
    _ columns: Set<String>? = nil, _ body: (Table, [RowDivision.Part: [Int]]?) throws -> Void
  ) throws {
    var division = division
    for block in 0..<table.blocks {
      let told = try table.table(block, only: columns?.union(roles.targets)).told(roles.targets)
      if division.isWhole {
        try body(told, nil)
        continue
      }
      var places: [RowDivision.Part: [Int]] = [:]
      for (place, label) in Self.labels(of: told, roles, classes).enumerated() {
        places[division.part(of: label), default: []].append(place)
      }
      try body(told, places)
    }
  }

  /// The rows that are trained on, block by block.
  func forEachTrained(_ columns: Set<String>, _ body: (Table) throws -> Void) throws {
    try goOver(columns) { table, places in
      try body(places.map { table.subset($0[.training] ?? []) } ?? table)
    }
  }
}

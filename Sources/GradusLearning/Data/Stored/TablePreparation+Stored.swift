extension TablePreparation {
  /// Fits a preparation to rows that do not fit into memory, in a few passes over them: to the same numbers as in memory, but for the last digits of
  /// means and deviations. Medians and quantiles are exact.
  ///
  /// - Throws: `TableError` where a column has too many texts, or none is left; `ScratchError` where the rows cannot be read.
  init(
    fitting rows: StoredRows, of table: StoredTable, _ roles: TableRoles, scaling: Scaling, imputation: Imputation
  ) throws {
    let features = table.columns.filter { roles.isFeature($0.name) }
    guard !features.isEmpty else { throw TableError.noFeatures }
    func isOfNames(_ column: StoredColumn) -> Bool {
      column.kind.numbers == nil || roles.categorical.contains(column.name)
    }
    let names = features.filter(isOfNames).map(\.name)
    let numbers = features.filter { !isOfNames($0) }.map(\.name)
    let known = try StoredNames(names, rows)
    guard known.rich.isEmpty else { throw TableError.tooManyTexts(known.rich) }
    for column in features where !roles.categorical.contains(column.name) {
      try ColumnDigest.stored(column).checkAreNames()
    }
    let scalings = Dictionary(uniqueKeysWithValues: numbers.map { ($0, roles.scalings[$0] ?? scaling) })
    let statistics = try StoredNumbers(numbers, rows, scalings, imputation)
    let columns = features.map { column in
      if let own = known.texts[column.name] {
        return Column(
          name: column.name,
          kind: .category(texts: own.subtracting([nil]).compactMap(\.self).sorted(), indicates: own.contains(nil)))
      }
      let isDate = if case .dates = column.kind { true } else { false }
      let preparation = statistics.preparation(of: column.name, isDate: isDate)
      return Column(name: column.name, kind: isDate ? .date(preparation) : .number(preparation))
    }
    self.init(columns: columns, targets: roles.targets, weights: roles.weights)
  }
}

/// The different texts of columns, as far as they can be seen.
private struct StoredNames {
  /// By the names of the columns; nil among them where there were gaps.
  private(set) var texts: [String: Set<String?>]
  /// Columns of too many.
  var rich: [String] {
    texts.filter { $0.value.subtracting([nil]).count > TablePreparation.mostTexts }.map(\.key).sorted()
  }

  init(_ names: [String], _ rows: StoredRows) throws {
    var texts = Dictionary(uniqueKeysWithValues: names.map { ($0, Set<String?>()) })
    if !names.isEmpty {
      try rows.forEachTrained(Set(names)) { table in
        for name in names where (texts[name]?.count ?? 0) <= TablePreparation.mostTexts + 1 {
          texts[name]?.formUnion(table[name]?.values.texts ?? [])
        }
      }
    }
    self.texts = texts
  }
}

/// The statistics of columns of numbers.
private struct StoredNumbers {
  private let scalings: [String: TablePreparation.Scaling]
  private let imputation: TablePreparation.Imputation
  private var statistics: [String: RunningStatistics]
  private var logarithms: [String: RunningStatistics]

  init(
    _ names: [String], _ rows: StoredRows, _ scalings: [String: TablePreparation.Scaling],
    _ imputation: TablePreparation.Imputation
  ) throws {
    (self.scalings, self.imputation) = (scalings, imputation)
    var own = Dictionary(
      uniqueKeysWithValues: names.map { ($0, RunningStatistics(counts: imputation == .mode)) })
    var curved = Dictionary(
      uniqueKeysWithValues: names.filter { scalings[$0] == .log }.map { ($0, RunningStatistics(counts: false)) })
    if !names.isEmpty {
      try rows.forEachTrained(Set(names)) { table in
        for name in names {
          guard let numbers = table[name]?.values.numbers else { continue }
          if let row = numbers.firstIndex(where: \.isInfinite) {
            throw TableError.tooLarge(place: table.place(row), column: name)
          }
          own[name]?.add(numbers)
          if curved[name] != nil { curved[name]?.add(numbers.map(NumberCurve.log.value)) }
        }
      }
    }
    (statistics, logarithms) = (own, curved)
    for name in names where imputation == .mode && own[name]?.counts == nil {
      throw TableError.tooManyNumbers(name, most: RunningStatistics.most)
    }
    try rank(names, rows)
  }

  private mutating func rank(_ names: [String], _ rows: StoredRows) throws {
    let places = names.map { name -> [Int] in
      guard let count = statistics[name]?.count, count > 0 else { return [] }
      return NumberPreparation.shares(scalings[name] ?? .standard, imputation, count: count).flatMap { share in
        let (low, high, _) = RunningStatistics.places(of: share, count)
        return [low, high]
      }
    }
    var sought = OrderStatistics(places)
    let wanted = Set(zip(names, places).filter { !$1.isEmpty }.map(\.0))
    while !sought.isComplete {
      sought.begin()
      try rows.forEachTrained(wanted) { table in
        for (column, name) in names.enumerated() where wanted.contains(name) {
          sought.add(table[name]?.values.numbers ?? [], to: column)
        }
      }
      sought.end()
    }
    for (column, name) in names.enumerated() { statistics[name]?.ranks = sought.found[column] }
  }

  func preparation(of name: String, isDate: Bool) -> NumberPreparation {
    let own = statistics[name] ?? RunningStatistics(counts: false)
    return NumberPreparation(
      fitting: own, gaps: own.gaps, isDate: isDate, scalings[name] ?? .standard, imputation
    ) { (logarithms[name]?.mean ?? 0, logarithms[name]?.deviation ?? 0) }
  }
}

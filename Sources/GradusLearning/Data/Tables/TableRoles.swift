/// What the columns of a table are for: which are told, which says what an example counts, and which are left out. The others are seen.
public struct TableRoles: Hashable, Sendable {
  /// What kind of targets the columns are.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case classes, labels, numbers

    /// The kind that belongs to what a network is to tell.
    init(_ task: LearningTask) {
      switch task {
      case .classification: self = .classes
      case .multilabel: self = .labels
      case .regression: self = .numbers
      }
    }
  }

  /// The columns that are told.
  public let targets: [String]
  /// The column of what an example counts; nil for none.
  public let weights: String?
  /// The columns that are left out because that was asked for.
  public let ignored: [String]
  /// The columns that count the rows, and are left out for that.
  package let counters: [String]
  /// The columns whose values are texts even where they are numbers.
  public let categorical: Set<String>
  /// How columns are scaled that are not scaled as the others.
  public let scalings: [String: TablePreparation.Scaling]
  /// What kind of targets they are.
  public let kind: Kind

  /// Finds the columns, by their names or by their places, counted from 1, or from the end with a minus; `last` is −1.
  ///
  /// A column that counts the rows, 0, 1, 2, … or 1, 2, 3, …, is left out.
  ///
  /// - Parameter kind: nil to go by the column: texts are classes; whole numbers are where there are at most twenty of them, each
  ///   more than once; several columns of 0 and 1 are labels; other numbers are numbers.
  /// - Throws: `TableError` where there is no such column.
  public init(
    of table: Table, targets: [String], weights: String? = nil, ignoring ignored: [String] = [],
    categorical: [String] = [], scalings: [String: TablePreparation.Scaling] = [:], kind: Kind? = nil
  ) throws(TableError) {
    try self.init(
      table.digests, targets: targets, weights: weights, ignoring: ignored, categorical: categorical,
      scalings: scalings, kind: kind)
  }

  /// The same of a stored table.
  package init(
    of table: StoredTable, targets: [String], weights: String? = nil, ignoring ignored: [String] = [],
    categorical: [String] = [], scalings: [String: TablePreparation.Scaling] = [:], kind: Kind? = nil
  ) throws(TableError) {
    try self.init(
      table.digests, targets: targets, weights: weights, ignoring: ignored, categorical: categorical,
      scalings: scalings, kind: kind)
  }

  private init(
    _ columns: [ColumnDigest], targets: [String], weights: String?, ignoring ignored: [String],
    categorical: [String], scalings: [String: TablePreparation.Scaling], kind: Kind?
  ) throws(TableError) {
    func find(_ name: String) throws(TableError) -> ColumnDigest {
      if let column = columns.first(where: { $0.name == name }) { return column }
      if name == "last", let last = columns.last { return last }
      if let place = Int(name), place != 0, abs(place) <= columns.count {
        return columns[place > 0 ? place - 1 : columns.count + place]
      }
      throw .missingColumn(name, known: columns.map(\.name))
    }
    var told: [ColumnDigest] = []
    for name in targets { told.append(try find(name)) }
    guard !told.isEmpty else { throw .noTarget(columns.map(\.name)) }
    self.targets = told.map(\.name)
    self.weights = try weights.map { name throws(TableError) in try find(name).name }
    var left: [String] = []
    for name in ignored { left.append(try find(name).name) }
    self.ignored = left
    var texts: Set<String> = []
    for name in categorical { texts.insert(try find(name).name) }
    self.categorical = texts
    let chosen = Set(self.targets + [self.weights].compactMap(\.self) + left).union(texts)
    var scaled: [String: TablePreparation.Scaling] = [:]
    for (name, scaling) in scalings.sorted(by: { $0.key < $1.key }) {
      let column = try find(name)
      if chosen.contains(column.name) || column.isOfTexts {
        throw .notScaled(column.name, holdsTexts: column.isOfTexts || texts.contains(column.name))
      }
      scaled[column.name] = scaling
    }
    self.scalings = scaled
    counters = columns.filter { !chosen.contains($0.name) && scaled[$0.name] == nil && $0.countsRows }.map(\.name)
    if kind == nil {
      for column in told where !texts.contains(column.name) { try column.checkAreNames() }
    }
    self.kind = kind ?? Self.kind(of: told)
  }

  /// What columns are by themselves.
  private static func kind(of columns: [ColumnDigest]) -> Kind {
    if columns.count > 1 { return columns.allSatisfy(\.isOfMarks) ? .labels : .numbers }
    if columns[0].isOfTexts { return .classes }
    return !columns[0].isOfDates && columns[0].isOfFewNumbers(atMost: 20) ? .classes : .numbers
  }

  /// Whether a column is seen.
  func isFeature(_ name: String) -> Bool {
    !targets.contains(name) && name != weights && !ignored.contains(name) && !counters.contains(name)
  }
}

extension Table.Column {
  /// 0, 1, 2, … or 1, 2, 3, …, over at least ten rows.
  var countsRows: Bool {
    guard case .numbers(let numbers) = values, numbers.count >= 10, numbers[0] == 0 || numbers[0] == 1 else {
      return false
    }
    return numbers.indices.allSatisfy { numbers[$0] == numbers[0] + Double($0) }
  }
}

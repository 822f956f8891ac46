/// Data that folds are taken of. What a table's columns become is fitted for each fold anew, on what is trained on alone.
public struct FoldSource: Hashable, Sendable {
  private enum Content: Hashable, Sendable {
    case dataset(Dataset)
    case table(Table, TableRoles, TablePreparation.Scaling, TablePreparation.Imputation)
  }

  private let content: Content

  /// Examples that need no preparation.
  public init(_ data: Dataset) { content = .dataset(data) }

  /// The rows of a table of which it is known what is to be told.
  public init(
    _ table: Table, _ roles: TableRoles, scaling: TablePreparation.Scaling = .standard,
    imputation: TablePreparation.Imputation = .median
  ) {
    content = .table(table.told(roles.targets), roles, scaling, imputation)
  }

  /// The number of examples.
  public var count: Int {
    switch content {
    case .dataset(let data): data.count
    case .table(let table, _, _, _): table.count
    }
  }

  /// A number for the class of every example; nil where numbers or labels are told.
  public var classes: [Int32]? {
    switch content {
    case .dataset(let data): data.targets.classes
    case .table(let table, let roles, _, _): roles.kind == .classes ? table[roles.targets[0]]?.values.codes : nil
    }
  }

  /// A number for what stands in a column, the same for the same text; gaps are alike.
  ///
  /// - Throws: `TableError` where there is no such column, `TrainingError.setting` where the data are no table.
  public func groups(_ column: String) throws -> [Int32] {
    guard case .table(let table, _, _, _) = content else {
      throw TrainingError.setting("groups are told by a column, and the data are no table")
    }
    return try table.column(column).values.codes
  }

  /// Whether something of the data is fitted for each fold.
  package var isPrepared: Bool { if case .table = content { true } else { false } }

  /// What is trained on and what is held back.
  ///
  /// - Parameter preparingByAll: whether columns become numbers by all rows, so that the models of all folds see the same; what is held back
  ///   then measures nothing.
  /// - Throws: `TableError` where no column can be made ready.
  public func parts(_ fold: FoldPart, preparingByAll: Bool = false) throws -> (training: Dataset, held: Dataset) {
    switch content {
    case .dataset(let data): return (data.subset(fold.trained), data.subset(fold.held))
    case .table(let table, let roles, let scaling, let imputation):
      let training = table.subset(fold.trained)
      let seen = preparingByAll ? table : training
      let preparation = try TablePreparation(fitting: seen, roles, scaling: scaling, imputation: imputation)
      let task = try roles.task(of: table, training: seen)
      return (
        try preparation.dataset(of: training, task: task),
        try preparation.dataset(of: table.subset(fold.held), task: task)
      )
    }
  }
}

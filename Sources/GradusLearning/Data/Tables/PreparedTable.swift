/// A table made ready to learn from: divided, and prepared by what is trained on alone.
///
///     let roles = try TableRoles(of: table, targets: ["species"])
///     let data = try PreparedTable(table, roles, validationFraction: 0.2)
///     let training = try Training(network, on: data.training, validation: data.validation, settings: settings)
public struct PreparedTable: Hashable, Sendable {
  /// How columns become numbers.
  public let preparation: TablePreparation
  /// What is to be told.
  public let task: LearningTask
  /// The rows that are trained on.
  public let training: Dataset
  /// The rows that are measured on while training; none where none are held back.
  public let validation: Dataset
  /// The rows that are measured on in the end; none where none are held back.
  public let test: Dataset
  /// How many rows of the table are left out, since what is to be told of them is missing.
  public let leftOut: Int

  /// Divides the rows at random, of every class as nearly the same share as whole numbers allow, and fits the preparation.
  ///
  /// - Parameters:
  ///   - validation, test: tables of their own; the table is then not divided for them.
  ///   - validationFraction, testFraction: the shares that are held back otherwise.
  ///   - seed: what the division is drawn from.
  /// - Throws: `TableError`, also of a share that leaves nothing to train on.
  public init(
    _ table: Table, _ roles: TableRoles, validation: Table? = nil, test: Table? = nil, validationFraction: Double = 0,
    testFraction: Double = 0, seed: UInt64 = 0, scaling: TablePreparation.Scaling = .standard,
    imputation: TablePreparation.Imputation = .median
  ) throws(TableError) {
    let told = table.told(roles.targets)
    let parts = try Self.divide(
      told, roles, validation: validation, test: test, validationFraction, testFraction, seed: seed)
    let preparation = try TablePreparation(
      fitting: parts.training, roles, scaling: scaling, imputation: imputation)
    let task = try roles.task(of: told, training: parts.training)
    try self.init(parts, preparation, task, leftOut: table.count - told.count)
  }

  /// Divides the rows as another training did, and prepares them as that one.
  ///
  /// - Throws: `TableError` where a column is missing or of another kind, a target is missing, or a class is not known.
  public init(
    _ table: Table, as preparation: TablePreparation, _ task: LearningTask, validation: Table? = nil,
    test: Table? = nil, validationFraction: Double = 0, testFraction: Double = 0, seed: UInt64 = 0
  ) throws(TableError) {
    let roles = try TableRoles(
      of: table, targets: preparation.targets, weights: preparation.weights, kind: TableRoles.Kind(task))
    let told = table.told(roles.targets)
    let parts = try Self.divide(
      told, roles, validation: validation, test: test, validationFraction, testFraction, seed: seed)
    try self.init(parts, preparation, task, leftOut: table.count - told.count)
  }

  private typealias Parts = (training: Table, validation: Table, test: Table)

  private init(
    _ parts: Parts, _ preparation: TablePreparation, _ task: LearningTask, leftOut: Int
  ) throws(TableError) {
    self.leftOut = leftOut
    self.preparation = preparation
    self.task = task
    training = try preparation.dataset(of: parts.training, task: task)
    validation = try preparation.dataset(of: parts.validation, task: task)
    test = try preparation.dataset(of: parts.test, task: task)
  }

  /// - Parameter table: rows of which it is known what is to be told.
  private static func divide(
    _ table: Table, _ roles: TableRoles, validation: Table?, test: Table?, _ validationFraction: Double,
    _ testFraction: Double, seed: UInt64
  ) throws(TableError) -> Parts {
    var generator = SeededGenerator(seed: seed)
    var rest = table
    guard rest.count > 0 else { throw .noRows }
    func held(_ fraction: Double) throws(TableError) -> Table {
      do throws(DatasetError) {
        let split = try Split(of: rest.count, fraction, classes: roles.groups(of: rest), using: &generator)
        let held = rest.subset(split.held)
        if !split.held.isEmpty { rest = rest.subset(split.kept) }
        return held
      } catch { throw .data(error) }
    }
    let tested = if let test { test.told(roles.targets) } else { try held(testFraction) }
    let validated = if let validation { validation.told(roles.targets) } else { try held(validationFraction) }
    return (rest, validated, tested)
  }
}

extension TableRoles {
  /// A number for the class of every row; nil where numbers or labels are told.
  fileprivate func groups(of table: Table) -> [Int32]? {
    kind == .classes ? table[targets[0]]?.values.codes : nil
  }
}

public import GradusExpression
public import GradusOptimization

/// What training makes small: a formula of scores and targets, with the output map that belongs to it.
public struct Loss: Hashable, Sendable, CustomStringConvertible {
  /// The name with its constants: `cross-entropy`, `focal 2`.
  public let clause: Clause
  private let row: Int
  private let values: Values

  /// A name, what it means, its constants, its output map, and its formula for every row of the scores: all that a loss is.
  struct Row: Sendable {
    let name: String
    let summary: String
    var settings: [Setting] = []
    let output: OutputMap
    /// Z and Y, of shape (examples, outputs), to a vector with the loss of every example.
    let formula: @Sendable (_ z: Formula, _ y: Formula, Values) -> Formula
  }

  /// The loss of a description: `cross-entropy`, `huber 0.5`, `cross-entropy smoothing=0.1`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    guard let index = Self.rows.firstIndex(where: { $0.name == clause.name }) else {
      throw .unknown("loss", clause.name, known: Self.rows.map(\.name))
    }
    let settings = Self.rows[index].settings + [Self.reduction]
    (row, values) = (index, try Values(clause, settings))
    self.clause = Clause(clause.name, values.arguments(settings))
  }

  private init(_ index: Int, _ values: Values) {
    (row, self.values) = (index, values)
    clause = Clause(Self.rows[index].name, values.arguments(Self.rows[index].settings + [Self.reduction]))
  }

  static func named(_ name: String, _ given: KeyValuePairs<String, SettingValue> = [:]) -> Loss {
    guard let index = rows.firstIndex(where: { $0.name == name }) else { preconditionFailure("no loss \(name)") }
    return Loss(index, Values(given, rows[index].settings + [reduction], parts: []))
  }

  private static let reduction = Setting(
    "reduction", "whether the loss of a batch is the mean or the sum over its examples", .choice(["mean", "sum"]),
    .word("mean"))

  /// Every loss with its constants.
  public static var all: [MethodDescription] {
    rows.map { MethodDescription(name: $0.name, summary: $0.summary, settings: $0.settings + [reduction]) }
  }

  /// The description that it is read from.
  public var description: String { clause.description }
  /// What it is called.
  public var name: String { Self.rows[row].name }
  /// What belongs at the end of the network.
  public var output: OutputMap { Self.rows[row].output }

  /// The loss of every example.
  ///
  /// - Parameters:
  ///   - scores: Z, of shape (examples, outputs): what goes into the output map.
  ///   - targets: Y, of the same shape.
  public func ofEach(scores: Formula, targets: Formula) -> Formula { Self.rows[row].formula(scores, targets, values) }

  /// The loss of a batch: the mean over its examples, or their sum where the description says so.
  public func callAsFunction(scores: Formula, targets: Formula) -> Formula {
    let sum = ofEach(scores: scores, targets: targets).summed
    return values[word: "reduction"] == "mean" ? sum / .size(scores.shape[0]) : sum
  }

  /// Whether a loss that was measured is a sum over the examples of its batch.
  var isSum: Bool { values[word: "reduction"] == "sum" }

  /// log Σⱼ exp Zⱼ − Σⱼ Yⱼ Zⱼ of every row, with the output map softmax.
  public static let crossEntropy = named("cross-entropy")
}

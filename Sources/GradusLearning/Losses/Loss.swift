public import GradusExpression
public import GradusOptimization

/// What training makes small: a formula of scores and targets, with the output map that belongs to it.
public struct Loss: Described {
  private let method: Method

  private enum Method: Sendable {
    case row(ChosenMethod<Row>)
    case formula(FormulaLoss)
  }

  /// A name, what it means, its constants, its output map, and its formula for every row of the scores: all that a loss is.
  struct Row: MethodRow {
    static let kind = "loss"
    static let commonSettings = [
      Setting(
        "reduction", "whether the loss of a batch is the mean or the sum over its examples", .choice(["mean", "sum"]),
        .word("mean"))
    ]
    let name: String
    let summary: String
    var settings: [Setting] = []
    let output: OutputMap
    /// Z and Y, of shape (examples, outputs), to a vector with the loss of every example.
    let formula: @Sendable (_ z: Formula, _ y: Formula, Values) -> Formula
  }

  /// The loss of a description: `cross-entropy`, `huber 0.5`, `cross-entropy smoothing=0.1`, or a formula of one example between quotation
  /// marks: of its scores z, its targets y, and p, what the output map makes of z: `formula("-sum(y .* log(p))", output=softmax)`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    if clause.isFormula {
      method = .formula(try FormulaLoss(clause))
    } else {
      method = .row(try ChosenMethod(clause))
    }
  }

  private init(_ row: ChosenMethod<Row>) { method = .row(row) }

  /// Every loss with its constants.
  public static var all: [MethodDescription] { Row.descriptions }

  /// The name with its constants: `cross-entropy`, `focal 2`.
  public var clause: Clause {
    switch method {
    case .row(let method): method.clause
    case .formula(let loss): loss.clause
    }
  }
  /// What it is called: a formula, as it was written.
  public var name: String {
    switch method {
    case .row(let method): method.row.name
    case .formula(let loss): loss.clause.arguments[0].value.description
    }
  }
  /// What belongs at the end of the network.
  public var output: OutputMap {
    switch method {
    case .row(let method): method.row.output
    case .formula(let loss): loss.output
    }
  }

  /// Whether networks with so many outputs may have it: a formula may be one of a single number.
  func fits(_ outputs: Int) -> Bool {
    switch method {
    case .row: true
    case .formula(let loss): loss.fits(outputs)
    }
  }

  /// The loss of every example.
  ///
  /// - Parameters:
  ///   - scores: Z, of shape (examples, outputs): what goes into the output map.
  ///   - targets: Y, of the same shape.
  package func ofEach(scores: Formula, targets: Formula) -> Formula {
    switch method {
    case .row(let method): method.row.formula(scores, targets, method.values)
    case .formula(let loss): loss.ofEach(scores: scores, targets: targets)
    }
  }

  /// The loss of a batch: the mean over its examples, or their sum where the description says so.
  ///
  /// - Parameter weights: ω, what every example counts: the mean is then Σ ω ℓ / Σ ω, and the sum Σ ω ℓ.
  public func callAsFunction(scores: Formula, targets: Formula, weights: Formula? = nil) -> Formula {
    let each = ofEach(scores: scores, targets: targets)
    guard let weights else { return isSum ? each.summed : each.summed / .size(scores.shape[0]) }
    let sum = (weights .* each).summed
    // A batch of which no example counts has the loss 0.
    let tiny = Formula.constant(Rational(1, 1 << 60))
    return isSum ? sum : sum / .extremum(.maximum, weights.summed, tiny)
  }

  /// Whether a loss that was measured is a sum over the examples of its batch.
  var isSum: Bool { values[word: "reduction"] == "sum" }

  private var values: Values {
    switch method {
    case .row(let method): method.values
    case .formula(let loss): loss.values
    }
  }

  /// The loss of a name, with constants. Traps where there is none of that name.
  public static func named(_ name: String, _ constants: KeyValuePairs<String, SettingValue> = [:]) -> Loss {
    Loss(ChosenMethod(named: name, constants))
  }

  /// log Σⱼ exp Zⱼ − Σⱼ Yⱼ Zⱼ of every row, with the output map softmax.
  public static let crossEntropy = Loss(ChosenMethod(named: "cross-entropy"))
}

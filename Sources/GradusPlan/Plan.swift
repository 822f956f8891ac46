public import GradusExpression

/// What is to be computed, and in which order: several formulas at once, with what they share computed once.
///
///     let plan = try Plan(outputs: [("loss", loss)], updates: [("w", w - rate * slope)], sizes: ["m": 128])
///
/// A plan computes nothing; `Executor` runs it.
public struct Plan: Sendable {
  /// A symbol of the formulas, which the caller gives a value.
  public struct Input: Hashable, Sendable {
    public let name: String
    public let shape: [Int]
    /// Whether the plan writes a new value in its place.
    public let isUpdated: Bool

    public var count: Int { shape.reduce(1, *) }
  }

  /// A formula whose value can be read after a run.
  public struct Output: Hashable, Sendable {
    public let name: String
    public let shape: [Int]

    public var count: Int { shape.reduce(1, *) }
  }

  public let precision: Precision
  /// The symbols, by name.
  public let inputs: [Input]
  public let outputs: [Output]
  package let formulas: (outputs: [(name: String, formula: Formula)], updates: [(name: String, formula: Formula)])
  package let sizes: [String: Int]

  /// - Parameters:
  ///   - outputs: named formulas to compute.
  ///   - updates: the new values of symbols, written in their place after every read of the old ones.
  ///   - sizes: the values of size symbols.
  /// - Throws: `PlanError` where a size is missing, a name is used twice, an update does not fit, or a node is beyond the
  ///   kernels.
  public init(
    outputs: [(name: String, formula: Formula)], updates: [(name: String, formula: Formula)] = [],
    sizes: [String: Int] = [:], precision: Precision = .float32
  ) throws(PlanError) {
    let symbols = Dictionary(
      Formula.nodesBottomUp(outputs.map(\.formula) + updates.map(\.formula)).compactMap { formula in
        if case .symbol(let symbol) = formula.node { (symbol.name, symbol) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    func numbers(_ shape: [Size]) throws(PlanError) -> [Int] {
      var result: [Int] = []
      for size in shape {
        guard let value = size.value(in: sizes) else { throw .missingSize(size.description) }
        result.append(value)
      }
      return result
    }
    var inputs: [Input] = []
    for symbol in symbols.values.sorted(by: { $0.name < $1.name }) {
      inputs.append(
        Input(
          name: symbol.name, shape: try numbers(symbol.shape), isUpdated: updates.contains { $0.name == symbol.name }))
    }
    var list: [Output] = []
    for output in outputs { list.append(Output(name: output.name, shape: try numbers(output.formula.shape))) }
    self.inputs = inputs
    self.outputs = list
    self.sizes = sizes
    self.precision = precision
    formulas = (outputs, updates)
  }
}

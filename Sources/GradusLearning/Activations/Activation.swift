public import GradusExpression
public import GradusOptimization

/// What a layer of nodes does to its sums: a function of every one of them, by its name or as a formula of one number, and the
/// softmax of all of them.
public struct Activation: Described {
  /// The name with its constants: `relu`, `leaky-relu 0.2`, `"x .* sigmoid(1.702 x)"`.
  public let clause: Clause
  private let function: Function

  private enum Function: Sendable {
    case row(ChosenMethod<Row>)
    case elementary(ElementaryFunction)
    case defined(DefinedFunction)
    /// A formula in one symbol.
    case formula(Formula, Symbol)
  }

  /// The activation of a description: one of the known names with its constants, any elementary function of the notation, or a
  /// formula of one number between quotation marks.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    let name = clause.name.lowercased().replacing("_", with: "-")
    if clause.isFormula {
      self.init(clause, try Self.formula(of: clause))
    } else if Row.table.contains(where: { $0.name == name || $0.spellings.contains(name) }) {
      self.init(try ChosenMethod(Clause(name, clause.arguments)))
    } else if let elementary = ElementaryFunction.allCases.first(where: { $0.rawValue.lowercased() == name }) {
      guard clause.arguments.isEmpty else { throw DescriptionError("\(name) has no settings") }
      self.init(Clause(name), .elementary(elementary))
    } else if let defined = DefinedFunction(rawValue: name) {
      guard clause.arguments.isEmpty else { throw DescriptionError("\(name) has no settings") }
      self.init(Clause(name), .defined(defined))
    } else {
      throw .unknown("activation", clause.name, known: Self.names)
    }
  }

  /// The activation of a description in text.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(parsing text: String) throws(DescriptionError) { try self.init(Clause(parsing: text)) }

  private init(_ clause: Clause, _ function: Function) { (self.clause, self.function) = (clause, function) }

  private init(_ row: ChosenMethod<Row>) { self.init(row.clause, .row(row)) }

  /// A row of the table with its usual constants. Traps where there is none of that name.
  static func named(_ name: String) -> Activation { Activation(ChosenMethod(named: name)) }

  /// The names of the table, in its order.
  public static var names: [String] { Row.table.map(\.name) }
  /// Those of the table with their usual constants.
  public static var all: [Activation] { names.map(named) }
  /// The activations of the table with their constants.
  public static var descriptions: [MethodDescription] { Row.descriptions }

  /// What it is called: `relu`.
  public var name: String {
    if case .formula = function { return description }
    return clause.name
  }

  /// The activation of sums Z, of which every row is an example.
  public func callAsFunction(_ z: Formula) -> Formula {
    switch function {
    case .row(let method): return method.row.formula(z, method.values)
    case .elementary(let function): return .map(function, z)
    case .defined(let function): return function.definition.formula(z)
    case .formula(let formula, let symbol):
      guard let lifted = formula.over(z.shape, [symbol: z]) else {
        preconditionFailure("not entry by entry: \(formula)")
      }
      return lifted
    }
  }

  private static func formula(of clause: Clause) throws(DescriptionError) -> Function {
    let text = try WrittenFormula.text(of: clause)
    guard clause.arguments.count == 1 else { throw DescriptionError("the activation \"\(text)\" has no settings") }
    // What is a number in one entry is a number here.
    let number = WrittenFormula.firstName(in: text).map { Symbol($0) }
    let formula = try WrittenFormula.read(text, as: "activation", declared: number.map { [$0] } ?? [])
    guard formula.symbols.count == 1, let symbol = formula.symbols.first else {
      let names = formula.symbols.map(\.name).sorted().joined(separator: ", ")
      throw DescriptionError(
        "the activation \"\(text)\" is a formula of one number, not of \(names.isEmpty ? "none" : names)")
    }
    let probe = Formula.symbol("z", ["m", "n"])
    guard formula.isScalar, symbol.shape.isEmpty, formula.over(probe.shape, [symbol: probe]) != nil else {
      throw DescriptionError("the activation \"\(text)\" is no function of one number alone")
    }
    return .formula(formula, symbol)
  }
}

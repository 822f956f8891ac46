import GradusExpression
import GradusOptimization

/// A layer that is written as a formula of one example x, a vector, and of names that are its parameters:
///
///     "gain .* x + shift"
///     formula("W*x + b", W="[32, d]", b=0)
///
/// d is the length of x. What the formula gives for an example is a vector, or a number, of which a row is made. A matrix begins as the
/// weights of other layers do. A parameter without which x still counts begins at 0, as a shift does, and others at 1, as a gain.
struct FormulaLayer: LayerKind {
  static let name = Clause.formulaName
  static let summary =
    "a formula of x with parameters of its own: \"gain .* x + shift\", or formula(\"W*x\", W=\"[32, d]\")"
  static let settings: [Setting] = []
  let values: Values
  private let written: String
  private let parameters: [Parameter]

  /// What is said of a parameter.
  private struct Parameter: Hashable {
    let name: String
    /// `[32, d]`; nil where the formula tells.
    var shape: String?
    /// How it begins; nil for the usual.
    var beginning: Initialization?
    /// As it is described.
    let argument: Clause.Argument
  }

  /// The name of what goes in, and of its length.
  private static let (input, length) = ("x", "d")
  /// What errors call it.
  private static let kind = "layer"

  init(_ values: Values) throws(DescriptionError) {
    throw DescriptionError("a formula between quotation marks was expected")
  }

  init(reading clause: Clause) throws(DescriptionError) {
    written = try WrittenFormula.text(of: clause)
    var parameters: [Parameter] = []
    for argument in clause.arguments.dropFirst() { parameters.append(try Self.parameter(argument)) }
    self.parameters = parameters
    values = Self.values()
    try checkSomeLength()
  }

  var clause: Clause { Clause(formula: written, settings: parameters.map(\.argument)) }

  /// Most faults show without knowing how long x is: the formula is read with the lengths that its shapes have, and with another.
  private func checkSomeLength() throws(DescriptionError) {
    let lengths = parameters.compactMap(\.shape).flatMap { $0.split { !$0.isNumber }.compactMap { Int($0) } }
    if Set(lengths).contains(where: { (try? read(inputs: $0)) != nil }) { return }
    _ = try read(inputs: (lengths.max() ?? 1) + 1)
  }

  private static func parameter(_ argument: Clause.Argument) throws(DescriptionError) -> Parameter {
    guard let name = argument.label else {
      throw DescriptionError(
        "a parameter of a formula has its name: W=\"[32, d]\", gain=1 or W=he-normal, not \(argument.value)")
    }
    var parameter = Parameter(name: name, argument: argument)
    switch argument.value {
    case .number(let value): parameter.beginning = try constant(value)
    case .clause(let clause): parameter.beginning = try Initialization(clause)
    case .text(let text):
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      parameter.shape = parts.first ?? ""
      if parts.count > 1 {
        let value = Rational(parts[1].filter { !$0.isWhitespace })
        parameter.beginning =
          if let value { try constant(value) } else { try Initialization(Clause(parsing: parts[1])) }
      }
    }
    return parameter
  }

  private static func constant(_ value: Rational) throws(DescriptionError) -> Initialization {
    try Initialization(Clause("constant", [.init(.number(value))]))
  }
}

extension FormulaLayer {
  /// The formula of an example of so many numbers, and its parameters in the order of their names.
  private func read(inputs: Int) throws(DescriptionError) -> (formula: Formula, x: Symbol, parameters: [Symbol]) {
    let x = Symbol(Self.input, [.number(inputs)])
    var declared = [x]
    for parameter in parameters {
      guard let shape = parameter.shape else { continue }
      declared.append(Symbol(parameter.name, try Self.sizes(shape, of: parameter.name, inputs: inputs)))
    }
    let formula = try WrittenFormula.read(written, as: Self.kind, declared: declared)
    func fault(_ words: String) -> DescriptionError { DescriptionError("the layer \"\(written)\" \(words)") }
    guard formula.symbols.contains(x) else { throw fault("has no x, which is what goes in: a vector") }
    guard formula.rank < 2 else { throw fault("gives more than a vector for an example") }
    let own = formula.symbols.filter { $0 != x }.sorted { $0.name < $1.name }
    for symbol in own where symbol.shape.contains(where: { $0.value(in: [:]) == nil }) {
      throw fault(
        "does not tell how large \(symbol.name) is, of shape \(describe(shape: symbol.shape)): say \(symbol.name)=\"[32, d]\" or so, with d for the length of x"
      )
    }
    if let other = parameters.first(where: { parameter in !own.contains { $0.name == parameter.name } }) {
      throw fault("has no parameter \(other.name)")
    }
    if let name = own.first(where: { !$0.name.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" } })?.name {
      throw fault("has a parameter \(name): letters, numbers and _ make a name that files have too")
    }
    guard formula.over(["m"], [x: .symbol(Symbol("X", ["m", .number(inputs)]))]) != nil else {
      throw fault("has an inverse, a determinant or the like of what goes in, which is not trained")
    }
    return (formula, x, own)
  }

  private static func sizes(_ text: String, of name: String, inputs: Int) throws(DescriptionError) -> [Size] {
    let trimmed = text.filter { !$0.isWhitespace }
    guard trimmed.hasPrefix("["), trimmed.hasSuffix("]") else {
      throw DescriptionError("the shape of \(name) is \"\(text)\", not lengths in brackets as [32, d]")
    }
    var sizes: [Size] = []
    for part in trimmed.dropFirst().dropLast().split(separator: ",") {
      guard let length = part == Self.length ? inputs : Int(part), length > 0, length <= Network.parameterLimit else {
        throw DescriptionError("the shape of \(name) has the length \"\(part)\", not a count or d, the length of x")
      }
      sizes.append(.number(length))
    }
    return sizes
  }

  func outputs(of inputs: Int) throws(DescriptionError) -> Int {
    try read(inputs: inputs).formula.shape.first?.value(in: [:]) ?? 1
  }

  func slots(inputs: Int) -> [Slot] {
    guard let (formula, x, own) = try? read(inputs: inputs) else { return [] }
    return own.map { symbol in
      // W1 of the second layer must not be W of the twelfth.
      let letter = symbol.name + (symbol.name.last?.isNumber == true ? "__" : "")
      let shape = symbol.shape.compactMap { $0.value(in: [:]) }
      let given = parameters.first { $0.name == symbol.name }?.beginning
      if shape.count == 2 {
        // The axis that x stands at counts what goes into a node.
        return Slot(
          symbol.name, letter, shape, begins: given, inputs: shape[1] == inputs ? inputs : shape[0], decays: true)
      }
      let without = formula.substituting([.symbol(symbol): .zero(symbol.shape)])
      let usual: SettingValue = without.symbols.contains(x) ? 0 : 1
      return Slot(symbol.name, letter, shape, begins: given ?? .named("constant", ["value": usual]))
    }
  }

  func output(of x: Formula, _ pass: inout LayerPass) -> Formula {
    guard case .number(let inputs) = x.shape[1], let (formula, input, own) = try? read(inputs: inputs) else {
      preconditionFailure("a formula that was read before")
    }
    let slots = own.map { (Formula.symbol($0), pass.slot($0.name)) }
    let filled = formula.substituting(Dictionary(uniqueKeysWithValues: slots), flattening: false)
    guard let rows = filled.over([x.shape[0]], [input: x]) else { preconditionFailure("one example at a time") }
    return rows.rank == 2 ? rows : rows.reshaped(to: [x.shape[0], 1])
  }

  static func == (left: Self, right: Self) -> Bool { left.clause == right.clause }
  func hash(into hasher: inout Hasher) { hasher.combine(clause) }
}

public import GradusExpression

/// Reads mathematics in ASCII, Unicode or LaTeX.
///
///     var reader = Reader()
///     try reader.declare("A: [n, n] symmetric")
///     let reading = try reader.read("½ xᵀ A x − bᵀx")
///     reading.formula.shape    // [], and b and x are found to be vectors of n entries
///
/// What is not declared follows from its use: capitals are matrices, small letters scalars or vectors, sizes by
/// unification. Definitions and inferred symbols stay known to the reader for the texts that follow.
public struct Reader: Sendable {
  private(set) var environment = Environment()

  /// Takes the derivatives that a text asks for by `d/dx` or `∇_x`, in denominator layout; without it they are refused.
  package var differentiate: (@Sendable (Formula, Symbol) throws -> Formula)?

  /// Whether `x = [1; 2]` in a declaration makes x a symbol of that shape, with ``values`` holding the numbers, instead
  /// of standing for the numbers themselves.
  package var keepsValuesSymbolic = false

  /// The values that declarations gave to names while ``keepsValuesSymbolic`` was set.
  package private(set) var values: [String: Formula] = [:]

  /// What declarations said that no fact tells, and nothing is made of, as it was written: `p < 1`.
  package var unused: [String] { environment.unused }

  /// A reader that knows these symbols.
  public init(symbols: [Symbol] = []) {
    for symbol in symbols { insert(symbol) }
  }

  /// A reader that also knows these names of lengths, which are numbers in formulas.
  init(symbols: [Symbol], sizes: [String]) {
    self.init(symbols: symbols)
    environment.sizes.formUnion(sizes)
  }

  /// The symbols whose shapes are known: declared, or inferred from texts read before; by name.
  public var symbols: [Symbol] {
    environment.symbols.values.compactMap { declared in
      let sizes = declared.sizes.compactMap { $0 }
      return sizes.count == declared.sizes.count ? Symbol(declared.name, sizes, facts: declared.facts) : nil
    }.sorted { $0.name < $1.name }
  }

  /// The statements of a text, before anybody asks for shapes.
  ///
  /// - Parameter definitions: whether `name = …` defines the name, or is an equation like any other.
  package func statements(_ text: String, definitions: Bool = true) throws(ReadingError) -> [Statement] {
    try StatementReader(text, names: environment.knownNames, definitions: definitions).statements()
  }

  /// Reads a text of declarations and definitions that ends in a formula, or whose last definition is the formula:
  /// `g1 = x1*exp(x2); g2 = x1 + x2^2; sin(g1) + g2^2`.
  public mutating func read(_ text: String) throws(ReadingError) -> Reading { try read([text])[0] }

  /// Reads a formula for the entry at some indices as the array of all of them: `e^{z_k}` at k.
  package mutating func read(_ text: String, entriesAt letters: [String]) throws(ReadingError) -> Reading {
    var session = ReadingSession(environment: environment, texts: [text], differentiate: differentiate)
    try session.parse(0, asEquation: false, entriesAt: letters)
    let result = try session.finish()
    environment = session.environment
    return result[0][0]
  }

  /// Keeps in mind what a definition for one index, `r_i = y_i - w^T x_i`, says of the array of all of them.
  package mutating func noteArray(_ text: String) {
    guard case .definition(let definition)? = (try? statements(text))?.first, let array = definition.array else {
      return
    }
    environment.arrays[KnownNames.key(array.name)] = Environment.ArrayDefinition(
      member: definition.name, body: array.body, text: text, boldNames: [])
  }

  /// Reads several texts that share their symbols: what one of them tells of a shape holds in all.
  public mutating func read(_ texts: [String]) throws(ReadingError) -> [Reading] {
    var session = ReadingSession(environment: environment, texts: texts, differentiate: differentiate)
    for index in texts.indices { try session.parse(index, asEquation: false) }
    let result = try session.finish()
    environment = session.environment
    return result.map { $0[0] }
  }

  /// Reads `P*x = a`; both sides have one shape.
  public mutating func readEquation(_ text: String) throws(ReadingError) -> (left: Reading, right: Reading) {
    var session = ReadingSession(environment: environment, texts: [text], differentiate: differentiate)
    try session.parse(0, asEquation: true, entriesAt: lettersOfDerivatives(in: text))
    let result = try session.finish()
    environment = session.environment
    return (result[0][0], result[0][1])
  }

  /// The indices of `\frac{\partial p_i}{\partial z_j} = …`, which holds for all entries of the known arrays p and z.
  package func lettersOfDerivatives(in text: String) -> [String] {
    guard case .equation(let left, let right)? = (try? statements(text, definitions: false))?.last else { return [] }
    var letters: [String] = []
    var pending = [left, right]
    while let syntax = pending.popLast() {
      pending += syntax.children
      guard case .derivative(let inner, let names) = syntax.kind, names.count == 1,
        let variable = environment.entry(names[0])
      else { continue }
      let own = inner.asName.flatMap(environment.entry)
      if own == nil, inner.asName.map({ KnownNames.entry($0) != nil }) ?? true { continue }
      for letter in (own ?? []) + variable where !letters.contains(letter) { letters.append(letter) }
    }
    return letters
  }

  /// Adds declarations: `A: [n, n] symmetric`, `c: scalar`, `P = [3 6; 2 4]`, `x ∈ ℝⁿ`, separated by `;` or newlines.
  public mutating func declare(_ text: String) throws(ReadingError) {
    var session = ReadingSession(environment: environment, texts: [text], differentiate: differentiate)
    try session.parse(0, asEquation: false, onlyDeclarations: true)
    let defined = try session.finishDeclarations()
    environment = session.environment
    guard keepsValuesSymbolic else { return }
    for (key, value) in defined {
      environment.values[key] = nil
      environment.symbols[key] = Environment.Declared(
        name: value.name, kind: value.kind, sizes: value.formula.shape, facts: [])
      values[value.name] = value.formula
    }
  }

  /// What is told of a name whose shape is not.
  public func facts(of name: String) -> Set<Fact> { environment.facts(of: name) }

  /// Tells facts of a name, whatever its shape will be.
  package mutating func tell(_ name: String, _ facts: Set<Fact>) {
    guard !facts.isEmpty else { return }
    environment.tell(name, facts)
  }

  /// Adds a symbol, in place of an earlier one of its name.
  public mutating func declare(_ symbol: Symbol) { insert(symbol) }

  /// Declares a vector that was written as a row, `W = [1 0]`: with a vector behind it, it makes a number.
  package mutating func declare(row symbol: Symbol) {
    precondition(symbol.shape.count == 1, "a row has one axis: \(symbol)")
    insert(symbol)
    let key = KnownNames.key(symbol.name)
    environment.symbols[key] = Environment.Declared(
      name: symbol.name, kind: .row, sizes: symbol.shape, facts: symbol.facts)
  }

  /// Gives a formula a name for the texts that follow.
  public mutating func define(_ name: String, as formula: Formula) {
    let kind: ShapeKind = formula.isScalar ? .scalar : formula.rank == 1 ? .column : .matrix
    let key = KnownNames.key(name)
    environment.symbols[key] = nil
    environment.functions[key] = nil
    environment.values[key] = Environment.Value(name: name, formula: formula, kind: kind)
  }

  /// Forgets a name.
  package mutating func forget(_ name: String) {
    let key = KnownNames.key(name)
    environment.symbols[key] = nil
    environment.values[key] = nil
    environment.functions[key] = nil
    environment.declaredFunctions[key] = nil
    environment.facts[key] = nil
    environment.arrays[key] = nil
    environment.arrays = environment.arrays.filter { $0.value.member != name }
    values[name] = nil
  }

  /// Whether the name was declared as that of an unknown function, `f: function`.
  package func isUnknownFunction(_ name: String) -> Bool { environment.declaredFunctions[KnownNames.key(name)] != nil }

  /// Declares the name as that of an unknown function of one number.
  package mutating func declare(unknownFunction name: String) {
    forget(name)
    environment.declaredFunctions[KnownNames.key(name)] = name
  }

  private mutating func insert(_ symbol: Symbol) {
    precondition(symbol.shape.count <= 2, "the notation knows at most matrices: \(symbol)")
    forget(symbol.name)
    let kind: ShapeKind = symbol.shape.isEmpty ? .scalar : symbol.shape.count == 1 ? .column : .matrix
    environment.symbols[KnownNames.key(symbol.name)] = Environment.Declared(
      name: symbol.name, kind: kind, sizes: symbol.shape, facts: symbol.facts)
    for size in symbol.shape { environment.sizes.formUnion(size.symbols) }
  }
}

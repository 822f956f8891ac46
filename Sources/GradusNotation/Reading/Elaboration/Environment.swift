import GradusExpression

/// What the names mean before a text is read.
struct Environment: Sendable {
  /// Symbols by key, declared or inferred from earlier texts.
  var symbols: [String: Declared] = [:]
  /// Values of definitions by key.
  var values: [String: Value] = [:]
  /// Functions of earlier texts by key.
  var functions: [String: FunctionDefinition] = [:]
  /// Arrays that earlier texts defined for one index, by the key of the name before the index.
  var arrays: [String: ArrayDefinition] = [:]
  /// Names of functions that are declared and not defined, by key.
  var declaredFunctions: [String: String] = [:]
  /// The symbols that hold the rows or entries of `x_1, …, x_n`, by the key of the name before the index.
  var families: [String: String] = [:]
  /// The names of sizes.
  var sizes: Set<String> = []
  /// What is told of names whose shape is not, by key: λ > 0. Of x_i it is told of x.
  var facts: [String: Set<Fact>] = [:]
  /// The keys of those names of which an inequality tells it.
  var signs: Set<String> = []
  /// What is told and has no fact, as it was written.
  var unused: [String] = []

  struct Declared: Sendable {
    let name: String
    let kind: ShapeKind
    /// One size an axis; nil where the formula decides.
    let sizes: [Size?]
    let facts: Set<Fact>
  }

  struct Value: Sendable {
    let name: String
    let formula: Formula
    let kind: ShapeKind
  }

  struct FunctionDefinition: Sendable {
    let definition: Statement.Definition
    let text: String
    /// The names in bold type in that text.
    let boldNames: Set<String>
  }

  /// r of `r_i = y_i - w^T x_i`.
  struct ArrayDefinition: Sendable {
    /// The name that was defined, `r_i`.
    let member: String
    let body: Syntax
    let text: String
    let boldNames: Set<String>
  }

  func isTaken(_ key: String) -> Bool {
    symbols[key] != nil || values[key] != nil || functions[key] != nil || declaredFunctions[key] != nil
  }

  /// Tells facts of a name; what holds for each x_i holds for all of x.
  mutating func tell(_ name: String, _ facts: Set<Fact>) {
    for key in [KnownNames.key(name), Environment.base(of: name)].compactMap({ $0 }) {
      self.facts[key, default: []].formUnion(facts)
    }
  }

  /// The key of x for `x_i`.
  private static func base(of name: String) -> String? {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex else { return nil }
    let below = name[name.index(after: underscore)...]
    guard (1...2).contains(below.count), below.allSatisfy({ "i"..."n" ~= $0 || $0 == "t" }) else { return nil }
    return KnownNames.key(String(name[..<underscore]))
  }

  /// What is told of a name, or of the entries or rows that have indices below it.
  func facts(of name: String) -> Set<Fact> { facts[KnownNames.key(name)] ?? [] }

  /// The functions that formulas use, and those that these use, each once.
  func functions(calledBy formulas: [Syntax]) -> [(key: String, value: FunctionDefinition)] {
    var found: [(key: String, value: FunctionDefinition)] = []
    var seen: Set<String> = []
    var pending = formulas
    while let syntax = pending.popLast() {
      pending += syntax.children
      guard let key = syntax.usedName.map(KnownNames.key), let function = functions[key], seen.insert(key).inserted
      else { continue }
      found.append((key, function))
      pending.append(function.definition.body)
    }
    return found
  }

  /// The arrays whose entries formulas speak of, and those that these speak of, each once.
  func arrays(indexedBy formulas: [Syntax]) -> [(key: String, value: ArrayDefinition)] {
    guard !arrays.isEmpty else { return [] }
    var found: [(key: String, value: ArrayDefinition)] = []
    var seen: Set<String> = []
    var pending = formulas
    while let syntax = pending.popLast() {
      pending += syntax.children
      guard case .indexed(let name, _, _) = syntax.kind, let array = arrays[KnownNames.key(name)],
        !isTaken(KnownNames.key(name)), seen.insert(KnownNames.key(name)).inserted
      else { continue }
      found.append((KnownNames.key(name), array))
      pending.append(array.body)
    }
    return found
  }

  /// The index of `p_k`, an entry of a vector p that is known, where p_k is nothing of its own.
  func entry(_ name: String) -> [String]? {
    guard let (stem, letters) = KnownNames.entry(name), letters.count == 1, !isTaken(KnownNames.key(name)) else {
      return nil
    }
    let key = KnownNames.key(stem)
    return symbols[key]?.kind == .column || values[key]?.kind == .column ? letters : nil
  }

  var knownNames: KnownNames {
    var names = KnownNames()
    for symbol in symbols.values { names.insert(variable: symbol.name, rank: symbol.sizes.count) }
    for value in values.values { names.insert(variable: value.name, rank: value.formula.rank) }
    for function in functions.values { names.insert(function: function.definition.name) }
    for name in declaredFunctions.values { names.insert(declaredFunction: name) }
    return names
  }
}

import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation

/// What stands on the blackboard: names and what they mean.
///
/// Every defined name is a symbol to the reader, so that a question can be shown as it was asked; `expanded` puts the
/// meanings in.
struct Blackboard: Sendable {
  private(set) var reader = Reader()
  /// The meanings of names, in order of their definition; none holds another defined name.
  private(set) var definitions: [Definition] = []
  /// The parameters of functions, `f(x, y)`.
  private(set) var parameters: [String: [String]] = [:]
  private var networks: [String: SmallNetwork] = [:]
  /// The lines that define functions.
  private var wholes: [String: Phrase] = [:]
  /// The names that got or lost a meaning since the blackboard was made.
  private(set) var touched: Set<String> = []
  /// Names whose definitions could not be read, and why: who speaks of them is told so.
  private(set) var unread: [String: String] = [:]
  /// What stands right of the = of each function, as it was typed.
  private var typed: [String: Syntax] = [:]

  init() {
    reader.differentiate = { formula, symbol in
      try GradusCalculus.derivative(of: formula, withRespectTo: .symbol(symbol)).simplified()
    }
  }

  /// What a function is made of.
  struct Function: Sendable {
    let parameters: [String]
    let whole: Phrase
  }

  /// The arguments of the function that a phrase names, as `f` or `\\ell`; nil where it is none.
  func parameters(of phrase: Phrase) -> [String]? {
    parameters[phrase.text]
      ?? (phrase.words.count == 1 || phrase.isMarkedName ? (try? spelling(phrase)).flatMap { parameters[$0] } : nil)
  }

  func function(_ name: String) -> Function? {
    parameters[name].flatMap { parameters in wholes[name].map { Function(parameters: parameters, whole: $0) } }
  }
  func declared(_ name: String) -> Symbol? { isDefined(name) ? nil : reader.symbols.first { $0.name == name } }

  /// Puts a name of a greater blackboard on this one.
  mutating func restore(
    _ name: String, _ definition: Definition?, _ symbol: Symbol?, _ function: Function?, _ network: SmallNetwork?,
    facts: Set<Fact>, isUnknownFunction: Bool, unread reason: String?
  ) {
    if isUnknownFunction { reader.declare(unknownFunction: name) }
    reader.tell(name, facts)
    if let definition {
      declare(Symbol(name, definition.meaning.shape), isRow: definition.isRow)
      if let source = definition.arraySource { reader.noteArray(source) }
      definitions.append(definition)
    }
    if let symbol { declare(symbol, isRow: definition?.isRow ?? false) }
    if let function { try? defineFunction(name, function.parameters, whole: function.whole) }
    if let network { networks[name] = network }
    unread[name] = reason
  }

  private mutating func declare(_ symbol: Symbol, isRow: Bool) {
    if isRow, symbol.shape.count == 1 { reader.declare(row: symbol) } else { reader.declare(symbol) }
  }

  /// Takes a name that nothing declares to be what a definition took it to be.
  mutating func assume(_ symbol: Symbol) { reader.declare(symbol) }

  /// From here on changes are noted.
  mutating func beginNoting() { touched = [] }

  struct Definition: Sendable {
    let symbol: Formula
    let name: String
    let meaning: Formula
    /// With the names of the page that its author wrote.
    let written: Formula
    /// The definition of `r_i`, which is one of the array r too.
    var arraySource: String?
    /// Whether it is a matrix of one row, which the graph knows as a vector.
    var isRow = false
  }

  /// What stands in a phrase: as written, and with the meanings of all names but some put in.
  struct Meaning {
    let written: Formula
    var value: Formula
  }

  // MARK: Saying what names mean

  mutating func declare(_ phrase: Phrase) throws(StatementProblem) {
    let before = definitions
    do throws(ReadingError) {
      var told: [String] = []
      for case .declaration(let declaration) in try reader.statements(phrase.text) {
        // λ > 0 says one thing more of what λ is.
        if declaration.shape == .open {
          told += declaration.names
          continue
        }
        for name in declaration.names { forget(name) }
      }
      try reader.declare(phrase.text)
      for name in told { spread(name) }
    } catch {
      throw StatementProblem(error, in: phrase)
    }
    for symbol in reader.symbols {
      guard let old = before.first(where: { $0.name == symbol.name }),
        let contradiction = Blackboard.contradiction(symbol, old.meaning)
      else { continue }
      throw StatementProblem("\(symbol.name) has a value above that \(contradiction)", at: phrase)
    }
  }

  /// Tells what is known of a name to the definitions that speak of it.
  private mutating func spread(_ name: String) {
    touched.insert(name)
    let facts = reader.facts(of: name)
    definitions = definitions.map { old in
      let known = old.meaning.symbols.filter { $0.name == name && !$0.facts.isSuperset(of: facts.closure) }
      guard !known.isEmpty else { return old }
      touched.insert(old.name)
      let new = known.map {
        (Formula.symbol($0), Formula.symbol(Symbol($0.name, $0.shape, facts: $0.facts.union(facts))))
      }
      let meaning = old.meaning.substituting(Dictionary(new) { first, _ in first })
      let written = old.written.substituting(Dictionary(new) { first, _ in first })
      return Definition(
        symbol: old.symbol, name: old.name, meaning: meaning, written: written, arraySource: old.arraySource)
    }
  }

  /// What declarations said and nothing is made of.
  var unused: [String] { reader.unused }

  /// What is told of a name whose shape is not.
  func facts(_ name: String) -> Set<Fact> { reader.facts(of: name) }

  /// What of a declaration a value contradicts; nil where nothing does.
  static func contradiction(_ symbol: Symbol, _ value: Formula) -> String? {
    guard let literal = ExactEvaluator().evaluate(value) else { return nil }
    let sizes = symbol.shape.map { $0.value(in: [:]) }
    guard sizes.count == literal.shape.count, zip(sizes, literal.shape).allSatisfy({ $0 == nil || $0 == $1 }) else {
      return "has the shape \(describe(shape: value.shape)) and not \(describe(shape: symbol.shape))"
    }
    if symbol.shape.count == 2, symbol.shape[0] == symbol.shape[1], literal.shape[0] != literal.shape[1] {
      return "is not square"
    }
    guard literal.shape.count == 2, symbol.facts.contains(.symmetric) || symbol.facts.contains(.positiveDefinite) else {
      return nil
    }
    let n = literal.shape[0]
    let isSymmetric = (0..<n).allSatisfy { i in
      (0..<n).allSatisfy { literal.values[i * n + $0] == literal.values[$0 * n + i] }
    }
    return isSymmetric ? nil : "is not symmetric"
  }

  /// `f(x) = body`.
  mutating func defineFunction(_ name: String, _ parameters: [String], whole: Phrase) throws(StatementProblem) {
    forget(name)
    do throws(ReadingError) {
      // Values of the names of its parameters are another matter.
      var trial = reader
      for parameter in parameters where isDefined(parameter) { trial.forget(parameter) }
      try trial.declare(whole.text)
      for parameter in parameters where isDefined(parameter) { reader.forget(parameter) }
      try reader.declare(whole.text)
    } catch {
      throw StatementProblem(error, in: whole)
    }
    self.parameters[name] = parameters
    wholes[name] = whole
    touched.insert(name)
    guard case .definition(let definition)? = (try? reader.statements(whole.text))?.first else { return }
    typed[name] = definition.body
  }

  /// A phrase as it was typed, set as mathematics; nil where it is no formula.
  func typeset(_ phrase: Phrase) -> Mathematics? {
    // f′(2) and f′ are derivatives of functions that stand on the blackboard, and not transposes.
    if phrase.cut.words.contains(where: { parameters[$0.text] != nil && $0.primes > 0 }) {
      return .line(phrase.text.replacing("'", with: "′").replacing("*", with: " ").replacing("-", with: "−"))
    }
    let names = SheetStatement.DerivativeKind.allCases.map(\.rawValue)
    return (try? reader.syntax(of: phrase.text, functions: names)).map(Mathematics.typed)
  }

  /// What a question is about: `f(x) = …` of the name of a function, and otherwise the phrase as it was typed.
  func title(_ phrase: Phrase, _ meaning: Meaning) -> Mathematics {
    guard let name = name(of: phrase) else { return typeset(phrase) ?? .formula(meaning.written) }
    guard let body = typed[phrase.text] ?? (try? spelling(phrase)).flatMap({ typed[$0] }) else { return .line(name) }
    return .equation(.line(name), .typed(body))
  }

  /// Gives a name its meaning, in place of an earlier one.
  ///
  /// - Parameter arraySource: the definition, where it is one for each index.
  mutating func define(
    _ name: String, as meaning: Formula, written: Formula? = nil, arraySource: String? = nil, isRow: Bool = false
  ) {
    forget(name)
    let symbol = Symbol(name, meaning.shape)
    declare(symbol, isRow: isRow)
    definitions.append(
      Definition(
        symbol: .symbol(symbol), name: name, meaning: meaning, written: written ?? meaning, arraySource: arraySource,
        isRow: isRow))
    if let arraySource { reader.noteArray(arraySource) }
  }

  mutating func define(_ name: String, as network: SmallNetwork) {
    networks[name] = network
    touched.insert(name)
  }

  func network(_ name: String) -> SmallNetwork? { networks[name] }

  /// What a line with a label asks: never is it a definition only.
  func asked(_ kind: SheetStatement.Kind) throws(StatementProblem) -> SheetStatement.Kind {
    guard case .definition(let whole, let body, isTold: false) = kind, let left = whole.sidesOfEquation?.left else {
      return kind
    }
    var trial = self
    guard case (_, .stated) = try trial.answer(kind) else { return kind }
    if left.text.contains("(") {
      throw StatementProblem("a line with a label is a question; this one only defines \(left.text)", at: whole)
    }
    let open = try read(body).value.symbols.map { Formula.symbol($0).written(as: .unicode) }
    if open.isEmpty { return .question(.compute(body), name: left) }
    throw StatementProblem(
      "a line with a label is a question; \(open.joined(separator: ", ")) \(open.count == 1 ? "has" : "have") no value, so there is nothing to compute",
      at: body)
  }

  mutating func forget(_ name: String) {
    touched.insert(name)
    unread[name] = nil
    reader.forget(name)
    definitions.removeAll { $0.name == name }
    parameters[name] = nil
    typed[name] = nil
  }

  /// The blackboard with symbols declared whose names have no meaning here.
  func knowing(_ symbols: [Symbol]) -> Blackboard {
    var board = self
    for symbol in symbols where symbol.shape.count <= 2 && !isDefined(symbol.name) && parameters[symbol.name] == nil {
      board.reader.declare(symbol)
    }
    return board
  }

  /// The blackboard without the meanings of some names.
  func without(_ names: [String]) -> Blackboard {
    var board = self
    for name in names { board.forget(name) }
    return board
  }

  mutating func replaceDefinitions(_ change: (Definition) -> Definition) { definitions = definitions.map(change) }

  func isDefined(_ name: String) -> Bool { definitions.contains { $0.name == name } }

  // MARK: Reading

  /// The formula with the meanings of names put in, except for those that are variables of the question.
  func expanded(_ formula: Formula, except variables: [Formula] = []) -> Formula {
    var meanings: [Formula: Formula] = [:]
    for definition in definitions where !variables.contains(definition.symbol) {
      meanings[definition.symbol] = definition.meaning
    }
    return formula.substituting(meanings)
  }

  /// Reads a formula with the names of the blackboard in it.
  ///
  /// - Parameters:
  ///   - free: names that are variables of the question, whatever value they have.
  ///   - letters: indices of which the phrase gives the entry.
  func read(
    _ phrase: Phrase, free: [Symbol] = [], freeNames: [String] = [], entriesAt letters: [String] = []
  ) throws(StatementProblem) -> Meaning {
    if phrase.isEmpty { throw StatementProblem("a formula is missing here", at: phrase) }
    try refuseProse(phrase)
    try refuseUnread(phrase)
    var reader = reader
    for name in freeNames where isDefined(name) { reader.forget(name) }
    for symbol in free { reader.declare(symbol) }
    teachDerivatives(&reader, freeNames: freeNames + free.map(\.name))
    let text = entries(in: try calls(phrase, &reader))
    do {
      let known = reader
      var reading = try reader.read(text, entriesAt: letters)
      // Who speaks of θ₁ and θ₂ only means a vector of two entries.
      let sized = reading.formula.symbols.compactMap { symbol -> Symbol? in
        guard symbol.shape.count == 1, !known.symbols.contains(where: { $0.name == symbol.name }),
          let last = reading.formula.lastEntry(of: symbol)
        else { return nil }
        return Symbol(symbol.name, [.number(last + 1)], facts: symbol.facts)
      }
      if !sized.isEmpty, letters.isEmpty {
        reader = known
        for symbol in sized { reader.declare(symbol) }
        if let again = try? reader.read(text) { reading = again }
      }
      let except = (freeNames.isEmpty ? [] : reading.symbols.filter { freeNames.contains($0.name) }) + free
      return Meaning(
        written: reading.formula, value: expanded(reading.formula, except: except.map(Formula.symbol)))
    } catch {
      throw StatementProblem(error, in: phrase)
    }
  }

  /// `A[1,2]` for `A_{1,2}` and `A_12` of a matrix that has a value, and the numbers that factorials of numbers are.
  private func entries(in text: String) -> String {
    var text = text
    if text.contains("!") {
      for number in (0...20).reversed() {
        let product = (1...max(number, 1)).reduce(Rational.one) { $0 * Rational($1) }
        text = text.replacing("\(number)!", with: "\(product)")
      }
    }
    guard text.contains("_") else { return text }
    for definition in definitions where definition.meaning.rank == 2 {
      guard text.contains(definition.name + "_") else { continue }
      let sizes = definition.meaning.shape.compactMap { $0.value(in: [:]) }
      guard sizes.count == 2 else { continue }
      for i in 1...max(1, min(sizes[0], 9)) {
        for j in 1...max(1, min(sizes[1], 9)) {
          for index in ["{\(i),\(j)}", "{\(i), \(j)}", "{\(i)\(j)}", "\(i)\(j)"] {
            text = text.replacing("\(definition.name)_\(index)", with: "\(definition.name)[\(i),\(j)]")
          }
        }
      }
    }
    return text
  }

  /// A sentence that no question was found in is no product of its words.
  private func refuseProse(_ phrase: Phrase) throws(StatementProblem) {
    if let word = phrase.stray, !isKnown(word) { throw StatementParser.unknownWord(word) }
    guard let word = phrase.prose, !reader.symbols.contains(where: { $0.name == word.text }),
      parameters[word.text] == nil
    else { return }
    throw StatementParser.unknownWord(word)
  }

  private func isKnown(_ word: Phrase) -> Bool {
    reader.symbols.contains { $0.name == word.text } || parameters[word.text] != nil
  }

  /// Both sides of an equation, which have one shape.
  func readEquation(_ phrase: Phrase, freeNames: [String] = []) throws(StatementProblem) -> (
    left: Meaning, right: Meaning
  ) {
    var reader = reader
    try refuseProse(phrase)
    try refuseUnread(phrase)
    for name in freeNames where isDefined(name) { reader.forget(name) }
    teachDerivatives(&reader, freeNames: freeNames)
    let text = try calls(phrase, &reader)
    do {
      let sides = try reader.readEquation(text)
      func meaning(_ reading: Reading) -> Meaning {
        let except = reading.symbols.filter { freeNames.contains($0.name) }.map(Formula.symbol)
        return Meaning(
          written: reading.formula, value: expanded(reading.formula, except: except))
      }
      return (meaning(sides.left), meaning(sides.right))
    } catch {
      throw StatementProblem(error, in: phrase)
    }
  }
}

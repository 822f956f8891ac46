import GradusExpression
import GradusNotation

// The names that a question is about.
extension Blackboard {
  /// The names that a question gives, or else the arguments of the function that it is about.
  func freeNames(_ names: [Phrase], of phrase: Phrase) throws(StatementProblem) -> [String] {
    guard !names.isEmpty else {
      if let parameters = parameters(of: phrase) { return parameters }
      try requireMeaning(of: phrase)
      return bareVariable(of: phrase).map { [$0] } ?? []
    }
    var freeNames: [String] = []
    for name in names { freeNames.append(try spelling(name)) }
    return freeNames
  }

  /// What is asked about by its name alone has to be defined: f is a letter else, convex in itself, and nobody asked that.
  func requireMeaning(of phrase: Phrase) throws(StatementProblem) {
    guard let name = try? spelling(phrase), name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }),
      !isDefined(name), network(name) == nil, !Self.plainVariables.contains(name)
    else { return }
    try refuseUnread(phrase)
    throw StatementProblem(
      "\(phrase.text) is not defined: define it, as in let \(phrase.text)(x) = x^2, or say in what", at: phrase)
  }

  /// What a formula is one in, where nothing says in what: the arguments of a function, or its only letter.
  func ownVariables(of phrase: Phrase) -> [String] {
    parameters(of: phrase) ?? bareVariable(of: phrase).map { [$0] } ?? []
  }

  /// x of `1/x`, which is asked about as a formula in x whatever value x has elsewhere on the page; nil where several names stand in it.
  private func bareVariable(of phrase: Phrase) -> String? {
    var reader = Reader()
    guard let formula = try? reader.read(phrase.text).formula, formula.symbols.count == 1,
      let symbol = formula.symbols.first,
      isDefined(symbol.name), formula != .symbol(symbol)
    else { return nil }
    return symbol.name
  }

  /// What was to be defined and could not be read has no meaning, and none that it had before.
  func refuseUnread(_ phrase: Phrase) throws(StatementProblem) {
    guard !unread.isEmpty else { return }
    for word in phrase.cut.words {
      guard let name = unread[word.text] != nil ? word.text : try? spelling(word), let reason = unread[name] else {
        continue
      }
      throw StatementProblem(
        "\(word.text) has no meaning: the line that was to define it was not read (\(reason))", at: word)
    }
  }

  /// Letters that are asked about themselves: the derivative of x.
  private static let plainVariables: Set<String> = ["x", "y", "z", "t"]
}

extension Blackboard {
  /// The symbol that a name stands for in a formula.
  func symbol(_ phrase: Phrase, in formula: Formula) throws(StatementProblem) -> Symbol {
    var reader = Reader(symbols: formula.symbols.filter { $0.shape.count <= 2 })
    if let read = try? reader.read(phrase.text).formula, case .symbol(let symbol) = read.node,
      formula.symbols.contains(symbol)
    {
      return symbol
    }
    let known = formula.symbols.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
    throw StatementProblem(
      "the formula has no symbol \(phrase.text); it has \(known.isEmpty ? "none" : known)", at: phrase)
  }

  /// The name as the reader spells it, `x_1` for `x₁`.
  func spelling(_ phrase: Phrase) throws(StatementProblem) -> String {
    do throws(ReadingError) {
      for case .declaration(let declaration) in try Reader().statements(phrase.text + ": scalar") {
        if let name = declaration.names.first { return name }
      }
    } catch {
      // `W^{(2)}` is a name to the reader, and none that is declared so.
      var reader = Reader()
      if let read = try? reader.read(phrase.text).formula, case .symbol(let symbol) = read.node { return symbol.name }
      throw StatementProblem(error, in: phrase)
    }
    throw StatementProblem("found \(phrase.text), expected a name", at: phrase)
  }
}

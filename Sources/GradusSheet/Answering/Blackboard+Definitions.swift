import GradusExpression
import GradusNotation

extension Blackboard {
  mutating func definition(_ whole: Phrase, _ body: Phrase, _ isTold: Bool) throws(StatementProblem) -> Answered {
    let statements: [Statement]
    do { statements = try reader.statements(whole.text) } catch { throw StatementProblem(error, in: whole) }
    if statements.count == 1, case .equation = statements[0], !isTold, let (passage, answer) = try? solve(whole, nil) {
      return (passage, .answered(answer))
    }
    guard statements.count == 1, case .definition(let definition) = statements[0] else {
      throw StatementProblem(
        "a definition has a name on its left, as in x = a'*b; an equation is a question: solve \(whole.text)", at: whole
      )
    }
    if !definition.parameters.isEmpty {
      try defineFunction(definition.name, definition.parameters, whole: whole)
      let left = definition.parameters.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
      let name = Formula.symbol(definition.name).written(as: .unicode)
      return (
        [.mathematics(.equation(.line("\(name)(\(left))"), .typed(definition.body)))], .stated
      )
    }
    if !isTold, let equation = product(definition.name, in: whole) {
      let (passage, answer) = try solve(equation, nil)
      return (passage, .answered(answer))
    }
    var meaning = try read(body, entriesAt: definition.letters)
    if let symbol = reader.symbols.first(where: { $0.name == definition.name }), !isDefined(definition.name) {
      meaning = meaning.inShape(of: symbol)
    }
    if let symbol = reader.symbols.first(where: { $0.name == definition.name }), !isDefined(definition.name),
      let contradiction = Blackboard.contradiction(symbol, meaning.value)
    {
      throw StatementProblem("\(definition.name) is declared above, and this value \(contradiction)", at: body)
    }
    let symbol = Formula.symbol(definition.name, meaning.value.shape)
    // A formula whose names all have values is a question: what is it?
    let isQuestion = !isTold && !meaning.written.symbols.isEmpty && meaning.value.symbols.isEmpty
    if isQuestion {
      let (passage, answer) = try compute(body, named: symbol)
      guard let value = answer.value.formula else { return (passage, .answered(answer)) }
      define(definition.name, as: value)
      return (passage, .answered(answer))
    }
    // A name in its own value is the one that it had before.
    let isOwn = meaning.written.symbols.contains { $0.name == definition.name }
    // A capital is a matrix, if only one of one row.
    var trial = reader
    let isRow =
      meaning.value.rank == 1 && LatexTokens.looksLikeMatrix(definition.name)
      && ((try? trial.read(body.text))?.isRow ?? false)
    define(
      definition.name, as: meaning.value, written: isOwn ? nil : meaning.written,
      arraySource: definition.letters.isEmpty ? whole.text : nil, isRow: isRow)
    if case .tensor(let letters, let entry) = definition.body.kind, letters == definition.letters {
      let member = Formula.symbol("\(definition.name)_\(letters.joined())")
      return ([.mathematics(.equation(.formula(member), .typed(entry)))], .stated)
    }
    return ([.mathematics(.equation(.formula(symbol), .typed(definition.body)))], .stated)
  }

  /// `P*x = a` of `Px = a`, where P is a known matrix and x another letter: nobody names a number Px then.
  private func product(_ name: String, in whole: Phrase) -> Phrase? {
    let letters = Array(name)
    guard letters.count == 2, letters.allSatisfy(\.isLetter),
      let first = definitions.first(where: { $0.name == String(letters[0]) }), first.meaning.rank == 2,
      !reader.symbols.contains(where: { $0.name == name }), let right = whole.sidesOfEquation?.right
    else { return nil }
    return Phrase("\(letters[0])*\(letters[1]) = \(right.text)")
  }
}

extension Blackboard.Meaning {
  /// `[1 2 3]` is a row where the page declares a matrix of one row, and a column where it declares one of one column; a number is the one
  /// entry of an array of one.
  fileprivate func inShape(of symbol: Symbol) -> Self {
    if value.isScalar, value.symbols.isEmpty, symbol.shape == [1] || symbol.shape == [1, 1] {
      return Self(written: written.reshaped(to: symbol.shape), value: value.reshaped(to: symbol.shape))
    }
    guard symbol.shape.count == 2, value.rank == 1, symbol.shape.contains(1),
      symbol.shape.first(where: { $0 != 1 }).map({ $0 == value.shape[0] }) ?? false
    else { return self }
    return Self(written: written.reshaped(to: symbol.shape), value: value.reshaped(to: symbol.shape))
  }
}

import GradusExpression
import GradusNotation

extension Blackboard {
  mutating func definition(_ whole: Phrase, _ body: Phrase, _ isTold: Bool) throws(StatementProblem) -> Answered {
    let statements: [Statement]
    do { statements = try reader.statements(whole.text) } catch { throw StatementProblem(error, in: whole) }
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
    let meaning = try read(body)
    let symbol = Formula.symbol(definition.name, meaning.value.shape)
    // A formula whose names all have values is a question: what is it?
    let isQuestion = !isTold && !meaning.written.symbols.isEmpty && meaning.value.symbols.isEmpty
    if isQuestion {
      let (passage, answer) = try compute(body, named: symbol)
      guard let value = answer.value.formula else { return (passage, .answered(answer)) }
      define(definition.name, as: value)
      return (passage, .answered(answer))
    }
    define(definition.name, as: meaning.value)
    return ([.mathematics(.equation(.formula(symbol), .typed(definition.body)))], .stated)
  }
}

import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusSolving

extension Blackboard {
  typealias Answered = (Passage, Exercise.Outcome)

  /// Answers a statement; what it names stands on the blackboard from then on.
  mutating func answer(_ kind: SheetStatement.Kind) throws(StatementProblem) -> Answered {
    switch kind {
    case .declaration(let phrase):
      try declare(phrase)
      return (declared(phrase), .stated)
    case .definition(let whole, let body, let isTold): return try definition(whole, body, isTold)
    case .network(let name, let layers):
      let network = try network(layers)
      define(name.text, as: network)
      return ([.words("\(name.text) be the network"), .mathematics(.line(network.inWords))] + network.weights, .stated)
    case .options: preconditionFailure("options belong to the question above them")
    case .question(let question, let name):
      let (passage, answer) = try answer(question)
      if let name { try bind(name, to: answer) }
      return (passage, .answered(answer))
    }
  }

  /// A declaration as it stands on the page: `A ∈ ℝⁿˣⁿ symmetric`.
  private func declared(_ phrase: Phrase) -> Passage {
    guard case .declaration(let declaration)? = (try? reader.statements(phrase.text))?.first else {
      return [.words(phrase.text)]
    }
    if declaration.shape == .open {
      let isUnused = declaration.names.isEmpty
      return [.words(isUnused ? "\(phrase.text) is not used: no answer here rests on it" : phrase.text)]
    }
    var passage: Passage = []
    for (index, name) in declaration.names.enumerated() {
      guard let symbol = reader.symbols.first(where: { $0.name == name }) else { return [.words(phrase.text)] }
      if index > 0 { passage.append(.words(",")) }
      passage.append(.mathematics(.membership(.symbol(symbol))))
    }
    return passage + (declaration.facts.isEmpty ? [] : [.words(declaration.facts.joined(separator: ", "))])
  }

  private mutating func bind(_ name: Phrase, to answer: Answer) throws(StatementProblem) {
    var formula = answer.value.formula
    if case .solution(.unique(let matrix)) = answer.value {
      formula =
        matrix.columnCount == 1
        ? .vector(matrix.column(0)) : .literal(shape: matrix.shape, matrix.rows.flatMap(\.self))
    }
    guard let formula else {
      throw StatementProblem("the answer is no single formula, so it can have no name", at: name)
    }
    guard formula.rank <= 2 else {
      throw StatementProblem(
        "the answer has \(formula.rank) axes; names are for scalars, vectors and matrices", at: name)
    }
    define(try spelling(name), as: formula)
  }

  func answer(_ question: SheetStatement.Question) throws(StatementProblem) -> (Passage, Answer) {
    switch question {
    case .compute(let phrase): try compute(phrase, named: nil)
    case .solve(let equation, let unknown): try solve(equation, unknown)
    case .value(let formula, let point): try value(formula, at: point)
    case .operation(let phrase, let formula): try operation(phrase, formula)
    case .matrix(let question, let phrase): try matrix(question, phrase)
    case .system(let equations, let unknowns): try solve(equations, unknowns)
    case .derivative(let request): try differentiate(request)
    case .show(let left, let right): try show(left, right)
    case .forward(let network, let point): try forward(network, point)
    case .backward(let network, let point, let target, let length): try backward(network, point, target, length)
    case .descent(let formula, let start, let length, let count, let variables):
      try descent(formula, start, length, count, variables)
    case .minimise(let formula, let variable): try minimise(formula, variable)
    case .optimalStep(let formula, let variable): try optimalStep(formula, variable)
    case .bending(let claim, let formula, let variables): try bending(claim, formula, variables)
    case .plot(let request): try plot(request)
    case .quantity(let quantity, let arguments): try self.quantity(quantity, arguments, at: arguments[0])
    case .maximise(let formula, let variables): try minimise(formula, variables, negated: true)
    case .special(let question): try special(question)
    }
  }
}

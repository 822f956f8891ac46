import GradusCalculus
import GradusExpression
import GradusNotation

extension Blackboard {
  /// What a question about derivatives is about, and the answers, one a variable.
  struct Derivatives {
    let formula: Formula
    let written: Formula
    let variables: [Formula]
    let answers: [Derivative]
  }

  /// Differentiates a formula, once or twice in each of the variables.
  func derivative(
    _ kind: SheetStatement.DerivativeKind, of phrase: Phrase, variables names: [Phrase], style: WorkingStyle? = nil,
    layout: Layout = .denominator, order: Int? = nil, showsWorking: Bool = false
  ) throws(StatementProblem) -> Derivatives {
    let freeNames = try freeNames(names, of: phrase)
    let read = try read(phrase, freeNames: freeNames)
    var meaning = read
    let kept = freeNames.filter { name in isDefined(name) && !read.value.symbols.contains { $0.name == name } }
    if !kept.isEmpty, definitions.contains(where: { read.written.contains($0.symbol) }) {
      do { meaning = Meaning(written: read.written, value: try function(read.written, of: freeNames)) } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    let symbols = try variables(names, freeNames, meaning, phrase)
    let variables = symbols.map(Formula.symbol)
    if kind != .derivative, kind != .jacobian, !meaning.value.isScalar {
      throw StatementProblem(
        "the \(kind.rawValue) is that of a scalar; this has the shape \(describe(shape: meaning.value.shape)): ask for the jacobian",
        at: phrase)
    }
    let parts = definitions.filter { definition in
      definition.meaning != meaning.value && variables.contains(where: definition.meaning.contains)
        && meaning.value.contains(definition.meaning)
    }
    var answers: [Derivative] = []
    // The Hessian in several numbers is made of the derivatives of their partial derivatives.
    let isJoined = kind == .hessian && variables.count > 1 && variables.allSatisfy(\.isScalar)
    let order = isJoined ? 1 : order ?? kind.order
    for variable in variables {
      let request = DerivativeRequest(
        meaning.value, withRespectTo: Array(repeating: variable, count: order), layout: layout,
        style: style ?? (variable.rank == 2 ? .differential : .chain),
        definitions: parts.filter { $0.meaning.contains(variable) }.map { ($0.name, $0.meaning) },
        showsWorking: showsWorking)
      do {
        answers.append(try request.answer())
      } catch {
        throw StatementProblem("\(error)", at: phrase)
      }
    }
    return Derivatives(formula: meaning.value, written: meaning.written, variables: variables, answers: answers)
  }

  /// The variables that are named, or those that the author must have meant.
  private func variables(
    _ names: [Phrase], _ freeNames: [String], _ meaning: Meaning, _ phrase: Phrase
  ) throws(StatementProblem) -> [Symbol] {
    if !names.isEmpty {
      var symbols: [Symbol] = []
      for name in names { symbols.append(try symbol(name, in: meaning.value)) }
      return symbols
    }
    if !freeNames.isEmpty {
      let symbols = freeNames.compactMap { name in meaning.value.symbols.first { $0.name == name } }
      if !symbols.isEmpty { return symbols }
    }
    if meaning.value.symbols.count == 1 { return meaning.value.symbols }
    let list = meaning.value.symbols.map { Formula.symbol($0).written(as: .unicode) }.joined(separator: ", ")
    throw StatementProblem(
      list.isEmpty
        ? "the formula has no symbol to differentiate in"
        : "say in what: with respect to one of \(list)", at: phrase)
  }
}

extension NumericalCheck {
  /// The outcome in words; nil where no comparison was possible.
  var words: String? {
    guard obstacle == nil else { return nil }
    return passed
      ? "Checked: agrees with the formula in numbers."
      : "The check FAILED: this does not agree with the formula in numbers."
  }
}

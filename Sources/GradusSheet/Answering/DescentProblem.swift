import GradusExpression
import GradusNotation

/// A function that is descended on by hand, from a point of exact numbers.
struct DescentProblem {
  let start: Literal
  /// One variable of the start's shape, or several numbers, an entry of it each.
  let symbols: [Symbol]
  let meaning: Blackboard.Meaning
  /// The derivative in each of the variables.
  let slopes: [Formula]

  var variables: [Formula] { symbols.map(Formula.symbol) }
  var isSplit: Bool { symbols.count > 1 }
  /// `x, y`
  var listed: String { variables.map { $0.written(as: .unicode) }.joined(separator: ", ") }
  /// `(x, y)`, or `x` alone.
  var names: String { isSplit ? "(\(listed))" : listed }
}

extension Blackboard {
  func descentProblem(
    _ phrase: Phrase, from point: Literal, at start: Phrase, _ names: [Phrase]
  ) throws(StatementProblem) -> DescentProblem {
    let point = try zeroVector(point, phrase, names) ?? point
    guard point.shape.count <= 1 else { throw StatementProblem("the start is a vector or a number", at: start) }
    let freeNames = try descentVariables(phrase, names)
    let isSplit = freeNames.count > 1
    guard !isSplit || freeNames.count == point.values.count else {
      throw StatementProblem("\(freeNames.count) variables, but \(point.values.count) numbers to start from", at: start)
    }
    let symbols = freeNames.map { Symbol($0, isSplit ? [] : point.shape.map(Size.number)) }
    let meaning = try read(phrase, free: symbols, freeNames: freeNames)
    guard meaning.value.isScalar else { throw StatementProblem("descent needs a scalar", at: phrase) }
    return DescentProblem(
      start: point, symbols: symbols, meaning: meaning,
      slopes: try slopes(of: meaning.value, in: symbols.map(Formula.symbol), at: phrase))
  }

  /// The zero vector of the variable's length where the start is written 0; nil where it is a number, or the length is not known.
  private func zeroVector(_ point: Literal, _ phrase: Phrase, _ names: [Phrase]) throws(StatementProblem) -> Literal? {
    guard point.shape.isEmpty, point.values[0].isZero else { return nil }
    let freeNames = try descentVariables(phrase, names)
    guard freeNames.count == 1,
      let symbol = try read(phrase, freeNames: freeNames).value.symbols.first(where: { $0.name == freeNames[0] }),
      symbol.shape.count == 1, let count = symbol.shape[0].value(in: [:])
    else { return nil }
    return Literal(shape: [count], values: Array(repeating: .zero, count: count))
  }
}

extension Literal {
  /// The point as values of one variable of its shape, or of several numbers.
  func values(of variables: [Formula]) -> [Formula: Formula] {
    guard variables.count > 1 else { return [variables[0]: .literal(shape: shape, values)] }
    return Dictionary(uniqueKeysWithValues: zip(variables, values.map(Formula.constant)))
  }
}

import GradusCalculus
import GradusExpression
import GradusNotation
import GradusSolving

extension Blackboard {
  /// Whether a matrix of numbers is invertible, symmetric, …, with the numbers that decide it.
  func property(
    _ property: SpecialQuestion.MatrixProperty, of phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    if let answer = try definiteness(property, of: phrase) { return answer }
    if property == .symmetric, let found = symmetry(phrase) {
      return ([.words("Is"), .mathematics(typeset(phrase) ?? .line(phrase.text)), .words("symmetric?")], found)
    }
    let literal = try numbers(phrase)
    guard literal.shape.count == 2 else { throw StatementProblem("only a matrix is \(property.rawValue)", at: phrase) }
    let matrix = ExactMatrix(rowCount: literal.shape[0], columnCount: literal.shape[1], elements: literal.values)
    let passage: Passage = [
      .words("Is"), .mathematics(typeset(phrase) ?? .line(phrase.text)), .words("\(property.rawValue)?"),
    ]
    func answer(_ holds: Bool, _ reason: String, _ shown: Mathematics) -> (Passage, Answer) {
      (passage, Answer(.shown(holds), result: [Line((holds ? "Yes" : "No") + ": " + reason, shown)]))
    }
    guard matrix.isSquare else { return (passage, Answer(.shown(false), result: [Line("No: it is not square.")])) }
    func written(_ matrix: ExactMatrix) -> Mathematics {
      .numbers(Literal(shape: matrix.shape, values: matrix.elements))
    }
    do {
      switch property {
      case .invertible, .singular:
        let determinant = try matrix.determinant()
        let isInvertible = !determinant.isZero
        return answer(
          isInvertible == (property == .invertible), "the determinant is \(isInvertible ? "not 0" : "0").",
          .line("det = \(determinant.text)"))
      case .symmetric: return answer(matrix.isSymmetric, "compared with its transpose", written(matrix.transposed))
      case .orthogonal:
        let product = try matrix.transposed * matrix
        return answer(
          product == .identity(matrix.rowCount), "the product of the transpose and the matrix is", written(product))
      case .positiveDefinite, .positiveSemidefinite:
        guard matrix.isSymmetric else { return answer(false, "it is not symmetric.", written(matrix.transposed)) }
        let values = try matrix.eigenvalues()
        return answer(
          values.allSatisfy { property == .positiveDefinite ? $0.value.value.real > 0 : $0.value.value.real >= 0 },
          "the eigenvalues are",
          .line(values.map { "\($0.value)" }.joined(separator: ", ")))
      }
    } catch { throw StatementProblem("\(error)", at: phrase) }
  }

  /// Whether a formula with names is its own transpose; nil of numbers, and where nothing is told of names for which it is not.
  private func symmetry(_ phrase: Phrase) -> Answer? {
    guard let value = try? read(phrase.afterAssignment).value, !value.symbols.isEmpty, value.rank == 2,
      let (_, found) = try? show(Phrase("(\(phrase.text))'"), phrase)
    else { return nil }
    if case .shown(true) = found.value { return found }
    let told = Set(reader.symbols.map(\.name))
    return value.symbols.allSatisfy { told.contains($0.name) || !$0.facts.isEmpty } ? found : nil
  }

  /// Whether a formula with names is positive definite, or semidefinite, by what is known of them; nil for other questions.
  private func definiteness(
    _ property: SpecialQuestion.MatrixProperty, of phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer)? {
    guard property == .positiveDefinite || property == .positiveSemidefinite else { return nil }
    let value = try read(phrase.afterAssignment).value
    guard !value.symbols.isEmpty, value.rank == 2 else { return nil }
    let reasoner = FactReasoner()
    let found = reasoner.definiteness(value, half: 1)
    guard found == .definite || found == .semidefinite && property == .positiveSemidefinite else {
      let known = found == nil ? "" : "; what follows is that it is positive semidefinite"
      throw StatementProblem(
        "that \(phrase.text) is \(property.rawValue) does not follow from what is known of its names\(known)",
        at: phrase)
    }
    let kind = found == .definite ? "positive definite" : "positive semidefinite"
    let step = Step(claim: "is \(kind)", of: value, because: reasoner.reason(for: value))
    return (
      [.words("Is"), .mathematics(typeset(phrase) ?? .line(phrase.text)), .words("\(property.rawValue)?")],
      Answer(.shown(true), result: [Line("Yes.")], working: [Line(step)])
    )
  }
}

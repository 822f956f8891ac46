import GradusExpression
import GradusLearning
import GradusNotation
import GradusPaper
import GradusSolving

extension Blackboard {
  /// The rank or the eigenvalues of a matrix of numbers.
  func matrix(
    _ question: SheetStatement.MatrixQuestion, _ phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let literal = try numbers(phrase)
    guard literal.shape.count == 2 else {
      throw StatementProblem("only matrices have \(question == .rank ? "a rank" : "eigenvalues")", at: phrase)
    }
    let matrix = ExactMatrix(rowCount: literal.shape[0], columnCount: literal.shape[1], elements: literal.values)
    let asked = typeset(phrase) ?? .line(phrase.text)
    switch question {
    case .rank:
      let reduction = RowReduction(matrix)
      let working =
        reduction.steps.map { Line($0.sentence, .numbers(Literal(shape: $0.after.shape, values: $0.after.elements))) }
        + [Line("The rank is the count of the rows that are not zero.")]
      return (
        [.words("Find the rank of"), .mathematics(asked), .words(".")],
        Answer(
          .formula(.constant(Rational(matrix.rank))),
          result: [Line("", .line("\(reduction.pivotColumns.count)"))], working: working)
      )
    case .eigenvalues:
      let found: [Eigenvalue]
      do { found = try matrix.eigenvalues() } catch { throw StatementProblem("\(error)", at: phrase) }
      let polynomial = (try? matrix.characteristicPolynomial()).map { "\($0)" } ?? ""
      let result = found.enumerated().map { index, eigenvalue in
        let name = found.count == 1 ? "λ" : indexed("λ", index + 1)
        let times = eigenvalue.multiplicity == 1 ? "" : " (\(eigenvalue.multiplicity) times)"
        return Line("", .line("\(name) = \(eigenvalue.value)\(times)"))
      }
      return (
        [.words("Find the eigenvalues of"), .mathematics(asked), .words(".")],
        Answer(
          .none, result: result,
          working: polynomial.isEmpty
            ? [] : [Line("They are the zeros of the characteristic polynomial:", .line(polynomial))])
      )
    }
  }
}

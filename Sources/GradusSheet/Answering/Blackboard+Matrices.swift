import GradusExpression
import GradusLearning
import GradusNotation
import GradusSolving

extension RowStep {
  /// The operation in signs and in words.
  private var sentence: Passage {
    [.mathematics(.line("\(operation)")), .words(": " + "\(self)".replacing(" -", with: " −"))]
  }

  /// The line of working that the step is.
  var line: WorkingLine {
    WorkingLine(sentence, .numbers(Literal(shape: after.shape, values: after.rows.flatMap(\.self))))
  }

  /// With a bar before the columns of the right side.
  func line(bar: Int) -> WorkingLine { WorkingLine(sentence, .augmented(after, bar: bar)) }
}

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
        reduction.steps.map(\.line)
        + [WorkingLine("The rank is the count of the rows that are not zero.")]
      return (
        [.words("Find the rank of"), .mathematics(asked), .words(".")],
        Answer(
          .formula(.constant(Rational(matrix.rank))),
          result: [WorkingLine("", .line("\(reduction.pivotColumns.count)"))], working: working)
      )
    case .eigenvalues:
      let found: [Eigenvalue]
      do { found = try matrix.eigenvalues() } catch { throw StatementProblem("\(error)", at: phrase) }
      let polynomial = (try? matrix.characteristicPolynomial()).map { "\($0)" } ?? ""
      let result = found.enumerated().map { index, eigenvalue in
        let name = found.count == 1 ? "λ" : indexed("λ", index + 1)
        let times = eigenvalue.multiplicity == 1 ? "" : " (\(eigenvalue.multiplicity) times)"
        return WorkingLine("", .line("\(name) = \(eigenvalue.value)\(times)"))
      }
      return (
        [.words("Find the eigenvalues of"), .mathematics(asked), .words(".")],
        Answer(
          .none, result: result,
          working: polynomial.isEmpty
            ? [] : [WorkingLine("They are the zeros of the characteristic polynomial:", .line(polynomial))])
      )
    }
  }
}

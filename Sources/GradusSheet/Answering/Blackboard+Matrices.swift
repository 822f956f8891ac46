import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusPaper
import GradusSolving

extension Blackboard {
  /// What is asked of a matrix of numbers by a name.
  func matrix(
    _ question: SheetStatement.MatrixQuestion, _ phrase: Phrase
  ) throws(StatementProblem) -> (Passage, Answer) {
    let kinds = ["covariance matrix", "data matrix", "covariance", "data"]
    let bare = question == .principalComponent ? phrase.after(anyOf: kinds)?.withoutArticle ?? phrase : phrase
    let matrix = try exactMatrix(bare, for: question.names[0])
    let asked = typeset(bare) ?? .line(bare.text)
    let kind = bare == phrase ? "" : phrase.text.hasPrefix("cov") ? " the covariance matrix" : " the data"
    let passage: Passage = [.words("Find the \(question.title) of\(kind)"), .mathematics(asked), .words(".")]
    let answer: Answer
    do {
      switch question {
      case .rank: answer = rank(matrix)
      case .eigenvalues: answer = try eigenvalues(matrix)
      case .eigenvectors: answer = try eigenvectors(matrix)
      case .characteristicPolynomial:
        let polynomial = try matrix.characteristicPolynomial()
        answer = Answer(
          .formula(polynomial.formula(.symbol("lambda"))), result: [Line("", .line("det(λ I − A) = \(polynomial)"))])
      case .singularValues: answer = try singularValues(matrix)
      case .singularValueDecomposition: answer = try singularValueDecomposition(matrix)
      case .nullSpace: answer = nullSpace(matrix)
      case .columnSpace: answer = columnSpace(matrix)
      case .rowSpace: answer = rowSpace(matrix)
      case .qrDecomposition: answer = try orthonormal(matrix, phrase)
      case .luDecomposition: answer = lu(matrix)
      case .choleskyDecomposition: answer = try cholesky(matrix, phrase)
      case .rowEchelonForm: answer = echelon(matrix)
      case .conditionNumber: answer = try conditionNumber(matrix, phrase)
      case .principalComponent: answer = try principalComponent(matrix, phrase)
      }
    } catch {
      throw (error as? StatementProblem) ?? StatementProblem("\(error)", at: phrase)
    }
    return (passage, answer)
  }

  /// A matrix of exact numbers, or a derivative with a constant value: `the Hessian of f`.
  private func exactMatrix(_ phrase: Phrase, for name: String) throws(StatementProblem) -> ExactMatrix {
    var literal: Literal?
    if case .derivative(let request)? = try StatementParser.named(phrase) {
      literal = try differentiate(request).1.value.formula.flatMap(ExactEvaluator().evaluate)
    }
    if literal == nil { literal = try numbers(phrase) }
    guard let found = literal else { preconditionFailure("numbers are read or refused") }
    guard found.shape.count == 2 else { throw StatementProblem("only a matrix has \(name)", at: phrase) }
    return ExactMatrix(rowCount: found.shape[0], columnCount: found.shape[1], elements: found.values)
  }

  private func rank(_ matrix: ExactMatrix) -> Answer {
    let reduction = RowReduction(matrix)
    let working =
      reduction.steps.map { Line($0.passage, .numbers(Literal(shape: $0.after.shape, values: $0.after.elements))) }
      + [Line("The rank is the count of the rows that are not zero.")]
    return Answer(
      .formula(.constant(Rational(matrix.rank))),
      result: [Line("", .line("\(reduction.pivotColumns.count)"))], working: working)
  }

  // MARK: Eigenvalues

  /// The polynomial whose zeros the eigenvalues are.
  private func polynomialLine(_ matrix: ExactMatrix) throws -> Line {
    Line("They are the zeros of the characteristic polynomial:", .line("\(try matrix.characteristicPolynomial())"))
  }

  private func eigenvalues(_ matrix: ExactMatrix) throws -> Answer {
    let found = try matrix.eigenvalues()
    let result = found.enumerated().map { index, eigenvalue in
      let name = Mathematics.line(found.count == 1 ? "λ" : indexed("λ", index + 1))
      let times: Passage = eigenvalue.multiplicity == 1 ? [] : [.words("(\(eigenvalue.multiplicity) times)")]
      return eigenvalue.value.line(named: name, remark: times)
    }
    let values = found.compactMap(\.value.realFormula)
    return Answer(
      values.count == found.count ? .roots(unknown: "lambda", values) : .none, result: result,
      working: [try polynomialLine(matrix)])
  }

  private func eigenvectors(_ matrix: ExactMatrix) throws -> Answer {
    let found = try matrix.eigenvalues()
    var working = [try polynomialLine(matrix)]
    var result: [Line] = []
    for (index, eigenvalue) in found.enumerated() {
      let name = Mathematics.line(found.count == 1 ? "λ" : indexed("λ", index + 1))
      let vectors = matrix.eigenvectors(of: eigenvalue)
      let value = eigenvalue.value.line(named: name)
      working.append(Line([.words("The vectors v with (A − λ I) v = 0 for")] + value.asPassage + [.words(":")]))
      if vectors.isEmpty {
        result.append(Line(value.asPassage + [.words("has no real eigenvectors")]))
      } else {
        var passage = value.asPassage + [.words("with")]
        for (place, vector) in vectors.enumerated() {
          if place > 0 { passage.append(.words("and")) }
          let letter = Mathematics.line(
            indexed("v", result.count + 1) + (vectors.count > 1 ? String(repeating: "′", count: place) : ""))
          passage.append(.mathematics(vector.related(to: letter)))
        }
        result.append(Line(passage))
      }
    }
    working.append(Line("Every multiple of an eigenvector but zero is one too."))
    return Answer(.decomposition(Decomposition(kind: .eigenvectors, matrix: matrix)), result: result, working: working)
  }

  // MARK: Spaces

  private func nullSpace(_ matrix: ExactMatrix) -> Answer {
    let basis = matrix.nullSpace()
    let reduction = RowReduction(matrix)
    let working = reduction.steps.map {
      Line($0.passage, .numbers(Literal(shape: $0.after.shape, values: $0.after.elements)))
    }
    if basis.isEmpty { return Answer(.none, result: [Line("Only the zero vector.")], working: working) }
    return Answer(
      .decomposition(Decomposition(kind: .nullSpace, matrix: matrix)),
      result: [Line("All combinations of")] + basis.map { Line("", .numbers(Literal(shape: [$0.count], values: $0))) },
      working: working)
  }

  /// The columns in which a pivot stands.
  private func columnSpace(_ matrix: ExactMatrix) -> Answer {
    let reduction = RowReduction(matrix)
    let basis = reduction.pivotColumns.map { column in (0..<matrix.rowCount).map { matrix[$0, column] } }
    let words = "A pivot stands in \(basis.count == 1 ? "column" : "columns") "
    let columns = reduction.pivotColumns.map { "\($0 + 1)" }.joined(separator: ", ")
    return space(basis, reduction, Line(words + columns + ": those columns of the matrix are a basis."))
  }

  /// The rows of the echelon form that are not zero.
  private func rowSpace(_ matrix: ExactMatrix) -> Answer {
    let reduction = RowReduction(matrix)
    let last = reduction.steps.last?.after ?? matrix
    let basis = reduction.pivotColumns.indices.map { row in (0..<matrix.columnCount).map { last[row, $0] } }
    return space(basis, reduction, Line("The rows that are not zero are a basis."))
  }

  private func space(_ basis: [[Rational]], _ reduction: RowReduction, _ reason: Line) -> Answer {
    let working = reduction.steps.map {
      Line($0.passage, .numbers(Literal(shape: $0.after.shape, values: $0.after.elements)))
    }
    if basis.isEmpty { return Answer(.none, result: [Line("Only the zero vector.")], working: working) }
    return Answer(
      .none,
      result: [Line("All combinations of")] + basis.map { Line("", .numbers(Literal(shape: [$0.count], values: $0))) },
      working: working + [reason])
  }

  private func echelon(_ matrix: ExactMatrix) -> Answer {
    let reduction = RowReduction(matrix)
    let last = reduction.steps.last?.after ?? matrix
    return Answer(
      .formula(.literal(shape: last.shape, last.elements)),
      result: [Line("", .numbers(Literal(shape: last.shape, values: last.elements)))],
      working: reduction.steps.map {
        Line($0.passage, .numbers(Literal(shape: $0.after.shape, values: $0.after.elements)))
      })
  }

  private func lu(_ matrix: ExactMatrix) -> Answer {
    let found = matrix.lu()
    func line(_ name: String, _ matrix: ExactMatrix) -> Line {
      Line("", .equation(.line(name), .numbers(Literal(shape: matrix.shape, values: matrix.elements))))
    }
    let isPermuted = found.permutation != Array(found.permutation.indices)
    return Answer(
      .decomposition(Decomposition(kind: .triangles, matrix: matrix)),
      result: (isPermuted ? [line("P", found.permutationMatrix)] : []) + [
        line("L", found.lower), line("U", found.upper),
      ],
      working: [Line(isPermuted ? "P A = L U, with the rows in the order that P gives them:" : "A = L U:")])
  }
}

extension AlgebraicNumber {
  /// `λ₁ = 3`, `λ₂ ≈ 0.198247`.
  func line(named name: Mathematics, remark: Passage = []) -> Line {
    let value: Mathematics
    let relation: Mathematics.Relation
    if isExact {
      (value, relation) = (.line(description), .equals)
    } else {
      let (real, imaginary) = self.value
      let text =
        imaginary == 0 ? decimal(real) : "\(decimal(real)) \(imaginary < 0 ? "−" : "+") \(decimal(abs(imaginary)))i"
      (value, relation) = (.line(text), .approximates)
    }
    let equation = Mathematics.related([name, value], by: relation)
    return remark.isEmpty ? Line("", equation) : Line([.mathematics(equation)] + remark)
  }
}

extension Line {
  /// The line as part of a sentence.
  var asPassage: Passage { sentence + (display.map { [.mathematics($0)] } ?? []) }
}

extension [Formula] {
  /// `v = (1, 2)`, or `v ≈ (0.5, 0.866)` where the numbers are no short formulas.
  func related(to name: Mathematics) -> Mathematics {
    let simple = map { $0.simplified() }
    let isExact = simple.allSatisfy { $0.written(as: .unicode).count <= 16 }
    if isExact { return .equation(name, .entries(simple, shape: [count])) }
    let values = simple.map { (try? Evaluator(inputs: [:]).evaluate($0).scalar) ?? .nan }
    return .related([name, .line(Tensor(vector: values).decimals)], by: .approximates)
  }
}

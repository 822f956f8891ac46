import GradusCalculus
import GradusExpression
import GradusLearning
import GradusNotation
import GradusPaper
import GradusSolving

extension Blackboard {
  func special(_ question: SpecialQuestion) throws(StatementProblem) -> (Passage, Answer) {
    switch question {
    case .rounded(let question, let places): return try rounded(question, places)
    case .entropy(let phrase, let inBits): return try entropy(phrase, inBits)
    case .directional(let formula, let point, let direction): return try directional(formula, point, direction)
    case .taylor(let formula, let degree, let point): return try taylor(formula, degree, point)
    case .mixed(let formula, let names): return try mixed(formula, names)
    case .leastSquares(let equation): return try leastSquares(equation)
    case .line(let points): return try line(through: points)
    case .eigenvector(let vector, let matrix): return try eigenvector(vector, of: matrix)
    case .independent(let vectors): return try independent(vectors)
    case .confusion(let measure, let matrix): return try confusion(measure, matrix)
    case .filter(let request): return try filter(request)
    case .outputSize(let input, let kernel, let stride, let padding):
      return outputSize(input, kernel, stride, padding)
    case .method(let request): return try method(request)
    case .optimalStep(let formula, let point): return try optimalStep(formula, from: point)
    case .exactDescent(let formula, let point, let count): return try exactDescent(formula, from: point, count)
    case .extremeValue(let formula, let names, let isLargest): return try extremeValue(formula, names, isLargest)
    case .updateRule(let formula, let names, let length): return try updateRule(formula, names, length)
    case .parameters(let network): return try parameterCount(network)
    case .stationary(let formula): return try stationary(formula)
    case .values(let unknown, let property, let matrix): return try values(of: unknown, making: property, matrix)
    case .constrained(let formula, let names, let equations, let isLargest):
      return try constrained(formula, names, equations, isLargest)
    case .convergentSteps(let formula): return try convergentSteps(formula)
    case .function(let question): return try function(question)
    case .course(let question): return try course(question)
    case .property(let property, let matrix): return try self.property(property, of: matrix)
    }
  }

  // MARK: Numbers

  /// The answer in decimals, rounded where that is asked for.
  private func rounded(_ question: SheetStatement.Question, _ places: Int?) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    let (passage, answer) = try self.answer(question)
    guard let formula = answer.value.formula, formula.symbols.isEmpty,
      let value = try? Evaluator(inputs: [:]).evaluate(formula), value.values.allSatisfy(\.isFinite)
    else {
      let open = answer.value.formula?.symbols.map(\.name).joined(separator: ", ") ?? ""
      throw StatementProblem(
        open.isEmpty
          ? "the answer is no number that could be rounded" : "\(open) has no value, so there is nothing to round",
        at: Phrase(""))
    }
    let scale = places.map { (0..<$0).reduce(1.0) { value, _ in value * 10 } }
    let numbers = scale.map { scale in value.values.map { ($0 * scale).rounded() / scale } } ?? value.values
    let shown = Tensor(shape: value.shape, values: numbers)
    // What is shown says all of the number, or that it does not.
    let exact = ExactEvaluator().evaluate(formula).map { $0.values == numbers.map(\.sixDigits) } ?? false
    return (
      passage + [.words(places.map { "Round to \($0) decimals." } ?? "Give it as a decimal.")],
      Answer(
        .formula(.literal(shape: shown.shape, numbers.map { Rational("\($0)") ?? 0 })),
        result: [Line("", .line((exact ? "" : "≈ ") + shown.decimals))],
        working: answer.working + answer.result)
    )
  }

  /// −Σ p log p, where 0 log 0 is 0.
  private func entropy(_ phrase: Phrase, _ inBits: Bool) throws(StatementProblem) -> (Passage, Answer) {
    let numbers = try self.numbers(phrase)
    let total = numbers.values.reduce(Rational.zero, +)
    guard numbers.values.allSatisfy({ !$0.isNegative }), total == 1 else {
      throw StatementProblem(
        "probabilities are not negative and have the sum 1; these have the sum \(total.text)", at: phrase)
    }
    let terms = numbers.values.filter { !$0.isZero }.map { p in Term(-p, Formula.map(.log, .constant(p))) }
    var formula = Formula.sum(terms, shape: [])
    if inBits { formula = Blackboard.wholeBits(numbers.values) ?? formula / .map(.log, 2) }
    let log = inBits ? "log₂" : "log"
    return (
      [
        .words("Compute the entropy of"), .mathematics(typeset(phrase) ?? .line(phrase.text)),
        .words(inBits ? "in bits." : "."),
      ],
      Answer(
        .formula(formula), result: valueLines(formula),
        working: [
          Line(
            inBits ? "The entropy in bits:" : "The entropy, with the natural logarithm:", .line("H = −Σᵢ pᵢ \(log) pᵢ")),
          Line(
            "",
            .line(
              "= −("
                + numbers.values.filter { !$0.isZero }.map { "\($0.factor) \(log) \($0.factor)" }.joined(
                  separator: " + ") + ")")),
        ])
    )
  }

  /// The entropy in bits of probabilities that are powers of ½, which is rational; nil for others.
  private static func wholeBits(_ probabilities: [Rational]) -> Formula? {
    var total = Rational.zero
    for p in probabilities where !p.isZero {
      guard p.numerator == 1, let bits = (0...60).first(where: { Rational(1, 1 << $0) == p }) else { return nil }
      total += p * Rational(bits)
    }
    return .constant(total)
  }

  // MARK: Vectors and matrices

  /// Whether A v is a multiple of v.
  private func eigenvector(_ vector: Phrase, of matrix: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let (v, a) = (try numbers(vector), try numbers(matrix))
    guard a.shape.count == 2, a.shape[0] == a.shape[1], v.shape == [a.shape[1]] else {
      throw StatementProblem("the matrix has the shape \(a.shape), the vector \(v.shape)", at: vector)
    }
    let exact = ExactMatrix(rowCount: a.shape[0], columnCount: a.shape[1], elements: a.values)
    let product = exact.rows.map { zip($0, v.values).reduce(Rational.zero) { $0 + $1.0 * $1.1 } }
    let factor = zip(product, v.values).first { !$0.1.isZero }.map { $0 / $1 }
    let holds = factor.map { factor in zip(product, v.values).allSatisfy { $0 == factor * $1 } } ?? false
    let (shownVector, shownMatrix) = (typeset(vector) ?? .line(vector.text), typeset(matrix) ?? .line(matrix.text))
    let working = [Line("The product:", .equation(.line("A v"), .numbers(Literal(shape: v.shape, values: product))))]
    let result =
      holds
      ? Line([
        .words("It is an eigenvector, for the eigenvalue"), .mathematics(.line("λ = \(factor!.text)")), .words("."),
      ])
      : Line("It is none: the product is no multiple of the vector.")
    return (
      [.words("Is"), .mathematics(shownVector), .words("an eigenvector of"), .mathematics(shownMatrix), .words("?")],
      Answer(.shown(holds), result: [result], working: working)
    )
  }

  private func independent(_ vectors: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    var rows: [[Rational]] = []
    for vector in vectors { rows.append(try numbers(vector).values) }
    guard let width = rows.first?.count, rows.allSatisfy({ $0.count == width }) else {
      throw StatementProblem("the vectors have different lengths", at: vectors.first ?? Phrase(""))
    }
    let matrix = ExactMatrix(rowCount: rows.count, columnCount: width, elements: rows.flatMap(\.self))
    let reduction = RowReduction(matrix)
    let holds = reduction.pivotColumns.count == rows.count
    var passage: Passage = [.words("Are")]
    for (index, vector) in vectors.enumerated() {
      if index > 0 { passage.append(.words(index == vectors.count - 1 ? "and" : ",")) }
      passage.append(.mathematics(typeset(vector) ?? .line(vector.text)))
    }
    return (
      passage + [.words("linearly independent?")],
      Answer(
        .shown(holds),
        result: [Line(holds ? "Yes, they are linearly independent." : "No, they are linearly dependent.")],
        working: [Line("As rows of a matrix:", .numbers(Literal(shape: matrix.shape, values: matrix.elements)))]
          + reduction.steps.map {
            Line($0.passage, .numbers(Literal(shape: $0.after.shape, values: $0.after.elements)))
          }
          + [Line("The rank is \(reduction.pivotColumns.count), and there are \(rows.count) vectors.")])
    )
  }

  /// The minimisers of ‖A x − b‖² for an equation A x = b.
  private func leastSquares(_ equation: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    guard let (left, right) = equation.sidesOfEquation else {
      throw StatementProblem("expected an equation", at: equation)
    }
    let known = Set(reader.symbols.map(\.name))
    let symbols = try readEquation(equation).left.value.symbols.filter {
      !known.contains($0.name) || !isDefined($0.name)
    }
    guard symbols.count == 1 else { throw StatementProblem("the equation has not one unknown", at: equation) }
    do throws(StatementProblem) {
      let (_, answer) = try minimise(Phrase("norm2((\(left.text)) - (\(right.text)))^2"), [Phrase(symbols[0].name)])
      let asked = typeset(left).flatMap { left in typeset(right).map { Mathematics.equation(left, $0) } }
      return (
        [.words("Find the least squares solution of"), .mathematics(asked ?? .line(equation.text)), .words(".")], answer
      )
    } catch {
      throw StatementProblem(error.message, at: equation)
    }
  }

  /// y = a x + b with the least sum of squared differences.
  private func line(through points: [Phrase]) throws(StatementProblem) -> (Passage, Answer) {
    var rows: [[Rational]] = []
    var heights: [Rational] = []
    for point in points {
      let values = try numbers(point).values
      guard values.count == 2 else { throw StatementProblem("a point has two numbers", at: point) }
      rows.append([values[0], 1])
      heights.append(values[1])
    }
    guard rows.count > 1 else { throw StatementProblem("a line needs two points", at: points.first ?? Phrase("")) }
    let matrix = ExactMatrix(rowCount: rows.count, columnCount: 2, elements: rows.flatMap(\.self))
    let right = ExactMatrix(column: heights)
    let found: LeastSquaresSolution
    let normal: (ExactMatrix, ExactMatrix)
    do {
      found = try LinearSystem(matrix, rightSide: right).leastSquares()
      normal = (try matrix.transposed * matrix, try matrix.transposed * right)
    } catch { throw StatementProblem("\(error)", at: points[0]) }
    guard case .unique(let solution) = found.solution else {
      throw StatementProblem("all points have the same x: no line y = a x + b goes through them", at: points[0])
    }
    let (a, b) = (solution[0, 0], solution[1, 0])
    let x = Formula.symbol("x")
    func written(_ matrix: ExactMatrix) -> Mathematics {
      .numbers(Literal(shape: matrix.columnCount == 1 ? [matrix.rowCount] : matrix.shape, values: matrix.elements))
    }
    return (
      [.words("Fit a line through"), .mathematics(.line(points.map(\.text).joined(separator: ", "))), .words(".")],
      Answer(
        .formula(x.scaled(by: a) + .constant(b)),
        result: [Line("", .equation(.line("y"), .formula(x.scaled(by: a) + .constant(b))))],
        working: [
          Line(
            "The line y = a x + b with the least sum of squares; a row (x, 1) for each point:",
            .equation(.line("X"), written(matrix))),
          Line("The normal equations:", .line("XᵀX (a, b) = Xᵀy")),
          Line("", .equation(.line("XᵀX"), written(normal.0))),
          Line("", .equation(.line("Xᵀy"), written(normal.1))), Line("", .line("a = \(a.text), b = \(b.text)")),
        ])
    )
  }

  // MARK: Networks and images

  private func parameterCount(_ phrase: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let network = try named(phrase)
    let parts = network.layers.map { "\($0.inputs)·\($0.outputs) + \($0.outputs)" }
    let count = network.layers.reduce(0) { $0 + $1.inputs * $1.outputs + $1.outputs }
    return (
      [.words("How many parameters does the network"), .mathematics(.line(network.inWords)), .words("have?")],
      Answer(
        .formula(.constant(Rational(count))), result: [Line("", .line("\(count)"))],
        working: [
          Line(
            "A weight for each input and node of a layer, and a bias a node:",
            .line(parts.joined(separator: " + ") + " = \(count)"))
        ])
    )
  }

  /// ⌊(n − k + 2p)/s⌋ + 1
  private func outputSize(_ input: [Int], _ kernel: [Int], _ stride: Int, _ padding: Int) -> (Passage, Answer) {
    let sizes = input.enumerated().map { index, size in
      (size - kernel[min(index, kernel.count - 1)] + 2 * padding) / stride + 1
    }
    let working = input.enumerated().map { index, size in
      Line(
        index == 0 ? "Along an axis of n pixels with a kernel of k, stride s and padding p:" : "",
        .line(
          "⌊(n − k + 2p)/s⌋ + 1 = ⌊(\(size) − \(kernel[min(index, kernel.count - 1)]) + 2·\(padding))/\(stride)⌋ + 1 = \(sizes[index])"
        ))
    }
    return (
      [.words("Find the size of the output of a convolution.")],
      Answer(
        .formula(sizes.count == 1 ? .constant(Rational(sizes[0])) : .vector(sizes.map { Rational($0) })),
        result: [Line("", .line(sizes.map(String.init).joined(separator: "×")))], working: working)
    )
  }
}

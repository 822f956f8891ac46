import GradusExpression
import GradusLearning
import GradusSolving

extension WrongAnswer {
  /// Slips in the solving of A X = B.
  static func ofSystem(_ system: LinearSystem, _ right: Formula) -> [WrongAnswer] {
    func solution(_ matrix: ExactMatrix, _ rightSide: ExactMatrix) -> Formula? {
      guard case .unique(let found) = LinearSystem(matrix, rightSide: rightSide, form: system.form).solve() else {
        return nil
      }
      // Fractions that nobody would get by hand give a wrong answer away.
      guard found.rows.allSatisfy({ $0.allSatisfy { $0.denominator <= 12 } }) else { return nil }
      return Answer.Value.solution(.unique(found)).comparable
    }
    let (matrix, rightSide) = (system.matrix, system.rightSide)
    var found: [WrongAnswer] = []
    func add(_ value: Formula?, _ slip: String) {
      if let value { found.append(WrongAnswer(value: value, slip: slip)) }
    }
    if matrix.isSquare { add(solution(matrix.transposed, rightSide), "the rows of the matrix are read as columns") }
    for (row, entries) in rightSide.rows.enumerated() {
      let changed = entries.map { -$0 }
      let rows = rightSide.rows.enumerated().map { $0 == row ? changed : $1 }
      add(
        (try? ExactMatrix(rows)).flatMap { solution(matrix, $0) },
        "the sign of the right side is lost in row \(row + 1)")
    }
    for row in matrix.rows.indices {
      for column in matrix.rows[row].indices {
        var rows = matrix.rows
        rows[row][column] = -rows[row][column]
        add(
          (try? ExactMatrix(rows)).flatMap { solution($0, rightSide) },
          "the sign of the entry in row \(row + 1) and column \(column + 1) is lost")
      }
    }
    if matrix.isSquare, let product = try? matrix * rightSide, system.form == .unknownOnRight {
      add(Answer.Value.solution(.unique(product)).comparable, "the right side is multiplied by the matrix")
    }
    return found
  }

  /// Slips in carrying an example forward.
  static func ofForward(_ forward: ForwardPropagation) -> [WrongAnswer] {
    let layers = forward.network.layers
    func output(_ layers: [SmallNetwork.Layer], input: [Double]? = nil) -> Formula? {
      guard let network = try? SmallNetwork(layers: layers),
        let found = try? ForwardPropagation(network, input: input ?? forward.input)
      else { return nil }
      return Answer.Value.forward(found).formula
    }
    func changed(
      _ change: (Int, SmallNetwork.Layer) -> SmallNetwork.Layer
    ) -> [SmallNetwork.Layer] { layers.enumerated().map(change) }
    let last = layers.count - 1
    var found: [WrongAnswer] = []
    func add(_ value: Formula?, _ slip: String) {
      if let value { found.append(WrongAnswer(value: value, slip: slip)) }
    }
    add(
      output(changed { $0 == last ? $1 : .init(weights: $1.weights, biases: $1.biases) }),
      "the activation of the hidden layer is forgotten")
    add(
      output(changed { .init(weights: $1.weights, biases: $1.biases.map { _ in 0 }, activation: $1.activation) }),
      "the biases are forgotten")
    add(
      output(
        changed { index, layer in
          index != last
            ? layer : .init(weights: layer.weights, biases: layer.biases.map { _ in 0 }, activation: layer.activation)
        }), "the last bias is forgotten")
    add(
      output(
        changed { index, layer in
          // Column by column where the entries stand row by row.
          let (rows, columns) = (layer.inputs, layer.outputs)
          let entries = layer.weights.flatMap(\.self)
          let weights = (0..<rows).map { i in (0..<columns).map { j in entries[j * rows + i] } }
          return index > 0 ? layer : .init(weights: weights, biases: layer.biases, activation: layer.activation)
        }), "the rows of the weights are read as columns")
    add(output(layers, input: forward.input.reversed()), "the inputs are taken in the wrong order")
    add(
      output(
        changed { index, layer in
          index == 0
            ? layer
            : .init(weights: layer.weights, biases: layer.biases.map { -$0 }, activation: layer.activation)
        }), "the sign of the last bias is lost")
    return found
  }

  /// Slips in steps of gradient descent.
  static func ofDescent(_ origin: DescentOrigin) -> [WrongAnswer] {
    var found: [WrongAnswer] = []
    func add(_ value: Formula?, _ slip: String) {
      if let value { found.append(WrongAnswer(value: value, slip: slip)) }
    }
    add(origin.end(length: -origin.length), "the step goes along the gradient, not against it")
    add(origin.end(length: 1), "the step length is forgotten")
    add(
      origin.end(slopes: origin.slopes.map { $0.scaled(by: Rational(1, 2)) }), "a factor 2 is missing in the gradient")
    add(origin.end(count: origin.count + 1), "one step too many")
    if origin.count > 1 {
      add(origin.end(count: origin.count - 1), "one step too few")
      add(
        origin.end(length: origin.length * Rational(origin.count), count: 1),
        "every step takes the gradient of the start")
    }
    add(origin.end(length: origin.length * 2), "the step is twice as long")
    return found
  }

  /// Slips in a computation with numbers: a factor turned, an entrywise product.
  static func ofValue(_ formula: Formula) -> [WrongAnswer] {
    Set(
      formula.nodesBottomUp.filter {
        if case .literal = $0.node { $0.rank == 2 && $0.shape[0] == $0.shape[1] } else { false }
      }
    )
    .sorted { "\($0)" < "\($1)" }.compactMap { matrix in
      let turned = formula.substituting([matrix: matrix.transposed])
      guard let value = ExactEvaluator().evaluate(turned) else { return nil }
      return WrongAnswer(
        value: .literal(shape: value.shape, value.values), slip: "rows and columns of a matrix are exchanged")
    }
  }

  /// Slips in numbers, whatever they come from: signs, order, one too many or too few.
  static func ofNumbers(_ right: Formula) -> [WrongAnswer] {
    guard right.symbols.isEmpty, let literal = ExactEvaluator().evaluate(right) else { return [] }
    var found: [WrongAnswer] = []
    func add(_ values: [Rational], _ slip: String) {
      found.append(WrongAnswer(value: .literal(shape: literal.shape, values), slip: slip))
    }
    let values = literal.values
    func place(_ index: Int) -> String { literal.shape.isEmpty ? "the sign" : "the sign of the entry \(index + 1)" }
    for index in values.indices where !values[index].isZero {
      var changed = values
      changed[index] = -changed[index]
      add(changed, "\(place(index)) is lost")
    }
    if literal.shape.count == 1 { add(values.reversed(), "the entries stand in the wrong order") }
    if literal.shape.count == 2, literal.shape[0] == literal.shape[1] {
      let n = literal.shape[0]
      add((0..<n * n).map { values[$0 % n * n + $0 / n] }, "rows and columns are exchanged")
    }
    for (shift, words) in [(Rational(1), "too large"), (Rational(-1), "too small")] where !values.isEmpty {
      var changed = values
      changed[values.count - 1] += shift
      add(changed, literal.shape.isEmpty ? "it is 1 \(words)" : "the last entry is 1 \(words)")
    }
    return found
  }
}

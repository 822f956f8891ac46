import GradusExpression
import GradusLearning
import GradusNotation
import GradusOptimization

extension Blackboard {
  /// The network of `(W1, b1, relu; W2, b2)`: for each layer the weights (a row an input, a column a node), the biases and,
  /// unless it is the identity, the activation.
  func network(_ phrase: Phrase) throws(StatementProblem) -> SmallNetwork {
    guard let inside = phrase.insideParentheses else {
      throw StatementProblem("expected a network, as in network(W1, b1, relu; W2, b2)", at: phrase)
    }
    var layers: [SmallNetwork.Layer] = []
    for part in inside.parts(between: ";") {
      let items = part.parts(between: ",")
      guard (2...3).contains(items.count) else {
        throw StatementProblem("a layer is its weights, biases and activation, as in W1, b1, relu", at: part)
      }
      var activation = Activation.identity
      if items.count == 3 {
        let text = items[2].text.lowercased()
        // `leaky relu` is one name.
        if let named = try? Activation(parsing: text.filter { $0 != " " }) {
          activation = named
        } else {
          do { activation = try Activation(parsing: text) } catch {
            throw StatementProblem(error.description, at: items[2])
          }
        }
      }
      let biases = try numbers(items[1])
      let weights = try numbers(items[0])
      guard biases.shape.count <= 1 else { throw StatementProblem("the biases are a vector, one a node", at: items[1]) }
      layers.append(
        SmallNetwork.Layer(
          weights: weights.rows(columns: biases.values.count), biases: biases.values.map(\.doubleValue),
          activation: activation))
    }
    do {
      return try SmallNetwork(layers: layers)
    } catch {
      throw StatementProblem("\(error)", at: phrase)
    }
  }

  /// A phrase whose value is exact numbers.
  func numbers(_ phrase: Phrase) throws(StatementProblem) -> Literal {
    let value = try read(phrase).value
    guard let literal = ExactEvaluator().evaluate(value) else {
      let names = value.symbols.map(\.name).joined(separator: ", ")
      throw StatementProblem(
        names.isEmpty ? "expected rational numbers" : "expected numbers; \(names) has no value", at: phrase)
    }
    return literal
  }

  func named(_ phrase: Phrase) throws(StatementProblem) -> SmallNetwork {
    if let layers = phrase.after("network") { return try network(layers) }
    guard let network = network(phrase.text) else {
      throw StatementProblem(
        "\(phrase.text) is no network; define it: \(phrase.text) = network(W1, b1, relu; W2, b2)", at: phrase)
    }
    return network
  }

  private func propagated(_ network: Phrase, _ point: Phrase) throws(StatementProblem) -> ForwardPropagation {
    let network = try named(network)
    let input = try numbers(point).values.map(\.doubleValue)
    do { return try ForwardPropagation(network, input: input) } catch { throw StatementProblem("\(error)", at: point) }
  }

  func forward(_ network: Phrase, _ point: Phrase) throws(StatementProblem) -> (Passage, Answer) {
    let input = try numbers(point)
    if input.shape.count == 2 { return try batch(named(network), input, point) }
    let forward = try propagated(network, point)
    let lines = forward.lines.workingLines
    // The last line is the output.
    return (
      [
        .words("Carry"), .mathematics(.line(Self.equation("x", forward.input))), .words("forward through the network"),
        .mathematics(.line(try named(network).inWords)), .words("."),
      ],
      Answer(
        .forward(forward), result: lines.suffix(1), working: lines.dropLast(),
        illustration: .network(forward, showing: .all))
    )
  }

  /// Several examples, a row each.
  private func batch(_ network: SmallNetwork, _ input: Literal, _ phrase: Phrase) throws(StatementProblem) -> (
    Passage, Answer
  ) {
    let width = input.shape[1]
    var working: [Line] = []
    var outputs: [Double] = []
    for row in 0..<input.shape[0] {
      let example = input.values[row * width..<(row + 1) * width].map(\.doubleValue)
      do {
        let forward = try ForwardPropagation(network, input: example)
        working.append(Line("Example \(row + 1):"))
        working += forward.lines.workingLines
        outputs += forward.output
      } catch { throw StatementProblem("\(error)", at: phrase) }
    }
    let shape = network.outputs == 1 ? [input.shape[0]] : [input.shape[0], network.outputs]
    return (
      [
        .words("Carry the rows of"), .mathematics(typeset(phrase) ?? .line(phrase.text)),
        .words("forward through the network"), .mathematics(.line(network.inWords)), .words("."),
      ],
      Answer(
        .formula(.literal(shape: shape, outputs.map { Rational("\($0)") ?? 0 })),
        result: [
          Line(
            network.outputs == 1 ? "An output for each example:" : "A row for each example:",
            .line("Ŷ = \(Tensor(shape: shape, values: outputs).decimals)"))
        ], working: working)
    )
  }

  func backward(
    _ network: Phrase, _ point: Phrase, _ target: Phrase, _ length: Phrase?
  ) throws(StatementProblem) -> (Passage, Answer) {
    let forward = try propagated(network, point)
    let wanted = try numbers(target).values.map(\.doubleValue)
    let backward: BackwardPropagation
    do {
      backward = try BackwardPropagation(forward, target: wanted)
    } catch {
      throw StatementProblem("\(error)", at: target)
    }
    var working = forward.lines.workingLines + backward.lines.workingLines
    var result = working.filter { line in
      guard case .line(let text)? = line.display else { return false }
      return text.hasPrefix("∂L/∂W") || text.hasPrefix("∂L/∂b") && (text.hasSuffix(")") || !text.contains("δ"))
    }
    if let length {
      guard let step = try numbers(length).values.first, !step.isNegative else {
        throw StatementProblem("the step length is a positive number", at: length)
      }
      let update = NetworkUpdate(try named(network), backward, length: step.doubleValue)
      working += update.working
      result = update.result
    }
    return (
      [
        .words("Carry the error of the network"), .mathematics(.line(try named(network).inWords)), .words("at"),
        .mathematics(.line(Self.equation("x", forward.input))), .words("with the target"),
        .mathematics(.line(Self.equation("t", wanted))), .words("backward to every weight."),
      ],
      Answer(.backward(backward), result: result, working: working, illustration: .backward(backward))
    )
  }

  private static func equation(_ name: String, _ values: [Double]) -> String {
    "\(name) = " + (values.count == 1 ? Tensor(values[0]) : Tensor(vector: values)).decimals
  }
}

extension SmallNetwork {
  /// `2–3–1, ReLU, identity`.
  var inWords: String {
    ([inputs] + layers.map(\.outputs)).map { "\($0)" }.joined(separator: "–") + ", "
      + layers.map(\.activation.description).joined(separator: ", ")
  }
}

extension SmallNetwork {
  /// `with W¹ = [1 −1; 2 1], b¹ = (0, 1), …`
  var weights: Passage {
    var passage: Passage = [.words("with")]
    for (index, layer) in layers.enumerated() {
      let number = index + 1
      if index > 0 { passage.append(.words(",")) }
      let matrix = Tensor(shape: [layer.inputs, layer.outputs], values: layer.weights.flatMap(\.self)).decimals
      let biases = (layer.outputs == 1 ? Tensor(layer.biases[0]) : Tensor(vector: layer.biases)).decimals
      passage += [
        .mathematics(.line("\(indexed("W", layer: number)) = \(matrix)")), .words(","),
        .mathematics(.line("\(indexed("b", layer: number)) = \(biases)")),
      ]
    }
    return passage
  }
}

extension [String] {
  /// Lines of a worked propagation: `Layer 1: z = …` is a sentence and its mathematics.
  fileprivate var workingLines: [Line] {
    filter { !$0.isEmpty }.map { line in
      let text = String(line.drop { $0 == " " })
      guard text.hasPrefix("Layer"), let colon = text.firstIndex(of: ":") else { return Line("", .line(text)) }
      let rest = text[text.index(after: colon)...].drop { $0 == " " }
      return Line(String(text[...colon]), .line(String(rest)))
    }
  }
}

extension Literal {
  /// The rows of a matrix; a vector is a column where there is one column, and a row otherwise.
  fileprivate func rows(columns: Int) -> [[Double]] {
    let numbers = values.map(\.doubleValue)
    let width = shape.count == 2 ? shape[1] : columns
    guard width > 0 else { return [] }
    return stride(from: 0, to: numbers.count, by: width).map {
      Array(numbers[$0..<Swift.min($0 + width, numbers.count)])
    }
  }
}

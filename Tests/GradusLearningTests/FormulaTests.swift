import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("Losses and layers that are written as formulas")
struct FormulaTests {
  /// Formulas of one example beside losses of the table.
  static let losses = [
    ("sum((z - y).^2)/3", "squared-error"), ("norm2(z - y)^2/3", "squared-error"),
    ("mean(abs(z - y))", "absolute-error"),
    ("sum(log(cosh(z - y)))/3", "log-cosh"), ("formula(\"-sum(y .* log(p))\", output=softmax)", "cross-entropy"),
    ("formula(\"logsumexp(z) - y'*z\", output=softmax)", "cross-entropy"),
    ("formula(\"sum(exp(z) - y.*z)/3\", reduction=sum)", "poisson reduction=sum"),
    ("formula(\"-sum(y.*log(p) + (1-y).*log(1-p))/3\", output=sigmoid)", "binary-cross-entropy"),
  ]

  @Test("have the values and the slopes of those of the table", arguments: losses)
  func loss(text: String, name: String) throws {
    let written = try Loss(text.hasPrefix("formula") ? Clause(parsing: text) : Clause(formula: text))
    let known = try Loss(Clause(parsing: name))
    #expect(written.output == known.output)
    #expect(try Loss(Clause(parsing: written.description)) == written)
    var generator = SeededGenerator(seed: 3)
    let (z, y) = (Formula.symbol("Z", ["m", 3]), Formula.symbol("Y", ["m", 3]))
    let evaluator = Evaluator(inputs: [
      "Z": Tensor(shape: [4, 3], values: (0..<12).map { _ in generator.normal() }),
      "Y": Tensor(shape: [4, 3], values: (0..<12).map { $0 % 3 == $0 / 3 % 3 ? 1 : 0 }),
    ])
    let pairs = try [written, known].map { loss in
      try evaluator.evaluate([loss.ofEach(scores: z, targets: y), loss(scores: z, targets: y)]).flatMap(\.values)
    }
    for (a, b) in zip(pairs[0], pairs[1]) { #expect(abs(a - b) < 1e-9 * max(1, abs(b))) }
  }

  @Test("of one output may be formulas of numbers, and are refused for more")
  func numbers() throws {
    let loss = try Loss(Clause(formula: "(z - y)^2"))
    let data = try Dataset((0..<20).map { [Float($0) / 20] }, values: (0..<20).map { Double($0) * 2 })
    let settings = TrainingSettings(loss: loss, learningRate: 0.05, batchSize: 20, epochs: 200)
    let one = try Network(inputs: 1, layers: Layer.list("dense 1"), output: .identity)
    let training = try Training(one, on: data, settings: settings)
    while try training.nextEpoch() != nil {}
    #expect(try #require(training.state.history.last).loss < 1e-3)
    let three = try Network(inputs: 1, layers: Layer.list("dense 3"), output: .identity)
    #expect(throws: TrainingError.self) { _ = try TrainingStep(network: three, settings, batch: 4) }
  }

  @Test(
    "say what is wrong",
    arguments: [
      ("sum(z - t)", "has t; it is a formula of z"), ("sum(y)", "has neither z nor p"),
      ("sum(z -", "is not read"),
      ("formula(\"sum(z)\", output=relu)", "the output of the formula of a loss is softmax or"),
    ])
  func refused(text: String, words: String) {
    let error = #expect(throws: DescriptionError.self) {
      _ = try Loss(text.hasPrefix("formula") ? Clause(parsing: text) : Clause(formula: text))
    }
    #expect("\(error.map { "\($0)" } ?? "")".contains(words), "\(String(describing: error))")
  }

  @Test("of layers begin as gains and shifts do")
  func beginnings() throws {
    let network = try Network(
      inputs: 3,
      layers: Layer.list("\"gain .* x + shift\", formula(\"s*(W*x)\", W=\"[4, d] = 2\", s=lecun-normal), dense 2"))
    var generator = SeededGenerator(seed: 1)
    let values = network.initialParameters(using: &generator)
    #expect(values["layers.0.gain"] == [1, 1, 1] && values["layers.0.shift"] == [0, 0, 0])
    #expect(values["layers.1.W"] == Array(repeating: 2, count: 12) && values["layers.1.s"]?.count == 1)
    #expect(network.parameters.filter(\.decays).map(\.name) == ["layers.1.W", "layers.2.weight"])
  }

  @Test("of layers are those of the table")
  func layers() throws {
    let text = "formula(\"W*x + b\", W=\"[4, d]\"), \"relu(x)\", formula(\"V*x + c\", V=\"[2, d]\")"
    let written = try Network(inputs: 3, layers: Layer.list(text), output: .softmax)
    let known = try Network(inputs: 3, layers: Layer.list("dense 4, relu, dense 2"), output: .softmax)
    let x = Formula.symbol("X", [5, 3])
    let (a, b) = (written.forward(x).output, known.forward(x).output)
    var generator = SeededGenerator(seed: 2)
    func matrix(_ rows: Int, _ columns: Int) -> Tensor {
      Tensor(shape: [rows, columns], values: (0..<rows * columns).map { _ in generator.normal() })
    }
    var inputs = ["X": matrix(5, 3), "W1": matrix(3, 4), "b1": Tensor(vector: [1, 2, 3, 4]), "W2": matrix(4, 2)]
    inputs["b2"] = Tensor(vector: [0.5, -1])
    let wanted = try Evaluator(inputs: inputs).evaluate(b).values
    for (name, symbol) in [("W", "W1"), ("V", "V2")] {
      let weight = try #require(inputs[name == "W" ? "W1" : "W2"])
      let (rows, columns) = (weight.shape[0], weight.shape[1])
      let turned = (0..<columns).flatMap { column in (0..<rows).map { weight.values[$0 * columns + column] } }
      inputs[symbol + "'"] = Tensor(shape: [columns, rows], values: turned)
    }
    (inputs["W1"], inputs["V2"], inputs["c2"]) = (inputs["W1'"], inputs["V2'"], inputs["b2"])
    for (found, value) in zip(try Evaluator(inputs: inputs).evaluate(a).values, wanted) {
      #expect(abs(found - value) < 1e-12)
    }
  }
}

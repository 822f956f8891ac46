import GradusCalculus
import GradusExpression
import GradusOptimization
import Testing

@testable import GradusLearning

@Suite("An embedding")
struct EmbeddingTests {
  /// Written by `Scripts/training-fixtures.py`.
  struct Steps: Decodable {
    struct Step: Decodable {
      let loss: Double
      let parameters: [[Double]]
    }
    let layers: String
    let input: [Double]
    let targets: [Double]
    let begin: [[Double]]
    let steps: [Step]
  }

  @Test("learns as PyTorch's nn.Embedding does, step by step")
  func torch() throws {
    let fixture: Steps = try TorchTests.fixture("embedding")
    let network = try Network(inputs: 6, layers: Layer.list(fixture.layers))
    let x = Formula.symbol("X", [6, 6])
    let slip = network.forward(x, isTraining: true).scores - .symbol("T", [6, 2])
    let loss = (slip .* slip).summed.scaled(by: Rational(1, 10))
    let slopes = try gradients(of: loss, withRespectTo: network.trained.map { .symbol($0.symbol) })
    var inputs = [
      "X": Tensor(shape: [6, 6], values: fixture.input), "T": Tensor(shape: [6, 2], values: fixture.targets),
    ]
    var values = fixture.begin
    #expect(network.trained.map(\.count) == values.map(\.count))
    for step in fixture.steps {
      for (parameter, value) in zip(network.trained, values) {
        inputs[parameter.symbol.name] = Tensor(shape: parameter.shape, values: value)
      }
      let evaluator = Evaluator(inputs: inputs)
      #expect(abs(try evaluator.evaluate(loss).values[0] - step.loss) < 1e-10)
      values = try zip(values, evaluator.evaluate(slopes)).map { value, slope in
        zip(value, slope.values).map { $0 - 0.1 * $1 }
      }
      for (found, expected) in zip(values, step.parameters) {
        #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-10 })
      }
    }
  }

  /// Two columns of texts, one of them with a gap, around a number.
  private static let table = Table([
    .init("colour", .texts(["red", "blue", nil, "green", "red"])), .init("size", .numbers([1, 2, 3, 4, 5])),
    .init("shape", .texts(["round", "flat", "flat", "round", "flat"])), .init("price", .numbers([3, 1, 4, 1, 5])),
  ])

  private func preparation() throws -> TablePreparation {
    try TablePreparation(fitting: Self.table, TableRoles(of: Self.table, targets: ["price"], kind: .numbers))
  }

  @Test(
    "finds its columns in a table, and has as many numbers as the rule or the description says",
    arguments: [
      ("embedding, dense 1", "embedding(category 1 4 3, category 6 2 2), dense 1"),
      ("embedding 5, dense 1", "embedding(5, category 1 4 5, category 6 2 5), dense 1"),
      ("embedding(category 1 4 2), dense 1", "embedding(category 1 4 2), dense 1"),
    ])
  func columns(layers: String, expected: String) throws {
    let preparation = try preparation()
    let network = try Network(
      inputs: preparation.width, layers: Layer.list(layers).fitted(to: .table(preparation)))
    #expect(network.layerDescription == expected)
    #expect(try Layer.list(network.layerDescription) == network.layers)
  }

  @Test("gives a text its vector, a gap one of its own, and 0 for a text that was not learned")
  func vectors() throws {
    let preparation = try preparation()
    let layers: [Layer] = try [.embedding(width: 2)].fitted(to: .table(preparation))
    let network = try Network(inputs: preparation.width, layers: layers)
    var generator = SeededGenerator(seed: 3)
    let parameters = network.initialParameters(using: &generator)
    let rows = Table([
      .init("colour", .texts(["green", nil, "violet"])), .init("size", .numbers([3, 3, 3])),
      .init("shape", .texts(["flat", "flat", nil])),
    ])
    let model = try TrainedModel(
      network: network, parameters: parameters,
      task: .regression((0..<5).map { RegressionTarget("\($0)") }), form: .table(preparation))
    let found = try Predictor(model).predictions(for: preparation.examples(of: rows)).map(\.outputs)
    let (colours, shapes) = (parameters["layers.0.0.weight"] ?? [], parameters["layers.0.1.weight"] ?? [])
    // blue, green, red and the gap; flat and round.
    #expect(found[0] == [0] + colours[2..<4] + shapes[0..<2])
    #expect(found[1] == [0] + colours[6..<8] + shapes[0..<2])
    #expect(found[2] == [0, 0, 0, 0, 0])
    #expect(colours.count == 8 && shapes.count == 4)
  }

  @Test(
    "is refused in the words of who wrote it",
    arguments: [
      ("embedding, dense 2", "a table"), ("embedding(category 3 4 2), dense 2", "goes to input 6"),
      ("embedding(category 1 2 2, category 2 2 2), dense 2", "begin within"),
      ("embedding(category 1 2), dense 2", "three whole numbers"),
      ("embedding(dense 3), dense 2", "three whole numbers"),
      ("embedding(category 0 2 2), dense 2", "three whole numbers"),
      ("embedding(category 1 1048577 2), dense 2", "three whole numbers"),
      ("embedding(category 1 2 1048576), dense 2", "too large"),
    ])
  func refused(layers: String, words: String) {
    let error = #expect(throws: (any Error).self) { try Network(inputs: 5, layers: Layer.list(layers)) }
    #expect(error.map { "\($0)".contains(words) } == true, "\(String(describing: error))")
  }

  @Test("is refused where it does not see the columns")
  func notFirst() throws {
    let form = ExampleForm.table(try preparation())
    let error = #expect(throws: DescriptionError.self) { try Layer.list("dense 9, embedding").fitted(to: form) }
    #expect(error.map { "\($0)".contains("this one is layer 2") } == true, "\(String(describing: error))")
  }

  @Test("is refused for tables of numbers, and for images")
  func noTexts() {
    for form in [ExampleForm.numbers(3), .image(ImageShape(height: 2, width: 2, channels: 1))] {
      #expect(throws: DescriptionError.self) { try [Layer.embedding()].fitted(to: form) }
    }
  }
}

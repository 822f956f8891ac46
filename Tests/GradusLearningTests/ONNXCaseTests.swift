import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

/// Cases that ONNX makes for its operators of training, written by `Scripts/onnx-fixtures.py`.
@Suite("ONNX's cases of training")
struct ONNXCaseTests {
  struct Cases: Decodable {
    let losses: [LossCase]
    let optimizers: [OptimizerCase]
  }

  struct LossCase: Decodable {
    let name: String
    let loss: String
    let reduction: String
    let classes: Int
    let scores: [Double]
    let labels: [Int]
    let weights: [Double]
    let expected: [Double]
  }

  struct OptimizerCase: Decodable {
    let name: String
    let optimizer: String
    let rate: Double
    let time: Double
    let decay: String
    let parameter: [Double]
    let gradient: [Double]
    let memories: [String: [Double]]
    let expected: [Double]
    let memoriesAfter: [String: [Double]]
  }

  @Test("of losses have our values")
  func losses() throws {
    let cases = (try TorchTests.fixture("onnx") as Cases).losses
    #expect(cases.count >= 43)
    for sample in cases {
      let (rows, width) = (sample.labels.count, sample.classes)
      let loss = try Loss(Clause(parsing: sample.loss))
      let sum = try Loss(
        Clause(loss.clause.name, loss.clause.arguments + [.init(label: "reduction", .clause(Clause("sum")))]))
      let inputs = [
        "Z": Tensor(shape: [rows, width], values: sample.scores), "ω": Tensor(vector: sample.weights),
        "Y": Tensor(
          shape: [rows, width],
          values: sample.labels.flatMap { label in (0..<width).map { $0 == label ? 1 : 0 } }),
      ]
      let size = [Size.number(rows), .number(width)]
      let (scores, targets) = (Formula.symbol("Z", size), Formula.symbol("Y", size))
      let weights = Formula.symbol("ω", [size[0]])
      let formula =
        switch sample.reduction {
        case "mean": loss(scores: scores, targets: targets, weights: weights)
        case "sum": sum(scores: scores, targets: targets, weights: weights)
        default: weights .* loss.ofEach(scores: scores, targets: targets)
        }
      let found = try Evaluator(inputs: inputs).evaluate(formula).values
      #expect(found.count == sample.expected.count, "\(sample.name)")
      for (a, b) in zip(found, sample.expected) { #expect(abs(a - b) < 1e-5 * max(1, abs(b)), "\(sample.name)") }
    }
  }

  @Test("of optimisers have our updates")
  func optimizers() throws {
    let cases = (try TorchTests.fixture("onnx") as Cases).optimizers
    #expect(cases.count >= 7)
    for sample in cases {
      let optimizer = try Optimizer(Clause(parsing: sample.optimizer))
      let parameter = Symbol("w", [.number(sample.parameter.count)])
      let update = optimizer.update(
        parameter, gradient: .symbol("g", parameter.shape), weightDecay: try #require(Rational(sample.decay)))
      var inputs = [
        "w": Tensor(vector: sample.parameter), "g": Tensor(vector: sample.gradient),
        "learningRate": Tensor(sample.rate),
      ]
      let time = Evaluator(inputs: ["t": Tensor(sample.time), "learningRate": Tensor(sample.rate)])
      for scalar in optimizer.scalars { inputs[scalar.name] = try time.evaluate(scalar.value) }
      #expect(Set(optimizer.memories(of: parameter).map(\.name)) == Set(sample.memories.keys), "\(sample.name)")
      for (name, values) in sample.memories { inputs["w.\(name)"] = Tensor(vector: values) }
      let evaluator = Evaluator(inputs: inputs)
      var pairs = [(try evaluator.evaluate(update.parameter).values, sample.expected)]
      for (name, values) in sample.memoriesAfter {
        pairs.append((try evaluator.evaluate(#require(update.memories[name])).values, values))
      }
      for (found, expected) in pairs {
        for (a, b) in zip(found, expected) {
          #expect(abs(a - b) < 1e-5 * max(1, abs(b)), "\(sample.name): \(a), not \(b)")
        }
      }
    }
  }
}

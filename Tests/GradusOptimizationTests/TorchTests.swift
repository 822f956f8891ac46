import Foundation
import GradusExpression
import GradusOptimization
import Testing

/// What PyTorch computes, from `Scripts/training-fixtures.py`.
@Suite("PyTorch's numbers")
struct TorchTests {
  static func fixture<Content: Decodable>(_ name: String) throws -> Content {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/\(name)", withExtension: "json"))
    return try JSONDecoder().decode(Content.self, from: Data(contentsOf: url))
  }

  struct OptimizerCase: Decodable, Sendable {
    let optimizer: String
    let rate: Double
    let decay: Double
    let shape: [Int]
    let start: [Double]
    let gradients: [[Double]]
    let trace: [[Double]]
  }
  struct Optimizers: Decodable { let cases: [OptimizerCase] }

  @Test("every optimiser takes PyTorch's steps")
  func optimizers() throws {
    let fixture: Optimizers = try Self.fixture("optimizers")
    #expect(fixture.cases.count >= 60)
    for item in fixture.cases {
      let optimizer = try Optimizer(Clause(parsing: item.optimizer))
      let w = Symbol("w", item.shape.map(Size.number))
      let g = Formula.symbol("g", w.shape)
      let updates = optimizer.updates(of: w, gradient: g, weightDecay: try #require(Rational("\(item.decay)")))
      var inputs = ["w": Tensor(shape: item.shape, values: item.start), "learningRate": Tensor(item.rate)]
      for memory in optimizer.memories(of: w) {
        inputs[memory.symbol(of: w).name] = Tensor(
          shape: memory.shape.map { $0.value(in: [:]) ?? 0 }, repeating: Double(memory.initial))
      }
      // PyTorch orthogonalises in bfloat16.
      let tolerance = item.optimizer == "muon" ? 3e-3 : 1e-6
      for (step, (gradient, expected)) in zip(item.gradients, item.trace).enumerated() {
        inputs["g"] = Tensor(shape: item.shape, values: gradient)
        inputs["t"] = Tensor(Double(step + 1))
        for scalar in optimizer.scalars { inputs[scalar.name] = try Evaluator(inputs: inputs).evaluate(scalar.value) }
        let evaluator = Evaluator(inputs: inputs)
        for update in updates { inputs[update.symbol.name] = try evaluator.evaluate(update.value) }
        for (a, b) in zip(try #require(inputs["w"]).values, expected) {
          #expect(
            abs(a - b) <= tolerance * max(1, abs(b)), "\(item.optimizer) \(item.shape) step \(step + 1): \(a), not \(b)"
          )
        }
      }
    }
  }

  struct ScheduleCase: Decodable {
    let schedule: String
    let factors: [Double]
    let measured: [Double]?
  }
  struct Schedules: Decodable {
    let cases: [ScheduleCase]
    let plateaus: [ScheduleCase]
  }

  @Test("every schedule has PyTorch's rates")
  func schedules() throws {
    let fixture: Schedules = try Self.fixture("schedules")
    for item in fixture.cases {
      let schedule = try Schedule(Clause(parsing: item.schedule))
      for (step, expected) in item.factors.enumerated() {
        let found = schedule.factor(at: step + 1)
        #expect(abs(found - expected) < 1e-9, "\(item.schedule) in step \(step + 1): \(found), not \(expected)")
      }
    }
    for item in fixture.plateaus {
      let schedule = try Schedule(Clause(parsing: item.schedule))
      let measured = try #require(item.measured)
      for (epoch, expected) in item.factors.enumerated() {
        let found = schedule.factor(at: TrainingProgress(step: 1, measured: Array(measured[...epoch])))
        #expect(abs(found - expected) < 1e-12, "\(item.schedule) after epoch \(epoch + 1): \(found), not \(expected)")
      }
    }
  }
}

@Suite("A description")
struct ClauseTests {
  @Test(
    "is read, and written as it is read",
    arguments: [
      "adam", "momentum 0.9", "adam(beta1=0.8, epsilon=1e-06)", "residual(dense 512, gelu, layernorm)", "dropout 0.2",
      "warmup(100, cosine(1000, floor=0.1))", "dense 512 bias=no", "x(\"a, b) = 'c'\", y=z(1))",
      "step every=5 factor=1/3",
    ])
  func roundTrip(text: String) throws {
    let clause = try Clause(parsing: text)
    #expect(try Clause(parsing: clause.description) == clause, "\(clause)")
  }

  @Test(
    "is refused at the word",
    arguments: [
      ("", "a name was expected"), ("adam(", "a name was expected"), ("adam)", "a comma or the end"),
      ("adam beta1", "a setting as in rate=0.1"), ("dropout 0.2.3", "a number"), ("a \"b", "is not closed"),
      ("adam(beta1=)", "a name was expected"), ("a, b", "not 2 between commas"),
      (String(repeating: "a(", count: 100), "deep"), ("dropout 1e999999999", "a number"),
    ])
  func refused(text: String, words: String) {
    let error = #expect(throws: DescriptionError.self) { try Clause(parsing: text) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test(
    "of a method is refused in words that help",
    arguments: [
      ("adem", "did you mean adam?"), ("sdg", "did you mean sgd?"), ("fast", "known are sgd, momentum"),
      ("adam 1.5", "the beta1 of adam is 1.5: it must be a number of at least 0 and below 1"),
      ("adam(beta3=1)", "setting of adam: \"beta3\"; did you mean beta1 or beta2?"),
      ("sgd 0.1", "sgd has no settings"), ("adam 0.9 beta1=0.8", "adam has beta1 twice"),
      ("rmsprop centered=maybe", "is yes or no, not maybe"), ("adam epsilon=0", "a positive number"),
    ])
  func methods(text: String, words: String) throws {
    let clause = try Clause(parsing: text)
    let error = #expect(throws: DescriptionError.self) { try Optimizer(clause) }
    #expect(error?.description.contains(words) == true, "\(String(describing: error))")
  }

  @Test("of a schedule has durations in epochs, and ends with the training where none is given")
  func durations() throws {
    func schedule(_ text: String) throws -> String {
      try Schedule(Clause(parsing: text), stepsPerEpoch: 100, epochs: 10).description
    }
    #expect(try schedule("constant") == "constant")
    #expect(try schedule("cosine") == "cosine 1000")
    #expect(try schedule("step") == "step 334")
    #expect(try schedule("step(every=2, factor=0.5)") == "step 200 0.5")
    #expect(try schedule("multistep(3, 6.5)") == "multistep 300 650")
    #expect(try schedule("warmup(1, cosine)") == "warmup(100, cosine 900)")
    #expect(try schedule("plateau patience=3") == "plateau patience=3")
    #expect(try schedule("one-cycle") == "one-cycle 1000")
    #expect(try schedule("cosine 0.001") == "cosine 1")
    let long = try Schedule(Clause(parsing: "step"), stepsPerEpoch: 1 << 40, epochs: 3, after: 5)
    #expect(long.description == "step 1099511627775")
    #expect(throws: DescriptionError.self) {
      try Schedule(Clause(parsing: "step"), stepsPerEpoch: .max, epochs: .max)
    }
  }

  @Test(
    "of a schedule is refused where a duration is none, or beyond what steps are counted to",
    arguments: [
      "step(every=1e30, factor=0.5)", "step(every=-5)", "step(every=0)", "warmup(1e25, cosine)", "cosine 1e400",
      "multistep(1, -2)", "one-cycle 1e17",
    ])
  func impossibleDurations(text: String) throws {
    let clause = try Clause(parsing: text)
    #expect(throws: DescriptionError.self) { try Schedule(clause, stepsPerEpoch: 100, epochs: 10) }
  }
}

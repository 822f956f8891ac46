import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

/// Batches that are cut into leaves.
@Suite("Leaves")
struct LeavesTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let network: String
    var isWeighted = false
    var change: @Sendable (inout TrainingSettings) -> Void = { _ in }

    var testDescription: String { network + (isWeighted ? ", weighted" : "") }
  }

  static let cases = [
    Case(network: "dense 12, relu, dense 4"),
    Case(network: "dense 12, relu, dropout 0.3, noise 0.1, dense 4") { $0.clipping = Clipping(.globalNorm, 1) },
    Case(network: "dense 12, batchnorm, relu, dropout 0.2, dense 9, batchnorm, tanh, dense 4"),
    Case(network: "dense 12, batchnorm, residual(dense 12, batchnorm, relu), dense 4", isWeighted: true) {
      $0.accumulation = 2
      $0.averaging = .exponential(share: Rational(9, 10))
    },
    Case(network: "dense 12, tanh, dense 4", isWeighted: true) {
      $0.sparsity = Rational(1, 1000)
      $0.maxNorm = 2
    },
    Case(network: "dense 12, tanh, dense 4", isWeighted: true) {
      $0.loss = .named("cross-entropy", ["reduction": .word("sum")])
      $0.accumulation = 3
      $0.sparsity = Rational(1, 1000)
    },
    Case(network: "dense 12, relu, dense 4") { $0.augmentations = (try? Augmentation.list("shift 1, mixup")) ?? [] },
    Case(network: "dense 12, tanh, dense 4") {
      if let method = try? Optimizer(Clause(parsing: "lbfgs")) { $0.optimizer = method }
      $0.learningRate = 1
    },
  ]

  static func training(_ own: Case, leaves: Int, batch: Int = 13) throws -> Training {
    var data = try TrainingTests.quadrants(60, seed: 4)
    if own.isWeighted { data = try Dataset(data.examples, data.targets, weights: (0..<60).map { Float($0 % 5) / 3 }) }
    var settings = try UpdatesTests.settings(batch: batch)
    settings.epochs = 2
    own.change(&settings)
    settings.leaves = leaves
    return try Training(TrainingMethodTests.network(own.network), on: data, settings: settings)
  }

  /// 60 examples: batches of 13, and a last one of 8, fewer than the leaves.
  @Test("make the steps of the whole batch, to rounding", arguments: cases, [2, 5, 8, 11])
  func sameSteps(own: Case, leaves: Int) throws {
    let (whole, cut) = (try Self.training(own, leaves: 1), try Self.training(own, leaves: leaves))
    while let one = try whole.nextEpoch(), let other = try cut.nextEpoch() {
      #expect(abs(one.loss - other.loss) < 1e-4 * max(1, abs(one.loss)))
      #expect(one.accuracy == other.accuracy)
    }
    #expect(whole.isFinished && cut.isFinished)
    for (name, values) in whole.state.parameters {
      let own = try #require(cut.state.parameters[name])
      for (x, y) in zip(values, own) { #expect(abs(x - y) < 2e-3, "\(name)") }
    }
    #expect(Set(whole.state.memories.keys) == Set(cut.state.memories.keys))
  }

  @Test("go on from the midst of an epoch to the same bits", arguments: cases.dropLast())
  func resumes(own: Case) throws {
    let whole = try Self.training(own, leaves: 4)
    while try whole.nextEpoch() != nil {}
    for steps in [1, 3, 7] {
      let first = try Self.training(own, leaves: 4)
      var count = 0
      while count < steps {
        while count < steps, try first.nextBatch() != nil { count += 1 }
        if count < steps { _ = try first.finishEpoch() }
      }
      var data = try TrainingTests.quadrants(60, seed: 4)
      if own.isWeighted {
        data = try Dataset(data.examples, data.targets, weights: (0..<60).map { Float($0 % 5) / 3 })
      }
      let resumed = try Training(resuming: first.checkpoint(), on: data)
      while try resumed.nextEpoch() != nil {}
      #expect(resumed.state.parameters == whole.state.parameters)
      #expect(resumed.state.memories == whole.state.memories)
    }
  }

  @Test("of which there are none, or too many, are refused", arguments: [0, -1, 1 << 17])
  func counts(leaves: Int) {
    #expect(throws: TrainingError.self) { try Self.training(Self.cases[0], leaves: leaves) }
  }

  @Test("tell where a training diverges as the whole batch does")
  func divergence() throws {
    let own = Case(network: "dense 12, relu, dense 4") {
      $0.optimizer = .gradientDescent
      $0.learningRate = 1e30
    }
    for leaves in [1, 4] {
      let training = try Self.training(own, leaves: leaves)
      #expect(throws: TrainingError.self) { while try training.nextEpoch() != nil {} }
    }
  }
}

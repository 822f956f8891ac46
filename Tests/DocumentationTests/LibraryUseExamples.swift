import Foundation
import Gradus
import Testing

// What a package of somebody's own does with this one. `Scripts/check-interface.sh` compiles it as such a package would: with what is public alone.
@Suite("From outside: what is public is enough")
struct LibraryUseExamples {
  static let folder = FileManager.default.temporaryDirectory.appending(path: "gradus-outside-\(UUID().uuidString)")

  @Test("a formula is read, derived with its working, compared and written")
  func formulas() throws {
    var reader = Reader()
    try reader.declare("A: [n, n] symmetric")
    let f = try reader.read("x'*A*x + exp(c)").formula
    let x = try #require(f.symbols.first { $0.name == "x" })
    let answer = try DerivativeRequest(f, withRespectTo: [.symbol(x)]).answer()
    #expect(NumericalCheck.check(answer).passed && answer.facts.map(\.description) == ["A symmetric"])
    for step in answer.steps { #expect(!step.rule.isEmpty && !step.line(as: .unicode).isEmpty) }
    #expect(answer.result.written(as: .latex) == "2 A x" && answer.result.written(as: .ascii) == "2*A*x")
    #expect(answer.result.isEqual(to: try reader.read("A*x + A'*x").formula).holds)
    let sizes: [Formula.Size] = x.shape
    let terms: [Formula.Term] = f.terms
    #expect(sizes == ["n"] && terms.count == 2)
  }

  @Test("an exercise page is answered, rendered and marked")
  func sheets() throws {
    let worked = Sheet("a) Find the gradient of x^2 + 3*y^2 with respect to x and y.\n").worked()
    let exercise = try #require(worked.exercises.first)
    let answer = try #require(exercise.answer)
    #expect(answer.result.first?.text(as: .unicode).isEmpty == false)
    #expect(worked.rendered(as: .html).contains("<html") && worked.errors.isEmpty)
    #expect(worked.marks(for: "a) (2*x, 6*y)\n").allSatisfy { $0.isRight })
    #expect(!ExerciseGenerator(.chainRule, difficulty: 1, seed: 3).page(count: 2).isEmpty)
  }

  @Test("a table becomes a model, which is kept, read again, measured and explained")
  func tables() throws {
    try FileManager.default.createDirectory(at: Self.folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: Self.folder) }
    let csv = Self.folder.appending(path: "rows.csv").path
    let rows = (0..<60).map { row in
      let (size, isRed) = (row % 7, row % 5 < 2)
      return "\(size),\(isRed ? "red" : "blue"),\(size + (isRed ? 4 : 0) > 4 ? "yes" : "no")"
    }
    try ("size,colour,answer\n" + rows.joined(separator: "\n") + "\n").write(
      toFile: csv, atomically: true, encoding: .utf8)
    let table = try Table(contentsOf: csv)
    let data = try PreparedTable(table, TableRoles(of: table, targets: ["answer"]), testFraction: 0.25, seed: 1)
    let network = try Network(
      inputs: data.training.examples.width, layers: Layer.list("dense 8, tanh, dense 2, softmax"))
    let settings = TrainingSettings(optimizer: .adamW(), learningRate: 0.05, batchSize: 8, epochs: 20)
    let training = try Training(network, on: data.training, settings: settings)
    while try training.nextEpoch() != nil {}

    let file = Self.folder.appending(path: "model.safetensors").path
    try ModelFile(training.model(), training: training.checkpoint()).write(to: file)
    let kept = try ModelFile(contentsOf: file)
    let model = try training.model()
    #expect(kept.model == model)
    let measures = try Predictor(kept.model).classMeasures(on: data.test)
    let accuracy = try #require(measures.matrix.accuracy)
    #expect(accuracy > 0.7 && measures.probabilities?.logLoss != nil)
    let explanation = try NetworkExplanation(network, loss: settings.loss)
    #expect(!explanation.backward.isEmpty)
    let state = try #require(kept.training)
    let epoch = try Training(resuming: state, on: data.training, epochs: 21).nextEpoch()
    #expect(epoch?.epoch == 21)
  }

  @Test("a study searches settings")
  func study() throws {
    var study = try Study(
      SearchSpace([.init("learning-rate", SearchRange("0.001..1"))]), .random(trials: 3), epochs: 2, seed: 1)
    while let step = study.next {
      study.record(TrialScore(epochs: step.epochs, value: Double(step.choices["learning-rate"]!)), of: step.trial)
    }
    #expect(study.trials.count == 3 && study.best == study.ranking.first)
  }

  @Test("equations, minima and descent")
  func solving() throws {
    let (x, y) = (Symbol("x"), Symbol("y"))
    guard case .roots(let roots) = Equation(.symbol(x) .** 2, equals: 2, for: x).solve() else {
      Issue.record("no roots")
      return
    }
    #expect(roots.roots.count == 2 && roots.roots.allSatisfy { $0.isExact })
    let f = squaredNorm(.symbol(x) - 1) + 2 * squaredNorm(.symbol(y) - .symbol(x))
    let joint = try #require(JointVariable([.symbol(x), .symbol(y)]))
    let minimum = try minimise(joint.joining(f), over: joint.vector)
    #expect(minimum.isUnique)
    let objective = try Objective(f, over: [x, y], shapes: [[], []])
    let descent = try Descent(objective, from: [0, 0], method: .newton)
    let last = try #require(Array(descent).last)
    #expect(last.point.allSatisfy { Swift.abs($0 - 1) < 1e-6 })
  }

  @Test("work that asks for too much ends where a budget says")
  func budget() throws {
    let long = Formula.power(.matrix([[1, 1], [1, 0]]) * .vector([1, 1]) * .vector([1, 1]), 3)
    let value = Budget.$current.withValue(Budget(.usual)) { ExactEvaluator().evaluate(long) }
    #expect(value?.values == [27])
  }
}

import Foundation
import GradusExpression
import GradusLearning
import GradusOptimization
import Testing

@Suite("Cross-validation as scikit-learn does it")
struct FoldFixtureTests {
  /// What `Scripts/fold-fixtures.py` wrote.
  struct Fixture: Decodable {
    let rows: [[Double]]
    let classes: [Int]
    let fold: [Int]
    let decay: Double
    let accuracy: [Double]
    let macro_f1: [Double]
    let log_loss: [Double]
  }

  @Test("every fold of iris has the numbers of cross_val_score, with columns prepared for each")
  func logisticRegression() throws {
    let url = try #require(Bundle.module.url(forResource: "Fixtures/folds", withExtension: "json"))
    let known = try JSONDecoder().decode(Fixture.self, from: Data(contentsOf: url))
    let columns =
      (0..<4).map { column in Table.Column("x\(column)", .numbers(known.rows.map { $0[column] })) }
      + [
        Table.Column("kind", .texts(known.classes.map { "kind \($0)" })),
        Table.Column("part", .numbers(known.fold.map(Double.init))),
      ]
    let table = Table(columns)
    let source = FoldSource(table, try TableRoles(of: table, targets: ["kind"], ignoring: ["part"]))
    // With a group for each of scikit-learn's folds, the folds are those.
    let division = try FoldDivision(of: source.count, in: 5, groups: source.groups("part"))
    let settings = TrainingSettings(
      optimizer: try Optimizer(Clause("lbfgs")), learningRate: 1, weightDecay: Rational(known.decay.description)!,
      epochs: 300)
    for fold in division.folds {
      let (data, held) = try source.parts(fold)
      let network = try Network(inputs: 4, hidden: [], activation: .relu, classes: 3, output: .softmax)
      let training = try Training(network, on: data, settings: settings)
      while try training.nextEpoch() != nil {}
      let result = try FoldResult(training, fold, on: held, [.accuracy, .macroF1, .logLoss])
      let number = known.fold[fold.held[0]]
      #expect(fold.held.allSatisfy { known.fold[$0] == number } && fold.held.count == 30)
      #expect(abs((result.measures[.accuracy] ?? 0) - known.accuracy[number]) < 1e-12)
      #expect(abs((result.measures[.macroF1] ?? 0) - known.macro_f1[number]) < 1e-12)
      #expect(abs((result.measures[.logLoss] ?? 0) - known.log_loss[number]) < 1e-4, "\(result)")
    }
  }
}

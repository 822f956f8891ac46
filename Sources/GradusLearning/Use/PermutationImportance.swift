/// How much a model goes by a column of its table: how much worse it tells when the column's values are exchanged between rows at random.
///
/// Source: L. Breiman, "Random forests", Machine Learning 45 (2001); scikit-learn's `permutation_importance`.
public struct PermutationImportance: Hashable, Sendable {
  /// The column.
  public let name: String
  /// By how much the accuracy, or R² of numbers, falls; the mean over the repetitions.
  public let loss: Double
}

extension Predictor {
  /// The columns of a table by their importance, the greatest first; none for other examples, and where nothing can be measured.
  ///
  /// - Parameters:
  ///   - data: rows that were not trained on; of more than `most` these first.
  ///   - repetitions: how often each column is exchanged.
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network.
  public func importances(
    on data: Dataset, repetitions: Int = 5, most: Int = 2000, seed: UInt64 = 0
  ) throws -> [PermutationImportance] {
    let data = data.count > most ? data.subset(Array(0..<most)) : data
    guard case .table(let preparation) = data.examples.form, case .floats(let numbers) = data.examples.numbers else {
      return []
    }
    let measure: Measure = if case .regression = data.task { .r2 } else { .accuracy }
    guard let whole = try told(of: data).value(measure) else { return [] }
    var generator = SeededGenerator(seed: seed)
    var start = 0
    var result: [PermutationImportance] = []
    for column in preparation.columns {
      let places = start..<start + column.kind.width
      start = places.upperBound
      var sum = 0.0
      for _ in 0..<repetitions {
        let order = generator.permutation(of: data.count)
        var exchanged = numbers
        for row in 0..<data.count {
          for place in places {
            exchanged[row * preparation.width + place] = numbers[order[row] * preparation.width + place]
          }
        }
        let other = try Dataset(Examples(.floats(exchanged), data.examples.form), data.targets)
        sum += whole - (try told(of: other).value(measure) ?? whole)
      }
      result.append(PermutationImportance(name: column.name, loss: sum / Double(repetitions)))
    }
    return result.sorted { $0.loss > $1.loss }
  }
}

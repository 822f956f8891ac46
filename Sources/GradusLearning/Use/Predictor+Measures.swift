extension Predictor {
  /// How often examples of each class are taken for each class.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no classes.
  public func confusionMatrix(on data: Dataset) throws -> ConfusionMatrix { try classMeasures(on: data).matrix }

  /// How often examples of each class are taken for each class, and how good the probabilities are; nil for these where the outputs of the
  /// network are none.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no classes.
  public func classMeasures(
    on data: Dataset
  ) throws -> (matrix: ConfusionMatrix, probabilities: ProbabilityMeasures?) {
    let told = try told(of: data)
    return (try told.confusionMatrix(), told.probabilities())
  }

  /// How far the numbers that are told are from what they are, a row of measures for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no numbers to tell.
  public func regressionMeasures(on data: Dataset) throws -> [RegressionMeasures] {
    try told(of: data).regressionMeasures()
  }

  /// How each label is told: a matrix of no and yes for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no labels.
  public func labelMatrices(on data: Dataset) throws -> [(name: String, matrix: ConfusionMatrix)] {
    try told(of: data).labelMatrices()
  }
}

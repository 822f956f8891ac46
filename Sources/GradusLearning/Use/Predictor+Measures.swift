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
    try model.network.check(data)
    guard case .classification(let names) = data.task, let classes = data.targets.classes else {
      throw TrainingError.dataMismatch("the data have no classes")
    }
    let known = names + (names.count..<max(names.count, model.names.count)).map { model.names[$0] }
    let told = try predictions(for: data.examples)
    let labels = classes.map(Int.init)
    let matrix = ConfusionMatrix(actual: labels, predicted: told.compactMap(\.label), classNames: known)
    guard model.network.tellsProbabilities else { return (matrix, nil) }
    let probabilities = ProbabilityMeasures(
      labels: labels, probabilities: told.flatMap { $0.outputs.map(Double.init) }, classes: model.names.count)
    return (matrix, probabilities)
  }

  /// How far the numbers that are told are from what they are, a row of measures for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no numbers to tell.
  public func regressionMeasures(on data: Dataset) throws -> [RegressionMeasures] {
    try model.network.check(data)
    guard case .numbers(let learned, let targets) = data.targets else {
      throw TrainingError.dataMismatch("the data have no numbers to tell")
    }
    let told = try predictions(for: data.examples)
    return targets.enumerated().map { column, target in
      RegressionMeasures(
        name: target.name,
        actual: stride(from: column, to: learned.count, by: targets.count).map { target.value(of: learned[$0]) },
        predicted: told.map { Double($0.outputs[column]) })
    }
  }

  /// How each label is told: a matrix of no and yes for each.
  ///
  /// - Throws: `TrainingError.dataMismatch` where the data do not fit the network or have no labels.
  public func labelMatrices(on data: Dataset) throws -> [(name: String, matrix: ConfusionMatrix)] {
    try model.network.check(data)
    guard case .labels(let marks, let names) = data.targets else {
      throw TrainingError.dataMismatch("the data have no labels")
    }
    let told = try predictions(for: data.examples)
    return names.enumerated().map { column, name in
      let actual = stride(from: column, to: marks.count, by: names.count).map { marks[$0] > 0.5 ? 1 : 0 }
      let predicted = told.map { $0.outputs[column] > 0.5 ? 1 : 0 }
      return (name, ConfusionMatrix(actual: actual, predicted: predicted, classNames: ["no", "yes"]))
    }
  }
}

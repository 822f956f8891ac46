import ArgumentParser
import Gradus

extension Train {
  /// What `gradus train` would do with these words behind it.
  ///
  /// - Parameter command: the command that makes the training, and says itself what goes in and out.
  static func parsed(_ words: [String], for command: String) throws -> Train {
    let train: Train
    do { train = try Train.parse(words) } catch {
      throw CommandError(.usage, Train.message(for: error))
    }
    let taken = [
      (train.output != nil, "--output"), (train.resume != nil, "--resume"), (train.curve != nil, "--curve"),
      (train.runs != nil, "--runs"), (train.findLearningRate, "--find-learning-rate"), (train.watch, "--watch"),
      (train.tensorboard != nil, "--tensorboard"),
      (train.testSplit != nil, "--test-split"), (train.test != nil, "--test"), (train.time != nil, "--time"),
    ]
    if let option = taken.first(where: \.0)?.1 {
      throw CommandError(.usage, "\(option) does not go with \(command); `gradus \(command) --help` says what does")
    }
    return train
  }

  /// The data of which folds are taken, and what their groups are told by.
  func folds(_ parts: Int, groups: String?, repetitions: Int) throws -> (source: FoldSource, division: FoldDivision) {
    var columns = columns
    // What tells groups apart is not seen.
    if let groups { columns.ignore = [columns.ignore, groups].compactMap(\.self).joined(separator: ",") }
    if validation != nil {
      throw CommandError(.usage, "--validation does not go with folds, which are held back in turn")
    }
    if stream == true {
      throw CommandError(.usage, "--stream does not go with folds, for which all rows are in memory")
    }
    let place = try DataSource(data)
    var reading = reading.reading()
    reading.preparation.size = resize
    reading.target = columns.target ?? reading.target
    let content = try place.load(.training, reading)
    let source: FoldSource
    switch content.kind {
    case .images(let examples, let targets):
      guard let targets else { throw ExchangeError(.unsupported, file: data, "does not say what its examples are") }
      source = FoldSource(try Dataset(examples, targets))
    case .table(let table):
      let roles = try inFile { try columns.roles(of: table, content.target ?? place.target) }
      source = FoldSource(table, roles, scaling: columns.scaling.usual, imputation: columns.impute)
    }
    let together = try groups.map { name in try inFile { try source.groups(name) } }
    let division = try FoldDivision(
      of: source.count, in: parts, classes: source.classes, groups: together, repetitions: repetitions, seed: seed ?? 0)
    return (source, division)
  }

  /// The training of a fold, and the examples that it is measured on.
  func training(
    of fold: FoldPart, _ source: FoldSource, preparingByAll: Bool = false
  ) throws -> (training: Training, held: Dataset) {
    let parts = try inFile { try source.parts(fold, preparingByAll: preparingByAll) }
    return (try begin(TrainingData(training: parts.training), resumed: nil, nil), parts.held)
  }

  /// What is wrong with a table is wrong in its file; what is wrong with a setting is not.
  private func inFile<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as TableError {
      throw ExchangeError(.malformed, file: data, "\(error)")
    }
  }
}

extension Measure {
  /// The few that say most about a task.
  static func few(for task: LearningTask) -> [Measure] {
    [.accuracy, .macroF1, .logLoss, .areaUnderROC, .r2, .rmse, .mae].filter { $0.fits(task) }
  }
}

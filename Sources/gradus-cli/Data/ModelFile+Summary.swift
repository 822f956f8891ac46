import Gradus

extension ModelFile {
  /// A column by its name, with the curve that its numbers go through.
  private static func shown(_ column: TablePreparation.Column) -> String {
    if case .number = column.kind { column.described.visible } else { column.name.visible }
  }

  /// What the model is, line by line.
  var summary: [String] {
    var lines = ["network   \(model.network)   \(grouped(model.network.parameterCount)) parameters"]
    switch model.form {
    case .image(let shape): lines.append("images    \(shape)")
    case .numbers(let count): lines.append("numbers   \(count)")
    case .table(let preparation):
      lines.append("columns   \(preparation.columns.map(Self.shown).joined(separator: ", "))")
    }
    let names = model.names.map(\.visible).joined(separator: ", ")
    switch model.task {
    case .classification: lines.append("classes   \(names)")
    case .multilabel: lines.append("labels    \(names)")
    case .regression: lines.append("tells     \(names)")
    }
    if let training {
      let settings = training.settings
      lines.append(
        "training  \(training.epoch) of \(settings.epochs) epochs, \(settings.optimizer), learning rate \(settings.learningRate), batches of \(settings.batchSize), seed \(settings.seed)"
      )
      if !settings.augmentations.isEmpty { lines.append("augmented \(settings.augmentations.text)") }
      if let last = training.history.last {
        lines.append(
          "last      loss \(rounded(last.loss, 4))" + (last.accuracy.map { ", accuracy \(percent($0))" } ?? "")
            + (last.validationAccuracy.map { ", validation \(percent($0))" } ?? ""))
      }
    }
    return lines
  }
}

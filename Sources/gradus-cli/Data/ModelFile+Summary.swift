import Gradus

extension ModelFile {
  /// What the model is, line by line.
  var summary: [String] {
    var lines = [
      "network   \(classifier.network)   \(grouped(classifier.network.parameterCount)) parameters",
      "images    \(classifier.imageShape)",
      "classes   \(classifier.classNames.map(\.visible).joined(separator: ", "))",
    ]
    if let training {
      let settings = training.settings
      lines.append(
        "training  \(training.epoch) of \(settings.epochs) epochs, \(settings.optimizer), learning rate \(settings.learningRate), batches of \(settings.batchSize), seed \(settings.seed)"
      )
      if let last = training.history.last {
        lines.append(
          "last      loss \(rounded(last.loss, 4)), accuracy \(percent(last.accuracy))"
            + (last.validationAccuracy.map { ", validation \(percent($0))" } ?? ""))
      }
    }
    return lines
  }
}

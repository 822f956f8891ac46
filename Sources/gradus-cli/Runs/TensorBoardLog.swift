import Gradus
import GradusExchange

/// What TensorBoard shows of a training: curves, how the parameters are spread, first weights and examples as images.
final class TensorBoardLog {
  private let file: EventFile
  private let training: Training
  /// The most images of a kind, side by side.
  private static let most = 16

  /// - Throws: `ExchangeError` where the folder cannot be written.
  init(_ folder: String, _ training: Training) throws {
    self.training = training
    let state = training.state
    file = try EventFile(in: folder, resumingAt: state.step > 0 ? state.step + 1 : nil)
    try file.write([examples].compactMap(\.self), step: state.step)
  }

  /// What an epoch has come to.
  func write(_ report: EpochReport) throws {
    let settings = training.settings
    var values: [EventValue] = [.scalar("loss/training", report.loss), .scalar("epoch", Double(report.epoch))]
    if let accuracy = report.accuracy { values.append(.scalar("accuracy/training", accuracy)) }
    if let loss = report.validationLoss { values.append(.scalar("loss/validation", loss)) }
    if let accuracy = report.validationAccuracy { values.append(.scalar("accuracy/validation", accuracy)) }
    for measure in settings.measures {
      if let value = report.measures?[measure] { values.append(.scalar("\(measure.rawValue)/validation", value)) }
    }
    if let rate = training.lastLearningRate { values.append(.scalar("learning-rate", rate)) }
    let network = training.network
    for parameter in network.parameters where parameter.role == .parameter {
      values.append(.histogram(parameter.name, training.state.parameters[parameter.name] ?? []))
    }
    if let image = weights { values.append(image) }
    try file.write(values, step: training.state.step)
  }

  /// The first examples as the first step sees them.
  private var examples: EventValue? {
    guard let shape = training.data.imageShape else { return nil }
    let rows = training.firstExamples(Self.most)
    return rows.isEmpty ? nil : .image("examples", ImageSheet.grid(rows.map { ImageSheet.image($0, shape) }))
  }

  /// The weights of the first nodes that see an image.
  private var weights: EventValue? {
    guard let shape = training.data.imageShape,
      let parameter = training.network.trained.first(where: { $0.shape.count == 2 && $0.shape[0] == shape.count }),
      let numbers = training.state.parameters[parameter.name]
    else { return nil }
    let nodes = parameter.shape[1]
    let images = (0..<min(nodes, Self.most)).map { node in
      ReportImage.weights((0..<shape.count).map { Double(numbers[$0 * nodes + node]) }, shape)
    }
    return .image(parameter.name, ImageSheet.grid(images))
  }
}

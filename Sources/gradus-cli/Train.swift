import ArgumentParser
import Gradus

/// `gradus train`: a network learns from labelled images.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a dense network on labelled images.",
    discussion: """
      DATA is the name of a data set (fashion-mnist), a folder with IDX files named like those of MNIST \
      (train-images-idx3-ubyte, train-labels-idx1-ubyte and, for the test, t10k-…; plain or .gz), or one IDX file of \
      images with its labels beside it. Bytes are scaled to [0, 1]. The gradients are derived from the network's formula.

      With --output the model is saved after every epoch, with all that --resume needs to go on to the same bits.

      Examples:
        gradus train fashion-mnist --epochs 5 --output model.safetensors
        gradus train fashion-mnist --layers 128 --optimizer sgd --learning-rate 0.1
        gradus train fashion-mnist --resume model.safetensors --epochs 10
      """)

  @Argument(help: "A data set's name, a folder of IDX files, or an IDX file.", completion: .file())
  var data: String

  @OptionGroup(title: "The network") var network: NetworkOptions
  @OptionGroup(title: "The optimiser") var optimizer: OptimizerOptions

  @Option(help: "How the learning rate goes over the epochs. (default: constant)")
  var schedule: ScheduleName?

  @Option(help: "Steps in which the learning rate rises to its value. (default: 0)")
  var warmup: Int?

  @Option(help: "How often every image is seen. (default: 10)")
  var epochs: Int?

  @Option(help: "Start of the random numbers; the same seed gives the same model on the same machine. (default: 0)")
  var seed: UInt64?

  @Option(help: "Share of the images held back to measure the accuracy on after every epoch. (default: 0)")
  var validationSplit: Double?

  @Option(help: "What becomes of the images that fill no batch. (default: keep)")
  var lastBatch: TrainingSettings.LastBatch?

  @Option(help: "File to save the model in, after every epoch.", completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Option(
    help: "Go on with the training of this model; --epochs counts from the beginning.",
    completion: .file(extensions: ["safetensors"]))
  var resume: String?

  @Option(help: "File to draw the loss and the accuracy in, as SVG.", completion: .file(extensions: ["svg"]))
  var curve: String?

  @Option(help: "Form of the answer; json is an object an epoch, and one at the end.")
  var format: OutputFormat = .text

  func validate() throws {
    if resume != nil, let option = fixed.first {
      throw ValidationError("\(option) cannot change when training goes on; leave it out, or leave out --resume.")
    }
    if let warmup, warmup < 0 { throw ValidationError("--warmup \(warmup): it must be at least 0.") }
  }

  /// The options given that a resumed training has already settled.
  private var fixed: [String] {
    network.given + optimizer.given
      + [
        (schedule != nil, "--schedule"), (warmup != nil, "--warmup"), (seed != nil, "--seed"),
        (validationSplit != nil, "--validation-split"), (lastBatch != nil, "--last-batch"),
      ].filter(\.0).map(\.1)
  }

  func run() throws {
    // Everything that can be refused is looked at before the work begins.
    let output = output ?? resume
    for path in [output, curve].compactMap(\.self) { try FileBytes.checkWritable(path) }
    let source = DatasetSource(data)
    let resumed = try resume.map { try readState($0) }
    let images = try source.load(.training)
    let test = source.has(.test) ? try source.load(.test) : nil
    let training = try begin(images, resumed: resumed)
    do {
      if let test { try training.network.check(test) }
    } catch {
      throw TrainingError.dataMismatch("the test images do not fit: \(error)")
    }

    let reporter = TrainingReporter(training: training, format: format, output: output)
    var losses = LossCurve(training.state.history)
    try reporter.begin()
    while !training.isFinished {
      do {
        while let batch = try training.nextBatch() {
          try reporter.show(batch)
          if curve != nil { losses.add(batch, epoch: training.state.epoch) }
        }
        let report = try training.finishEpoch()
        if let output { try ModelFile(training.classifier(), training: training.state).write(to: output) }
        losses.add(report)
        try reporter.show(report)
      } catch {
        reporter.clear()
        guard let error = error as? TrainingError else { throw error }
        throw TrainingFailure(error: error, saved: training.state.epoch > 0 ? output : nil, epoch: training.state.epoch)
      }
    }
    let accuracy = try test.flatMap { try Predictor(training.classifier()).confusionMatrix(on: $0).accuracy }
    if let curve { try FileBytes.write(Array(losses.svg.utf8), to: curve) }
    try reporter.finish(testAccuracy: accuracy, testImages: test?.count ?? 0, curve: curve)
  }

  private func readState(_ path: String) throws -> TrainingState {
    guard let state = try ModelFile(contentsOf: path).training else {
      throw ExchangeError(.unsupported, file: path, "has no place in training to go on from")
    }
    return state
  }

  private func begin(_ images: Dataset, resumed: TrainingState?) throws -> Training {
    if let resumed { return try Training(resuming: resumed, on: images, epochs: epochs) }
    var settings = optimizer.settings
    settings.epochs = epochs ?? settings.epochs
    settings.seed = seed ?? 0
    settings.validationFraction = validationSplit ?? 0
    settings.lastBatch = lastBatch ?? .keep
    settings.schedule = try rates(settings, images: images.count)
    let network = try network.network(inputs: images.imageShape.count, classes: images.classNames.count)
    return try Training(network, on: images, settings: settings)
  }

  /// The schedule in steps: a cosine ends with the last epoch, a staircase goes down to a tenth at each third of them.
  private func rates(_ settings: TrainingSettings, images: Int) throws -> Schedule {
    let held = max(0, min(1, settings.validationFraction))
    let epoch = max(1, Int((Double(images) * (1 - held) / Double(max(1, settings.batchSize))).rounded(.up)))
    let (steps, overflow) = epoch.multipliedReportingOverflow(by: max(0, settings.epochs))
    guard !overflow else { throw TrainingError.setting("\(settings.epochs) epochs are too many to count their steps") }
    let warmup = warmup ?? 0
    let rest = max(1, steps - warmup)
    let main: Schedule =
      switch schedule ?? .constant {
      case .constant: .constant
      case .cosine: .cosine(steps: rest)
      case .step: .step(every: (rest + 2) / 3, factor: 0.1)
      }
    return warmup > 0 ? .warmup(steps: warmup, then: main) : main
  }
}

/// A training that stopped, and what is left of it.
struct TrainingFailure: ErrorWithStatus {
  let error: TrainingError
  let saved: String?
  let epoch: Int

  var status: ExitStatus { error.status }

  var description: String {
    guard case .diverged = error else { return "\(error)" }
    return "\(error); " + (saved.map { "\($0) keeps the model after epoch \(epoch)" } ?? "no model was saved")
  }
}

import ArgumentParser
import Gradus

/// `gradus train`: a network learns from examples.
struct Train: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Train a dense network on images or on a table.",
    discussion: """
      DATA is the name of a data set (digits, iris, wine, fashion-mnist); a table (CSV, TSV or the like, libsvm, SQLite; - for one on \
      standard input); arrays (npy, npz, safetensors, MATLAB), the examples under X or x_train and what is told under y or y_train; a \
      folder with a folder of pictures (PNG, JPEG, PNM) for each class, below train and test where there are both; or a folder as MNIST \
      (IDX), CIFAR or SVHN are published. Any file may be .gz. The gradients are derived from the network's formula.

      Images: bytes are scaled to [0, 1]. Tables: --target says which column is to be told; the others are seen. Numbers are scaled, \
      gaps filled and texts made columns of 0 and 1 (or vectors: --categories embed), by what is trained on alone, and the model keeps \
      how. Texts are classes, and so are \
      whole numbers of which there are at most twenty, each more than once; other numbers are told as numbers (--task).

      With --output the model is saved after every epoch, with all that --resume needs to go on to the same bits, and the training is \
      recorded in runs.sqlite beside it: `gradus runs` lists, compares and draws what was tried.

      Examples:
        gradus train digits
        gradus train flowers.csv --target species --test-split 0.2 --output model.safetensors
        gradus train pictures --resize 28x28 --test-split 0.2
        gradus train fashion-mnist --epochs 5 --output model.safetensors
        gradus train fashion-mnist --layers 128 --optimizer sgd --learning-rate 0.1
        gradus train fashion-mnist --resume model.safetensors --epochs 10
        mpirun -n 4 gradus train fashion-mnist --leaves 8 --output model.safetensors
      """)

  @Argument(help: "A data set's name, a folder, or a file of any format that is read.", completion: .file())
  var data: String

  @OptionGroup(title: "Reading") var reading: ReadingOptions

  @Option(help: "Height and width that pictures get, as 28x28. (default: their own)", transform: readSize)
  var resize: ImageShape?

  @Flag(
    inversion: .prefixedNo,
    help:
      "Read a table of text, or rows of numbers in npy, safetensors or IDX, piece by piece and keep its rows in a file below TMPDIR, so that memory does not grow with it. (default: beyond 256 megabytes, or 64 of gzip)"
  )
  var stream: Bool?

  @OptionGroup(title: "Tables") var columns: TableOptions
  @OptionGroup(title: "The network") var network: NetworkOptions
  @OptionGroup(title: "The optimiser") var optimizer: OptimizerOptions

  @Option(
    help:
      "How the learning rate goes, durations in epochs, as in cosine or \"step(every=5, factor=0.5)\": `gradus list schedules` lists them. (default: constant)",
    transform: readClause)
  var schedule: Clause?

  @Option(help: "Steps in which the learning rate rises to its value. (default: 0)")
  var warmup: Int?

  @Option(
    help:
      "How often every example is seen. (default: 10; for tables as often as makes 4000 steps, from 20 to 500 times; with lbfgs 200 steps)"
  )
  var epochs: Int?

  @Option(help: "Start of the random numbers; the same seed gives the same model on the same machine. (default: 0)")
  var seed: UInt64?

  @Option(help: "Share of the examples, and of every class, held back to measure on after every epoch. (default: 0)")
  var validationSplit: Double?

  @Option(help: "Examples to measure on after every epoch, in place of a share.", completion: .file())
  var validation: String?

  @Option(
    help: "Share of the examples, and of every class, held back to measure on in the end. (default: 0)")
  var testSplit: Double?

  @Option(help: "Examples to measure on in the end, in place of a share.", completion: .file())
  var test: String?

  @Option(
    help:
      "What classes count in the loss: balanced, or a factor for each between commas, in their order. (default: all the same)",
    transform: readClassWeights)
  var classWeights: ClassWeights?

  @Option(
    help:
      "How images are changed at random before each step, in this order, as in \"flip, crop 4, cutout 8\": `gradus list augmentations` lists the ways. (default: not at all)",
    transform: readAugmentations)
  var augment: [Augmentation] = []

  @Option(
    help: "Bound of the gradients: \"value 1\", \"norm 1\" or \"global-norm 1\". (default: none)", transform: readClause
  )
  var clip: Clause?

  @Option(
    help: "Factor of the sum of the weights' magnitudes, which is added to the loss. (default: 0)",
    transform: readExactly)
  var l1: Rational?

  @Option(help: "Greatest norm of a node's weights. (default: none)", transform: readExactly)
  var maxNorm: Rational?

  @Option(
    help:
      "Mean of the parameters that is the model: 0.999 is the share that stays in it at each step; swa is the mean over the last quarter of the epochs, \"swa 8\" from the eighth on. (default: none)"
  )
  var average: String?

  @Option(help: "Batches whose gradients make one update. (default: 1)")
  var accumulate: Int?

  @Option(
    help:
      "Parts of a batch whose gradients are computed each alone and added in one fixed tree: the same file comes out of any number of processes up to this one. (default: the number of processes under mpirun; 1 otherwise)"
  )
  var leaves: Int?

  @Option(
    help: "Time that another process under mpirun may say nothing before it is given up. (default: 120s)",
    transform: readSeconds)
  var silence: Double?

  @Option(
    help:
      "Epochs without a better one on the examples held back before training ends; the model is the best one. (default: none)"
  )
  var patience: Int?

  @Option(
    help:
      "What says which epoch is the best one for --patience, on the examples held back: `gradus evaluate --help` names the measures. (default: the loss)",
    transform: readMeasure)
  var monitor: Measure?

  @Option(
    help:
      "Measures to say after every epoch of the examples held back, and of the test in the end, between commas. (default: loss and accuracy, or the usual ones of numbers)",
    transform: readMeasures)
  var metrics: [Measure]?

  @Option(
    help: "Time after which training stops, as 90s, 10m or 2h; --resume goes on. (default: none)",
    transform: readSeconds)
  var time: Double?

  @Option(help: "Save the model every so many steps too. (default: after epochs only)")
  var checkpointEvery: Int?

  @Option(help: "What becomes of the examples that fill no batch. (default: keep)")
  var lastBatch: TrainingSettings.LastBatch?

  @Option(help: "File to save the model in, after every epoch.", completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Option(
    help: "Go on with the training of this model; --epochs counts from the beginning.",
    completion: .file(extensions: ["safetensors"]))
  var resume: String?

  @Option(
    help: "File to record the training in, for `gradus runs`. (default: runs.sqlite beside the model)",
    completion: .file(extensions: ["sqlite"]))
  var runs: String?

  @Flag(help: "Record nothing of the training.")
  var noRecord = false

  @Option(
    help:
      "Folder for TensorBoard: curves, how the parameters are spread, images of examples and first weights, in a file of events. (default: none)",
    completion: .directory)
  var tensorboard: String?

  @Option(help: "File to draw the loss and the accuracy in, as SVG.", completion: .file(extensions: ["svg"]))
  var curve: String?

  @Option(
    help: "Begin with the parameters of this model, as far as the network has them; the rest is new.",
    completion: .file(extensions: ["safetensors"]))
  var initFrom: String?

  @Flag(help: "See the examples in the order that they are given in, in every epoch.")
  var noShuffle = false

  @Flag(
    help: "Train with rates that rise from step to step, show how the loss goes, and propose one; nothing is saved.")
  var findLearningRate = false

  @Flag(help: "After every epoch, how every parameter and layer fares: norms, gradients, steps, dead nodes.")
  var watch = false

  @Flag(help: "Write over files that are no model (--output) and no picture (--curve), too.")
  var force = false

  @Option(help: "Form of the answer; json is an object an epoch, and one at the end.")
  var format: OutputFormat = .text

  func validate() throws {
    if resume != nil, let option = fixed.first {
      throw ValidationError("\(option) cannot change when training goes on; leave it out, or leave out --resume.")
    }
    if let checkpointEvery, checkpointEvery < 1 {
      throw ValidationError("--checkpoint-every \(checkpointEvery): it must be at least 1.")
    }
    if checkpointEvery != nil, output == nil, resume == nil {
      throw ValidationError("--checkpoint-every saves the model: give --output too.")
    }
    if runs != nil, noRecord { throw ValidationError("--runs records the training, and --no-record does not.") }
    if monitor != nil, patience == nil { throw ValidationError("--monitor chooses for --patience: give that too.") }
    if let warmup, warmup < 0 { throw ValidationError("--warmup \(warmup): it must be at least 0.") }
  }

  /// The options given that a resumed training has already settled.
  private var fixed: [String] {
    let settled: [(isGiven: Bool, name: String)] = [
      (clip != nil, "--clip"), (l1 != nil, "--l1"), (maxNorm != nil, "--max-norm"), (average != nil, "--average"),
      (accumulate != nil, "--accumulate"), (leaves != nil, "--leaves"), (patience != nil, "--patience"),
      (monitor != nil, "--monitor"),
      (schedule != nil, "--schedule"), (warmup != nil, "--warmup"),
      (seed != nil, "--seed"), (!augment.isEmpty, "--augment"),
      (validationSplit != nil, "--validation-split"), (testSplit != nil, "--test-split"),
      (classWeights != nil, "--class-weights"), (initFrom != nil, "--init-from"), (noShuffle, "--no-shuffle"),
      (stream != nil, stream == true ? "--stream" : "--no-stream"),
      (findLearningRate, "--find-learning-rate"), (lastBatch != nil, "--last-batch"),
    ]
    return network.given + optimizer.given + columns.given + settled.filter(\.isGiven).map(\.name)
  }

  func run() throws {
    let group = try Processes.join(silence: silence)
    // Everything that can be refused is looked at before the work begins.
    let output = output ?? resume
    for path in [output, curve].compactMap(\.self) { try FileBytes.checkWritable(path) }
    let source = try DataSource(data)
    try checkTargets(output: output, inputs: source.files + [validation, test].compactMap(\.self))
    let resumed = try resume.map { try ModelFile(contentsOf: $0) }
    let donor = try initFrom.map { try ModelFile(contentsOf: $0).model }
    let data = try load(source, resumed, donor)
    if findLearningRate {
      try showRates(data)
      return try Processes.finish(group)
    }
    let training = try begin(data, resumed: resumed, donor, group)
    do {
      if let test = data.test { try training.network.check(test.sample(seed: 0)) }
    } catch {
      throw TrainingError.dataMismatch("the test examples do not fit: \(error)")
    }

    // Without an epoch to wait for, the model is there at once.
    if training.isFinished { try save(training, training.state, in: output) }
    let reporter = TrainingReporter(training: training, format: format, output: output)
    var losses = LossCurve(training.state.history, training.settings.loss)
    try reporter.begin(data.notes)
    let times: ProcessTimes?
    let isWriter = Processes.isFirst(of: group)
    let recorder = isWriter ? recorder(of: training, output: output, resumed, reporter) : nil
    let result: TestResult?
    do {
      let log = try isWriter ? tensorboard.map { try TensorBoardLog($0, training) } : nil
      if let stop = try learn(training, reporter, (recorder, log), &losses, output) {
        recorder?.end(.stopped, because: stop)
        try reporter.stopped(stop)
        return try Processes.finish(group)
      }
      times = try reporter.times()
      result = try data.test.map { try TestResult(training.model(), on: $0, metrics, group) }
      if let curve, isWriter { try FileBytes.write(Array(losses.svg.utf8), to: curve) }
    } catch {
      recorder?.end(error is TrainingStopped ? .stopped : .failed, because: "\(error)")
      throw error
    }
    recorder?.end(.finished, test: result?.values ?? [:])
    try reporter.finish(result, curve: curve, recorder, times)
    try Processes.finish(group)
  }

  /// Saves a state; of several processes the first one does.
  private func save(_ training: Training, _ state: TrainingState, in output: String?) throws {
    guard let output, Processes.isFirst(of: training.group) else { return }
    try ModelFile(training.model(at: state), training: state).write(to: output)
  }

  /// Trains to the end.
  ///
  /// - Returns: what stopped it, in words, where that was asked for; nil at the end.
  private func learn(
    _ training: Training, _ reporter: TrainingReporter, _ logs: (recorder: RunRecorder?, board: TensorBoardLog?),
    _ losses: inout LossCurve, _ output: String?
  ) throws -> String? {
    let stop = StopRequest(after: time)
    while !training.isFinished {
      do {
        while let batch = try stop.next(of: training, reporter) {
          try reporter.show(batch)
          if curve != nil { losses.add(batch, epoch: training.state.epoch) }
          if let reason = stop.agreed(in: training) {
            reporter.clear()
            try save(training, training.checkpoint(), in: output)
            // Who ends before the file is there would end who writes it.
            try training.group?.wait()
            throw TrainingStopped(reason: reason, epoch: training.state.epoch + 1, batch: batch, saved: output)
          }
          if let checkpointEvery, batch.batch % checkpointEvery == 0 {
            try save(training, training.checkpoint(), in: output)
          }
        }
        let report = try training.finishEpoch()
        try save(training, training.state, in: output)
        logs.recorder?.record(report, training.state)
        try logs.board?.write(report)
        losses.add(report)
        try reporter.show(report)
        if watch { try reporter.show(training.health()) }
      } catch {
        reporter.clear()
        if let stopped = error as? TrainingStopped, stopped.isIntended { return "\(stopped)" }
        guard let error = error as? TrainingError else { throw error }
        throw TrainingFailure(error: error, saved: training.state.epoch > 0 ? output : nil, epoch: training.state.epoch)
      }
    }
    return nil
  }

  /// What is written takes the place of nothing that anybody would miss.
  private func checkTargets(output: String?, inputs: [String]) throws {
    let targets = [("--output", output), ("--curve", curve), ("--runs", runs)].compactMap { name, path in
      path.map { (name, $0) }
    }
    for (name, path) in targets {
      if let input = inputs.first(where: { FileBytes.areOne($0, path) }) {
        throw CommandError(.usage, "\(name) \(path.visible): that is \(input.visible), which is trained on")
      }
      guard let size = FileBytes.size(of: path), size > 0, !force else { continue }
      if name == "--output", !ModelFile.isModel(path) {
        throw CommandError(.usage, "\(name) \(path.visible): the file there is no model; --force writes over it")
      }
      if name == "--curve" { try checkPicture(path, name, force: force) }
    }
    for (name, path) in targets.dropFirst(output == nil ? 0 : 1) {
      if let other = [output, resume].compactMap(\.self).first(where: { FileBytes.areOne($0, path) }) {
        throw CommandError(.usage, "\(name) \(path.visible): that is the file of the model, \(other.visible)")
      }
    }
    if let curve, let runs, FileBytes.areOne(curve, runs) {
      throw CommandError(.usage, "--curve \(curve.visible): that is the file of --runs")
    }
  }

}

/// A picture takes the place of none but a picture.
func checkPicture(_ path: String, _ option: String, force: Bool) throws {
  guard let size = FileBytes.size(of: path), size > 0, !force else { return }
  let start = String(decoding: try FileBytes.read(path, atMost: 512), as: UTF8.self)
  guard start.hasPrefix("<svg") || start.hasPrefix("<?xml") && start.contains("<svg") else {
    throw CommandError(.usage, "\(option) \(path.visible): the file there is no SVG; --force writes over it")
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

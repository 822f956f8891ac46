import ArgumentParser
import Gradus

/// `gradus tune`
struct Tune: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tune", abstract: "Search the settings of a training that serve the data best.",
    discussion: """
      All options of `gradus train` that say how it is trained go behind the data. Choices are written with bars between them, \
      --layers "64|128,64", and a range of numbers with two points, --learning-rate 1e-4..1e-1: it is drawn by its logarithm where its end is ten \
      times its beginning or more. --space takes them from a JSON file: {"layers": ["64", "128,64"], "learning-rate": "1e-4..1e-1"}.

      Trials are compared on a fifth of the data that is held back (--validation-split), or with --folds on all of them in turn. The methods: \
      random; grid; halving, which trains many a little and the better ones on; hyperband, which does that from several beginnings; asha, which does \
      it without waiting for all.

      What is done stands in the file of --study: a study that was stopped or killed goes on with the same command, and the same seed tries the same. \
      With --output the best settings are trained once more, on all that is not held back, or with --folds on all the data.

      Examples:
        gradus tune iris --layers "8|16,16" --learning-rate 1e-3..1e-1 --trials 6 --epochs 20
        gradus tune flowers.csv --target species --space space.json --method hyperband --output best.safetensors
        mpirun -n 4 gradus tune iris --learning-rate 1e-3..1e-1 --trials 16
      """)

  enum Method: String, CaseIterable, ExpressibleByArgument { case random, grid, halving, hyperband, asha }

  @Argument(help: "A data set's name, a folder, or a file of any format that is read.", completion: .file())
  var data: String

  @Option(help: "File of JSON with the settings to search.", completion: .file(extensions: ["json"]))
  var space: String?

  @Option(help: "How it is searched: random, grid, halving, hyperband or asha.")
  var method: Method = .random

  @Option(help: "How many combinations are tried, in random, halving and asha.")
  var trials = 20

  @Option(help: "How many places a range of numbers has in a grid.")
  var points = 5

  @Option(help: "Of halving, hyperband and asha: one of so many is trained on, for as many times longer.")
  var reduction = 3

  @Option(
    help: "What is compared on what is held back: a measure of `gradus evaluate`. (default: the loss)",
    transform: readMeasure)
  var measure: Measure?

  @Option(help: "Compare by so many folds, and not by one part that is held back.")
  var folds: Int?

  @Option(help: "A column whose equal values stay in one fold; it is not seen.")
  var groups: String?

  @Option(help: "Start of the random numbers of the search and of the trainings.")
  var seed: UInt64 = 0

  @Option(help: "File of the study, which goes on where there is one.", completion: .file(extensions: ["json"]))
  var study = "study.json"

  @Option(help: "File to draw the trials in, as SVG.", completion: .file(extensions: ["svg"]))
  var plot: String?

  @Option(help: "File to save the best model in.", completion: .file(extensions: ["safetensors"]))
  var output: String?

  @Option(help: "Form of the answer; json is an object a trial, and one at the end.")
  var format: OutputFormat = .text

  @Argument(
    parsing: .allUnrecognized,
    help: ArgumentHelp("Options of `gradus train`, with choices and ranges.", valueName: "options of train"))
  var rest: [String] = []

  func validate() throws {
    if groups != nil, folds == nil { throw ValidationError("--groups goes with --folds.") }
  }

  func run() throws {
    for path in [output, plot, study].compactMap(\.self) { try FileBytes.checkWritable(path) }
    if let plot { try checkPicture(plot, "--plot", force: false) }
    if let output { try checkReplaced(by: output) }
    let (searched, fixed) = try words()
    let trainer = TrialTrainer(
      fixed, measure, folds: folds.map { ($0, groups) }, keepsStates: studyMethod.isEarly)
    let first = try Study(searched, studyMethod, epochs: 1, seed: seed).next?.choices ?? [:]
    let plan = try trainer.plan(first)
    let group = try joined()
    let isFirst = Processes.isFirst(of: group)
    var file = try begun(asked(searched, fixed, plan.fingerprint))
    // All have read it before one takes it.
    try group?.wait()
    file.take()
    if isFirst { try file.write(to: study) }
    var search = try Study(
      searched, studyMethod, epochs: plan.epochs, seed: seed, isGreaterBetter: measure?.isGreaterBetter ?? false,
      trials: file.trials)
    let stop = StopRequest(after: nil)
    let answer = StudyAnswer(measure)
    if format == .text, !search.trials.isEmpty {
      try Terminal.write("\(study.visible) goes on after \(search.trials.count) of \(search.most) trials\n")
    }
    while case let steps = search.next(group?.count ?? 1), !steps.isEmpty {
      for (step, score) in zip(steps, try trainer.scores(steps, stop: stop, among: group)) {
        search.record(score, of: step.trial)
        file.trials = search.trials
        if isFirst { try file.write(to: study) }
        try Terminal.write(
          format == .json ? json(answer.object(step, score)) + "\n" : answer.line(step, score, of: search))
      }
    }
    file.release()
    // What follows one process does as well as many.
    try Processes.finish(group)
    guard isFirst else { return }
    try file.write(to: study)
    if let plot { try FileBytes.write(Array(answer.picture(of: search).utf8), to: plot) }
    try finish(search, trainer, answer)
  }

  /// The processes that share the trials; nil for this one alone.
  private func joined() throws -> ProcessGroup? {
    let group = try Processes.join()
    if group != nil, studyMethod.isEarly {
      throw CommandError(
        .usage,
        "--method \(method.rawValue) goes on with trainings, each of which stands in one process; under mpirun trials are random or grid"
      )
    }
    return group
  }

  /// The best model takes the place of no file that the search reads or writes; that is said before it begins.
  private func checkReplaced(by output: String) throws {
    if FileBytes.isPlain(output) { try checkModelOutput(output) }
    // A value of an option, as of --validation or --init-from, may be a file.
    let values = rest.map { $0.split(separator: "=", maxSplits: 1).last.map(String.init) ?? $0 }
    let named = [("--plot", plot), ("--study", study), ("--space", space)].compactMap { name, path in
      path.map { (name, $0) }
    }
    if let other = named.first(where: { FileBytes.areOne($0.1, output) }) {
      throw CommandError(.usage, "--output \(output.visible): that is the file of \(other.0)")
    }
    try checkOutput(output, replacesNone: DataSource(data).files + values.filter { FileBytes.exists($0) })
  }

  private func finish(_ search: Study, _ trainer: TrialTrainer, _ answer: StudyAnswer) throws {
    guard let best = search.best else {
      throw CommandError(.data, "no trial came to a value: \(search.trials.first?.scores.last?.reason ?? "")")
    }
    let words = ["gradus", "train"] + trainer.words(best.choices)
    if format == .json {
      try Terminal.write(json(StudyAnswer.Best(best, command: words)) + "\n")
    } else {
      try Terminal.write("\n\(answer.table(of: search))\n\n\(words.map(quoted).joined(separator: " "))\n")
      if let plot { try Terminal.write("drew \(plot.visible)\n") }
    }
    guard let output else { return }
    var train = try Train.parsed(trainer.words(best.choices), for: "tune")
    (train.output, train.force, train.format) = (output, true, format)
    try train.run()
  }

  private var studyMethod: StudyMethod {
    switch method {
    case .random: .random(trials: trials)
    case .grid: .grid(points: points)
    case .halving: .halving(trials: trials, reduction: reduction)
    case .hyperband: .hyperband(reduction: reduction)
    case .asha: .asynchronous(trials: trials, reduction: reduction, shortest: 1)
    }
  }

  /// What is searched, and the words of `gradus train` that stay the same.
  private func words() throws -> (SearchSpace, [String]) {
    var dimensions = try space.map { try SearchSpace(contentsOf: $0).dimensions } ?? []
    var fixed = [data]
    var place = rest.startIndex
    while place < rest.endIndex {
      let word = rest[place]
      let parts = word.split(separator: "=", maxSplits: 1)
      let hasValue = word.hasPrefix("--") && (parts.count == 2 || place + 1 < rest.endIndex)
      let value = parts.count == 2 ? String(parts[1]) : hasValue ? rest[place + 1] : ""
      if hasValue, case let range = SearchRange(value), range.isOpen {
        dimensions.append(.init(String(parts[0].dropFirst(2)), range))
        place += parts.count == 2 ? 1 : 2
      } else {
        fixed.append(word)
        place += 1
      }
    }
    let said = Set((fixed + dimensions.map { "--\($0.name)" }).map { $0.split(separator: "=")[0] })
    if folds == nil, !said.contains("--validation-split"), !said.contains("--validation") {
      fixed += ["--validation-split", "0.2"]
    }
    if said.contains("--seed") { throw CommandError(.usage, "--seed stands once, for the search and the trainings") }
    if studyMethod.isEarly, dimensions.contains(where: { $0.name == "epochs" }) {
      throw CommandError(.usage, "--epochs is not searched by \(method.rawValue), which chooses how long it trains")
    }
    fixed += ["--seed", "\(seed)"]
    return (try SearchSpace(dimensions), fixed)
  }

  /// What a study is told apart by.
  private func asked(_ space: SearchSpace, _ fixed: [String], _ fingerprint: UInt64) -> [String: String] {
    [
      "data": String(fingerprint, radix: 16), "options": fixed.dropFirst().joined(separator: " "),
      "space": space.dimensions.map { "--\($0.name) \($0.range.words)" }.joined(separator: " "),
      "method": "\(studyMethod)", "measure": measure?.rawValue ?? "loss",
      "folds": folds.map { "\($0)" + (groups.map { " by \($0)" } ?? "") } ?? "none",
    ]
  }

  /// The study of the file, or a new one.
  private func begun(_ asked: [String: String]) throws -> StudyFile {
    guard let size = FileBytes.size(of: study), size > 0 else { return StudyFile(asked: asked) }
    let file = try StudyFile(contentsOf: study)
    guard !file.isTaken else {
      throw CommandError(
        .usage,
        "\(study.visible): another process is at work on this study; wait for it, or name another file with --study")
    }
    // Of a study without a trial nothing is lost.
    if file.trials.isEmpty { return StudyFile(asked: asked) }
    if let difference = file.difference(from: asked) {
      throw CommandError(
        .usage, "\(study.visible) is another study: \(difference.visible); --study names another file for a new one")
    }
    return file
  }
}

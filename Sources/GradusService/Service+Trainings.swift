import FoundationEssentials
import GradusPaper

extension Service {
  /// What a training may be asked for.
  static let training = Errand(
    name: "trainings", words: ["train"],
    parameters: [
      Errand.Parameter(
        name: "data", kind: .choice(["digits", "iris", "wine", "fashion-mnist"]), place: .argument, isRequired: true,
        note: "A data set that the command knows."),
      option("network", "The layers, as in \"dense 64, relu, dense 10\"."),
      option("optimizer", "As in \"adam\" or \"sgd\"."), option("learning_rate", "The step length."),
      Errand.Parameter(
        name: "batch_size", kind: .integer(1...100_000), place: .option("--batch-size"), note: "Examples a step."),
      Errand.Parameter(
        name: "epochs", kind: .integer(1...1_000_000), place: .option("--epochs"), note: "How often each is seen."),
      Errand.Parameter(name: "seed", kind: .integer(0...1 << 31), place: .option("--seed"), note: "Of random numbers."),
      option("validation_split", "The share that is held back, as in \"0.1\"."),
    ],
    note: "Begins a training, whose model is served and whose epochs are recorded.",
    example: ["data": "iris", "epochs": 10], isLimited: false)

  private static func option(_ name: String, _ note: String) -> Errand.Parameter {
    Errand.Parameter(
      name: name, kind: .text(500), place: .option("--" + name.replacing("_", with: "-")), note: note)
  }

  /// Begins one: `{"name": "first", "data": "iris", …}`.
  func beginTraining(_ request: ServiceRequest) throws(RequestProblem) -> ServiceResponse {
    try requireJSON(request)
    let (folder, runs) = try trainingPlaces()
    var members = try RequestValue.members(request.body)
    guard case .string(let name)? = members.removeValue(forKey: "name"), name.isTrainingName else {
      throw .malformed("\"name\" is made of 1 to 60 letters, digits, - and _")
    }
    let arguments = try Self.training.arguments(members, limit: 1)
    guard case .string(let data)? = members["data"] else { throw .malformed("the member \"data\" is missing") }
    let file = "\(folder)/\(name).safetensors"
    if FileManager.default.fileExists(atPath: file) { throw RequestProblem(409, "there is a model \(name) already") }
    // What is wrong is told in words, on standard error.
    var words = arguments.words.filter { $0 != "--format=json" }
    words.insert(contentsOf: ["--output=\(file)", "--runs=\(runs)"], at: 1)
    try trainings.begin(name, on: data, words)
    return .json(["name": .string(name)])
  }

  /// Pauses one, or goes on with it: `{"epochs": 20}`.
  func changeTraining(
    _ name: String, _ what: Route.Change, _ request: ServiceRequest
  ) throws(RequestProblem) -> ServiceResponse {
    try requireJSON(request)
    guard let data = trainings.data(of: name) else {
      throw RequestProblem(404, "no training \(name.prefix(100)) was begun here")
    }
    var members = try RequestValue.members(request.body)
    let epochs = what == .resume ? members.removeValue(forKey: "epochs") : nil
    if let other = members.keys.sorted().first { throw .malformed("there is no member \"\(other.prefix(60))\"") }
    switch what {
    case .pause: try trainings.pause(name)
    case .resume:
      let (folder, runs) = try trainingPlaces()
      var words = ["train", data, "--resume=\(folder)/\(name).safetensors", "--runs=\(runs)"]
      if let epochs {
        guard case .number(let number) = epochs else { throw .malformed("\"epochs\" is a whole number") }
        words.append("--epochs=\(try Playground.whole(number, "epochs", 1...1_000_000))")
      }
      try trainings.begin(name, on: data, words)
    }
    return .json(["name": .string(name)])
  }

  private func trainingPlaces() throws(RequestProblem) -> (folder: String, runs: String) {
    guard let folder = settings.models, let runs = settings.runs else {
      throw .unanswerable("trainings need a folder and a record: gradus serve --models FOLDER --runs FILE")
    }
    return (folder, runs)
  }
}

extension String {
  /// Whether it can be the name of a model that is trained here: no path, no version.
  fileprivate var isTrainingName: Bool {
    (1...60).contains(utf8.count)
      && utf8.allSatisfy { ($0 | 32) >= 97 && ($0 | 32) <= 122 || $0 >= 48 && $0 < 58 || $0 == 45 || $0 == 95 }
      && !hasPrefix("-")
  }
}

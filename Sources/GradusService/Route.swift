/// What a path asks for.
enum Route: Equatable {
  case health
  case metrics
  case description
  case models
  case model(String)
  case predict(String)
  case saliency(String)
  case runs
  case run(Int)
  case play
  case trainings
  case training(String, Change)
  case errand(String)
  case unknown

  /// What becomes of a training.
  enum Change: String {
    case pause, resume
  }

  init(_ path: String) {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(String.init)
    switch parts.count {
    case 1 where parts[0] == "healthz": self = .health
    case 1 where parts[0] == "metrics": self = .metrics
    case 1 where parts[0] == "openapi.json": self = .description
    case 1 where parts[0] == "play": self = .play
    case 1 where Errand.byName[parts[0]] != nil: self = .errand(parts[0])
    case 2 where parts == ["v1", "models"]: self = .models
    case 2 where parts == ["v1", "runs"]: self = .runs
    case 2 where parts == ["v1", "trainings"]: self = .trainings
    case 4 where parts[0] == "v1" && parts[1] == "trainings":
      self = Change(rawValue: parts[3]).map { .training(parts[2].withoutPercentSigns, $0) } ?? .unknown
    case 3 where parts[0] == "v1" && parts[1] == "runs":
      self = Int(parts[2]).map { $0 > 0 && "\($0)" == parts[2] ? .run($0) : .unknown } ?? .unknown
    case 3 where parts[0] == "v1" && parts[1] == "models": self = .model(parts[2].withoutPercentSigns)
    case 4 where parts[0] == "v1" && parts[1] == "models" && parts[3] == "predict":
      self = .predict(parts[2].withoutPercentSigns)
    case 4 where parts[0] == "v1" && parts[1] == "models" && parts[3] == "saliency":
      self = .saliency(parts[2].withoutPercentSigns)
    default: self = .unknown
    }
  }

  /// The methods that it takes.
  var methods: [String] {
    switch self {
    case .health, .metrics, .description, .models, .model, .runs: ["GET", "HEAD"]
    case .run: ["GET", "HEAD", "DELETE"]
    case .trainings: ["GET", "HEAD", "POST"]
    case .predict, .saliency, .play, .training, .errand: ["POST"]
    case .unknown: []
    }
  }

  /// What it is counted as: names of models, which callers choose, are left out.
  var name: String {
    switch self {
    case .health: "/healthz"
    case .metrics: "/metrics"
    case .description: "/openapi.json"
    case .models: "/v1/models"
    case .model: "/v1/models/{name}"
    case .predict: "/v1/models/{name}/predict"
    case .saliency: "/v1/models/{name}/saliency"
    case .runs: "/v1/runs"
    case .run: "/v1/runs/{run}"
    case .play: "/play"
    case .trainings: "/v1/trainings"
    case .training(_, let change): "/v1/trainings/{name}/\(change.rawValue)"
    case .errand(let name): "/\(name)"
    case .unknown: "other"
    }
  }
}

extension String {
  /// The text that a path's percent signs stand for; itself where they stand for none.
  var withoutPercentSigns: String {
    var bytes: [UInt8] = []
    var rest = Array(utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return self
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self) ?? self
  }
}

/// What examples are: what a network is to tell of each.
public enum Targets: Hashable, Sendable {
  /// One of several classes that exclude one another, an index into the names.
  case classes([Int32], names: [String])
  /// A probability of every class, class beside class.
  case probabilities([Float], names: [String])
  /// Several answers of yes (1) or no (0), answer beside answer.
  case labels([Float], names: [String])
  /// One number or several, number beside number, each in the unit that is learned.
  case numbers([Float], [RegressionTarget])

  /// How many examples there are targets for.
  public var count: Int {
    switch self {
    case .classes(let labels, _): labels.count
    case .probabilities(let numbers, _), .labels(let numbers, _), .numbers(let numbers, _):
      task.names.isEmpty ? 0 : numbers.count / task.names.count
    }
  }

  /// What is to be told.
  public var task: LearningTask {
    switch self {
    case .classes(_, let names), .probabilities(_, let names): .classification(names)
    case .labels(_, let names): .multilabel(names)
    case .numbers(_, let targets): .regression(targets)
    }
  }

  /// The targets at `indices`, in that order. Traps out of range.
  public func subset(_ indices: some Collection<Int>) -> Targets {
    let width = task.names.count
    switch self {
    case .classes(let labels, let names): return .classes(indices.map { labels[$0] }, names: names)
    case .probabilities(let numbers, let names):
      return .probabilities(numbers.rows(indices, of: width), names: names)
    case .labels(let numbers, let names): return .labels(numbers.rows(indices, of: width), names: names)
    case .numbers(let numbers, let targets): return .numbers(numbers.rows(indices, of: width), targets)
    }
  }

  /// These and then others of the same task. Traps where they are of another kind.
  func followed(by other: Targets) -> Targets {
    switch (self, other) {
    case (.classes(let own, let names), .classes(let more, _)): return .classes(own + more, names: names)
    case (.probabilities(let own, let names), .probabilities(let more, _)):
      return .probabilities(own + more, names: names)
    case (.labels(let own, let names), .labels(let more, _)): return .labels(own + more, names: names)
    case (.numbers(let own, let targets), .numbers(let more, _)): return .numbers(own + more, targets)
    case (.classes, _), (.probabilities, _), (.labels, _), (.numbers, _):
      preconditionFailure("targets of two kinds")
    }
  }

  /// The class of every example, the likeliest first of equals where there are probabilities; nil where there are no classes.
  public var classes: [Int32]? {
    switch self {
    case .classes(let labels, _): return labels
    case .probabilities(let numbers, let names):
      return stride(from: 0, to: numbers.count, by: max(names.count, 1)).map { start in
        Int32(numbers[start..<start + names.count].placeOfFirstGreatest - start)
      }
    case .labels, .numbers: return nil
    }
  }
}

/// What a network is to tell of an example.
public enum LearningTask: Hashable, Sendable {
  /// Which of these classes it is.
  case classification([String])
  /// Which of these labels it has: any number of them.
  case multilabel([String])
  /// Numbers.
  case regression([RegressionTarget])

  /// What the targets are called.
  public var names: [String] {
    switch self {
    case .classification(let names), .multilabel(let names): names
    case .regression(let targets): targets.map(\.name)
    }
  }

  /// How many numbers a network gives: one for each class, label or number, and a single one where two classes are told apart by
  /// the probability of the second.
  package func outputs(of map: OutputMap) -> Int {
    if case .classification(let names) = self, names.count == 2, map == .sigmoid { return 1 }
    return names.count
  }

  /// The loss that serves most.
  package var usualLoss: Loss {
    switch self {
    case .classification: .crossEntropy
    case .multilabel: .named("binary-cross-entropy")
    case .regression: .named("squared-error")
    }
  }
}

/// A number that is learned: `(y − mean) / deviation` of a number y.
public struct RegressionTarget: Hashable, Sendable, Codable {
  /// What it is called.
  public let name: String
  /// What is subtracted, in the unit of y.
  public let mean: Double
  /// What the difference is divided by, in the unit of y; positive.
  public let deviation: Double

  /// A number; as it is where nothing is given. Traps unless the deviation is positive.
  public init(_ name: String, mean: Double = 0, deviation: Double = 1) {
    precondition(deviation > 0, "a deviation of \(deviation)")
    (self.name, self.mean, self.deviation) = (name, mean, deviation)
  }

  /// From what is learned to the number.
  public func value(of learned: Float) -> Double { mean + deviation * Double(learned) }
  /// From the number to what is learned.
  public func learned(_ value: Double) -> Float { Float((value - mean) / deviation) }
}

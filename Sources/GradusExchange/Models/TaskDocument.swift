internal import GradusLearning

/// What a model tells, as it stands in its file.
struct TaskDocument: Codable {
  enum Kind: String, Codable { case classes, labels, numbers }
  var kind: Kind
  var names: [String]
  /// Of numbers: what is subtracted from each, and what the rest is divided by.
  var means: [Double]?
  var deviations: [Double]?

  init(_ task: LearningTask) {
    names = task.names
    switch task {
    case .classification: kind = .classes
    case .multilabel: kind = .labels
    case .regression(let targets):
      kind = .numbers
      means = targets.map(\.mean)
      deviations = targets.map(\.deviation)
    }
  }

  var task: LearningTask {
    get throws(ModelFault) {
      guard (1...Targets.mostOutputs).contains(names.count) else {
        throw ModelFault("task.names", "a list of \(names.count)", "a list of 1 to \(Targets.mostOutputs) names")
      }
      switch kind {
      case .classes: return .classification(names)
      case .labels: return .multilabel(names)
      case .numbers:
        let (means, deviations) = (means ?? names.map { _ in 0 }, deviations ?? names.map { _ in 1 })
        guard means.count == names.count, means.allSatisfy(\.isFinite) else {
          throw ModelFault("task.means", "\(means)", "a finite number for each name")
        }
        guard deviations.count == names.count, deviations.allSatisfy({ $0 > 0 && $0.isFinite }) else {
          throw ModelFault("task.deviations", "\(deviations)", "a positive number for each name")
        }
        return .regression(
          names.indices.map { RegressionTarget(names[$0], mean: means[$0], deviation: deviations[$0]) })
      }
    }
  }
}

/// What a model sees, as it stands in its file: one of the three.
struct FormDocument: Codable {
  /// `28x28`
  var image: String?
  /// How many numbers.
  var numbers: Int?
  /// What becomes of the columns of a table.
  var table: TablePreparation?

  init(_ form: ExampleForm) {
    switch form {
    case .image(let shape): image = shape.description
    case .numbers(let count): numbers = count
    case .table(let preparation): table = preparation
    }
  }

  var form: ExampleForm {
    get throws(ModelFault) {
      if let image {
        guard let shape = ImageShape(image) else { throw ModelFault("input.image", image, "a size like 28x28") }
        return .image(shape)
      }
      if let numbers {
        guard (1...Network.parameterLimit).contains(numbers) else {
          throw ModelFault("input.numbers", "\(numbers)", "a count from 1 to \(Network.parameterLimit)")
        }
        return .numbers(numbers)
      }
      guard let table else { throw ModelFault("input", "empty", "an image, numbers or a table") }
      if let fault = table.fault { throw ModelFault(description: "its input.table makes no sense: \(fault)") }
      return .table(table)
    }
  }
}

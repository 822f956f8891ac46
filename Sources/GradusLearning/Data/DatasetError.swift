public import GradusExpression

/// What is wrong with a data set. Examples are counted from 0.
public enum DatasetError: DescribedError, Hashable, Sendable {
  /// The numbers are no whole number of examples.
  case partialExample(numbers: Int, ExampleForm)
  case noFeatures
  case unequalRows(row: Int, count: Int, expected: Int)
  /// A number that is infinite or undefined.
  case notFinite(example: Int, number: Int)
  case countMismatch(examples: Int, targets: Int, isImages: Bool)
  case classCount(Int)
  case unknownClass(String, known: [String])
  case labelOutOfRange(label: Int, example: Int, classes: Int)
  case partialTargets(Int, Int)
  case badTarget(Float, example: Int, name: String)
  case weightCount(examples: Int, weights: Int)
  /// No example where all weights are zero.
  case badWeight(Float, example: Int?)
  case noClasses
  case classWeights(Int, classes: Int)
  case splitFraction(Double, examples: Int)
}

extension DatasetError {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .partialExample(let numbers, .image(let shape)):
      "\(numbers) bytes are no whole number of \(shape) images of \(shape.count) bytes each"
    case .partialExample(let numbers, let form): "\(numbers) numbers are no whole number of rows of \(form.width) each"
    case .noFeatures: "the examples have no numbers: a network learns from at least one"
    case .unequalRows(let row, let count, let expected): "row \(row) has \(count) numbers; the first has \(expected)"
    case .notFinite(let example, let number): "number \(number) of example \(example) is infinite or undefined"
    case .countMismatch(let images, let labels, true):
      "\(images) images but \(labels) labels: every image needs one label"
    case .countMismatch(let examples, let targets, false):
      "\(examples) examples but \(targets) targets: every example needs its own"
    case .classCount(let count):
      "\(count) classes: a data set has between 1 and \(Targets.mostOutputs)"
    case .unknownClass(let name, let known):
      "the model knows no class \(name.prefix(40)); it knows \(known.prefix(20).joined(separator: ", "))\(known.count > 20 ? " and \(known.count - 20) more" : "")"
    case .labelOutOfRange(let label, let example, let classes):
      "label \(label) of example \(example) is out of range: there are \(classes) classes, 0 to \(classes - 1)"
    case .partialTargets(let count, let width): "\(count) targets are no whole number of rows of \(width) each"
    case .badTarget(let value, let example, let name): "\(name) of example \(example) is \(value), which is no target"
    case .weightCount(let examples, let weights): "\(weights) weights for \(examples)"
    case .badWeight(let value, let example?): "example \(example) counts \(value): at least 0 was expected"
    case .badWeight(_, nil): "every example counts 0: there is nothing to learn from"
    case .classWeights(let count, let classes): "\(count) class weights for \(classes) classes"
    case .noClasses: "only classes can have weights of their own"
    case .splitFraction(let fraction, let examples):
      "a share of \(fraction) held back leaves nothing to train on among \(examples) examples: it must be at least 0 and below 1"
    }
  }
}

internal import GradusExpression
internal import GradusKernels

/// Examples, what each of them is, and perhaps what each counts. Immutable: a part of a data set is another data set.
///
///     let data = try Dataset([[5.1, 3.5], [6.2, 2.9], [4.9, 3.0]], classes: ["setosa", "virginica", "setosa"])
public struct Dataset: Hashable, Sendable {
  /// What a network sees.
  public let examples: Examples
  /// What it is to tell.
  public let targets: Targets
  /// What every example counts in the loss, at least 0; nil where all count the same.
  public let weights: [Float]?

  private init(checked examples: Examples, _ targets: Targets, _ weights: [Float]?) {
    self.examples = examples
    self.targets = targets
    self.weights = weights
  }

  /// Parts that were looked at already.
  init(known examples: Examples, _ targets: Targets, _ weights: [Float]?) {
    self.init(checked: examples, targets, weights)
  }

  /// Checks that the parts fit together.
  ///
  /// - Throws: `DatasetError` where examples, targets and weights differ in number, a label names no class, or a target or weight
  ///   is none.
  public init(_ examples: Examples, _ targets: Targets, weights: [Float]? = nil) throws(DatasetError) {
    guard examples.count == targets.count else {
      throw .countMismatch(examples: examples.count, targets: targets.count, isImages: examples.form.imageShape != nil)
    }
    try targets.check()
    if let weights {
      guard weights.count == examples.count else {
        throw .weightCount(examples: examples.count, weights: weights.count)
      }
      if let place = weights.firstIndex(where: { !($0 >= 0 && $0.isFinite) }) {
        throw .badWeight(weights[place], example: place)
      }
      if !weights.isEmpty, weights.allSatisfy({ $0 == 0 }) { throw .badWeight(0, example: nil) }
    }
    self.init(checked: examples, targets, weights)
  }

  /// The number of examples.
  public var count: Int { examples.count }
  /// Whether there is no example.
  public var isEmpty: Bool { count == 0 }
  /// What a network is to tell of an example.
  public var task: LearningTask { targets.task }

  /// The examples at `indices`, in that order. Traps out of range.
  public func subset(_ indices: some Collection<Int>) -> Dataset {
    Dataset(
      checked: examples.subset(indices), targets.subset(indices), weights.map { weights in indices.map { weights[$0] } }
    )
  }

  /// Two parts without a common example, drawn at random: the second has `fraction` of the examples, rounded to the nearest, and
  /// of every class as nearly that share as whole numbers allow.
  ///
  /// - Throws: `DatasetError.splitFraction` unless `0 ≤ fraction < 1` and the first part keeps an example.
  public func split(
    validationFraction fraction: Double, using generator: inout SeededGenerator
  ) throws(DatasetError) -> (training: Dataset, validation: Dataset) {
    let parts = try Split(of: count, fraction, classes: targets.classes, using: &generator)
    return parts.held.isEmpty ? (self, subset([])) : (subset(parts.kept), subset(parts.held))
  }
}

extension Dataset {
  /// Images of one size with their classes.
  ///
  /// - Parameters:
  ///   - pixels: every sample of every image, image after image: `count × imageShape.count` bytes.
  ///   - labels: the class of every image, an index into `classNames`.
  /// - Throws: `DatasetError` where the pixels are no whole number of images, where images and labels differ in number,
  ///   or where a label names no class.
  public init(pixels: [UInt8], labels: [UInt8], classNames: [String], imageShape: ImageShape) throws(DatasetError) {
    try self.init(
      Examples(images: pixels, imageShape), .classes(labels.map(Int32.init), names: classNames))
  }

  /// Rows of numbers, each of a class that is told by its name; the classes are in the order of their names.
  ///
  /// - Throws: `DatasetError` where the rows differ in length or in number from the classes, or hold numbers that are none.
  public init(_ rows: [[Float]], classes: [String]) throws(DatasetError) {
    let names = Set(classes).sorted()
    let places = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Int32($0)) })
    try self.init(Examples(rows), .classes(classes.map { places[$0] ?? 0 }, names: names))
  }

  /// Rows of numbers, each with the number that is to be told of it.
  ///
  /// - Parameter standardized: whether what is learned has mean 0 and deviation 1 over these examples; predictions are in the unit
  ///   of `values` either way.
  /// - Throws: `DatasetError` where the rows differ in length or in number from the values, or hold numbers that are none.
  public init(
    _ rows: [[Float]], values: [Double], named name: String = "y", standardized: Bool = true
  ) throws(DatasetError) {
    let target = standardized ? RegressionTarget(name, standardizing: values) : RegressionTarget(name)
    try self.init(Examples(rows), .numbers(values.map { target.learned($0) }, [target]))
  }

  /// The size of the images; nil where examples are none.
  public var imageShape: ImageShape? { examples.form.imageShape }

  /// Every sample of every image, image after image; nil where examples are no images of bytes.
  public var pixels: [UInt8]? {
    if imageShape != nil, case .bytes(let pixels) = examples.numbers { pixels } else { nil }
  }

  /// The same examples with their classes counted as a task counts them: another folder may lack some, and numbers are learned in the
  /// unit of the task. Classes without names of their own, 0, 1, 2, …, stay as they are.
  ///
  /// - Throws: `DatasetError.unknownClass` where a class is none of the task's.
  package func counted(as task: LearningTask) throws(DatasetError) -> Dataset {
    switch (targets, task) {
    case (.classes(let labels, let names), .classification(let known)) where names != known:
      let places = Dictionary(known.enumerated().map { ($1, Int32($0)) }) { first, _ in first }
      if let unknown = names.first(where: { places[$0] == nil }) {
        if names == names.indices.map(String.init) { return self }
        throw .unknownClass(unknown, known: known)
      }
      return try Dataset(examples, .classes(labels.map { places[names[Int($0)]] ?? 0 }, names: known), weights: weights)
    case (.numbers(let learned, let own), .regression(let wanted)) where own != wanted && own.count == wanted.count:
      let numbers = learned.indices.map { place in
        wanted[place % wanted.count].learned(own[place % own.count].value(of: learned[place]))
      }
      return try Dataset(examples, .numbers(numbers, wanted), weights: weights)
    default: return self
    }
  }

  /// The image at `index`. Traps out of range, and where examples are no images of bytes.
  public func image(at index: Int) -> RasterImage {
    guard let shape = imageShape, let pixels else {
      preconditionFailure("the examples are \(examples.form), not images")
    }
    return RasterImage(shape: shape, pixels: Array(pixels[index * shape.count..<(index + 1) * shape.count]))
  }

  /// What the examples at `rows` count together: their number where all count the same.
  func weight(of rows: ArraySlice<Int>) -> Double {
    guard let weights else { return Double(rows.count) }
    return rows.reduce(0) { $0 + Double(weights[$1]) }
  }

  /// A number that tells data sets apart: every number of every example, target and weight, by a hash of 64 bits.
  package var fingerprint: UInt64 {
    var hash = FNV1a()
    for byte in "\(examples.form) \(targets.task.names.count) ".utf8 { hash.combine(byte) }
    switch examples.numbers {
    case .bytes(let bytes): hash.combine(words: bytes)
    case .floats(let floats): hash.combine(words: floats)
    }
    switch targets {
    case .classes(let labels, _): hash.combine(words: labels)
    case .probabilities(let numbers, _), .labels(let numbers, _), .numbers(let numbers, _): hash.combine(words: numbers)
    }
    if let weights { hash.combine(words: weights) }
    return hash.value
  }
}

extension RegressionTarget {
  /// The number that has mean 0 and deviation 1 (of the population) over these values; a deviation of 0 is taken as 1.
  public init(_ name: String, standardizing values: [Double]) {
    let statistics = ColumnStatistics(values)
    self.init(name, mean: statistics.mean, deviation: statistics.deviation > 0 ? statistics.deviation : 1)
  }
}

extension Targets {
  /// - Throws: `DatasetError` where a label names no class, or a number is none.
  fileprivate func check() throws(DatasetError) {
    let names = task.names
    guard (1...Self.mostOutputs).contains(names.count) else { throw .classCount(names.count) }
    if case .classes(let labels, _) = self,
      let place = labels.firstIndex(where: { !(0..<names.count ~= Int($0)) })
    {
      throw .labelOutOfRange(label: Int(labels[place]), example: place, classes: names.count)
    }
    let (numbers, isShare): ([Float], Bool) =
      switch self {
      case .classes: ([], false)
      case .probabilities(let numbers, _), .labels(let numbers, _): (numbers, true)
      case .numbers(let numbers, _): (numbers, false)
      }
    guard numbers.count.isMultiple(of: names.count) else { throw .partialTargets(numbers.count, names.count) }
    if let place = numbers.firstIndex(where: { !$0.isFinite || isShare && !(0...1 ~= $0) }) {
      throw .badTarget(numbers[place], example: place / names.count, name: names[place % names.count])
    }
  }

  /// The most classes, labels or numbers that are told of an example.
  package static let mostOutputs = 1 << 20
}

internal import GradusExpression
internal import GradusKernels

/// A data set in files, of which rows are read as they are needed.
package final class StoredDataset: Sendable {
  /// The number of examples.
  package let count: Int
  /// What a row is.
  package let form: ExampleForm
  /// What a network is to tell of an example.
  package let task: LearningTask
  /// Which number tells data sets apart.
  package let fingerprint: UInt64
  /// How many examples each class has; empty where there are none.
  package let classCounts: [Int]
  fileprivate let files: StoredDatasetWriter.Files
  fileprivate let layout: StoredDatasetWriter.Layout
  /// What every class counts.
  private let factors: [Float]?

  fileprivate init(
    _ count: Int, _ form: ExampleForm, _ task: LearningTask, _ fingerprint: UInt64, _ classCounts: [Int],
    _ files: StoredDatasetWriter.Files, _ layout: StoredDatasetWriter.Layout, factors: [Float]? = nil
  ) {
    (self.count, self.form, self.task, self.fingerprint) = (count, form, task, fingerprint)
    (self.classCounts, self.files, self.layout, self.factors) = (classCounts, files, layout, factors)
  }

  /// About as many bytes of examples are in memory at once.
  static let partSize = 1 << 25

  /// How many rows are in memory at once, at most.
  var partRows: Int { max(Self.partSize / max(layout.exampleSize, 1), 1) }

  /// The rows of these ranges, in their order.
  ///
  /// - Throws: `ScratchError` where they cannot be read.
  package func rows(_ ranges: [Range<Int>]) throws -> Dataset {
    let width = form.width
    let numbers: Examples.Numbers =
      layout.isOfBytes
      ? .bytes(try read(ranges, from: files.examples, zero: 0, width))
      : .floats(try read(ranges, from: files.examples, zero: 0, width))
    let outputs = task.names.count
    let targets: Targets =
      switch (task, layout.isOfLabels) {
      case (.classification(let names), true):
        .classes(try read(ranges, from: files.targets, zero: 0, 1), names: names)
      case (.classification(let names), false):
        .probabilities(try read(ranges, from: files.targets, zero: 0, outputs), names: names)
      case (.multilabel(let names), _): .labels(try read(ranges, from: files.targets, zero: 0, outputs), names: names)
      case (.regression(let numbers), _):
        .numbers(try read(ranges, from: files.targets, zero: 0, outputs), numbers)
      }
    var weights: [Float]? = try files.weights.map { try read(ranges, from: $0, zero: 0, 1) }
    if let factors, case .classes(let labels, _) = targets {
      weights = labels.indices.map { (weights?[$0] ?? 1) * factors[Int(labels[$0])] }
    }
    return Dataset(known: Examples(known: numbers, form), targets, weights)
  }

  private func read<Element: BitwiseCopyable>(
    _ ranges: [Range<Int>], from file: ScratchFile, zero: Element, _ width: Int
  ) throws(ScratchError) -> [Element] {
    var all: [Element] = []
    all.reserveCapacity(ranges.reduce(0) { $0 + $1.count } * width)
    for range in ranges {
      var part = [Element](repeating: zero, count: range.count * width)
      try file.read(into: &part, at: range.lowerBound * width * MemoryLayout<Element>.stride)
      all += part
    }
    return all
  }

  /// The data set part by part, each small enough for memory.
  package func forEachPart(_ body: (Dataset) throws -> Void) throws {
    for start in stride(from: 0, to: count, by: partRows) { try body(rows([start..<min(start + partRows, count)])) }
  }

  /// All of it, in memory.
  package func dataset() throws -> Dataset { try rows([0..<count]) }

  /// The same with what every example counts times the factor of its class.
  ///
  /// - Throws: `DatasetError` where there are no classes, or factors for another number of them.
  func weighted(by weights: ClassWeights) throws(DatasetError) -> StoredDataset {
    if weights == .equal { return self }
    guard case .classification(let names) = task, !classCounts.isEmpty else { throw .noClasses }
    return StoredDataset(
      count, form, task, fingerprint, classCounts, files, layout,
      factors: try weights.factors(names: names, counts: classCounts, count: count))
  }
}

/// Writes a data set into files, part after part.
package struct StoredDatasetWriter {
  fileprivate struct Files {
    let examples, targets: ScratchFile
    var weights: ScratchFile?
  }

  fileprivate struct Layout {
    let isOfBytes, isOfLabels: Bool
    /// The bytes of an example.
    let exampleSize: Int
  }

  private let files: (examples: ScratchFile, targets: ScratchFile, weights: ScratchFile)
  private var form: ExampleForm?
  private var task: LearningTask?
  private var layout: Layout?
  private var isWeighted = false
  private var classCounts: [Int] = []
  private var hashes = (FNV1a(), FNV1a(), FNV1a())
  package private(set) var count = 0

  /// - Throws: `ScratchError` where no file can be made.
  package init() throws(ScratchError) { files = (try ScratchFile(), try ScratchFile(), try ScratchFile()) }

  /// Adds examples; all parts have one form and one task.
  package mutating func append(_ data: Dataset) throws(ScratchError) {
    if data.isEmpty, form != nil { return }
    let width = data.examples.width
    var isOfBytes = false
    switch data.examples.numbers {
    case .bytes(let bytes):
      isOfBytes = true
      hashes.0.combine(words: bytes)
      try files.examples.write(bytes, at: count * width)
    case .floats(let floats):
      hashes.0.combine(words: floats)
      try files.examples.write(floats, at: count * width * 4)
    }
    var isOfLabels = false
    switch data.targets {
    case .classes(let labels, let names):
      isOfLabels = true
      if classCounts.isEmpty { classCounts = Array(repeating: 0, count: names.count) }
      for label in labels { classCounts[Int(label)] += 1 }
      hashes.1.combine(words: labels)
      try files.targets.write(labels, at: count * 4)
    case .probabilities(let numbers, let names), .labels(let numbers, let names):
      hashes.1.combine(words: numbers)
      try files.targets.write(numbers, at: count * names.count * 4)
    case .numbers(let numbers, let targets):
      hashes.1.combine(words: numbers)
      try files.targets.write(numbers, at: count * targets.count * 4)
    }
    if let weights = data.weights {
      isWeighted = true
      hashes.2.combine(words: weights)
      try files.weights.write(weights, at: count * 4)
    }
    if form == nil {
      (form, task) = (data.examples.form, data.task)
      layout = Layout(isOfBytes: isOfBytes, isOfLabels: isOfLabels, exampleSize: width * (isOfBytes ? 1 : 4))
    }
    count += data.count
  }

  /// What has been written; nil where nothing was, not even an empty part.
  package func finished() -> StoredDataset? {
    guard let form, let task, let layout else { return nil }
    var hash = FNV1a()
    for byte in "\(form) \(task.names.count) \(count) ".utf8 { hash.combine(byte) }
    for part in [hashes.0, hashes.1, hashes.2] { hash.combine(word: part.value) }
    return StoredDataset(
      count, form, task, hash.value, classCounts,
      Files(examples: files.examples, targets: files.targets, weights: isWeighted ? files.weights : nil), layout)
  }
}

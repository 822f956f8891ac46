internal import Dispatch
internal import Synchronization

/// A batch as a step is given it.
struct AugmentedBatch: Sendable {
  /// Example after example.
  let numbers: [Float]
  /// What is told, where examples are mixed; nil where it is what it was.
  let targets: [Float]?

  /// The examples at some places of a batch of so many.
  func part(_ places: Range<Int>, of count: Int) -> AugmentedBatch {
    func part(_ numbers: [Float]) -> [Float] {
      let width = numbers.count / count
      return Array(numbers[places.lowerBound * width..<places.upperBound * width])
    }
    return AugmentedBatch(numbers: part(numbers), targets: targets.map(part))
  }
}

/// Makes the batches of a training ready, the next one while a step runs.
///
/// What is drawn goes by the seed, the number of the step and the place in the batch alone, so that a training that goes on from the middle of
/// an epoch sees the same numbers.
final class Augmenter {
  private let augmentations: [Augmentation]
  private let seed: UInt64
  private var next: Pending?

  /// A batch that is being made.
  private final class Pending: Sendable {
    let step: Int
    let rows: ArraySlice<Int>
    private let made = Mutex<AugmentedBatch?>(nil)
    private let isReady = DispatchSemaphore(value: 0)

    init(_ step: Int, _ rows: ArraySlice<Int>) { (self.step, self.rows) = (step, rows) }

    func finish(_ batch: AugmentedBatch) {
      made.withLock { $0 = batch }
      isReady.signal()
    }

    func wait() -> AugmentedBatch? {
      isReady.wait()
      return made.withLock { $0 }
    }
  }

  init(_ augmentations: [Augmentation], seed: UInt64) { (self.augmentations, self.seed) = (augmentations, seed) }

  /// The batch of a step.
  func batch(_ step: Int, rows: ArraySlice<Int>, of data: Dataset) -> AugmentedBatch {
    let pending = next
    next = nil
    // What was begun is used where it is what was meant, and waited for in any case: no two run at once.
    let made = pending?.wait()
    if let pending, pending.step == step, pending.rows == rows, let made { return made }
    return augmentations.batch(step, rows: rows, of: data, seed: seed)
  }

  /// Begins to make the batch of a step.
  func begin(_ step: Int, rows: ArraySlice<Int>, of data: Dataset) {
    let pending = Pending(step, rows)
    next = pending
    DispatchQueue.global().async { [augmentations, seed] in
      pending.finish(augmentations.batch(step, rows: rows, of: data, seed: seed))
    }
  }
}

extension [Augmentation] {
  /// Makes a batch. Traps where the examples are no images.
  func batch(_ step: Int, rows: ArraySlice<Int>, of data: Dataset, seed: UInt64) -> AugmentedBatch {
    guard let shape = data.imageShape else { preconditionFailure("no images are augmented") }
    let own = compactMap { $0.kind as? any ImageKind }
    let mixing = compactMap { $0.kind as? any MixingKind }
    var images = rows.enumerated().map { place, row in
      var image = AugmentedImage(shape: shape, samples: data.examples.samples(row))
      var generator = SeededGenerator(seed: seed, step: step, place: place)
      for kind in own { kind.change(&image, using: &generator) }
      return image
    }
    guard !mixing.isEmpty else { return AugmentedBatch(numbers: images.flatMap(\.samples), targets: nil) }
    var generator = SeededGenerator(seed: seed, step: step, place: images.count)
    // Of several one is drawn for a batch.
    let kind = mixing[generator.integer(below: mixing.count)]
    let partners = generator.permutation(of: images.count)
    let share = kind.mix(&images, with: partners, using: &generator)
    let told = data.targets.numbers(rows)
    let width = told.count / Swift.max(images.count, 1)
    let targets = told.indices.map { place in
      share * told[place] + (1 - share) * told[partners[place / width] * width + place % width]
    }
    return AugmentedBatch(numbers: images.flatMap(\.samples), targets: targets)
  }
}

extension SeededGenerator {
  /// A generator for a place in a step.
  fileprivate init(seed: UInt64, step: Int, place: Int) {
    let (first, second) = (UInt64(truncatingIfNeeded: step), UInt64(truncatingIfNeeded: place))
    self.init(seed: seed ^ (first &* 0x9E37_79B9_7F4A_7C15) ^ (second &* 0xD1B5_4A32_D192_ED03) ^ 0xA5A5_5A5A)
  }
}

extension Examples {
  /// A row as the network sees it.
  fileprivate func samples(_ row: Int) -> [Float] {
    let range = row * width..<(row + 1) * width
    switch numbers {
    case .bytes(let bytes): return bytes[range].map { Float($0) * (1 / 255) }
    case .floats(let floats): return Array(floats[range])
    }
  }
}

extension Targets {
  /// What is told of some examples, a number for each output: of classes a 1 in the column of each.
  fileprivate func numbers(_ rows: ArraySlice<Int>) -> [Float] {
    switch self {
    case .classes(let labels, let names):
      var numbers = [Float](repeating: 0, count: rows.count * names.count)
      for (place, row) in rows.enumerated() { numbers[place * names.count + Int(labels[row])] = 1 }
      return numbers
    case .probabilities(let numbers, let names), .labels(let numbers, let names):
      return Array(rows.flatMap { numbers[$0 * names.count..<($0 + 1) * names.count] })
    case .numbers(let numbers, let targets):
      return Array(rows.flatMap { numbers[$0 * targets.count..<($0 + 1) * targets.count] })
    }
  }
}

public import GradusOptimization

/// A way to change images at random while training, so that a network sees each in many forms.
public struct Augmentation: Described {
  let kind: any AugmentationKind

  /// The ways that are known; a new one is its file and its line here.
  static let kinds: [any AugmentationKind.Type] = [
    FlipAugmentation.self, CropAugmentation.self, ShiftAugmentation.self, RotateAugmentation.self,
    AffineAugmentation.self, ElasticAugmentation.self, CutoutAugmentation.self, NoiseAugmentation.self,
    MixupAugmentation.self, CutmixAugmentation.self,
  ]

  /// Every way with its constants.
  public static var all: [MethodDescription] { kinds.map { MethodDescription($0) } }

  /// The way of a description: `flip`, `crop 4`, `rotate(15, border=edge)`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public init(_ clause: Clause) throws(DescriptionError) {
    guard let type = Self.kinds.first(where: { $0.name == clause.name.lowercased() }) else {
      throw .unknown("augmentation", clause.name, known: Self.kinds.map { $0.name })
    }
    kind = try type.init(Clause(type.name, clause.arguments))
  }

  /// The ways of a description, in the order that they are taken in: `flip, crop 4, mixup 0.2`.
  ///
  /// - Throws: `DescriptionError` that names the word.
  public static func list(_ text: String) throws(DescriptionError) -> [Augmentation] {
    var list: [Augmentation] = []
    for clause in try Clause.list(text) { list.append(try Augmentation(clause)) }
    return list
  }

  /// Its name, and the constants that are not the usual ones.
  public var clause: Clause { kind.clause }
  /// Whether examples are mixed with one another, and what is told of them with them.
  var mixes: Bool { kind is any MixingKind }
}

/// An augmentation in one file.
protocol AugmentationKind: Configurable {
  /// Whether a sample may become negative.
  var makesNegative: Bool { get }
}

extension AugmentationKind {
  var makesNegative: Bool { false }
}

/// One that changes an image alone.
protocol ImageKind: AugmentationKind {
  /// Changes an image; the same draws change it alike.
  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator)
}

/// One that mixes each image of a batch with another.
protocol MixingKind: AugmentationKind {
  /// Mixes the images, and says what share of what is told stays each image's own.
  ///
  /// - Parameter partners: the image that each is mixed with.
  func mix(
    _ images: inout [AugmentedImage], with partners: [Int], using generator: inout SeededGenerator
  ) -> Float
}

extension [Augmentation] {
  /// As `list` reads them.
  package var text: String { map(\.description).joined(separator: ", ") }
}

extension DataForm {
  /// What is known of data that are augmented.
  ///
  /// - Throws: `TrainingError.setting` where what is told cannot be mixed.
  func augmented(by augmentations: [Augmentation]) throws(TrainingError) -> DataForm {
    let isMixed = augmentations.contains { $0.mixes }
    if isMixed, targets == .labels {
      throw .setting("labels of yes and no are not mixed: leave mixup and cutmix out")
    }
    return DataForm(
      isNonnegative: isNonnegative && !augmentations.contains { $0.kind.makesNegative },
      targets: isMixed && targets == .classes ? .probabilities : targets, isWeighted: isWeighted)
  }
}

public import GradusExpression

/// What is wrong with a data set.
public enum DatasetError: DescribedError, Hashable, Sendable {
  /// The bytes are no whole number of images.
  case partialImage(bytes: Int, shape: ImageShape)
  case countMismatch(images: Int, labels: Int)
  case classCount(Int)
  case labelOutOfRange(label: Int, image: Int, classes: Int)
  case splitFraction(Double, images: Int)
}

extension DatasetError {
  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .partialImage(let bytes, let shape):
      "\(bytes) bytes are no whole number of \(shape) images of \(shape.count) bytes each"
    case .countMismatch(let images, let labels):
      "\(images) images but \(labels) labels: every image needs one label"
    case .classCount(let count):
      "\(count) classes: a data set has between 1 and 256"
    case .labelOutOfRange(let label, let image, let classes):
      "label \(label) of image \(image) is out of range: there are \(classes) classes, 0 to \(classes - 1)"
    case .splitFraction(let fraction, let images):
      "a validation split of \(fraction) leaves nothing to train on among \(images) images: it must be at least 0 and below 1"
    }
  }
}

/// Labelled images of one size, as bytes. Immutable: a part of a data set is another data set.
public struct Dataset: Hashable, Sendable {
  /// Every sample of every image, image after image: `count × imageShape.count` bytes.
  public let pixels: [UInt8]
  /// The class of every image, an index into `classNames`.
  public let labels: [UInt8]
  /// The names of the classes, in the order of their labels.
  public let classNames: [String]
  /// The size of every image.
  public let imageShape: ImageShape

  /// Checks that the parts fit together.
  ///
  /// - Throws: `DatasetError` where the pixels are no whole number of images, where images and labels differ in number,
  ///   or where a label names no class.
  public init(pixels: [UInt8], labels: [UInt8], classNames: [String], imageShape: ImageShape) throws(DatasetError) {
    guard pixels.count.isMultiple(of: imageShape.count) else {
      throw .partialImage(bytes: pixels.count, shape: imageShape)
    }
    let images = pixels.count / imageShape.count
    guard images == labels.count else { throw .countMismatch(images: images, labels: labels.count) }
    guard (1...256).contains(classNames.count) else { throw .classCount(classNames.count) }
    if let place = labels.firstIndex(where: { Int($0) >= classNames.count }) {
      throw .labelOutOfRange(label: Int(labels[place]), image: place, classes: classNames.count)
    }
    self.init(checkedPixels: pixels, labels: labels, classNames: classNames, imageShape: imageShape)
  }

  private init(checkedPixels pixels: [UInt8], labels: [UInt8], classNames: [String], imageShape: ImageShape) {
    self.pixels = pixels
    self.labels = labels
    self.classNames = classNames
    self.imageShape = imageShape
  }

  /// The number of images.
  public var count: Int { labels.count }
  /// Whether there is no image.
  public var isEmpty: Bool { labels.isEmpty }

  /// The image at `index`. Traps out of range.
  public func image(at index: Int) -> Image {
    let size = imageShape.count
    return Image(shape: imageShape, pixels: Array(pixels[index * size..<(index + 1) * size]))
  }

  /// The images at `indices`, in that order. Traps out of range.
  public func subset(_ indices: some Collection<Int>) -> Dataset {
    let size = imageShape.count
    var pixels: [UInt8] = []
    pixels.reserveCapacity(indices.count * size)
    for index in indices { pixels += self.pixels[index * size..<(index + 1) * size] }
    return Dataset(
      checkedPixels: pixels, labels: indices.map { labels[$0] }, classNames: classNames, imageShape: imageShape)
  }

  /// Two parts without a common image, drawn at random: the second has `fraction` of the images, rounded to the nearest.
  ///
  /// - Throws: `DatasetError.splitFraction` unless `0 ≤ fraction < 1` and the first part keeps an image.
  public func split(
    validationFraction fraction: Double, using generator: inout SeededGenerator
  ) throws(DatasetError) -> (training: Dataset, validation: Dataset) {
    guard fraction >= 0, fraction < 1 else { throw .splitFraction(fraction, images: count) }
    let held = Int((fraction * Double(count)).rounded())
    guard held < count || count == 0 else { throw .splitFraction(fraction, images: count) }
    if held == 0 { return (self, subset([])) }
    let order = generator.permutation(of: count)
    return (subset(order[held...]), subset(order[..<held]))
  }
}

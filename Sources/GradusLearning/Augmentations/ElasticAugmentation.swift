import GradusExpression
import GradusOptimization

/// Every pixel moved by a field of displacements that is smooth: uniform numbers blurred three times by a box, which is nearly a normal blur.
///
/// Source: P. Simard, D. Steinkraus, J. Platt, "Best practices for convolutional neural networks applied to visual document analysis",
/// ICDAR 2003; the boxes are those of W. Wells, "Efficient synthesis of Gaussian filters by cascaded uniform filters", PAMI 8 (1986).
struct ElasticAugmentation: ImageKind {
  static let name = "elastic"
  static let summary = "pixels moved by a smooth field of displacements"
  static let settings = [
    Setting("deviation", "the deviation of the displacements, in pixels", .nonnegative, 1),
    Setting("sigma", "over how many pixels they are smooth, up to 64", .positive, 4), AugmentedImage.border,
    .probability(),
  ]
  let values: Values
  /// How far a box reaches to either side.
  private let reach: Int
  /// What makes the deviation of what is blurred 1.
  private let gain: Float

  init(_ values: Values) throws(DescriptionError) {
    self.values = values
    let sigma = values[number: "sigma"].doubleValue
    guard sigma <= 64 else { throw DescriptionError("the sigma of elastic is \(sigma): it must be at most 64") }
    // A box of w has the variance (w² − 1) / 12, and three of them add up.
    reach = max(1, Int((((4 * sigma * sigma + 1).squareRoot() - 1) / 2).rounded()))
    var kernel = [Float](repeating: 0, count: 6 * reach + 1)
    kernel[3 * reach] = 1
    for _ in 0..<3 { kernel = Self.box(kernel, reach) }
    // Uniform numbers in ±1 have the variance ⅓, and a field is blurred along both axes.
    gain = Float(3).squareRoot() / kernel.reduce(0) { $0 + $1 * $1 }
  }

  func change(_ image: inout AugmentedImage, using generator: inout SeededGenerator) {
    guard values.isDrawn(using: &generator) else { return }
    let rows = field(image.shape, using: &generator)
    let columns = field(image.shape, using: &generator)
    let width = image.shape.width
    image.move(values.border) { row, column in
      let place = Int(row) * width + Int(column)
      return (row + rows[place], column + columns[place])
    }
  }

  private func field(_ shape: ImageShape, using generator: inout SeededGenerator) -> [Float] {
    let (height, width) = (shape.height, shape.width)
    var field = (0..<height * width).map { _ in Float(2 * generator.uniform() - 1) }
    for _ in 0..<3 {
      for row in 0..<height { Self.blur(&field, start: row * width, step: 1, count: width, reach) }
      for column in 0..<width { Self.blur(&field, start: column, step: width, count: height, reach) }
    }
    let factor = Float(values[number: "deviation"].doubleValue) * gain
    return field.map { $0 * factor }
  }

  private static func box(_ numbers: [Float], _ reach: Int) -> [Float] {
    var blurred = numbers
    blur(&blurred, start: 0, step: 1, count: numbers.count, reach)
    return blurred
  }

  /// The mean over a box around every place of a line; outside are zeros.
  private static func blur(_ field: inout [Float], start: Int, step: Int, count: Int, _ reach: Int) {
    let line = (0..<count).map { field[start + $0 * step] }
    var sum = line.prefix(reach).reduce(0, +)
    for place in 0..<count {
      if place + reach < count { sum += line[place + reach] }
      if place > reach { sum -= line[place - reach - 1] }
      field[start + place * step] = sum / Float(2 * reach + 1)
    }
  }
}

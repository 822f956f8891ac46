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
    var field = (0..<shape.height * shape.width).map { _ in Float(2 * generator.uniform() - 1) }
    var other = field
    for _ in 0..<3 {
      Self.blurRows(field, into: &other, width: shape.width, reach)
      Self.blurColumns(other, into: &field, width: shape.width, reach)
    }
    let factor = Float(values[number: "deviation"].doubleValue) * gain
    return field.map { $0 * factor }
  }

  private static func box(_ numbers: [Float], _ reach: Int) -> [Float] {
    var blurred = numbers
    blurRows(numbers, into: &blurred, width: numbers.count, reach)
    return blurred
  }

  /// The mean over a box around every place of a row; outside are zeros.
  private static func blurRows(_ field: [Float], into blurred: inout [Float], width: Int, _ reach: Int) {
    let share = 1 / Float(2 * reach + 1)
    for start in stride(from: 0, to: field.count, by: width) {
      let end = start + width
      var sum: Float = 0
      for place in start..<min(start + reach, end) { sum += field[place] }
      for place in start..<end {
        if place + reach < end { sum += field[place + reach] }
        if place - reach > start { sum -= field[place - reach - 1] }
        blurred[place] = sum * share
      }
    }
  }

  /// The mean over a box around every place of a column; all columns go down together.
  private static func blurColumns(_ field: [Float], into blurred: inout [Float], width: Int, _ reach: Int) {
    let share = 1 / Float(2 * reach + 1)
    let (ahead, count) = (reach * width, field.count)
    var sums = [Float](repeating: 0, count: width)
    for place in 0..<min(ahead, count) { sums[place % width] += field[place] }
    for start in stride(from: 0, to: count, by: width) {
      if start + ahead < count { for column in 0..<width { sums[column] += field[start + ahead + column] } }
      let behind = start - ahead - width
      if behind >= 0 { for column in 0..<width { sums[column] -= field[behind + column] } }
      for column in 0..<width { blurred[start + column] = sums[column] * share }
    }
  }
}

import GradusExpression
import GradusOptimization

/// A rectangle of each image taken from another of the batch, and of what is told the share of its area: the rectangle has the share 1 − λ of
/// the area, with λ of Beta(α, α), and its middle lies anywhere.
///
/// Source: S. Yun et al., "CutMix: regularization strategy to train strong classifiers with localizable features", ICCV 2019.
struct CutmixAugmentation: MixingKind {
  static let name = "cutmix"
  static let summary = "a rectangle taken from another image of the batch, and its share of what is told"
  static let settings = [
    Setting("alpha", "α of the distribution of the share, up to 1000; 1: every share as likely", .positive, 1)
  ]
  let values: Values

  init(_ values: Values) throws(DescriptionError) { self.values = try values.withAlpha(of: Self.name) }

  func mix(
    _ images: inout [AugmentedImage], with partners: [Int], using generator: inout SeededGenerator
  ) -> Float {
    guard let shape = images.first?.shape else { return 1 }
    let side = (1 - generator.beta(values[number: "alpha"].doubleValue)).squareRoot()
    func length(_ whole: Int) -> Int { Int((side * Double(whole)).rounded()) }
    let (rows, columns) = images[0].rectangle(length(shape.height), length(shape.width), using: &generator)
    let old = images
    for (place, partner) in partners.enumerated() {
      for row in rows {
        for sample in old[place].samples(row, columns) { images[place].samples[sample] = old[partner].samples[sample] }
      }
    }
    return 1 - Float(rows.count * columns.count) / Float(shape.height * shape.width)
  }
}

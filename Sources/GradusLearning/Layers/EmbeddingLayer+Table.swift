internal import Glibc
internal import GradusExpression
package import GradusOptimization

extension Layer {
  /// A learned vector for every text of the columns of texts, beside the numbers: the first layer of a network for tables. `[Layer].fitted` finds
  /// the columns.
  ///
  /// - Parameter width: how many numbers a vector has; nil for 1.6 n^0.56, rounded, for n texts.
  public static func embedding(width: Int? = nil) -> Layer { Layer(EmbeddingLayer(width: width ?? 0, categories: [])) }

  /// Whether it is an embedding.
  package var isEmbedding: Bool { kind is EmbeddingLayer }
}

extension [Layer] {
  /// The layers for examples of a form: an embedding that names no inputs has those that stand for texts in the table.
  ///
  /// - Throws: `DescriptionError` where there are no such columns, or the layer is not the first, which alone sees them.
  package func fitted(to form: ExampleForm) throws(DescriptionError) -> [Layer] {
    var layers = self
    for (place, layer) in enumerated() {
      guard let embedding = layer.kind as? EmbeddingLayer, embedding.categories.isEmpty else { continue }
      guard case .table(let preparation) = form, !preparation.categories.isEmpty else {
        throw DescriptionError("an embedding is for tables with columns of texts, and these are \(form)")
      }
      guard place == 0 else {
        throw DescriptionError(
          "an embedding of the columns of a table is the first layer, and this one is layer \(place + 1)")
      }
      let categories = preparation.categories.map { inputs in
        EmbeddingLayer.Category(
          first: inputs.lowerBound, count: inputs.count,
          width: embedding.width > 0 ? embedding.width : EmbeddingLayer.Category.usualWidth(inputs.count))
      }
      layers[place] = Layer(EmbeddingLayer(width: embedding.width, categories: categories))
    }
    return layers
  }
}

extension TablePreparation {
  /// The inputs that stand for the texts of each column of texts.
  package var categories: [Range<Int>] {
    var place = 0
    var found: [Range<Int>] = []
    for column in columns {
      if case .category = column.kind, column.kind.width > 0 { found.append(place..<place + column.kind.width) }
      place += column.kind.width
    }
    return found
  }
}

extension EmbeddingLayer.Category {
  /// How many numbers a vector has where nothing is said: 1.6 n^0.56 for n texts, rounded, and at most 600.
  ///
  /// Source: J. Howard and S. Gugger, "fastai: a layered API for deep learning", Information 2020.
  static func usualWidth(_ count: Int) -> Int {
    min(600, max(1, Int((1.6 * pow(Double(count), 0.56)).rounded())))
  }
}

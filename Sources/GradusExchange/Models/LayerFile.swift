internal import FoundationEssentials
package import GradusLearning
internal import GradusOptimization

/// The layers of a network in a small JSON file: a list of descriptions, alone or under `layers`.
///
///     {"layers": ["dense 512", "batchnorm", "relu", "residual(dense 512, gelu)", "dense 10"]}
package enum LayerFile {
  private struct Document: Decodable {
    let layers: [String]

    init(from decoder: any Decoder) throws {
      if let list = try? decoder.singleValueContainer().decode([String].self) {
        layers = list
        return
      }
      layers = try decoder.container(keyedBy: CodingKeys.self).decode([String].self, forKey: .layers)
    }

    enum CodingKeys: CodingKey { case layers }
  }

  /// Reads the layers, first to last.
  ///
  /// - Throws: `ExchangeError` where the file is missing or no such JSON, with the place of a layer that is unknown.
  package static func layers(contentsOf path: String) throws(ExchangeError) -> [Layer] {
    let bytes = try FileBytes.read(path)
    let document: Document
    do { document = try JSONDecoder().decode(Document.self, from: Data(bytes)) } catch {
      throw ExchangeError(
        .malformed, file: path, "is no list of layers, as [\"dense 512\", \"relu\"]: \(explanation(of: error))")
    }
    var layers: [Layer] = []
    for (place, text) in document.layers.enumerated() {
      do throws(DescriptionError) { layers += try Layer.list(text) } catch {
        throw ExchangeError(.malformed, file: path, "layer \(place + 1), \"\(text.prefix(60))\": \(error.description)")
      }
    }
    return layers
  }
}

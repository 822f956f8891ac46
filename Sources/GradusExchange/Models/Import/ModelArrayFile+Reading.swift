internal import FoundationEssentials
internal import GradusExpression
internal import GradusLearning

extension ModelArrayFile {
  /// Reads a model from a file of arrays: one that we wrote says all of itself and is tried on its test vectors; of another the
  /// names of the arrays and their shapes tell the layers.
  ///
  /// - Throws: `ExchangeError` where the file is damaged, or its arrays are no stack of layers.
  public static func model(contentsOf path: String, _ choices: ImportChoices) throws -> ImportedModel {
    let bytes = try FileBytes.read(path)
    return try model(file: bytes, named: path, choices)
  }

  /// Reads the bytes of a file; `name` is what errors call it.
  package static func model(file bytes: [UInt8], named name: String, _ choices: ImportChoices) throws -> ImportedModel {
    let arrays: NamedArrays
    if ZipArchive.isZip(bytes) {
      arrays = try NamedArrays(NumPyArchive(file: bytes, named: name))
    } else if bytes.first == UInt8(ascii: "{") {
      arrays = try NamedArrays(text: bytes, file: name)
    } else {
      arrays = NamedArrays(try Safetensors(file: bytes, named: name))
    }
    if let model = try arrays.model(file: name) { return ImportedModel(model) }
    let stack = try StackedArrays(arrays, file: name)
    let layers = try choices.layers ?? stack.layers(choices.activation, file: name)
    let network: Network
    do { network = try Network(inputs: stack.modules[0].inputs, layers: layers) } catch {
      throw ExchangeError(.malformed, file: name, "\(error)")
    }
    let notes =
      choices.layers == nil
      ? ["read as arrays of \(stack.origin): \(network); --activation or --network says other layers"] : []
    return try ImportedModel(
      network, stack.parameters(of: network, file: name), choices, notes: notes, file: name)
  }
}

extension NamedArrays {
  /// The arrays of floats; counters and the like are passed over.
  init(_ file: Safetensors) {
    let entries = file.tensors.compactMap { tensor in
      tensor.floats.map { Entry(name: tensor.name, shape: tensor.shape, values: $0) }
    }
    self.init(entries, words: file.metadata)
  }

  init(_ archive: NumPyArchive) throws(ExchangeError) {
    var (entries, words): ([Entry], [String: String]) = ([], [:])
    for name in archive.names {
      let array = try archive.array(name)
      if name == "gradus" {
        let text = array.values.map { UInt8(exactly: $0) ?? 0 }
        words = (try? JSONDecoder().decode([String: String].self, from: Data(text))) ?? [:]
      } else {
        entries.append(Entry(name: name, shape: array.shape, values: array.values.map { Float($0) }))
      }
    }
    self.init(entries, words: words)
  }

  init(text: [UInt8], file: String) throws(ExchangeError) {
    let document: ModelText
    do { document = try JSONDecoder().decode(ModelText.self, from: Data(text)) } catch {
      throw ExchangeError(.malformed, file: file, "is no model as `gradus export` writes it: \(explanation(of: error))")
    }
    for (name, array) in document.arrays
    where array.shape.contains(where: { $0 < 0 }) || array.shape.entryCount != array.values.count {
      throw ExchangeError(
        .malformed, file: file, "its array \(name) has \(array.values.count) numbers for the shape \(array.shape)")
    }
    self = document.named
  }
}
